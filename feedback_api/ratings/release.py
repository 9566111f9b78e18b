"""Publishes what is due: every week that is over, once, from the counts."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select

from feedback_api import db
from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import Block, Ledger, Place
from feedback_api.ratings.measures import Tally
from feedback_api.ratings.tables import blocks, counts, releases

_FIELDS = ("measure", "verified", "township", "service", "since", "until", "parts")
AT_ONCE_SECONDS = 1.0
"""So long a worker that answers people publishes without a pause, and a week at least."""


class Marker(NamedTuple):
    """Changes with everything that is published: the last week, and how much there is."""

    week: str
    blocks: int


def marker(connection: Connection) -> Marker:
    """The marker by now."""
    number = connection.scalar(select(func.count()).select_from(blocks)) or 0
    return Marker(newest(connection), number)


def newest(connection: Connection) -> str:
    """The last week that was looked at, or nothing."""
    return str(connection.scalar(select(func.max(releases.c.week))) or "")


def published(connection: Connection, place: Place | None = None) -> list[Block]:
    """All blocks; or only those of a place and of what lies in it."""
    wanted = select(*(blocks.c[name] for name in _FIELDS))
    if place and place.township:
        wanted = wanted.where(blocks.c.township == place.township)
    one_of: dict[str | Place, Any] = {}  # equal ones share their memory: there are few
    same = one_of.setdefault
    return [
        Block(
            same(measure, measure),
            verified,
            same(where := Place(township, service), where),
            same(since, since),
            same(until, until),
            tuple(parts),
        )
        for measure, verified, township, service, since, until, parts in connection.execute(wanted)
    ]


def is_due(last: str, today: date) -> bool:
    """Whether a week is over that wasn't looked at."""
    return last < _until(today)


def _until(today: date) -> str:
    """The last week that is over."""
    return weeks.after(weeks.of(today), -1)


def catch_up(engine: Engine, today: date, least: int) -> list[str]:
    """Publishes every week that is over and wasn't; which those were."""
    return list(weekly(engine, today, least))


def go_on(engine: Engine, today: date, least: int) -> None:
    """The same, but stops after a second: whoever looks next goes on."""
    end = time.monotonic() + AT_ONCE_SECONDS
    for _ in weekly(engine, today, least):
        if time.monotonic() > end:
            return


def weekly(engine: Engine, today: date, least: int) -> Iterator[str]:
    """Publishes week by week: each is there for good before the next begins.

    Computing keeps nobody from writing: only then it is stored, unless somebody else was faster.
    """
    until = _until(today)
    while found := _next(engine, until, least):
        last, week, new = found
        with db.writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE releases IN SHARE ROW EXCLUSIVE MODE")
            if newest(connection) == last:
                _keep(connection, new, week)
        yield week


def _next(engine: Engine, until: str, least: int) -> tuple[str, str, list[Block]] | None:
    """The last week published, the one to publish now, and its blocks."""
    with db.reading(engine) as connection:
        last = newest(connection)
        if last >= until:
            return None
        week = _following(connection, last, until)
        ledger = Ledger(published(connection), least)
        tallies = _tallies(connection, week)
    return last, week, ledger.publish(tallies, week)


def _following(connection: Connection, last: str, until: str) -> str:
    """The first week after `last` in which somebody rated; or `until`.

    By then something may have been taken back, or have come late.
    """
    weeks_between = counts.c.week > last, counts.c.week <= until
    wanted = select(func.min(counts.c.week)).where(counts.c.scope == "service", *weeks_between)
    return str(connection.scalar(wanted) or until)


def _tallies(connection: Connection, until: str) -> dict[tuple[bool, Place], Tally]:
    """All ratings so far. One of a guide is one of its township and of the county, too."""
    found: dict[tuple[bool, Place], Tally] = defaultdict(Counter)
    said = counts.c.verified, counts.c.township, counts.c.key, counts.c.measure, counts.c.value
    wanted = (
        select(*said, func.sum(counts.c.n))
        .where(counts.c.scope == "service", counts.c.week <= until)
        .group_by(*said)
    )
    for verified, township, service, measure, value, n in connection.execute(wanted):
        guide = Place(township, service)
        for place in (guide, guide.parent, Place()):
            found[verified, place][measure, value] += n
    return found


def _keep(connection: Connection, new: Iterable[Block], week: str) -> None:
    rows = [{**one._asdict(), **one.place._asdict(), "parts": list(one.parts)} for one in new]
    for row in rows:
        del row["place"]
    if rows:
        connection.execute(insert(blocks), rows)
    connection.execute(insert(releases).values(week=week))
