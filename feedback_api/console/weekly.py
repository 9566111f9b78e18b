"""Sums of finished weeks, so that a page reads thousands of rows and not millions.

A finished week changes only when one of its ratings is excluded; then it is summed again.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, literal, select

from feedback_api import db
from feedback_api.console import period
from feedback_api.console.tables import weekly, weekly_done
from feedback_api.ratings import weeks
from feedback_api.ratings.tables import counts, excluded, ratings

CUTS = {
    "township": (
        counts.c.township,
        ("grade", "tag", "trips", "kept", "any_missing", "公开", "公示", "公议"),
    ),
    "service": (counts.c.key, ("grade", "trips", "kept", "missing", "any_missing")),
}


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
    connection.execute(delete(weekly).where(weekly.c.week == week))
    for cut, (key, measures) in CUTS.items():
        sums = (
            select(
                literal(cut),
                counts.c.measure,
                counts.c.week,
                key,
                counts.c.verified,
                counts.c.value,
                func.sum(counts.c.n),
            )
            .where(counts.c.week == week, counts.c.scope == "service")
            .where(counts.c.measure.in_(measures))
            .group_by(counts.c.measure, counts.c.week, key, counts.c.verified, counts.c.value)
        )
        connection.execute(weekly.insert().from_select(list(weekly.c), sums))
    _remember(connection, week, number)


def _remember(connection: Connection, week: str, number: int) -> None:
    connection.execute(delete(weekly_done).where(weekly_done.c.week == week))
    connection.execute(weekly_done.insert().values(week=week, excluded=number))


def live(connection: Connection, wanted: period.Period) -> list[str]:
    """The weeks of a period that aren't summed: this one, and the last in its first hour."""
    done = set(connection.execute(select(weekly_done.c.week)).scalars())
    newest = max(done, default=None)
    start = weeks.after(newest) if newest else wanted.first
    return [week for week in wanted.weeks if week >= start]
