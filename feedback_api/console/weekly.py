"""Sums of finished weeks, so that a page reads thousands of rows and not millions.

A finished week changes only when one of its ratings is excluded; then it is summed again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    case,
    delete,
    func,
    literal,
    select,
)

from feedback_api import db
from feedback_api.console import period
from feedback_api.console.tables import RATED, rated, weekly, weekly_done
from feedback_api.ratings import weeks
from feedback_api.ratings.tables import counts, excluded, ratings


class Cut(NamedTuple):
    """What is summed of which counts, told apart by which column."""

    scope: str
    key: ColumnElement[str]
    measures: tuple[str, ...]


CUTS = {
    "service": Cut("service", counts.c.key, ("missing",)),
    "channel": Cut("channel", counts.c.key, ("grade",)),
}
PLACES = (
    (counts.c.township, counts.c.key),
    (counts.c.township, literal("")),
    (literal(""), counts.c.key),
    (literal(""), literal("")),
)
"""Of what `rated` has a row: a guide, a township, a service, the county."""


def catch_up(engine: Engine, now: datetime, watch: Callable[[Connection, str], None]) -> None:
    """Sums every finished week that isn't summed, or not any more, and has it watched.

    Each week in a transaction of its own: whoever rates waits for one of them at most.
    """
    last = period.finished(now)
    with db.reading(engine) as connection:
        late = sorted(due(connection, last))
    for week in late:
        with db.writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE weekly_done IN SHARE ROW EXCLUSIVE MODE")
            number = due(connection, last).get(week)
            if number is not None:  # nobody was faster
                _sum(connection, week, number)
                watch(connection, week)


def due(connection: Connection, last: str) -> dict[str, int]:
    """Weeks up to `last` to sum, each with the number of its excluded ratings."""
    first = connection.execute(
        select(ratings.c.week).order_by(ratings.c.seq).limit(1)
    ).scalar_one_or_none()
    if first is None or first > last:
        return {}
    done = {row.week: row.excluded for row in connection.execute(select(weekly_done))}
    out = _excluded(connection)
    return {
        week: out.get(week, 0)
        for week in period.Period(first, last).weeks
        if done.get(week) != out.get(week, 0)
    }


def _excluded(connection: Connection) -> dict[str, int]:
    query = select(ratings.c.week, func.count()).join(excluded, excluded.c.rating == ratings.c.seq)
    return {row.week: int(row[1]) for row in connection.execute(query.group_by(ratings.c.week))}


def _sum(connection: Connection, week: str, number: int) -> None:
    _sum_rated(connection, week)
    _sum_others(connection, week)
    _remember(connection, week, number)


def _sum_rated(connection: Connection, week: str) -> None:
    connection.execute(delete(rated).where(rated.c.week == week))
    numbers = [
        func.sum(
            case((and_(counts.c.measure == measure, counts.c.value == value), counts.c.n), else_=0)
        )
        for measure, value in RATED.values()
    ]
    measures = {measure for measure, _ in RATED.values()}
    for place in PLACES:
        sums: Select[Any] = (
            select(counts.c.week, *place, counts.c.verified, *numbers)
            .where(counts.c.week == week, counts.c.scope == "service")
            .where(counts.c.measure.in_(sorted(measures)))
            .group_by(counts.c.week, *(one for one in place if isinstance(one, Column)))
            .group_by(counts.c.verified)
        )
        connection.execute(rated.insert().from_select(list(rated.c), sums))


def _sum_others(connection: Connection, week: str) -> None:
    connection.execute(delete(weekly).where(weekly.c.week == week))
    for name, cut in CUTS.items():
        sums = (
            select(
                literal(name),
                counts.c.measure,
                counts.c.week,
                cut.key,
                counts.c.verified,
                counts.c.value,
                func.sum(counts.c.n),
            )
            .where(counts.c.week == week, counts.c.scope == cut.scope)
            .where(counts.c.measure.in_(cut.measures))
            .group_by(counts.c.measure, counts.c.week, cut.key, counts.c.verified, counts.c.value)
        )
        connection.execute(weekly.insert().from_select(list(weekly.c), sums))


def _remember(connection: Connection, week: str, number: int) -> None:
    connection.execute(delete(weekly_done).where(weekly_done.c.week == week))
    connection.execute(weekly_done.insert().values(week=week, excluded=number))


def live(connection: Connection, wanted: period.Period) -> list[str]:
    """The weeks of a period that aren't summed: this one, and the last in its first hour."""
    done = set(connection.execute(select(weekly_done.c.week)).scalars())
    newest = max(done, default=None)
    start = weeks.after(newest) if newest else wanted.first
    return [week for week in wanted.weeks if week >= start]
