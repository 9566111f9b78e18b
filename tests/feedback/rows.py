"""Ratings put straight into the tables, for what reads them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, func, select

from feedback_api import db
from feedback_api.ratings import counts
from feedback_api.ratings.alphabet import written
from feedback_api.ratings.intake import RECEIPT_LENGTH
from feedback_api.ratings.store import text_hash
from feedback_api.ratings.tables import ratings, texts

WEEK = "2026-W40"
"""A week that is over: what was given then is published."""
SALT = "5a17" * 8


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = db.engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def receipt(number: int) -> str:
    return written(number, RECEIPT_LENGTH)


def put(engine: Engine, count: int, text: str | None = None) -> None:
    """Adds ratings after those there are."""
    with db.writing(engine) as connection:
        before = connection.scalar(select(func.count()).select_from(ratings)) or 0
        for number in range(before + 1, before + count + 1):
            adding = ratings.insert().returning(ratings.c.seq)
            seq = connection.execute(adding, row(number, text)).scalar_one()
            if text is not None:
                words = {"rating": seq, "masked": text, "salt": SALT}
                connection.execute(texts.insert(), words)
        counts.rebuild(connection)


def row(number: int, text: str | None = None) -> dict[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "receipt": receipt(number),
        "township": "jinzhu",
        "service": "sa-minimum-living",
        "version": "0a1b2c3d",
        "week": WEEK,
        "grade": 1 + number % 5,
        "tags": [],
        "trips": number % 4,
        "promised": 1,
        "missing": ["户口簿"] if number % 2 else [],
        "open": {"公开": "是"},
        "verified": False,
        "channel": "web",
        "text_hash": text if text is None else text_hash(SALT, text),
    }
