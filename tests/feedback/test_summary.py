"""What the public reads of ratings: indicators with what they are made of, and no small number."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from feedback_api import db
from feedback_api.ratings import counts, release
from feedback_api.ratings.intake import Origin, checked
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.tables import blocks, excluded, ratings, releases
from feedback_api.services import Services, services
from tests.conftest import NASTY
from tests.feedback.rating import body, sent

LEAST = 5
COUNTY, TOWNSHIP = "/api/v1/summary", "/api/v1/summary/jinzhu"
GUIDE = f"{TOWNSHIP}/sa-minimum-living"


@pytest.fixture
def here(app: Flask) -> Iterator[Services]:
    with app.app_context():
        yield services()


def rate(here: Services, number: int, weeks_ago: int = 1, **values: object) -> None:
    at = here.now() - timedelta(weeks=weeks_ago)
    for _ in range(number):
        here.intake.take(checked(NewRating, sent(**values)), Origin(at))


def numbers(value: object, name: str = "") -> Iterator[tuple[str, float]]:
    """All numbers in some JSON, each with the key that it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, name)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield name, value


def test_every_indicator_has_numerator_denominator_and_n(
    here: Services, client: FlaskClient
) -> None:
    rate(here, 8, grade=5, trips=1, missing=["清单以外的"], open={"公开": "是"})
    rate(here, 6, grade=3, trips="3+")
    rate(here, 6, grade=1)
    found = body(client.get(GUIDE))["open"]
    assert found["n"] == 20
    assert found["good"] == {"numerator": 14, "denominator": 20, "n": 20, "value": 0.7}
    assert found["satisfied"]["value"] == 0.4
    assert found["average"] == {"numerator": 64, "denominator": 20, "n": 20, "value": 3.2}
    assert found["keptPromise"] == {"numerator": 8, "denominator": 14, "n": 20, "value": 0.5714}
    assert found["lackedPaper"]["numerator"] == 8
    assert found["missingPapers"] == [{"name": "清单以外的", "number": 8, "n": 20}]
    assert body(client.get(GUIDE))["verified"]["good"] == dict.fromkeys(found["good"])
    assert body(client.get(TOWNSHIP))["open"]["open"]["numerator"] == 8
    county = body(client.get(COUNTY))
    assert [row["name"] for row in county["areas"] if row["open"]["n"]] == ["社会救助"]


def test_this_week_is_not_published_before_it_is_over(here: Services, client: FlaskClient) -> None:
    rate(here, 9, weeks_ago=0)
    assert body(client.get(COUNTY))["open"]["n"] == 0


def test_no_number_below_five_is_published_anywhere(here: Services, client: FlaskClient) -> None:
    for weeks_ago in (4, 3, 2, 1):
        rate(here, 2 + weeks_ago, weeks_ago, grade=5, trips=0, tags=["510"])
        rate(here, 2, weeks_ago, grade=2, missing=["清单以外的"])
        rate(here, 3, weeks_ago, service="ps-id-card")
        rate(here, 5, weeks_ago, township="niutian", service="ps-id-card")
    counted = {"n", "numerator", "denominator", "number", "good", "bad"}
    pages = [COUNTY, TOWNSHIP, GUIDE, "/api/v1/summary/niutian", "/api/v1/export.json"]
    for page in pages:
        for name, value in numbers(body(client.get(page))):
            if name in counted or name.isdecimal() or name in {"评价数", "好评", "差评"}:
                assert value == 0 or value >= LEAST, (page, name, value)
    assert body(client.get(COUNTY))["open"]["n"] >= 30


def test_what_is_excluded_later_changes_nothing_that_was_published(
    here: Services, client: FlaskClient
) -> None:
    rate(here, 7, 3, grade=5)
    rate(here, 7, 3, grade=1)
    release.catch_up(here.engine, (here.now() - timedelta(weeks=2)).date(), LEAST)
    with db.writing(here.engine) as connection:
        before = connection.execute(select(blocks)).all()
        bad = connection.execute(select(ratings).where(ratings.c.grade == 1)).first()
        assert bad is not None
        counts.take_back(connection, bad)
        day = here.now().date()
        connection.execute(excluded.insert().values(rating=bad.seq, reason="误评", day=day))
        assert counts.kept(connection) == counts.recount(connection)
    rate(here, 6, 1, grade=1)
    assert body(client.get(GUIDE))["open"]["bad"]["numerator"] == 12
    with db.reading(here.engine) as connection:
        assert set(map(str, before)) <= set(map(str, connection.execute(select(blocks))))


def test_publishing_late_publishes_the_same_weeks(here: Services) -> None:
    for weeks_ago in (3, 2, 1):
        rate(here, 8, weeks_ago, grade=4)
    for weeks_ago in (2, 1, 0):
        day = here.now() - timedelta(weeks=weeks_ago)
        release.catch_up(here.engine, day.date(), LEAST)
    with db.writing(here.engine) as connection:
        in_time = sorted(map(str, connection.execute(select(blocks))))
        connection.execute(delete(blocks))
        connection.execute(delete(releases))
    release.catch_up(here.engine, here.now().date(), LEAST)
    with db.reading(here.engine) as connection:
        assert sorted(map(str, connection.execute(select(blocks)))) == in_time


def test_a_copy_that_is_still_right_is_not_sent_again(once: FlaskClient) -> None:
    first = once.get(COUNTY)
    assert first.cache_control.public
    again = once.get(COUNTY, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_same_address_is_a_page_for_a_browser(once: FlaskClient) -> None:
    page = once.get(TOWNSHIP, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "不够 5 条，先不公布" in page.text
    assert once.get(f"{TOWNSHIP}.html?view=elder").text.count('class="elder"') == 1
    assert once.get(f"{GUIDE}.json").mimetype == "application/json"


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/jinzhu/no-such", "/jinzhu.xml", "/jinzhu/ps-id-card/more", f"/{NASTY}"],
)
def test_there_is_no_summary_of_what_is_not_there(once: FlaskClient, address: str) -> None:
    assert once.get(f"{COUNTY}{address}").status_code == 404


def test_the_export_opens_in_a_spreadsheet(here: Services, client: FlaskClient) -> None:
    rate(here, 6)
    answer = client.get("/api/v1/export.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {row["层级"] for row in rows} == {"全县", "乡镇", "事项"}
    assert {row["评价数"] for row in rows} == {"6"}
    found = json.loads(client.get("/api/v1/export.json").data)
    assert [row["好评"] for row in found[:2]] == [None, 6]
