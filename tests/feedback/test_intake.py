"""Ratings are taken as the contract says, on both databases."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, select

from feedback_api import db
from feedback_api.ratings import counts, slips
from feedback_api.ratings.codes import Place
from feedback_api.ratings.tables import contacts, ratings, texts
from feedback_api.services import services
from tests.feedback.rating import body, sent

URL = "/api/v1/ratings"
NEW_FIELDS = {"id", "receipt", "verified"}


def rows(app: Flask, table: Table) -> list[Any]:
    with app.app_context(), db.reading(services().engine) as connection:
        return list(connection.execute(select(table)))


def give_out(app: Flask, place: Place, day: date | None = None) -> str:
    """The code of a slip given out today, or on another day."""
    with app.app_context():
        here = services()
        order = slips.Order(place, day or here.now().date(), 1, here.settings.slip_days)
        with db.writing(here.engine) as connection:
            (slip,) = slips.give_out(connection, here.intake.coder, order)
    return slip.code


def assert_counts_are_right(app: Flask) -> None:
    with app.app_context(), db.reading(services().engine) as connection:
        assert counts.kept(connection) == counts.recount(connection)


def test_a_rating_is_taken_once_and_answered_the_same_again(
    app: Flask, client: FlaskClient
) -> None:
    rating = sent(tags=["413"], trips=1, missing=["清单以外的"], open={"公开": "是"}, text="快")
    first, second = client.post(URL, json=rating), client.post(URL, json=rating)
    assert (first.status_code, second.status_code) == (201, 200)
    assert body(first) == body(second)
    assert set(body(first)) == NEW_FIELDS
    assert body(first)["verified"] is False
    (row,) = rows(app, ratings)
    assert (row.grade, row.tags, row.trips, row.open) == (4, ["413"], 1, {"公开": "是"})
    assert [text.masked for text in rows(app, texts)] == ["快"]
    assert_counts_are_right(app)


def test_a_slip_is_spent_by_one_rating(app: Flask, client: FlaskClient) -> None:
    code = give_out(app, Place("jinzhu", None))
    typed = f" {code[:5].lower()}-{code[5:]} "
    spending = sent(slip=typed, channel="slip")
    answer = client.post(URL, json=spending)
    assert (answer.status_code, body(answer)["verified"]) == (201, True)
    assert client.post(URL, json=spending).status_code == 200
    again = client.post(URL, json=sent(slip=code, channel="slip"))
    assert again.status_code == 409
    assert body(again)["errors"][0]["field"] == "slip"
    assert len(rows(app, ratings)) == 1


def test_an_expired_slip_is_told_so(app: Flask, client: FlaskClient) -> None:
    code = give_out(app, Place("jinzhu", None), day=date(2026, 1, 5))
    answer = client.post(URL, json=sent(slip=code, channel="slip"))
    assert answer.status_code == 409
    assert "过期" in body(answer)["errors"][0]["message"]


def test_many_at_once_are_all_kept_once(app: Flask) -> None:
    code = give_out(app, Place("jinzhu", "sa-minimum-living"))
    sending = [sent(grade=1 + n % 5) for n in range(20)]
    sending += sending[:5] + [sent(slip=code) for _ in range(4)]

    def post(rating: dict[str, object]) -> int:
        return app.test_client().post(URL, json=rating).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(post, sending))
    assert answers == {201: 21, 200: 5, 409: 3}
    assert len(rows(app, ratings)) == 21
    assert_counts_are_right(app)


def test_a_phone_is_kept_only_with_consent(app: Flask, client: FlaskClient) -> None:
    contact = {"phone": "0794-0000000", "consent": False}
    refused = client.post(URL, json=sent(contact=contact))
    assert refused.status_code == 422
    assert body(refused)["errors"][0]["field"] == "contact.consent"
    for grade in (1, 5):
        rating = sent(grade=grade, contact={"phone": "０７９４ 00000000", "consent": True})
        assert client.post(URL, json=rating).status_code == 201
    bad, good = sorted(rows(app, contacts), key=lambda row: row.rating)
    assert bad.phone == "079400000000"
    assert bad.delete_after is None
    assert good.delete_after is not None


@pytest.mark.parametrize(
    ("values", "status", "field", "words"),
    [
        ({"township": "nowhere"}, 404, "township", "没有这个乡镇"),
        ({"service": "no-such-service"}, 404, "service", "没有这个事项"),
        ({"grade": None}, 422, "grade", ""),
        ({"grade": 6}, 422, "grade", "太大"),
        ({"grade": "5"}, 422, "grade", "整数"),
        ({"grade": True}, 422, "grade", "整数"),
        ({"tags": ["510"]}, 422, "tags", "不能和“满意”一起选"),
        ({"tags": ["999"]}, 422, "tags", "没有这个标签"),
        ({"tags": ["413", "413"]}, 422, "tags", "两次"),
        ({"trips": 3}, 422, "trips", "可选"),
        ({"trips": True}, 422, "trips", "可选"),
        ({"missing": ["房产证"]}, 422, "missing", "清单上没有“房产证”"),
        ({"village": "000000000000"}, 422, "village", "没有这个村"),
        ({"channel": "paper"}, 422, "channel", "工作人员"),
        ({"channel": "slip"}, 422, "slip", "评价码"),
        ({"slip": "ABCDEFGHJK"}, 422, "slip", "不对"),
        ({"slip": "ABC"}, 422, "slip", "不对"),
        ({"text": "字" * 501}, 422, "text", "太长"),
        ({"open": {"公开": "有"}}, 422, "open.公开", "可选"),
        ({"ip": "127.0.0.1"}, 422, "ip", "没有这一项"),
        ({"id": "1"}, 422, "id", "UUID"),
    ],
)
def test_what_is_wrong_is_told_by_field(
    once: FlaskClient, values: dict[str, object], status: int, field: str, words: str
) -> None:
    answer = once.post(URL, json=sent(**values))
    assert answer.status_code == status
    assert words in body(answer)["errors"][0]["message"]
    assert body(answer)["errors"][0]["field"] == field
