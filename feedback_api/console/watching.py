"""When a week is over: sums it, and flags bursts of praise in it."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, func, or_, select

from feedback_api.console import bursts, figures, indicators, weekly
from feedback_api.console.asking import Ask
from feedback_api.console.bursts import Arrival, Burst
from feedback_api.console.period import Period
from feedback_api.console.tables import flags as flagged
from feedback_api.console.tables import inspections, weekly_done
from feedback_api.ratings import weeks
from feedback_api.ratings.tables import ratings


class Flag(NamedTuple):
    """A burst of praise as an official reads it."""

    township: str
    window: int
    week: str
    kind: str
    evidence: str
    inspection: str | None


def catch_up(engine: Engine, now: datetime) -> None:
    """Sums finished weeks and looks for bursts in them."""
    weekly.catch_up(engine, now, _watch)


def _watch(connection: Connection, week: str) -> None:
    connection.execute(delete(flagged).where(flagged.c.week == week))
    found = [*_surges(connection, week), *bursts.runs(_arrivals(connection, week))]
    rows = [{**one._asdict(), "week": week} for one in found]
    if rows:
        connection.execute(flagged.insert(), rows)


def _surges(connection: Connection, week: str) -> list[Burst]:
    period = Period(weeks.after(week, -bursts.HISTORY), week)
    by_week = figures.windows_by_week(connection, period)
    first = connection.execute(select(func.min(weekly_done.c.week))).scalar() or week
    before = [one for one in period.weeks[:-1] if one >= first]
    found = []
    for (township, key, at), sums in by_week.items():
        if at == week:
            history = [
                indicators.grades(by_week.get((township, key, one), Counter()), bursts.BEST)
                for one in before
            ]
            best, number = indicators.grades(sums, bursts.BEST), indicators.total(sums)
            found.append(bursts.surge((township, int(key)), best, number, history))
    return [one for one in found if one]


def _arrivals(connection: Connection, week: str) -> list[Arrival]:
    """The week's ratings as they came."""
    query = (
        select(ratings.c.township, func.coalesce(ratings.c.window, 0), ratings.c.grade)
        .where(ratings.c.seq >= _first(connection, week))
        .where(ratings.c.seq < _first(connection, weeks.after(week)))
        .order_by(ratings.c.seq)
    )
    return [Arrival(*row) for row in connection.execute(query)]


def _first(connection: Connection, week: str) -> int:
    """The first rating of a week or later ones, found by halving: they arrive in order."""
    low, high = 1, (connection.execute(select(func.max(ratings.c.seq))).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = select(ratings.c.week).where(ratings.c.seq >= middle).order_by(ratings.c.seq).limit(1)
        found = connection.execute(at).scalar()
        low, high = (middle + 1, high) if found is not None and found < week else (low, middle)
    return low


def flags(connection: Connection, ask: Ask) -> list[Flag]:
    """The flags of a period, the newest first, with an inspection that was announced then."""
    query = select(flagged).where(flagged.c.week.between(ask.period.first, ask.period.last))
    if ask.township:
        query = query.where(flagged.c.township == ask.township.slug)
    rows = connection.execute(query.order_by(flagged.c.week.desc(), flagged.c.township))
    return [
        Flag(
            row.township,
            row.window,
            row.week,
            row.kind,
            row.evidence,
            _inspection(connection, row.township, row.week),
        )
        for row in rows
    ]


def _inspection(connection: Connection, township: str, week: str) -> str | None:
    """An inspection announced for that week or the one after."""
    first = weeks.monday(week)
    query = select(inspections.c.title, inspections.c.day).where(
        inspections.c.day.between(first, first + timedelta(days=13)),
        or_(inspections.c.township.is_(None), inspections.c.township == township),
    )
    found = connection.execute(query.order_by(inspections.c.day)).first()
    return f"{found.day} {found.title}" if found else None
