from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api import published as catalog
from feedback_api.calendar import Calendar, Limit, Unit

DAY = timedelta(days=1)
SPRING = (date(2026, 2, 15), date(2026, 2, 23))
"""春节 2026 as the State Council announced it, with the 14th and the 28th made up."""
MADE = Calendar(
    frozenset(SPRING[0] + DAY * n for n in range(9)),
    frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
    date(2026, 12, 31),
)
DAYS = st.dates(date(2024, 6, 1), date(2027, 6, 1))


@pytest.fixture(scope="session")
def calendar(published: Path) -> Calendar:
    return Calendar.of(catalog.read(published).county.calendar)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-01-26", True),  # a Sunday before 春节, made up
        ("2025-01-28", False),  # 除夕
        ("2025-02-04", False),
        ("2025-02-05", True),
        ("2025-02-08", True),  # a Saturday after it, made up
        ("2025-10-01", False),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2026-01-01", False),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),
        ("2026-10-07", False),
        ("2026-10-10", True),
        ("2026-11-24", True),
        ("2026-11-28", False),
    ],
)
def test_the_state_councils_holidays_and_make_up_days_are_known(
    calendar: Calendar, day: str, *, worked: bool
) -> None:
    assert calendar.is_working(date.fromisoformat(day)) is worked


def test_a_limit_over_the_spring_festival_counts_made_up_days_and_no_holidays(
    calendar: Calendar,
) -> None:
    assert calendar.add(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert calendar.add(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert calendar.add(date(2026, 2, 13), 6) == date(2026, 2, 28)
    assert calendar.between(date(2026, 2, 13), date(2026, 2, 28)) == 6


def test_a_year_whose_calendar_is_not_out_is_provisional(calendar: Calendar) -> None:
    assert not calendar.is_provisional(date(2026, 12, 31))
    assert calendar.is_provisional(date(2027, 1, 4))


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (Limit(0), "2026-02-13"),
        (Limit(2), "2026-02-24"),
        (Limit(1, Unit.DAYS), "2026-02-14"),
        (Limit(3, Unit.DAYS), "2026-02-24"),  # the 16th is a holiday
        (Limit(1, Unit.MONTHS), "2026-03-13"),
    ],
)
def test_a_limit_in_days_or_months_never_ends_on_a_day_off(limit: Limit, last: str) -> None:
    assert MADE.after(date(2026, 2, 13), limit) == date.fromisoformat(last)


def test_a_month_from_the_31st_ends_with_the_shorter_month() -> None:
    assert MADE.after(date(2026, 8, 31), Limit(1, Unit.MONTHS)) == date(2026, 9, 30)
    assert MADE.after(date(2025, 12, 31), Limit(2, Unit.MONTHS)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("due", "today", "left"),
    [
        ("2026-02-25", "2026-02-13", 3),
        ("2026-02-25", "2026-02-25", 0),
        ("2026-02-25", "2026-02-26", -1),
        ("2026-02-14", "2026-02-15", -1),  # the first day of the holidays
        ("2026-02-14", "2026-02-25", -2),
    ],
)
def test_a_deadline_tells_working_days_left_and_is_over_from_the_next_day(
    due: str, today: str, left: int
) -> None:
    deadline = MADE.deadline(date.fromisoformat(due), date.fromisoformat(today))
    assert (deadline.left, deadline.is_provisional) == (left, False)


@given(DAYS, st.integers(1, 40))
def test_a_limit_ends_on_a_working_day_and_is_used_up_there(day: date, count: int) -> None:
    end = MADE.add(day, count)
    assert MADE.is_working(end)
    assert MADE.between(day, end) == count
    assert MADE.between(day, end - DAY) == count - 1


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_limits_add_up(day: date, first: int, second: int) -> None:
    assert MADE.add(MADE.add(day, first), second) == MADE.add(day, first + second)


@given(DAYS, DAYS, st.integers(0, 30))
def test_who_starts_later_is_not_due_earlier(one: date, other: date, count: int) -> None:
    early, late = sorted((one, other))
    assert MADE.add(early, count) <= MADE.add(late, count)
