"""This week and the next, day by day: is the hall open, and who sits at each window."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from generator.catalog import Township
from generator.duty.hours import Hours, on
from generator.duty.roster import Office
from generator.duty.seats import Seat, windows
from generator.models.hours import WEEK
from generator.models.place import Staff, Window
from generator.models.words import Topic

_DAYS = 14


class Shift(NamedTuple):
    """Somebody at a window: for what as A (主办), and for what `instead` of an A who is away.

    Nobody (`person` None) where all are away.
    """

    person: Staff | None
    own: tuple[Topic, ...]
    instead: tuple[Topic, ...] = ()


class Day(NamedTuple):
    """A day at the hall. `holiday` is its name, None on other days."""

    day: date
    hours: Hours
    holiday: str | None
    is_made_up: bool
    is_settled: bool
    windows: tuple[tuple[Window, tuple[Shift, ...]], ...]

    @property
    def weekday(self) -> str:
        """`周一`."""
        return WEEK[self.day.weekday()]


def fortnight(office: Office, township: Township, today: date) -> tuple[Day, ...]:
    """Fourteen days from the Monday of this week on."""
    monday = today - timedelta(days=today.weekday())
    seats = tuple(windows(township))
    days = (monday + timedelta(days=ahead) for ahead in range(_DAYS))
    return tuple(_day(office, township, seats, day) for day in days)


def _day(
    office: Office,
    township: Township,
    seats: Iterable[tuple[Window, tuple[Seat, ...]]],
    day: date,
) -> Day:
    calendar = office.calendar
    hours = on(township.profile.hall.hours, calendar, day)
    holiday = calendar.holiday(day)
    return Day(
        day,
        hours,
        holiday.name if holiday else None,
        calendar.is_made_up(day),
        day <= calendar.settled,
        tuple((window, _shifts(here, day)) for window, here in seats) if hours.spans else (),
    )


def _shifts(seats: Iterable[Seat], day: date) -> tuple[Shift, ...]:
    """One entry a person, with all the areas they see to at the window on the day."""
    own: dict[Staff | None, list[Topic]] = {}
    instead: dict[Staff | None, list[Topic]] = {}
    for seat in seats:
        person = seat.on(day)
        is_a = person is None or person is seat.post_a
        own.setdefault(person, []).extend([seat.topic] * is_a)
        instead.setdefault(person, []).extend([seat.topic] * (not is_a))
    return tuple(Shift(one, _once(own[one]), _once(instead[one])) for one in own)


def _once(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    return tuple(dict.fromkeys(topics))
