"""Periods: whole ISO weeks, the finest time that ratings keep, and the months they belong to."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from feedback_api.ratings import weeks

CHOICES = (4, 13, 26, 52)
USUAL = 13
"""Weeks: a quarter."""
_KNOWN = 1000
"""So many weeks, months and periods are worked out once: a page asks for each many times."""
GRACE = timedelta(hours=1)
"""A rating of Sunday night may be stored a moment after the week is over."""


class Period(NamedTuple):
    """From one week to another, both included."""

    first: str
    last: str

    @property
    def weeks(self) -> tuple[str, ...]:
        """All of its weeks."""
        return _weeks(self.first, self.last)

    @property
    def days(self) -> tuple[date, date]:
        """Its first Monday and last Sunday."""
        return weeks.monday(self.first), weeks.monday(self.last) + timedelta(days=6)

    @property
    def before(self) -> "Period":
        """As many weeks, just before."""
        number = len(self.weeks)
        return Period(weeks.after(self.first, -number), weeks.after(self.first, -1))

    @property
    def months(self) -> list[str]:
        """The months all of whose weeks are in it."""
        return sorted({month(week) for week in self.weeks if _whole(month(week), self)})


@lru_cache(_KNOWN)
def _weeks(first: str, last: str) -> tuple[str, ...]:
    found = [first]
    while found[-1] < last:
        found.append(weeks.after(found[-1]))
    return tuple(found)


def latest(number: int, now: datetime) -> Period:
    """This week and those before it."""
    this = weeks.of(now.date())
    return Period(weeks.after(this, 1 - number), this)


@lru_cache(_KNOWN)
def month(week: str) -> str:
    """The month a week belongs to: the one that has its Thursday (as ISO 8601 does for years)."""
    return (weeks.monday(week) + timedelta(days=3)).isoformat()[:7]


@lru_cache(_KNOWN)
def of_month(name: str) -> Period:
    """The weeks of a month, `2026-11`. Raises ValueError."""
    first = date.fromisoformat(f"{name}-01")
    week = weeks.of(first)
    week = week if month(week) == name else weeks.after(week)
    last = week
    while month(weeks.after(last)) == name:
        last = weeks.after(last)
    return Period(week, last)


def months_before(today: date, number: int = 6) -> list[str]:
    """This month and those before it, the newest last."""
    found = [today.replace(day=1)]
    while len(found) < number:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return [one.isoformat()[:7] for one in reversed(found)]


def _whole(name: str, period: Period) -> bool:
    whole = of_month(name)
    return period.first <= whole.first and whole.last <= period.last


def finished(now: datetime) -> str:
    """The last week that nothing is added to any more."""
    return weeks.after(weeks.of((now - GRACE).date()), -1)
