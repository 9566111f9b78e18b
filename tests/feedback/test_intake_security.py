"""Whatever is sent, a rating is a rating or nothing: no script, no SQL, no broken bytes."""

import json
import logging
import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from feedback_api import db
from feedback_api.ratings import writer
from feedback_api.ratings.alphabet import ALPHABET
from feedback_api.ratings.codes import LENGTH, Coder, Place
from feedback_api.ratings.intake import Origin, checked
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.stored import Ready, Stored
from feedback_api.ratings.tables import ratings, texts
from feedback_api.services import services
from tests.conftest import NASTY
from tests.feedback.conftest import SECRET
from tests.feedback.rating import body, sent
from tests.feedback.test_intake import URL, assert_counts_are_right, give_out, rows

SQL = "'; DROP TABLE ratings; -- %s %(x)s :rows ? \\"
DAY = date(2026, 11, 24)
HERE = Place("jinzhu", "sa-minimum-living")


def test_text_is_text(app: Flask, client: FlaskClient) -> None:
    said = [NASTY, SQL, "差", "慢", "好\n不好", "👍🏽", "=cmd|' /C calc'!A0"]
    for text in said:
        assert client.post(URL, json=sent(text=text)).status_code == 201
    assert [row.masked for row in rows(app, texts)] == [*said[:5], "👍🏽", said[6]]


def test_marks_that_turn_a_line_around_or_end_it_are_not_kept(
    app: Flask, client: FlaskClient
) -> None:
    for text in ("好\u202e坏", "好\x00坏", "好\x1b[31m坏", "好\ufeff坏"):
        assert client.post(URL, json=sent(text=text)).status_code == 201
    assert {row.masked for row in rows(app, texts)} == {"好坏", "好[31m坏"}


@pytest.mark.parametrize("name", ["township", "service", "version", "village", "channel", "slip"])
@pytest.mark.parametrize("value", [NASTY, SQL, "jinzhu\x00", "jinzhu\r\nSet-Cookie: a=b", "\ud800"])
def test_nothing_strange_gets_into_a_field(once: FlaskClient, name: str, value: str) -> None:
    answer = once.post(URL, json=sent(**{name: value}))
    assert answer.status_code in {404, 422}
    assert "Set-Cookie" not in answer.headers
    assert "<script>" not in answer.text


def raw(**changes: str) -> bytes:
    """A rating as JSON, in which a word is replaced."""
    text = json.dumps(sent(text="WORD"), ensure_ascii=False)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@pytest.mark.parametrize(
    "sending",
    [
        b"",
        b"\xff\xfe{}",
        raw(WORD="a").replace(b'"a"', b'"\xc3\x28"'),
        b"[" * 30_000,
        b'{"a":' * 6_000,
        raw(grade='grade": 5, "grade'),
        raw().replace(b'"WORD"', b"NaN"),
        raw().replace(b'"WORD"', b"1e999"),
        raw().replace(b'"grade": 4', b'"grade": ' + b"9" * 5000),
        raw().replace(b'"grade": 4', b'"grade": 4.0'),
        raw().replace(b'"WORD"', b'{"$ne": null}'),
        raw().replace(b'"WORD"', b'"\\ud800"'),
        b'"' + b"x" * 100 + b'"',
        b"null",
    ],
)
def test_what_is_no_proper_json_is_refused(once: FlaskClient, sending: bytes) -> None:
    answer = once.post(URL, data=sending, content_type="application/json")
    assert answer.status_code == 422
    assert body(answer)["errors"]


def test_too_much_is_not_read(once: FlaskClient) -> None:
    assert once.post(URL, data=b"x" * 40_000, content_type="application/json").status_code == 413


def test_a_forged_truncated_or_misplaced_code_is_refused_without_the_database(
    monkeypatch: pytest.MonkeyPatch, once: FlaskClient
) -> None:
    coder = Coder(SECRET)
    code = coder.make(HERE, DAY)
    misplaced = [coder.make(Place("niutian", None), DAY), coder.make(Place("jinzhu", "x"), DAY)]
    wrong = [code[:-1], code + "2", code[1:] + code[0], "2" * LENGTH, "", *misplaced]
    for place in range(LENGTH):
        other = next(one for one in ALPHABET if one != code[place])
        wrong.append(code[:place] + other + code[place + 1 :])
    monkeypatch.setattr(writer.Writer, "write", None)
    for typed in filter(None, wrong):
        answer = once.post(URL, json=sent(slip=typed, channel="slip"))
        assert (answer.status_code, body(answer)["errors"][0]["field"]) == (422, "slip")


def test_codes_are_known_again_for_their_days_and_by_their_secret() -> None:
    coder = Coder(SECRET)
    for back in (0, 1, 30, 31, 365):
        day = DAY - timedelta(days=back)
        assert coder.day_of(coder.make(HERE, day), HERE, DAY) == day
        anywhere = coder.make(Place("jinzhu", None), day)
        assert coder.day_of(anywhere.lower(), HERE, DAY) == day
    assert Coder(SECRET + "!").day_of(coder.make(HERE, DAY), HERE, DAY) is None


def test_guessing_does_not_help() -> None:
    coder, chance = Coder(SECRET), random.Random(7)  # noqa: S311  (guesses)
    guesses = ("".join(chance.choices(ALPHABET, k=LENGTH)) for _ in range(2000))
    assert [code for code in guesses if coder.day_of(code, HERE, DAY)] == []


def test_codes_are_not_drawn_twice(app: Flask) -> None:
    codes = {give_out(app, Place("jinzhu", None)) for _ in range(20)}
    assert len(codes) == 20
    assert not set("".join(codes)) & set("01ILO")


def test_logs_hold_nothing_of_what_was_said(
    client: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = give_out(app, Place("jinzhu", None))
    contact = {"phone": "0794-00000000", "consent": True}
    answer = client.post(URL, json=sent(slip=code, text="排队太久", contact=contact))
    client.post(URL, json=sent(slip=code, text="排队太久"))
    for private in (code, "排队太久", "0794-0000", body(answer)["receipt"], "127.0.0.1"):
        assert private not in caplog.text


def test_one_broken_rating_does_not_take_the_others_along(app: Flask) -> None:
    with app.app_context():
        here = services()
    made = here.intake.writer

    def refusing(_connection: Connection, stored: Sequence[Stored]) -> None:
        if any(one.grade == 1 for one in stored):
            raise ValueError("a follower that breaks")

    made.followers = (*made.followers, refusing)
    tasks = [
        writer._Task(ready(app, grade), None)  # noqa: SLF001  (a batch is a matter of chance else)
        for grade in (5, 1, 3)
    ]
    made._attempt(tasks)  # noqa: SLF001
    assert [task.taken is not None for task in tasks] == [True, False, True]
    assert isinstance(tasks[1].error, ValueError)
    assert len(rows(app, ratings)) == 2
    assert_counts_are_right(app)


def ready(app: Flask, grade: int) -> Ready:
    with app.app_context():
        here = services()
        rating = checked(NewRating, sent(grade=grade))
        return here.intake._ready(rating, Origin(here.now()))  # noqa: SLF001


def test_a_database_that_is_away_is_told_and_comes_back(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(db, "add_up", away)
        answer = client.post(URL, json=sent())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "没有保存" in body(answer)["errors"][0]["message"]
    assert rows(app, ratings) == []
    assert client.post(URL, json=sent()).status_code == 201
    assert_counts_are_right(app)
