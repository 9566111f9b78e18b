"""When a hall is open on a day: its own hours, the county's calendar, China's one time."""

from datetime import date, timedelta, timezone
from typing import NamedTuple

from generator.models.hours import Opening, minutes, weekdays
from generator.workdays import Calendar

CHINA = timezone(timedelta(hours=8))

Openings = tuple[Opening, ...]


class Hours(NamedTuple):
    """What is said of one day: `spans` in minutes, `text` as it is written."""

    spans: tuple[tuple[int, int], ...] = ()
    text: str = ""

    @property
    def by_appointment(self) -> bool:
        """Whether one has to call first (预约)."""
        return self.text == "预约"


CLOSED = Hours()


def on(openings: Openings, calendar: Calendar, day: date) -> Hours:
    """The hours of a day. No hall opens on a holiday."""
    if calendar.holiday(day):
        return CLOSED
    return made_up(openings) if calendar.is_made_up(day) else of_weekday(openings, day.weekday())


def of_weekday(openings: Openings, weekday: int) -> Hours:
    """The hours of an ordinary Monday (0), Tuesday (1), …"""
    found = (one.hours for one in openings if weekday in weekdays(one.days))
    return next((Hours(minutes(text), text) for text in found), CLOSED)


def made_up(openings: Openings) -> Hours:
    """The hours of a weekend day that is worked (补班): those of the week's first open day."""
    days = (of_weekday(openings, weekday) for weekday in range(7))
    return next((hours for hours in days if hours.spans), CLOSED)
