"""What officials type in: cases completed by month, days of inspections."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from feedback_api import db
from feedback_api.console import figures, tables
from feedback_api.published import Published

MOST = 1_000_000
Cell = tuple[str, str]
"""A township and a month."""


class Inspection(NamedTuple):
    """A day on which a township, or the county, is looked at, and was told so before."""

    township: str | None
    day: date
    title: str


def completed(connection: Connection, months: Sequence[str]) -> dict[Cell, int]:
    """What was typed in for these months."""
    return figures.completed_cases(connection, months)


def wrong_with(cells: Mapping[Cell, str], catalog: Published) -> list[str]:
    """What is wrong with the numbers, in Chinese, all at once."""
    return [
        f"{catalog.by_slug[slug].name} {month}：{no_number(text)}"
        for (slug, month), text in cells.items()
        if number(text) is None
    ]


def number(text: str) -> int | None:
    """How many cases; None for what is no such number."""
    is_one = text.isascii() and text.isdigit() and len(text) < len(str(MOST)) + 2
    return int(text) if is_one and int(text) <= MOST else None


def no_number(text: str) -> str:
    """What to say of it."""
    return f"“{text[:20]}”不是件数，请写整数，例如 320"


def type_in(
    connection: Connection, given: Mapping[Cell, int | None]
) -> Iterator[tuple[Cell, int | None, int | None]]:
    """Keeps the numbers (none: takes one away), and gives what changed: cell, from, to."""
    table = tables.completed
    known = completed(connection, sorted({month for _, month in given}))
    for (slug, month), after in sorted(given.items()):
        before = known.get((slug, month))
        if before == after:
            continue
        connection.execute(delete(table).where(table.c.township == slug, table.c.month == month))
        if after is not None:
            row = {"township": slug, "month": month, "n": after}
            connection.execute(db.insert(connection, table).values(row))
        yield (slug, month), before, after


def inspections(connection: Connection, today: date) -> list[Inspection]:
    """Those of the last year and to come, the latest first."""
    table = tables.inspections
    query = select(table.c.township, table.c.day, table.c.title)
    recent = query.where(table.c.day > today - timedelta(days=365))
    return [Inspection(*row) for row in connection.execute(recent.order_by(table.c.day.desc()))]


def announce(connection: Connection, township: str | None, day: date, title: str) -> None:
    """Notes an inspection."""
    row = {"township": township, "day": day, "title": title}
    connection.execute(tables.inspections.insert().values(row))


def day(text: str) -> date | None:
    """A day as a form sends it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
