"""What to mend before somebody comes in vain: windows nobody sits at."""

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta

from generator.catalog import Catalog, Township
from generator.duty.hours import on
from generator.duty.roster import is_away, office
from generator.duty.seats import Seat, windows
from generator.models.hours import WEEK
from generator.models.place import Staff
from generator.problem import Finding, Path, Problem, Severity
from generator.workdays import Calendar

AHEAD = 30
"""So many days from today on are looked at."""


def problems(catalog: Catalog, today: date) -> Iterator[Problem]:
    """Reminders about the posts of every township on `today` and the days after it."""
    if catalog.county is None:
        return
    calendar = office(catalog.county, today).calendar
    for township in catalog.townships:
        source = catalog.sources[f"townships/{township.slug}/staff.yaml"]
        for finding in _uncovered(township, calendar, today):
            yield source.problem(finding, severity=Severity.WARNING)


def _uncovered(township: Township, calendar: Calendar, today: date) -> Iterator[Finding]:
    """Windows, and areas of windows that are not empty, whose people are away on the same day."""
    hall = township.profile.hall
    ahead = (today + timedelta(days=number) for number in range(AHEAD))
    days = [day for day in ahead if on(hall.hours, calendar, day).spans]
    for window, seats in windows(township):
        name = f"{window.number}号{window.name}"
        empty = _days_without(seats, days)
        if empty:
            yield _finding(township, seats, name, empty)
        for seat in seats:
            rest = [day for day in _days_without([seat], days) if day not in empty]
            if rest:
                yield _finding(township, [seat], f"{name}的“{seat.topic.value}”", rest)


def _days_without(seats: Iterable[Seat], days: list[date]) -> list[date]:
    """Days on which all who belong to the seats are away."""
    people = [person for seat in seats for person in seat.people]
    return [day for day in days if people and all(is_away(person, day) for person in people)]


def _finding(township: Township, seats: Iterable[Seat], where: str, days: list[date]) -> Finding:
    """Said at the leave that leaves nobody: the last one written of those on the first day."""
    people = {person.number: person for seat in seats for person in seat.people}
    day = days[0]
    when = f"{day.month}月{day.day}日（{WEEK[day.weekday()]}）"
    more = f"起有 {len(days)} 个上班日" if len(days) > 1 else ""
    names = "、".join(person.name for person in people.values())
    hint = "请改请假的日期，或者在 catalog.yaml 的“分工”里换一个在岗的人"
    return Finding(
        _leave(township.staff, people, day), f"{where}{when}{more}没有人：{names}都请了假", hint
    )


def _leave(staff: tuple[Staff, ...], people: Container[str], day: date) -> Path:
    """The place in `staff.yaml` of the last leave of one of these people on the day."""
    found = [
        ("人员", place, "请假", number)
        for place, person in enumerate(staff)
        if person.number in people
        for number, leave in enumerate(person.leave)
        if leave.first <= day <= leave.last
    ]
    return found[-1]
