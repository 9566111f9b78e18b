"""Ratings in the database: added once, never changed."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from feedback_api import db
from feedback_api.ratings.stored import Ready
from feedback_api.ratings.tables import contacts, counts, ratings, slips, texts
from feedback_api.ratings.words import BAD

_COLUMNS = [column.name for column in ratings.columns if column.name in Ready._fields]


class Known(NamedTuple):
    """What is answered about a rating that is there."""

    seq: int
    id: str
    receipt: str
    verified: bool


class SlipRow(NamedTuple):
    """A slip that was given out."""

    code_hash: str
    expires: date
    spent_by: str | None
    """The id of the rating that it was spent on."""


_KNOWN = select(ratings.c.seq, ratings.c.id, ratings.c.receipt, ratings.c.verified).where(
    ratings.c.id.in_(bindparam("ids", expanding=True))
)
_SLIPS = (
    select(slips.c.code_hash, slips.c.expires, ratings.c.id)
    .outerjoin(ratings, ratings.c.seq == slips.c.rating)
    .where(slips.c.code_hash.in_(bindparam("codes", expanding=True)))
    .order_by(slips.c.code_hash)
    .with_for_update(of=slips)
)
_SPEND = update(slips).where(slips.c.code_hash == bindparam("code")).values(rating=bindparam("seq"))


def known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Those ratings that are there already, by the phone's id."""
    wanted = list(ids)
    rows = connection.execute(_KNOWN, {"ids": wanted}) if wanted else ()
    return {row.id: Known(*row) for row in rows}


def lock_slips(connection: Connection, codes: Sequence[str]) -> dict[str, SlipRow]:
    """The slips with these stored codes, kept from others until the transaction ends."""
    if not codes:
        return {}
    return {row.code_hash: SlipRow(*row) for row in connection.execute(_SLIPS, {"codes": codes})}


def add(connection: Connection, new: Sequence[Ready], salts: Sequence[str]) -> dict[str, int]:
    """Adds ratings. Gives the sequence numbers of those that weren't there, by id."""
    rows = [_row(one, salt) for one, salt in zip(new, salts, strict=True)]
    return db.add_new(connection, ratings, rows, "id", "seq")


def _row(new: Ready, salt: str) -> dict[str, object]:
    values = {name: getattr(new, name) for name in _COLUMNS}
    return {
        **values,
        "verified": new.slip is not None,
        "text_hash": text_hash(salt, new.text) if new.text else None,
    }


def text_hash(salt: str, masked: str) -> str:
    """What stays in the row of a text, even if the text has to go."""
    return hashlib.sha256((salt + masked).encode()).hexdigest()


def salts(number: int) -> list[str]:
    """So many salts: 128 bits each, so that nobody finds a text by its hash."""
    return [secrets.token_hex(16) for _ in range(number)]


def add_belongings(
    connection: Connection, added: Sequence[tuple[int, Ready, str]], contact_days: int
) -> None:
    """What belongs to new ratings: spent slips, masked texts, phones for calling back."""
    spent = [{"code": one.slip, "seq": seq} for seq, one, _ in added if one.slip]
    said = [
        {"rating": seq, "masked": one.text, "salt": salt} for seq, one, salt in added if one.text
    ]
    phones = [_contact(seq, one, contact_days) for seq, one, _ in added if one.phone]
    if spent:
        connection.execute(_SPEND, spent)
    db.add_all(connection, texts, said)
    db.add_all(connection, contacts, phones)


def _contact(seq: int, new: Ready, days: int) -> dict[str, object]:
    # A complaint's phone is kept until its case closes; any other is forgotten by itself.
    until = None if new.grade in BAD else new.at.date() + timedelta(days=days)
    return {"rating": seq, "phone": new.phone, "delete_after": until}


class NewSlip(NamedTuple):
    """A slip to give out."""

    code_hash: str
    township: str
    service: str | None
    day: date
    expires: date


def add_slips(connection: Connection, new: Sequence[NewSlip]) -> set[str]:
    """Notes slips that are given out; gives the stored codes that really were new."""
    statement = (
        db.insert(connection, slips)
        .on_conflict_do_nothing(index_elements=["code_hash"])
        .returning(slips.c.code_hash)
    )
    ordered = sorted(new, key=lambda one: one.code_hash)
    rows = connection.execute(statement, [one._asdict() for one in ordered]) if ordered else ()
    return {row.code_hash for row in rows}


def is_known_version(connection: Connection, township: str, service: str, version: str) -> bool:
    """Whether the guide was ever rated under this version while that was the published one."""
    found = connection.execute(
        select(counts.c.n)
        .where(
            counts.c.scope == "version",
            counts.c.measure == "grade",
            counts.c.township == township,
            counts.c.key == f"{service}@{version}",
        )
        .limit(1)
    )
    return db.one_of(found) is not None
