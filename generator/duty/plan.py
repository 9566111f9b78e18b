"""A hall's days as a phone reads them: from when it is open or closed, and the words for it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from generator.duty.hours import Hours, Openings, made_up, of_weekday, on
from generator.models.hours import WEEK
from generator.workdays import Calendar, Holiday

_AFTERNOON = 15 * 60
"""A break that begins earlier is a lunch break (午休)."""
_LONGEST = 30
"""So many days after a holiday a hall's next open day is looked for."""


class Stretch(NamedTuple):
    """A part of a day, from minute `start` to the next one's."""

    start: int
    is_open: bool
    why: str


Stretches = tuple[Stretch, ...]


class Plan(NamedTuple):
    """Seven days from Monday on, and a weekend day that is worked."""

    days: tuple[Stretches, ...]
    made_up: Stretches

    def at(self, calendar: Calendar, day: date, minute: int) -> Stretch:
        """What the hall is doing on a day that is no holiday."""
        known = self.made_up if calendar.is_made_up(day) else self.days[day.weekday()]
        return [stretch for stretch in known if stretch.start <= minute][-1]


@cache
def plan(openings: Openings) -> Plan:
    """The plan of a hall. One that hasn't said its hours is tried at any time."""
    if not openings:
        unknown = (Stretch(0, is_open=True, why="上班时间还没有登记，没人接就往下打"),)
        return Plan((unknown,) * 7, unknown)
    days = [
        tuple(_stretches(of_weekday(openings, number), f"今天{name}", "现在上班"))
        for number, name in enumerate(WEEK)
    ]
    return Plan(tuple(days), tuple(_stretches(made_up(openings), "今天", "今天补班")))


def _stretches(hours: Hours, today: str, working: str) -> Iterator[Stretch]:
    if not hours.spans:
        yield Stretch(
            0, is_open=False, why=f"{today}{'要先预约' if hours.by_appointment else '不上班'}"
        )
        return
    closed, why = 0, "还没上班"
    for start, end in hours.spans:
        if start:
            yield Stretch(closed, is_open=False, why=f"{why}，{clock(start)} 上班")
        yield Stretch(start, is_open=True, why=f"{working}，到 {clock(end)}")
        closed, why = end, "现在是午休" if end < _AFTERNOON else "现在休息"
    yield Stretch(closed, is_open=False, why="已经下班")


def holiday_words(openings: Openings, calendar: Calendar, holiday: Holiday) -> str:
    """`今天国庆节放假，10月8日上班`: the first day after it on which the hall is open."""
    after = (holiday.last + timedelta(days=number) for number in range(1, _LONGEST))
    first = next((day for day in after if on(openings, calendar, day).spans), None)
    back = f"，{first.month}月{first.day}日上班" if first else ""
    return f"今天{holiday.name}放假{back}"


def clock(minute: int) -> str:
    """`8:30`."""
    return f"{minute // 60}:{minute % 60:02}"
