"""Sealing: what has arrived becomes batches, each with a root and the chain up to it."""

import json
from collections.abc import Iterable, Iterator, Sequence
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

    Can be interrupted and begun again at any time, also by two at once. Whoever rates meanwhile
    doesn't wait for the hashing: only a finished seal is written.
    """
    with db.writing(engine) as connection:
        end = store.settled(connection)
    while True:
        with db.reading(engine) as connection:
            before = store.latest(connection)
            rows = store.batch(connection, before.last + 1 if before else 1, end, BATCH)
        if not rows:
            return
        hashes = hashed(rows)
        made = _made(before, rows, hashes, day)
        with db.writing(engine) as connection:
            store.alone(connection)
            is_next = store.latest(connection) == before  # nobody was faster
            if is_next:
                store.add(connection, made, b"".join(hashes))
        if is_next:
            yield made


def _made(
    before: Seal | None, rows: Sequence[RowMapping], hashes: Sequence[merkle.Hash], day: date
) -> Seal:
    return chained(
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
