"""Which days are worked: what the State Council announced, and what a county knows better."""

from datetime import date, timedelta

import pytest

from generator.models.words import DayOff
from generator.workdays import Calendar, Holiday, calendar

YEAR = calendar({}, date(2026, 1, 1))


def worked(known: Calendar, first: date, days: int) -> str:
    """A row of days, worked or off: `班班休`."""
    row = (first + timedelta(days=number) for number in range(days))
    return "".join(
        "班" if known.is_made_up(day) or (day.weekday() < 5 and not known.holiday(day)) else "休"
        for day in row
    )


def test_the_public_calendar_names_holidays_and_days_made_up_for() -> None:
    assert YEAR.holiday(date(2026, 10, 1)) == Holiday(
        "国庆节", date(2026, 10, 1), date(2026, 10, 7)
    )
    assert YEAR.holiday(date(2026, 10, 8)) is None
    assert YEAR.is_made_up(date(2026, 10, 10))
    assert [one.name for one in YEAR.holidays] == [
        "元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节",
    ]  # fmt: skip


def test_a_fortnight_with_a_holiday_is_worked_as_announced() -> None:
    assert worked(YEAR, date(2026, 9, 28), 14) == "班班班休休休休休休休班班班休"


def test_a_year_nobody_has_announced_is_provisional_and_has_only_weekends() -> None:
    later = calendar({}, date(2031, 5, 1))
    assert later.holidays == ()
    assert later.settled < date(2031, 5, 1)
    assert worked(later, date(2031, 5, 1), 7) == "班班休休班班班"
    assert YEAR.settled == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "kind", "row"),
    [
        ("2026-10-08", DayOff.REST, "班班班休休休休休休休休班班休"),
        ("2026-10-05", DayOff.WORK, "班班班休休休休班休休班班班休"),
        ("2026-10-10", DayOff.REST, "班班班休休休休休休休班班休休"),
        ("2026-10-11", DayOff.WORK, "班班班休休休休休休休班班班班"),
        ("2026-09-28", DayOff.WORK, "班班班休休休休休休休班班班休"),
        ("2026-10-04", DayOff.REST, "班班班休休休休休休休班班班休"),
    ],
)
def test_a_county_corrects_single_days(day: str, kind: DayOff, row: str) -> None:
    known = calendar({date.fromisoformat(day): kind}, date(2026, 9, 1))
    assert worked(known, date(2026, 9, 28), 14) == row


def test_a_county_settles_a_day_of_a_year_to_come() -> None:
    known = calendar({date(2031, 1, 1): DayOff.REST}, date(2030, 12, 1))
    assert known.holiday(date(2031, 1, 1)) == Holiday("", date(2031, 1, 1), date(2031, 1, 1))


def test_what_lies_before_the_first_day_is_left_out() -> None:
    known = calendar({date(2026, 3, 2): DayOff.REST}, date(2026, 10, 3))
    assert known.holidays == (Holiday("国庆节", date(2026, 10, 3), date(2026, 10, 7)),)
    assert known.made_up == (date(2026, 10, 10),)
