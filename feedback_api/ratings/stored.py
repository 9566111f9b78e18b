"""A rating on its way into the database, and as it is there."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection


class Ready(NamedTuple):
    """A rating that was checked and masked, ready to be stored."""

    id: str
    receipt: str
    township: str
    service: str
    version: str | None
    week: str
    grade: int
    tags: tuple[str, ...]
    trips: int | None
    promised: int | None
    missing: tuple[str, ...]
    open: dict[str, str]
    channel: str
    village: str | None
    window: int | None
    follows: int | None
    text: str
    phone: str | None
    slip: str | None
    """The slip's code as the database knows it."""
    at: datetime
    """When it came, for deadlines; only the week of it is kept."""


class Stored(NamedTuple):
    """A rating that is in the database, for what has to happen in the same transaction."""

    seq: int
    id: str
    receipt: str
    township: str
    service: str
    version: str | None
    week: str
    grade: int
    tags: tuple[str, ...]
    trips: int | None
    promised: int | None
    missing: tuple[str, ...]
    open: dict[str, str]
    verified: bool
    channel: str
    village: str | None
    window: int | None
    follows: int | None
    contact: bool
    at: datetime


_SHARED = tuple(name for name in Stored._fields if name in Ready._fields)


def as_stored(seq: int, new: Ready) -> Stored:
    """A rating as it is once it has its number."""
    shared = {name: getattr(new, name) for name in _SHARED}
    return Stored(seq=seq, verified=new.slip is not None, contact=new.phone is not None, **shared)


Follower = Callable[[Connection, Sequence[Stored]], None]
"""What happens with new ratings in their transaction: counts, cases."""
