"""Which days are worked: the State Council's calendar (节假日安排), corrected by the county."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar

from generator.models.words import DayOff

_DAY = timedelta(days=1)
_SATURDAY = 5


class Holiday(NamedTuple):
    """Days off in a row; the name is empty where only the county's own word is known."""

    name: str
    first: date
    last: date


class Calendar(NamedTuple):
    """Where years differ from Monday to Friday.

    `made_up` are days of weekends that are worked (补班). Days after `settled` are provisional
    (暂定): what is announced for them isn't known yet.
    """

    holidays: tuple[Holiday, ...]
    made_up: tuple[date, ...]
    settled: date

    def holiday(self, day: date) -> Holiday | None:
        """The holiday a day belongs to."""
        return next((one for one in self.holidays if one.first <= day <= one.last), None)

    def is_made_up(self, day: date) -> bool:
        """Whether the day is worked though it lies on a weekend."""
        return day in self.made_up


def calendar(corrections: Mapping[date, DayOff], since: date) -> Calendar:
    """The calendar from the day `since` on, as far as anything is known."""
    names, made_up, settled = _announced(since)
    for day, kind in corrections.items():
        if day < since:
            continue
        made_up.discard(day)
        if kind is DayOff.REST:
            names.setdefault(day, "")
        else:
            names.pop(day, None)
            made_up |= {day} if day.weekday() >= _SATURDAY else set()
    return Calendar(tuple(_in_rows(names)), tuple(sorted(made_up)), settled)


def _announced(since: date) -> tuple[dict[date, str], set[date], date]:
    """Named days off, made-up days, and the last day known, from `since` on."""
    names: dict[date, str] = {}
    made_up: set[date] = set()
    day = since
    while True:
        try:
            is_off, english = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:
            return names, made_up, day - _DAY
        if english and is_off:
            names[day] = chinese_calendar.Holiday(english).chinese
        elif english:
            made_up.add(day)
        day += _DAY


def _in_rows(names: Mapping[date, str]) -> Iterator[Holiday]:
    """Days after one another that have the same name, as one holiday."""
    row: Holiday | None = None
    for day, name in sorted(names.items()):
        if row and (row.name, row.last + _DAY) == (name, day):
            row = row._replace(last=day)
            continue
        if row:
            yield row
        row = Holiday(name, day, day)
    if row:
        yield row
