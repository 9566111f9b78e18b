"""Seals in the database, and the ratings that they are made of. SQL only."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, func, select, text

from feedback_api import db
from feedback_api.ratings.tables import ratings, texts
from feedback_api.seals.tables import seals, strikes

CHUNK = 4096
"""Rows that are read at a time."""
_SHOWN = [column for column in seals.c if column is not seals.c.leaves]


class Seal(NamedTuple):
    """A sealed batch, without its leaves: what is published."""

    number: int
    first: int
    last: int
    size: int
    root: str
    previous: str
    chain: str
    day: date


def alone(connection: Connection) -> None:
    """Makes sure that nobody else seals until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE seals IN EXCLUSIVE MODE"))


def settled(connection: Connection) -> int:
    """The last seq below which no rating can appear any more.

    PostgreSQL numbers rows before they are committed, so whoever is writing is waited for. SQLite
    has one writer at a time.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE ratings IN SHARE MODE"))
    return connection.scalar(select(func.coalesce(func.max(ratings.c.seq), 0))) or 0


def rows(connection: Connection, first: int, last: int) -> Iterator[RowMapping]:
    """Ratings from seq `first` to `last`, both included, in their order."""
    while first <= last:
        found = batch(connection, first, last, CHUNK)
        yield from found
        if len(found) < CHUNK:
            return
        first = found[-1]["seq"] + 1


def batch(connection: Connection, first: int, last: int, most: int) -> Sequence[RowMapping]:
    """The first ratings from seq `first` to `last`, both included, `most` of them."""
    query = select(ratings).where(ratings.c.seq.between(first, last))
    return connection.execute(query.order_by(ratings.c.seq).limit(most)).mappings().all()


def add(connection: Connection, seal: Seal, leaves: bytes) -> None:
    """Keeps a seal."""
    connection.execute(seals.insert(), {**seal._asdict(), "leaves": leaves})


def every(connection: Connection) -> list[Seal]:
    """All seals from the first on."""
    query = select(*_SHOWN).order_by(seals.c.number)
    return [Seal(*row) for row in connection.execute(query)]


def latest(connection: Connection) -> Seal | None:
    """The last seal."""
    query = select(*_SHOWN).order_by(seals.c.number.desc()).limit(1)
    row = db.one_of(connection.execute(query))
    return Seal(*row) if row else None


def around(connection: Connection, seq: int) -> Seal | None:
    """The seal that a rating is in."""
    query = select(*_SHOWN).where(seals.c.first <= seq, seals.c.last >= seq)
    row = db.one_of(connection.execute(query))
    return Seal(*row) if row else None


def leaves(connection: Connection, number: int) -> list[bytes]:
    """The leaf hashes of a seal."""
    packed = connection.scalar(select(seals.c.leaves).where(seals.c.number == number)) or b""
    return [packed[at : at + 32] for at in range(0, len(packed), 32)]


def waiting(connection: Connection) -> int:
    """How many ratings are not sealed yet."""
    sealed = select(func.coalesce(func.max(seals.c.last), 0)).scalar_subquery()
    query = select(func.count()).select_from(ratings).where(ratings.c.seq > sealed)
    return connection.scalar(query) or 0


def by_receipt(connection: Connection, receipt: str) -> RowMapping | None:
    """The rating with the receipt."""
    query = select(ratings).where(ratings.c.receipt == receipt)
    return connection.execute(query).mappings().one_or_none()


class Words(NamedTuple):
    """A rating that was given with a text: what is left of it."""

    seq: int
    text_hash: str
    masked: str | None
    salt: str | None
    struck: date | None


def words(connection: Connection) -> Iterator[Words]:
    """Every rating that has, or had, a text."""
    query = (
        select(ratings.c.seq, ratings.c.text_hash, texts.c.masked, texts.c.salt, strikes.c.day)
        .outerjoin(texts, texts.c.rating == ratings.c.seq)
        .outerjoin(strikes, strikes.c.rating == ratings.c.seq)
        .where(ratings.c.text_hash.is_not(None))
        .order_by(ratings.c.seq)
    )
    for row in connection.execution_options(yield_per=CHUNK).execute(query):
        yield Words(*row)


def strike(connection: Connection, seq: int, day: date, reason: str) -> bool:
    """Deletes a rating's text for good and keeps why; False when it has none."""
    if not connection.execute(texts.delete().where(texts.c.rating == seq)).rowcount:
        return False
    connection.execute(strikes.insert(), {"rating": seq, "day": day, "reason": reason})
    return True
