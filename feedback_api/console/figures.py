"""What the counts say: sums of a period by week, township, service, or a finer cut."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from feedback_api.console import weekly as summing
from feedback_api.console.period import Period
from feedback_api.console.tables import RATED, completed, rated, weekly
from feedback_api.ratings.tables import counts

Sums = Counter[tuple[str, str]]
"""By measure and value, as `("grade", "5")`."""
By = Literal["week", "township", "service", "channel"]
Also = Literal["week", "verified"]
Key = TypeVar("Key")
MAIN = ("grade", "kept", "any_missing")


class Wanted(NamedTuple):
    """Which ratings are asked for; None: all."""

    period: Period
    township: str | None = None
    services: tuple[str, ...] | None = None
    verified: bool | None = None
    townships: tuple[str, ...] = ()
    """All there are, for looking them up one by one where that is faster."""


class _Cut(NamedTuple):
    """How ratings are told apart."""

    by: By
    measures: Sequence[str]
    also: Also | None = None


def sums(
    connection: Connection, wanted: Wanted, by: By, measures: Sequence[str] = MAIN
) -> dict[str, Sums]:
    """Sums by week, township, service or channel."""
    return _added(row[:4] for row in _rows(connection, wanted, _Cut(by, measures)))


Trend = dict[tuple[str, bool], Sums]
"""Sums by week and whether the ratings are verified."""


def trend(connection: Connection, wanted: Wanted) -> Trend:
    """Sums by week, verified and open ratings apart whichever of them are asked for."""
    both = wanted._replace(verified=None)
    return _added(_pairs(_rows(connection, both, _Cut("week", MAIN, "verified"))))


def by_township_and_week(connection: Connection, wanted: Wanted) -> dict[tuple[str, str], Sums]:
    """Grades by township and week."""
    return _added(_pairs(_rows(connection, wanted, _Cut("township", ("grade",), "week"))))


def _pairs(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, str, str, int]]:
    return (((key, also), measure, value, number) for key, measure, value, number, also in rows)


def _rows(connection: Connection, wanted: Wanted, cut: _Cut) -> list[tuple[Any, ...]]:
    """Key, measure, value and number of each sum, and what else it is told apart by."""
    is_rated = cut.by != "channel" and {*cut.measures} <= {one for one, _ in RATED.values()}
    if not is_rated and wanted.township is not None:
        return _all(connection, _of_counts(wanted, cut, wanted.period.weeks))
    if is_rated:
        rows = [*_long(connection.execute(_of_rated(wanted, cut)), cut)]
    else:
        rows = _all(connection, _of_weekly(wanted, cut))
    if fresh := summing.live(connection, wanted.period):
        rows += _all(connection, _of_counts(wanted, cut, fresh))
    return rows


def _all(connection: Connection, query: Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(query)]


def _columns(cut: _Cut) -> dict[str, tuple[str, str]]:
    return {name: said for name, said in RATED.items() if said[0] in cut.measures}


def _long(rows: Iterable[Sequence[Any]], cut: _Cut) -> Iterator[tuple[Any, ...]]:
    """Each number of a row by itself, as `counts` has them."""
    columns = _columns(cut).values()
    for row in rows:
        (key, *also), numbers = row[: -len(columns)], row[-len(columns) :]
        for (measure, value), number in zip(columns, numbers, strict=True):
            if number:
                yield key, measure, value, number, *also


def _of_rated(wanted: Wanted, cut: _Cut) -> Select[Any]:
    by = [rated.c[cut.by], *([rated.c[cut.also]] if cut.also else [])]
    where = [rated.c.week.in_(wanted.period.weeks), *_verified(rated, wanted)]
    where.append(_place(wanted, cut))
    if wanted.services is not None:
        where.append(rated.c.service.in_(wanted.services))
    else:
        where.append(rated.c.service != "" if cut.by == "service" else rated.c.service == "")
    numbers = (func.sum(rated.c[name]) for name in _columns(cut))
    return select(*by, *numbers).where(*where).group_by(*by)


def _place(wanted: Wanted, cut: _Cut) -> ColumnElement[bool]:
    if wanted.township is not None or cut.by != "township":
        return rated.c.township == (wanted.township or "")
    return rated.c.township.in_(wanted.townships) if wanted.townships else rated.c.township != ""


def _added(rows: Iterable[tuple[Key, str, str, int]]) -> dict[Key, Sums]:
    found: dict[Key, Sums] = {}
    for key, measure, value, number in rows:
        found.setdefault(key, Counter())[measure, value] += number
    return found


def _of_counts(wanted: Wanted, cut: _Cut, weeks: Sequence[str]) -> Select[Any]:
    scope = "channel" if cut.by == "channel" else "service"
    named = {"week": counts.c.week, "township": counts.c.township}
    # As an expression, or SQLite would walk all weeks in the order of the primary key, to group.
    column = func.coalesce(named.get(cut.by, counts.c.key), "")
    where = [counts.c.scope == scope, *_in_weeks(counts, weeks), *_verified(counts, wanted)]
    if wanted.township is not None:
        where.append(counts.c.township == wanted.township)
    if wanted.services is not None and scope == "service":
        where.append(counts.c.key.in_(wanted.services))
        if wanted.township is None and wanted.townships:
            where.append(counts.c.township.in_(wanted.townships))
    return _grouped(counts, column, cut, where)


def _of_weekly(wanted: Wanted, cut: _Cut) -> Select[Any]:
    where = [weekly.c.cut == cut.by, *_in_weeks(weekly, wanted.period.weeks)]
    where += _verified(weekly, wanted)
    if wanted.services is not None and cut.by == "service":
        where.append(weekly.c.key.in_(wanted.services))
    return _grouped(weekly, weekly.c.key, cut, where)


_FEW = 3
"""Weeks that are looked up one by one; more are a range."""


def _in_weeks(table: Table, weeks: Sequence[str]) -> list[ColumnElement[bool]]:
    if len(weeks) <= _FEW:
        return [table.c.week.in_(weeks)]
    return [table.c.week.between(weeks[0], weeks[-1])]


def _verified(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    return [] if wanted.verified is None else [table.c.verified.is_(wanted.verified)]


def _grouped(
    table: Table, column: ColumnElement[str], cut: _Cut, where: Iterable[ColumnElement[bool]]
) -> Select[Any]:
    by = (column, table.c.measure, table.c.value)
    also = [table.c[cut.also]] if cut.also else []
    return (
        select(*by, func.sum(table.c.n), *also)
        .where(table.c.measure.in_(cut.measures), *where)
        .group_by(*by, *also)
    )


def by_key(connection: Connection, wanted: Wanted, scope: str) -> dict[str, Sums]:
    """Sums of a finer scope of a township (version, village, window) by its key."""
    where = [
        counts.c.scope == scope,
        counts.c.township == wanted.township,
        *_in_weeks(counts, wanted.period.weeks),
        *_verified(counts, wanted),
    ]
    return _added(connection.execute(_grouped(counts, counts.c.key, _Cut("service", MAIN), where)))


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


def missing(connection: Connection, wanted: Wanted) -> dict[str, Sums]:
    """How often each paper was missing, by service."""
    return sums(connection, wanted, "service", ("missing",))


def completed_cases(connection: Connection, months: Sequence[str]) -> dict[tuple[str, str], int]:
    """Cases completed by township and month, as they were typed in."""
    query = select(completed).where(completed.c.month.in_(months))
    return {(row.township, row.month): row.n for row in connection.execute(query)}
