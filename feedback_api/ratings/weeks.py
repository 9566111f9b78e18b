"""Weeks by ISO 8601, the finest time that is kept: `2026-W48`."""

from datetime import date, timedelta


def of(day: date) -> str:
    """The week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday(week: str) -> date:
    """The first day of a week."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def sunday(week: str) -> date:
    """Its last day."""
    return monday(week) + timedelta(days=6)


def after(week: str, number: int = 1) -> str:
    """The week so many weeks later; earlier with a negative number."""
    return of(monday(week) + timedelta(weeks=number))
