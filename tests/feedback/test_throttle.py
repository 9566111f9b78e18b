"""Limits hold for all workers together, let a village through, and keep nobody's address."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from feedback_api import create_app, db, throttle
from feedback_api.config import Settings
from feedback_api.ratings.codes import Place
from feedback_api.services import CHINA, services
from tests.feedback.rating import body, sent
from tests.feedback.test_intake import URL, give_out

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=CHINA)
ADDRESS = "203.0.113.7"


@pytest.fixture
def strict(settings: Settings) -> Iterator[tuple[Flask, Flask]]:
    """Two workers that take three an hour from a network, and four from the county at ease."""
    given = settings.model_copy(update={"limit_network": 3, "limit_county": 4})
    made = create_app(given), create_app(given)
    yield made
    for one in made:
        with one.app_context():
            services().engine.dispose()


def post(app: Flask, address: str = ADDRESS, **values: object) -> int:
    return (
        app.test_client()
        .post(URL, json=sent(**values), environ_base={"REMOTE_ADDR": address})
        .status_code
    )


def test_a_network_has_its_limit_at_all_workers_together(strict: tuple[Flask, Flask]) -> None:
    one, other = strict
    neighbour = "203.0.113.200"
    assert [post(one), post(other), post(one, neighbour)] == [201, 201, 201]
    refused = other.test_client().post(URL, json=sent(), environ_base={"REMOTE_ADDR": ADDRESS})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert "评价码" in body(refused)["errors"][0]["message"]
    assert post(other, neighbour) == 429
    assert post(one, "198.51.100.1") == 201


def test_a_code_is_good_in_any_crowd(strict: tuple[Flask, Flask]) -> None:
    app, _ = strict
    assert [post(app) for _ in range(5)] == [201, 201, 201, 429, 429]
    assert post(app, slip=give_out(app, Place("jinzhu", None)), channel="slip") == 201


def test_a_flooded_county_asks_for_a_proof(strict: tuple[Flask, Flask]) -> None:
    app, _ = strict
    for number in range(4):
        assert post(app, f"198.51.{number}.1") == 201
    refused = app.test_client().post(URL, json=sent())
    assert (refused.status_code, body(refused)["errors"][0]["field"]) == (429, "proof")
    mine = str(uuid4())
    proof = next(n for n in count() if throttle.is_proved(mine, str(n)))
    assert post(app, id=mine, proof=str(proof)) == 201
    assert post(app, proof=str(proof)) == 429


def test_a_proof_is_a_hash_with_zeros_and_for_one_rating() -> None:
    proof = next(n for n in count() if throttle.is_proved("a", str(n)))
    assert hashlib.sha256(f"a:{proof}".encode()).hexdigest().startswith("0000")
    assert not throttle.is_proved("b", str(proof))
    assert not throttle.is_proved("a", None)


def test_what_is_kept_is_another_tomorrow_and_goes(database: str) -> None:
    engine = db.engine(database)
    limiter = throttle.Limiter(throttle.Limits(9, 9))
    visits = [
        throttle.visit("secret", ADDRESS, NOW + timedelta(days=days), proved=False)
        for days in (0, 1, 2)
    ]
    assert len({one.key for one in visits}) == 3
    with db.writing(engine) as connection:
        for one in visits:
            limiter.note(connection, {0: one})
        assert throttle.prune(connection, (NOW + timedelta(days=2)).date()) == 1
        kept = str(list(connection.execute(select(throttle.throttle))))
    assert "203" not in kept.replace("2026", "")
    engine.dispose()


def test_meters_tell_how_many_and_nothing_of_people(client: FlaskClient) -> None:
    client.post(URL, json=sent(text="非常满意"))
    client.post(URL, json=sent(grade=9))
    told = client.get("/api/v1/metrics").text
    assert 'feedback_answers_total{status="201"} 1' in told
    assert 'feedback_answers_total{status="422"} 1' in told
    assert 'feedback_batch_size_bucket{le="1"} 1' in told
    assert "jinzhu" not in told
