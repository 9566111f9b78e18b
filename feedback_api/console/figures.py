"""What the counts say: sums of a period by week, township, service, or a finer cut."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, select

from feedback_api.console import weekly as summing
from feedback_api.console.period import Period
from feedback_api.console.tables import completed, weekly
from feedback_api.ratings.tables import counts

Sums = Counter[tuple[str, str]]
"""By measure and value, as `("grade", "5")`."""
By = Literal["week", "township", "service"]
MAIN = ("grade", "kept", "any_missing")


class Wanted(NamedTuple):
    """Which ratings are asked for; None: all."""

    period: Period
    township: str | None = None
    services: tuple[str, ...] | None = None
    verified: bool | None = None
    townships: tuple[str, ...] = ()
    """All there are, for looking them up one by one where that is faster."""


def sums(
    connection: Connection, wanted: Wanted, by: By, measures: Sequence[str] = MAIN
) -> dict[str, Sums]:
    """Sums by week, township or service."""
    if _needs_counts(wanted, by):
        return _added(connection.execute(_of_counts(wanted, by, measures, wanted.period.weeks)))
    cut = "service" if by == "service" or wanted.services is not None else "township"
    rows = list(connection.execute(_of_weekly(wanted, by, measures, cut)))
    if fresh := summing.live(connection, wanted.period):
        rows += list(connection.execute(_of_counts(wanted, by, measures, fresh)))
    return _added(rows)


def _needs_counts(wanted: Wanted, by: By) -> bool:
    """Whether township and service are both told apart, which the weekly sums don't."""
    townships = wanted.township is not None or by == "township"
    services = wanted.services is not None or by == "service"
    return townships and services


def _added(rows: Iterable[Row[str, str, str, int]]) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for row in rows:
        found.setdefault(row[0], Counter())[row[1], row[2]] += row[3]
    return found


def _of_counts(
    wanted: Wanted, by: By, measures: Sequence[str], weeks: Sequence[str]
) -> Select[str, str, str, int]:
    named = {"week": counts.c.week, "township": counts.c.township, "service": counts.c.key}
    # As an expression, or SQLite would walk all weeks in the order of the primary key, to group.
    column = func.coalesce(named[by], "")
    where = [counts.c.scope == "service", *_in_weeks(counts, weeks), *_verified(counts, wanted)]
    if wanted.township is not None:
        where.append(counts.c.township == wanted.township)
    if wanted.services is not None:
        where.append(counts.c.key.in_(wanted.services))
        if wanted.township is None and wanted.townships:
            where.append(counts.c.township.in_(wanted.townships))
    return _grouped(counts, column, measures, where)


def _of_weekly(
    wanted: Wanted, by: By, measures: Sequence[str], cut: str
) -> Select[str, str, str, int]:
    column = weekly.c.week if by == "week" else weekly.c.key
    where = [weekly.c.cut == cut, *_in_weeks(weekly, wanted.period.weeks)]
    where += _verified(weekly, wanted)
    chosen = wanted.services if cut == "service" else wanted.township and (wanted.township,)
    if chosen is not None:
        where.append(weekly.c.key.in_(chosen))
    return _grouped(weekly, column, measures, where)


_FEW = 3
"""Weeks that are looked up one by one; more are a range."""


def _in_weeks(table: Table, weeks: Sequence[str]) -> list[ColumnElement[bool]]:
    if len(weeks) <= _FEW:
        return [table.c.week.in_(weeks)]
    return [table.c.week.between(weeks[0], weeks[-1])]


def _verified(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    return [] if wanted.verified is None else [table.c.verified.is_(wanted.verified)]


def _grouped(
    table: Table,
    column: ColumnElement[str],
    measures: Sequence[str],
    where: Iterable[ColumnElement[bool]],
) -> Select[str, str, str, int]:
    return (
        select(column, table.c.measure, table.c.value, func.sum(table.c.n))
        .where(table.c.measure.in_(measures), *where)
        .group_by(column, table.c.measure, table.c.value)
    )


def by_key(connection: Connection, wanted: Wanted, scope: str) -> dict[str, Sums]:
    """Sums of a finer scope (version, village, window, channel) by its key."""
    return _added(connection.execute(_of_scope(wanted, scope, counts.c.key)))


class Span(NamedTuple):
    """The weeks in which something was rated."""

    first: str
    last: str


def spans(connection: Connection, wanted: Wanted) -> dict[str, Span]:
    """From when to when each version of a guide was rated, over all time."""
    query = (
        select(counts.c.key, func.min(counts.c.week), func.max(counts.c.week))
        .where(counts.c.scope == "version", counts.c.measure == "grade")
        .where(counts.c.township == wanted.township)
        .group_by(counts.c.key)
    )
    return {key: Span(first, last) for key, first, last in connection.execute(query)}


def windows_by_week(connection: Connection, period: Period) -> dict[tuple[str, str, str], Sums]:
    """Grades by township, window and week."""
    query = select(
        counts.c.township, counts.c.key, counts.c.week, counts.c.value, func.sum(counts.c.n)
    ).where(
        counts.c.scope == "window",
        counts.c.measure == "grade",
        *_in_weeks(counts, period.weeks),
    )
    by = (counts.c.township, counts.c.key, counts.c.week, counts.c.value)
    found: dict[tuple[str, str, str], Sums] = {}
    for township, key, week, value, number in connection.execute(query.group_by(*by)):
        found.setdefault((township, key, week), Counter())["grade", value] += int(number)
    return found


def _of_scope(wanted: Wanted, scope: str, column: ColumnElement[str]) -> Select[str, str, str, int]:
    where = [counts.c.scope == scope, *_in_weeks(counts, wanted.period.weeks)]
    where += _verified(counts, wanted)
    if wanted.township is not None:
        where.append(counts.c.township == wanted.township)
    return _grouped(counts, column, MAIN, where)


def missing(connection: Connection, wanted: Wanted) -> dict[str, Sums]:
    """How often each paper was missing, by service."""
    return sums(connection, wanted, "service", ("missing",))


def completed_cases(connection: Connection, months: Sequence[str]) -> dict[tuple[str, str], int]:
    """Cases completed by township and month, as they were typed in."""
    query = select(completed).where(completed.c.month.in_(months))
    return {(row.township, row.month): row.n for row in connection.execute(query)}
