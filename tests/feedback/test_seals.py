"""Ratings are sealed once, anyone can recompute it, and what was changed is named."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, RowMapping, update
from sqlalchemy.exc import IntegrityError

from feedback_api import db
from feedback_api.operations import backups, checking
from feedback_api.operations.progress import untold
from feedback_api.ratings.counts import rebuild
from feedback_api.ratings.tables import counts, ratings, texts
from feedback_api.seals import merkle, sealing, store
from feedback_api.seals.tables import seals
from tests.feedback.rating import sent
from tests.feedback.rows import SALT, opened, put, receipt, row

DAY = date(2026, 11, 24)
Damage = Callable[[Connection], object]


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
    assert [(seal.first, seal.last, seal.size) for seal in found] == [
        (1, 4, 4),
        (5, 8, 4),
        (9, 9, 1),
    ]
    assert found[0].previous == sealing.NOTHING
    assert all(earlier.chain == later.previous for earlier, later in pairwise(found))
    assert [seal.last for seal in sealing.seal(sealed, DAY)] == [10]
    assert list(sealing.seal(sealed, DAY)) == []
    assert problems(sealed) == ()


def test_who_rates_or_seals_meanwhile_does_not_wait(
    engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, 3)
    hashed, answers = sealing.hashed, list[int]()

    def while_others_work(rows: Sequence[RowMapping]) -> list[merkle.Hash]:
        monkeypatch.setattr(sealing, "hashed", hashed)
        answers.append(client.post("/api/v1/ratings", json=sent()).status_code)
        answers.extend(seal.size for seal in sealing.seal(engine, DAY))
        return hashed(rows)

    monkeypatch.setattr(sealing, "hashed", while_others_work)
    assert list(sealing.seal(engine, DAY)) == []
    assert answers == [201, 4]
    assert problems(engine) == ()


PLACE = "号评价（jinzhu，sa-minimum-living，2026-W40）"
DAMAGE: dict[str, tuple[Damage, str]] = {
    "grade": (
        lambda c: c.execute(update(ratings).where(ratings.c.seq == 3).values(grade=5)),
        f"第 1 批：第 3 {PLACE}在封存以后被改过",
    ),
    "week": (
        lambda c: c.execute(update(ratings).where(ratings.c.seq == 9).values(week="2026-W41")),
        "第 3 批：第 9 号评价（jinzhu，sa-minimum-living，2026-W41）在封存以后被改过",
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
        with sealed.connect() as connection:  # which is never committed
            how(connection)
            told = checking.state(connection).problems
            assert [one for one in told if not one.startswith("统计")] == [sentence], name
    assert problems(sealed) == ()


def test_sealing_waits_for_whoever_is_writing(engine: Engine) -> None:
    sealing_it = Thread(target=lambda: list(sealing.seal(engine, DAY)))
    with db.writing(engine) as connection:
        connection.execute(ratings.insert(), row(1))
        sealing_it.start()
        sealing_it.join(0.3)
        assert sealing_it.is_alive()
    sealing_it.join()
    with db.reading(engine) as connection:
        assert [seal.size for seal in store.every(connection)] == [1]


def test_a_count_that_was_changed_is_named(sealed: Engine) -> None:
    cell = (counts.c.scope == "service") & (counts.c.measure == "trips") & (counts.c.value == "2")
    with db.writing(sealed) as connection:
        connection.execute(update(counts).where(cell).values(n=9))
    cut = "jinzhu，service sa-minimum-living，2026-W40，公开，trips“2”"
    assert problems(sealed) == (f"统计对不上：{cut}：记的是 9，逐条重算是 3",)


def test_numbers_that_were_never_given_are_no_gap(sealed: Engine) -> None:
    with pytest.raises(IntegrityError), db.writing(sealed) as connection:
        connection.execute(ratings.insert(), [row(11)] * 2)
    put(sealed, 2)
    list(sealing.seal(sealed, DAY))
    assert problems(sealed) == ()


def test_seals_that_were_made_anew_differ_from_those_that_somebody_kept(sealed: Engine) -> None:
    with db.reading(sealed) as connection:
        kept = [sealing.public(seal) for seal in store.every(connection)]
    assert checking.database(sealed, kept).problems == ()
    with db.writing(sealed) as connection:
        connection.execute(update(ratings).where(ratings.c.seq == 5).values(grade=5))
        connection.execute(seals.delete().where(seals.c.number > 1))
        rebuild(connection)
    list(sealing.seal(sealed, DAY))
    assert problems(sealed) == ()
    assert checking.database(sealed, kept).problems == (
        "第 2 批和公布过的不一样",
        "第 3 批和公布过的不一样",
    )


def test_a_text_is_struck_out_and_the_chain_stays_whole(sealed: Engine) -> None:
    with db.forgetting(sealed) as connection:
        assert store.strike(connection, 2, DAY, "当事人申请删除")
        assert not store.strike(connection, 2, DAY, "当事人申请删除")
        assert not store.strike(connection, 10, DAY, "没有文字的")
    assert problems(sealed) == ()
    with db.reading(sealed) as connection:
        struck = {words.seq: words.struck for words in store.words(connection)}
    assert struck == {**dict.fromkeys(range(1, 10)), 2: DAY}


def test_the_holder_of_a_receipt_proves_that_the_rating_is_in(
    client: FlaskClient, database: str
) -> None:
    with opened(database) as engine:
        put(engine, 5, "一句没人该在这里看到的话")
        list(sealing.seal(engine, DAY))
        put(engine, 1)
    told = client.get(f"/api/v1/receipts/{receipt(4).lower()}").json
    assert told is not None
    leaf, seal = json.loads(told["leaf"]), told["seal"]
    assert (leaf["seq"], leaf["grade"]) == (4, 5)
    assert leaf["rater"] == sha256(f"{UUID(int=4)}|{receipt(4)}".encode()).hexdigest()
    assert "没人该" not in told["leaf"]
    path = [bytes.fromhex(one) for one in told["path"]]
    mine = merkle.leaf_hash(told["leaf"].encode())
    root = merkle.root_from_path(mine, told["position"], told["size"], path)
    assert root is not None
    assert root.hex() == seal["root"]
    assert client.get("/api/v1/seals").json == {"seals": [seal], "waiting": 1}
    waiting = client.get(f"/api/v1/receipts/{receipt(6)}")
    assert waiting.json is not None
    assert waiting.json["status"] == "waiting"
    for unknown in ("22222222222222ZZ", "too-short", "%00"):
        assert client.get(f"/api/v1/receipts/{unknown}").status_code == 404
    with opened(database) as engine, db.writing(engine) as connection:
        connection.execute(update(ratings).where(ratings.c.seq == 4).values(grade=1))
    changed = client.get(f"/api/v1/receipts/{receipt(4)}").json
    assert changed is not None
    assert changed["status"] == "changed"


def test_an_export_is_verified_by_anyone_and_leads_to_nobody(
    sealed: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "export.jsonl.gz"
    written = backups.export(sealed, path, untold)
    assert written["ratings"] == 10
    text = gzip.decompress(path.read_bytes()).decode()
    for private in ("等了很久", SALT, receipt(3), str(UUID(int=3))):
        assert private not in text
    assert checking.export(path, (), untold) == checking.Result((), 10, 3, 1)
    path.write_bytes(
        gzip.compress(
            text.replace('{"seq":7,"township":"jinzhu"', '{"seq":7,"township":"niutian"').encode()
        )
    )
    problem, *counted = checking.export(path, (), untold).problems
    assert problem == "第 2 批：第 7 号评价（niutian，sa-minimum-living，2026-W40）在封存以后被改过"
    assert len(counted) > 1
    assert all("统计对不上：" in one for one in counted)
