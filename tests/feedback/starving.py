"""The service without room on its disk, or kept waiting for its database, and what it says."""

import shutil
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection

from feedback_api import db
from feedback_api.operations import checking
from tests.feedback.fire import stored
from tests.feedback.phones import Answer, Phones, rating, send
from tests.feedback.rows import opened
from tests.feedback.service import Service, running, started
from tests.feedback.small_disk import SmallDisk, small_disk
from tests.feedback.small_postgres import small_postgres

SIZES = {"sqlite": "3m", "postgresql": "32m"}
PATIENCE_SECONDS = 60
READ_SECONDS = 3
"""Longer than a reader waits for what is due to be published."""
TRIES = 500
"""So many ratings at most still fit where there was some room within the database's own files."""
WORDS = "等了很久" * 120
SUMMARY = "/api/v1/summary"


def survive_full_disk(kind: str, published: Path, folder: Path) -> int:
    """Lets the service run out of room. Gives how many ratings were acknowledged.

    Each of them is there once and no other is, and all that can be recomputed is right.
    """
    on_disk = {"sqlite": _sqlite_on_disk, "postgresql": _postgresql_on_disk}[kind]
    with small_disk(folder / "small", SIZES[kind]) as disk:
        return on_disk(disk, published, folder)


def _sqlite_on_disk(disk: SmallDisk, published: Path, folder: Path) -> int:
    name = "feedback.sqlite3"
    db.migrate(f"sqlite:///{folder}/{name}")
    shutil.copy(folder / name, disk.outside)
    url = f"sqlite:///{disk.folder}/{name}"
    service = Service(url, published, folder)
    service.command = disk.there(*service.command)
    with started(service):
        receipts = starve(service, disk)
    for file in disk.outside.glob(f"{name}*"):
        shutil.copy(file, folder)
    return is_whole(f"sqlite:///{folder}/{name}", receipts)


def _postgresql_on_disk(disk: SmallDisk, published: Path, folder: Path) -> int:
    with small_postgres(disk, folder) as url:
        db.migrate(url)
        with running(url, published, folder) as service:
            receipts = starve(service, disk)
        return is_whole(url, receipts)


def is_whole(url: str, receipts: dict[str, str]) -> int:
    """Everything acknowledged is there, nothing else is, and all of it fits together."""
    assert stored(url) == receipts
    with opened(url) as engine:
        result = checking.database(engine)
    assert (result.problems, result.ratings) == ((), len(receipts))
    return len(receipts)


def starve(service: Service, disk: SmallDisk) -> dict[str, str]:
    """Fills the disk and makes room again. Gives the receipts of what was acknowledged, by id."""
    assert reads(service) == 200
    first = send(service.port, rating(str(uuid4())))
    disk.fill()
    answers = until_refused(service)
    is_told(answers.pop())
    assert {"SQLITE_FULL", "53100"} & set(service.log.read_text(encoding="utf-8").split())
    assert reads(service) == 200
    lost = rating(str(uuid4()), text=WORDS)
    assert send(service.port, lost).status == 503
    disk.empty()
    again = send(service.port, lost)
    assert (first.status, again.status) == (201, 201)
    return {one.body["id"]: one.body["receipt"] for one in (first, *answers, again)}


def until_refused(service: Service) -> list[Answer]:
    """Rates until there is no room; the refusal is the last answer."""
    answers: list[Answer] = []
    while len(answers) < TRIES and (not answers or answers[-1].status == 201):
        answers.append(send(service.port, rating(str(uuid4()), text=WORDS)))
    return answers


def is_told(refused: Answer) -> None:
    """A clear 503: when to come back, and in words."""
    (wrong,) = refused.body["errors"]
    assert (refused.status, refused.retry_after) == (503, "5")
    assert wrong["message"] == "系统正忙，没有保存。请过一会儿再提交一次"


def reads(service: Service) -> int:
    """The status with which a summary is answered."""
    with closing(HTTPConnection("127.0.0.1", service.port, timeout=5)) as connection:
        connection.request("GET", SUMMARY)
        return connection.getresponse().status


class Locked(NamedTuple):
    """How many ratings were acknowledged, and after how many seconds one was refused."""

    acknowledged: int
    refused_after: float


def survive_lock(service: Service, database: str, seconds: float) -> Locked:
    """Locks the database for so long, and until a rating is refused, while four phones rate.

    Each rating that is acknowledged is there once, and no other is.
    """
    with Phones(service.port, 4, PATIENCE_SECONDS) as phones:
        assert phones.reach(20)
        with opened(database) as other, db.writing(other) as holder:
            _lock(holder)
            began, before = time.monotonic(), len(phones.receipts)
            assert reads(service) == 200
            assert time.monotonic() - began < READ_SECONDS
            refused = send(service.port, rating(str(uuid4())), patience=PATIENCE_SECONDS)
            waited = time.monotonic() - began
            time.sleep(max(0, seconds - waited))
            assert len(phones.receipts) - before <= 4  # on their way when the lock was taken
        assert phones.reach(before + 40)
    is_told(refused)
    assert phones.strange == []
    return Locked(is_whole(database, phones.receipts), waited)


def _lock(holder: Connection) -> None:
    """SQLite is locked by any transaction that writes."""
    if holder.dialect.name == "postgresql":
        holder.exec_driver_sql("LOCK TABLE ratings IN ACCESS EXCLUSIVE MODE")
