"""Paper ratings as they were stored."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from feedback_api.ratings.tables import ratings
from feedback_api.ratings.words import Channel


class Typed(NamedTuple):
    """A paper rating that was typed in."""

    receipt: str
    service: str
    grade: int
    trips: int | None
    week: str


def latest(connection: Connection, township: str, count: int) -> Sequence[Typed]:
    """The township's last paper ratings, the newest first."""
    columns = [ratings.c[name] for name in Typed._fields]
    mine = select(*columns).where(
        ratings.c.township == township, ratings.c.channel == Channel.PAPER.value
    )
    return [
        Typed(*row) for row in connection.execute(mine.order_by(ratings.c.seq.desc()).limit(count))
    ]


def is_paper(connection: Connection, township: str, receipt: str) -> bool:
    """Whether the receipt is of a paper rating of the township."""
    found = select(ratings.c.seq).where(
        ratings.c.township == township,
        ratings.c.receipt == receipt,
        ratings.c.channel == Channel.PAPER.value,
    )
    return connection.execute(found).first() is not None
