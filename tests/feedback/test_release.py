"""Weeks are published one by one: killed, by two at once, and while people rate."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, select

from feedback_api import db
from feedback_api.ratings import counts, reader, release, weeks
from feedback_api.ratings.blocks import Block, Ledger, Tallies
from feedback_api.ratings.tables import blocks, ratings, releases
from feedback_api.services import CHINA
from tests.feedback.clock import Clock
from tests.feedback.conftest import SECRET
from tests.feedback.rating import body, sent
from tests.feedback.rows import opened, row
from tests.serving import until

LEAST = 5
WEEKS = [weeks.after("2026-W40", number) for number in range(8)]
TODAY = date(2026, 11, 24)
COUNTY = "/api/v1/summary"
KILLED = """
import os, signal
from feedback_api.cli import main
from feedback_api.ratings import release

keep, weeks = release._keep, []

def killed(connection, new, week):
    keep(connection, new, week)
    weeks.append(week)
    if len(weeks) == 4:
        os.kill(os.getpid(), signal.SIGKILL)

release._keep = killed
main(["seal"])
"""
"""`feedback seal`, killed when the fourth week is written but not committed."""


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A database with ratings in eight weeks, of which none was published."""
    with opened(database) as made:
        put_weeks(made)
        yield made


def put_weeks(engine: Engine) -> None:
    guides: tuple[dict[str, str], ...] = (
        {},
        {"service": "ps-id-card"},
        {"township": "niutian", "service": "ps-id-card"},
    )
    rows = [
        {**row(number), "week": WEEKS[number // 12], **guides[number % 5 % 3]}
        for number in range(12 * len(WEEKS))
    ]
    with db.writing(engine) as connection:
        connection.execute(ratings.insert(), rows)
        counts.rebuild(connection)


def frozen(engine: Engine) -> list[str]:
    with db.reading(engine) as connection:
        return sorted(map(str, connection.execute(select(blocks))))


def weeks_published(engine: Engine) -> list[str]:
    with db.reading(engine) as connection:
        return list(connection.execute(select(releases.c.week).order_by("week")).scalars())


def in_time(engine: Engine) -> list[str]:
    """What is published when each week is, as soon as it is over; nothing is left of it."""
    for week in WEEKS:
        release.catch_up(engine, weeks.monday(weeks.after(week)), LEAST)
    found = frozen(engine)
    with db.writing(engine) as connection:
        connection.execute(delete(blocks))
        connection.execute(delete(releases))
    return found


def test_killed_in_the_middle_it_goes_on_where_it_was(engine: Engine, published: Path) -> None:
    wanted = in_time(engine)
    environment = {
        **os.environ,
        "DATABASE_URL": db.address(engine),
        "CATALOG": str(published),
        "SECRET_KEY": SECRET,
    }
    sealing = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert sealing.returncode == -signal.SIGKILL
    assert weeks_published(engine) == WEEKS[:3]
    assert set(frozen(engine)) < set(wanted)
    assert release.catch_up(engine, TODAY, LEAST) == WEEKS[3:]
    assert frozen(engine) == wanted


def test_two_at_once_publish_everything_once(engine: Engine, database: str) -> None:
    wanted = in_time(engine)
    with opened(database) as other, ThreadPoolExecutor() as pool:
        runs = [pool.submit(release.catch_up, one, TODAY, LEAST) for one in (engine, other)]
        done = {week for run in runs for week in run.result()}
    assert frozen(engine) == wanted
    assert weeks_published(engine) == sorted(done) == WEEKS


def test_who_rates_meanwhile_does_not_wait(
    engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    computing, may_end = Event(), Event()
    publish = Ledger.publish

    def slowly(self: Ledger, tallies: Tallies, week: str) -> list[Block]:
        computing.set()
        assert may_end.wait(20)
        return publish(self, tallies, week)

    monkeypatch.setattr(Ledger, "publish", slowly)
    with ThreadPoolExecutor() as pool:
        run = pool.submit(release.catch_up, engine, TODAY, LEAST)
        assert computing.wait(20)
        answers = [client.post("/api/v1/ratings", json=sent()).status_code for _ in range(3)]
        may_end.set()
        assert run.result()[-1] == WEEKS[-1]
    assert answers == [201] * 3


def test_a_reader_waits_for_a_week_at_most_and_sees_what_there_is(
    engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "AT_ONCE_SECONDS", 0)
    monkeypatch.setattr(reader, "WAIT_SECONDS", 20)
    monkeypatch.setattr(reader, "FRESH_SECONDS", 0)
    for week in WEEKS[:3]:
        found = body(client.get(COUNTY))
        assert found["through"] == week == weeks_published(engine)[-1]
    assert found["open"]["n"] == 36


def test_a_locked_database_is_read_and_published_later(
    engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(reader, "FRESH_SECONDS", 0)
    with db.writing(engine) as holder:
        if holder.dialect.name == "postgresql":
            holder.exec_driver_sql("LOCK TABLE releases IN SHARE ROW EXCLUSIVE MODE")
        began = time.monotonic()
        assert body(client.get(COUNTY))["through"] is None
        assert time.monotonic() - began < db.BUSY_MILLISECONDS / 1000
    assert until(lambda: body(client.get(COUNTY))["through"] == WEEKS[-1])


def test_the_night_after_a_week_is_left_to_the_daily_work(
    engine: Engine, client: FlaskClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FRESH_SECONDS", 0)
    release.catch_up(engine, TODAY, LEAST)
    clock.time = datetime(2026, 11, 30, 5, 59, tzinfo=CHINA)
    assert body(client.get(COUNTY))["through"] == WEEKS[-1]
    clock.turn(minutes=1)
    assert body(client.get(COUNTY))["through"] == weeks.after(WEEKS[-1])
