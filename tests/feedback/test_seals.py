"""Ratings are sealed once, anyone can recompute it, and what was changed is named."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import IntegrityError

from feedback_api import db
from feedback_api.operations import backups, checking
from feedback_api.ratings.tables import ratings, texts
from feedback_api.seals import merkle, sealing, store
from feedback_api.seals.tables import seals
from tests.feedback.rows import opened, put, receipt

DAY = date(2026, 11, 24)
Damage = Callable[[Connection], object]


class UndoneError(Exception):
    """Rolls a transaction back."""


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    with opened(database) as made:
        yield made


@pytest.fixture
def sealed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Nine ratings with texts in three seals of four, and a tenth that waits."""
    monkeypatch.setattr(sealing, "BATCH", 4)
    put(engine, 9, "等了很久")
    list(sealing.seal(engine, DAY))
    put(engine, 1)
    return engine


def problems(engine: Engine) -> tuple[str, ...]:
    return checking.database(engine).problems


def test_each_rating_is_sealed_once_and_in_order(sealed: Engine) -> None:
    with db.reading(sealed) as connection:
        found = store.every(connection)
        assert store.waiting(connection) == 1
    assert [(seal.first, seal.last, seal.size) for seal in found] == [(1, 4, 4), (5, 8, 4), (9, 9, 1)]
    assert found[0].previous == sealing.NOTHING
    assert all(earlier.chain == later.previous for earlier, later in pairwise(found))
    assert [seal.last for seal in sealing.seal(sealed, DAY)] == [10]
    assert list(sealing.seal(sealed, DAY)) == []
    assert problems(sealed) == ()


PLACE = "号评价（jinzhu，sa-minimum-living，2026-W48）"
DAMAGE: dict[str, tuple[Damage, str]] = {
    "grade": (
        lambda c: c.execute(update(ratings).where(ratings.c.seq == 3).values(grade=5)),
        f"第 1 批：第 3 {PLACE}在封存以后被改过",
    ),
    "week": (
        lambda c: c.execute(update(ratings).where(ratings.c.seq == 9).values(week="2026-W49")),
        "第 3 批：第 9 号评价（jinzhu，sa-minimum-living，2026-W49）在封存以后被改过",
    ),
    "deleted": (
        lambda c: (
            c.execute(texts.delete().where(texts.c.rating == 6)),
            c.execute(ratings.delete().where(ratings.c.seq == 6)),
        ),
        "第 2 批（第 5 号到第 8 号）少了 1 条评价",
    ),
    "added": (
        lambda c: c.execute(update(ratings).where(ratings.c.seq == 10).values(seq=0)),
        f"第 1 批：第 0 {PLACE}是封存以后加进来的",
    ),
    "text": (
        lambda c: c.execute(update(texts).where(texts.c.rating == 2).values(masked="很快")),
        "第 2 号评价的文字被改过",
    ),
    "text gone": (
        lambda c: c.execute(texts.delete().where(texts.c.rating == 2)),
        "第 2 号评价的文字不见了，也没有依法删除的记录",
    ),
    "leaves": (
        lambda c: c.execute(update(seals).where(seals.c.number == 2).values(leaves=b"x" * 128)),
        "第 2 批封存的指纹被改过",
    ),
    "day": (
        lambda c: c.execute(update(seals).where(seals.c.number == 2).values(day=date(2026, 1, 1))),
        "第 2 批封存记录被改过",
    ),
    "seal gone": (
        lambda c: c.execute(seals.delete().where(seals.c.number == 2)),
        "第 2 批封存记录不见了",
    ),
}


def test_whatever_is_changed_is_named(sealed: Engine) -> None:
    for name, (how, sentence) in DAMAGE.items():
        with pytest.raises(UndoneError), db.writing(sealed) as connection:
            how(connection)
            assert checking.state(connection).problems == (sentence,), name
            raise UndoneError
    assert problems(sealed) == ()
