"""What somebody who has just rated is shown."""

from typing import NamedTuple

from sqlalchemy import Connection, exists, select

from feedback_api.ratings.tables import contacts, ratings


class Received(NamedTuple):
    """A rating as its giver sees it."""

    receipt: str
    township: str
    service: str
    grade: int
    verified: bool
    has_contact: bool


def number(connection: Connection, receipt: str) -> int:
    """The number of the rating with this receipt, which there has to be."""
    found = connection.execute(select(ratings.c.seq).where(ratings.c.receipt == receipt))
    return int(found.scalar_one())


def of(connection: Connection, seq: int) -> Received | None:
    """The rating with this number."""
    row = connection.execute(
        select(
            ratings.c.receipt,
            ratings.c.township,
            ratings.c.service,
            ratings.c.grade,
            ratings.c.verified,
            exists().where(contacts.c.rating == ratings.c.seq),
        ).where(ratings.c.seq == seq)
    ).first()
    return Received(*row) if row else None
