"""Publishes what is due: every week that is over, once, from the counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select

from feedback_api import db
from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import Block, Ledger, Place
from feedback_api.ratings.measures import Tally
from feedback_api.ratings.tables import blocks, counts, releases


class Counted(NamedTuple):
    """So many ratings of a guide in a week say something."""

    week: str
    verified: bool
    guide: Place
    measure: str
    value: str
    n: int


def newest(connection: Connection) -> str:
    """The last week that was looked at, or nothing: all that is published changes with it."""
    return str(connection.scalar(select(func.max(releases.c.week))) or "")


def published(connection: Connection, place: Place | None = None) -> list[Block]:
    """All blocks; or only those of a place and of what lies in it."""
    wanted = select(blocks)
    if place and place.township:
        wanted = wanted.where(blocks.c.township == place.township)
    return [
        Block(
            row.measure,
            row.verified,
            Place(row.township, row.service),
            row.since,
            row.until,
            tuple(row.parts),
        )
        for row in connection.execute(wanted)
    ]


def is_due(last: str, today: date) -> bool:
    """Whether a week is over that wasn't looked at."""
    return last < weeks.after(weeks.of(today), -1)


def catch_up(engine: Engine, today: date, least: int) -> int:
    """Publishes every week that is over and wasn't; gives how many blocks that were."""
    with db.writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE releases IN SHARE ROW EXCLUSIVE MODE")
        last, until = newest(connection), weeks.after(weeks.of(today), -1)
        if last >= until:
            return 0
        new = _publish(connection, last, until, least)
        _keep(connection, new, until)
        return len(new)


def _publish(connection: Connection, last: str, until: str, least: int) -> list[Block]:
    ledger = Ledger(published(connection), least)
    arrived: dict[str, list[Counted]] = defaultdict(list)
    for one in _counted(connection, until):
        arrived[one.week].append(one)
    so_far: dict[tuple[bool, Place], Tally] = defaultdict(Counter)
    new: list[Block] = []
    for week in sorted(arrived):
        _add(so_far, arrived[week])
        if week > last:
            new += ledger.publish(so_far, week)
    if until not in arrived:  # what was taken back since, and what came late
        new += ledger.publish(so_far, until)
    return new


def _counted(connection: Connection, until: str) -> Iterator[Counted]:
    wanted = select(counts).where(counts.c.scope == "service", counts.c.week <= until)
    for row in connection.execute(wanted, execution_options={"yield_per": 5000}):
        place = Place(row.township, row.key)
        yield Counted(row.week, row.verified, place, row.measure, row.value, row.n)


def _add(so_far: dict[tuple[bool, Place], Tally], arrived: Iterable[Counted]) -> None:
    """A rating of a guide is one of its township and of the county, too."""
    for one in arrived:
        for place in (one.guide, one.guide.parent, Place()):
            so_far[one.verified, place][one.measure, one.value] += one.n


def _keep(connection: Connection, new: Iterable[Block], until: str) -> None:
    rows = [{**one._asdict(), **one.place._asdict(), "parts": list(one.parts)} for one in new]
    for row in rows:
        del row["place"]
    if rows:
        connection.execute(insert(blocks), rows)
    connection.execute(insert(releases).values(week=until))
