"""Sealing: what has arrived becomes batches, each with a root and the chain up to it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, RowMapping

from feedback_api import db
from feedback_api.seals import leaves, merkle, store
from feedback_api.seals.store import Seal

BATCH = 4096
"""Ratings in a batch at most: a proof is twelve hashes, and its tree a few milliseconds."""
NOTHING = "0" * 64
"""What the first seal is chained to."""


def seal(engine: Engine, day: date) -> Iterator[Seal]:
    """Seals all ratings that have arrived, a transaction a batch; gives each seal once it is kept.

    Can be interrupted and begun again at any time, also by two at once.
    """
    with db.writing(engine) as connection:
        end = store.settled(connection)
    while True:
        with db.writing(engine) as connection:
            made = _next(connection, end, day)
        if made is None:
            return
        yield made


def _next(connection: Connection, end: int, day: date) -> Seal | None:
    store.alone(connection)
    before = store.latest(connection)
    first = before.last + 1 if before else 1
    rows = store.batch(connection, first, end, BATCH)
    if not rows:
        return None
    hashes = hashed(rows)
    made = chained(
        Seal(
            number=before.number + 1 if before else 1,
            first=rows[0]["seq"],
            last=rows[-1]["seq"],
            size=len(rows),
            root=merkle.root(hashes).hex(),
            previous=before.chain if before else NOTHING,
            chain="",
            day=day,
        )
    )
    store.add(connection, made, b"".join(hashes))
    return made


def hashed(rows: Iterable[RowMapping]) -> list[merkle.Hash]:
    """The leaf hashes of ratings."""
    return [merkle.leaf_hash(leaves.entry(leaves.of_rating(row))) for row in rows]


def public(seal: Seal) -> dict[str, Any]:
    """The seal as it is published."""
    return {**seal._asdict(), "day": seal.day.isoformat()}


def chained(seal: Seal) -> Seal:
    """The seal with its chain: the hash of all else that it says, canonically written."""
    told = {name: value for name, value in public(seal).items() if name != "chain"}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return seal._replace(chain=sha256(text.encode()).hexdigest())


class Proof(NamedTuple):
    """That a rating is in a seal: its leaf, where it stands, and the way up to the root."""

    leaf: str
    leaf_hash: str
    position: int
    size: int
    path: tuple[str, ...]
    seal: Seal


def proof(connection: Connection, row: RowMapping) -> Proof | None:
    """The proof for a rating, or None while it is not sealed, or when it is not as it was."""
    found = store.around(connection, row["seq"])
    if found is None:
        return None
    entry = leaves.entry(leaves.of_rating(row))
    mine, sealed = merkle.leaf_hash(entry), store.leaves(connection, found.number)
    if mine not in sealed:
        return None
    position = sealed.index(mine)
    path = tuple(one.hex() for one in merkle.path(sealed, position))
    return Proof(entry.decode(), mine.hex(), position, len(sealed), path, found)
