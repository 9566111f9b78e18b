"""Working days (工作日): Monday to Friday, but for what the published calendar says otherwise."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from feedback_api import published

_DAY = timedelta(days=1)
_SATURDAY = 5
_DECEMBER = 12


class Unit(StrEnum):
    """In what a limit is counted."""

    WORKING_DAYS = "个工作日"
    DAYS = "日"
    MONTHS = "个月"


class Limit(NamedTuple):
    """How long something may take (时限)."""

    amount: int
    unit: Unit = Unit.WORKING_DAYS

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}" if self.amount else "当天"


class Deadline(NamedTuple):
    """A last day as people want to know it: working days left, below 0 when it is over."""

    day: date
    left: int
    is_provisional: bool


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. After `settled` the State Council hasn't spoken yet (暂定)."""

    off: frozenset[date]
    worked: frozenset[date]
    settled: date

    @classmethod
    def of(cls, known: published.Calendar) -> "Calendar":
        """The calendar that was published with the catalog."""
        off = frozenset(day for first, last in known.off for day in _days(first, last))
        return cls(off, frozenset(known.worked), known.settled)

    def is_working(self, day: date) -> bool:
        """Whether offices are open: make-up days (补班) are worked, holidays are not."""
        return day in self.worked or (day not in self.off and day.weekday() < _SATURDAY)

    def add(self, day: date, working_days: int) -> date:
        """The last day of a limit that starts on `day`; that day itself isn't counted."""
        while working_days > 0:
            day += _DAY
            working_days -= self.is_working(day)
        return day

    def between(self, day: date, last: date) -> int:
        """Working days after `day`, up to and with `last`: how many of a limit are used up."""
        return sum(self.is_working(one) for one in _days(day + _DAY, last))

    def after(self, day: date, limit: Limit) -> date:
        """The last day of any limit. One that ends on a day off ends on the next working day."""
        if limit.unit is Unit.WORKING_DAYS:
            return self.add(day, limit.amount)
        end = day + limit.amount * _DAY
        if limit.unit is Unit.MONTHS:
            end = _months_later(day, limit.amount)
        return end if self.is_working(end) else self.add(end, 1)

    def deadline(self, day: date, today: date) -> Deadline:
        """How far off a last day is; one on a day off that is over is one day over."""
        over = day < today
        left = -max(1, self.between(day, today)) if over else self.between(today, day)
        return Deadline(day, left, self.is_provisional(day))

    def is_provisional(self, day: date) -> bool:
        """Whether a date rests on a calendar that isn't out yet (暂定)."""
        return day > self.settled


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _months_later(day: date, count: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + count, _DECEMBER)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))
