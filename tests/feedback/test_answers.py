"""Answers that were given before are given again: the same, to the same people, and no longer."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from feedback_api import db
from feedback_api.ratings import answers, reader, release, summary
from feedback_api.ratings.tables import blocks
from tests.feedback.clock import Clock
from tests.feedback.rating import body
from tests.feedback.rows import WEEK, put

COUNTY = "/api/v1/summary"
GUIDE = f"{COUNTY}/jinzhu/sa-minimum-living"
FIGURES = "/api/v1/rate/jinzhu/sa-minimum-living/figures"
READ = (COUNTY, f"{GUIDE}.html?view=elder", "/api/v1/export.csv", "/api/v1/ratings.json", FIGURES)


@pytest.fixture
def behind_flask(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Grows by one with each request that Flask itself answers."""
    asked: list[bool] = []
    answer = answers.answer

    def noted(*given: object) -> object:
        asked.append(True)
        return answer(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "answer", noted)
    monkeypatch.setattr(reader, "FRESH_SECONDS", 1000)
    return asked


@pytest.mark.parametrize("address", READ)
def test_the_second_answer_is_the_first_with_all_its_headers(
    once: FlaskClient, address: str, behind_flask: list[bool]
) -> None:
    first, second = once.get(address), once.get(address)
    assert (second.status_code, second.data) == (200, first.data)
    assert sorted(second.headers) == sorted(first.headers)
    assert "frame-ancestors 'none'" in second.headers["Content-Security-Policy"]
    assert len(behind_flask) <= 1


@pytest.mark.parametrize("address", READ)
def test_who_has_it_already_is_told_so_and_head_has_no_body(
    once: FlaskClient, address: str
) -> None:
    first = once.get(address)
    again = once.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert once.get(address, headers={"If-None-Match": '"old"'}).data == first.data
    head = once.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(first.data)))


def test_what_is_ready_is_given_to_nobody_whom_flask_would_refuse(once: FlaskClient) -> None:
    for _ in range(2):
        assert once.get(COUNTY).status_code == 200
    assert once.get(COUNTY, headers={"Host": "evil.example"}).status_code == 400
    assert once.post(COUNTY).status_code == 405
    assert once.get(f"{COUNTY}/nowhere").status_code == 404


def test_each_form_and_view_is_kept_apart(once: FlaskClient) -> None:
    for _ in range(2):
        assert once.get(GUIDE, headers={"Accept": "text/html"}).mimetype == "text/html"
        assert once.get(GUIDE, headers={"Accept": "*/*"}).mimetype == "application/json"
        assert 'class="elder"' in once.get(f"{GUIDE}.html?view=elder").text
        assert 'class="elder"' not in once.get(f"{GUIDE}.html").text


def test_only_so_many_are_kept(once: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "MOST_KEPT", 3)
    wanted = once.get(GUIDE).data
    for number in range(9):
        once.get(f"{COUNTY}?{number}")
        once.get(f"{COUNTY}/jinzhu.{'html' if number % 2 else 'json'}?view=elder")
    library = once.application.extensions["feedback"].reader._seen.library  # noqa: SLF001
    assert len(library._kept) == len(library._asked) == 3  # noqa: SLF001
    assert once.get(GUIDE).data == wanted


def test_what_is_published_is_seen_within_a_second(
    app: Flask, client: FlaskClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = app.extensions["feedback"]
    stop_time(monkeypatch)
    put(here.engine, 20)
    before = client.get(COUNTY)
    assert before.json
    assert before.json["through"] >= WEEK
    with db.writing(here.engine) as connection:  # as after another backup was restored
        connection.execute(delete(blocks).where(blocks.c.measure != "n"))
    assert client.get(COUNTY).data == before.data
    pass_a_second(monkeypatch)
    after = client.get(COUNTY)
    assert after.headers["ETag"] != before.headers["ETag"]
    clock.turn(weeks=1)  # on another day nobody waits for the second
    assert body(client.get(COUNTY))["through"] > before.json["through"]


def stop_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second doesn't pass by itself, however slow the machine is."""
    assert reader.FRESH_SECONDS <= 1
    monkeypatch.setattr(reader, "FRESH_SECONDS", 1000)


def pass_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monotonic = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() + 1000)


def test_of_many_who_ask_one_looks_and_the_others_get_what_there_was(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = app.extensions["feedback"]
    stop_time(monkeypatch)
    before = client.get(COUNTY).data
    looking, may_end, looks = Event(), Event(), []
    marker = release.marker

    def slowly(connection: object) -> object:
        looks.append(True)
        looking.set()
        assert may_end.wait(20)
        return marker(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(release, "marker", slowly)
    pass_a_second(monkeypatch)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(here.reader.library, here.now())
        assert looking.wait(20)
        others = [app.test_client().get(COUNTY).data for _ in range(5)]
        may_end.set()
        first.result()
    assert others == [before] * 5
    assert len(looks) == 1
