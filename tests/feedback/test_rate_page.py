"""评一评: the page on which a guide is rated, with JavaScript off."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from feedback_api import create_app, db
from feedback_api.config import Settings
from feedback_api.ratings import form, slips
from feedback_api.ratings.codes import Place
from feedback_api.ratings.intake import Origin
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.slips import Order
from feedback_api.ratings.tables import contacts, ratings, texts
from feedback_api.ratings.tables import slips as slips_table
from feedback_api.ratings.tags import tags
from feedback_api.ratings.writer import Writer
from feedback_api.services import services
from generator import catalog
from generator import ratings as site_ratings
from tests.conftest import NASTY
from tests.feedback.conftest import SECRET
from tests.feedback.rating import sent

RATE = "/api/v1/rate/jinzhu/sa-minimum-living"
PAPER = "家庭经济状况核对授权书"


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def message(page: str, field: str) -> str:
    """What the page says beside a field, empty where it says nothing."""
    found = re.search(rf'data-wrong="{field}"( hidden)?>([^<]*)<', page)
    assert found, field
    return "" if found[1] else unescape(found[2])


def post(client: FlaskClient, **given: object) -> TestResponse:
    return client.post(RATE, data={"id": str(uuid4()), **given})


@pytest.fixture
def code(app: Flask) -> str:
    """A slip's code for 低保 in 金竹, given out today."""
    with app.app_context():
        here = services()
        order = Order(Place("jinzhu", "sa-minimum-living"), here.now().date(), 1, 30)
        with db.writing(here.engine) as connection:
            (given,) = slips.give_out(connection, here.intake.coder, order)
    return given.code


def test_the_page_asks_without_a_default_and_tells_first_who_keeps_what(once: FlaskClient) -> None:
    answer = once.get(RATE)
    page = text(answer)
    assert answer.status_code == 200
    assert "checked" not in page
    assert page.index("先看这几句") < page.index("这件事办得怎么样")
    assert "金竹畲族乡便民服务中心和乐安县" in page
    assert [name for name in (PAPER, "清单以外的") if f'value="{name}"' in page] == [
        PAPER,
        "清单以外的",
    ]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_forty_tags_stand_below_their_grades(once: FlaskClient) -> None:
    page = text(once.get(RATE))
    shown = re.findall(r'name="(grade|tags)" value="(\w+)"[^>]*>(?:<label[^>]*>)?([^<]+)', page)
    expected = []
    for grade in (5, 4, 3, 2, 1):
        expected.append(("grade", str(grade)))
        expected += [("tags", one.code) for one in tags().values() if one.grade == grade]
    assert [(name, value) for name, value, _ in shown] == expected
    words = {value: said for name, value, said in shown if name == "tags"}
    assert words == {one.code: one.text for one in tags().values()}


def test_a_rating_is_stored_with_all_that_was_said(app: Flask, client: FlaskClient) -> None:
    answer = post(
        client,
        grade="2",
        tags=["214", "510"],
        trips="3+",
        missing=[PAPER, "清单以外的"],
        **{"public-0": "是", "public-2": "不清楚"},
        text="跑了三趟，电话 13800000000",
        phone="0794-00000000",
        consent="yes",
        village="361025205200",
    )
    assert answer.status_code == 303
    with app.app_context(), db.reading(services().engine) as connection:
        (row,) = connection.execute(select(ratings)).mappings()
        (said,) = connection.execute(select(texts.c.masked)).scalars()
        (phone,) = connection.execute(select(contacts.c.phone)).scalars()
    assert (row["grade"], row["tags"], row["trips"]) == (2, ["214"], 3)
    assert row["missing"] == [PAPER, "清单以外的"]
    assert row["open"] == {"公开": "是", "公议": "不清楚"}
    assert (row["channel"], row["verified"], row["village"]) == ("web", False, "361025205200")
    assert "13800000000" not in said
    assert "跑了三趟" in said
    assert phone == "0794-00000000"


def test_sent_twice_it_is_one_rating_with_one_receipt(app: Flask, client: FlaskClient) -> None:
    given = {"id": str(uuid4()), "grade": "5"}
    pages = [text(client.post(RATE, data=given, follow_redirects=True)) for _ in range(2)]
    receipts = {re.findall(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", page)[0] for page in pages}
    assert len(receipts) == 1
    with app.app_context(), db.reading(services().engine) as connection:
        assert len(connection.execute(select(ratings.c.seq)).all()) == 1


def test_looking_spends_no_code_and_sending_does(
    app: Flask, client: FlaskClient, code: str
) -> None:
    def spent() -> bool:
        with app.app_context(), db.reading(services().engine) as connection:
            return connection.execute(select(slips_table.c.rating)).scalar_one() is not None

    assert f'value="{code}"' in text(client.get(f"{RATE}?code={code}"))
    assert not spent()
    done = post(client, grade="4", slip=f" {code[:5].lower()} {code[5:]}")
    assert "已核验" in text(client.get(done.location))
    assert spent()
    again = post(client, grade="1", slip=code)
    assert again.status_code == 409
    assert message(text(again), "slip") == "这个评价码用过了，一张小票只能评价一次"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    once: FlaskClient,
) -> None:
    answer = post(
        once, tags=["510"], trips="2", missing=[PAPER], text="慢", phone="123", slip="AAAA"
    )
    page = text(answer)
    assert answer.status_code == 422
    assert message(page, "grade") == "请选一个：这件事办得怎么样"
    assert "0794-00000000" in message(page, "phone")
    assert message(page, "trips") == ""
    assert f'name="missing" value="{PAPER}" checked' in page
    assert 'name="trips" value="2" checked' in page
    assert ">\n慢</textarea>" in page
    assert 'value="AAAA"' in page
    assert re.search(r"<details open><summary>要我们打电话", page)


def test_a_phone_needs_its_own_consent(once: FlaskClient) -> None:
    answer = post(once, grade="1", phone="0794-00000000")
    assert answer.status_code == 422
    assert "请在下面打勾同意" in message(text(answer), "consent")


def test_a_machine_that_fills_in_everything_is_refused(once: FlaskClient) -> None:
    assert post(once, grade="5", website="https://spam.example").status_code == 422


def test_the_receipt_is_shown_for_half_an_hour_and_its_address_tells_nobody(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = post(client, grade="1")
    page = text(client.get(done.location))
    receipt = re.findall(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", page)[0]
    assert "1 个工作日内有人接手" in page
    assert receipt.replace("-", "") not in done.location
    assert client.get(done.location.replace("sa-minimum-living", "ps-id-card")).status_code == 404
    assert client.get(done.location[:-3] + "xxx").status_code == 404
    monkeypatch.setattr("feedback_api.ratings.pages.SHOWN_SECONDS", -1)
    assert client.get(done.location).status_code == 404


def test_the_days_of_the_receipt_are_those_of_the_settings(published: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    db.migrate(url)
    app = create_app(
        Settings.of(
            {
                "catalog": published,
                "database_url": url,
                "secret_key": SECRET,
                "case_contact_days": 2,
                "case_verify_days": 4,
                "case_mend_days_township": 6,
                "case_mend_days": 21,
            }
        )
    )
    client = app.test_client()
    page = text(client.get(post(client, grade="1").location))
    with app.app_context():
        services().engine.dispose()
    assert re.findall(r"(\d+) 个工作日内", page) == ["2", "4", "6", "21"]


def test_no_page_promises_days_that_a_setting_could_change() -> None:
    longest = Settings.model_json_schema()["properties"]["contact_days"]["maximum"]
    fixed = re.compile(r"\w{0,4} ?\d+ ?(?:个?工作日|天)")
    told = {
        words
        for folder in ("feedback_api", "site_overrides")
        for path in (Path(__file__).parents[2] / folder).rglob("*.html")
        for words in fixed.findall(path.read_text(encoding="utf-8"))
    }
    assert told == {f"最多再留 {longest} 天"}  # which is true of any setting


def test_both_views_lead_to_each_other_and_keep_what_is_known(once: FlaskClient) -> None:
    page = text(once.get(f"{RATE}?v=849f0f3f&village=361025205200"))
    twin = unescape(re.findall(r'class="view" href="([^"]+)"', page)[0])
    other = text(once.get(RATE + twin))
    assert '<html lang="zh-CN" class="elder">' in other
    assert 'name="v" value="849f0f3f"' in other
    assert f'action="{RATE}?view=elder"' in other
    assert 'href="/elder/jinzhu/sa-minimum-living.html"' in other
    assert 'class="elder"' not in page


def test_what_nobody_offers_cannot_be_rated(once: FlaskClient) -> None:
    assert once.get("/api/v1/rate/jinzhu/nothing").status_code == 404
    assert once.post("/api/v1/rate/mars/sa-minimum-living", data={"grade": "5"}).status_code == 404


def test_a_busy_database_loses_nothing_that_was_typed(
    once: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("", None, Exception("database is locked"))

    monkeypatch.setattr(Writer, "write", busy)
    answer = post(once, grade="4", text="很好")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert ">\n很好</textarea>" in text(answer)
    assert "系统正忙，没有保存" in text(answer)


def test_what_somebody_types_stays_text(once: FlaskClient) -> None:
    page = text(post(once, text=NASTY, slip=NASTY, phone=NASTY, v=NASTY, village=NASTY))
    assert "<script>alert" not in page
    page = text(once.get(RATE, query_string={"code": NASTY, "v": NASTY, "village": NASTY}))
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("contact.phone", "phone"),
        ("contact.consent", "consent"),
        ("contact", "phone"),
        ("tags.0", "tags"),
        ("open.公开", "open"),
        ("id", ""),
        ("proof", ""),
    ],
)
def test_every_refusal_finds_its_field(name: str, field: str) -> None:
    assert form.field_of(name) == field


@pytest.fixture
def said(app: Flask) -> Flask:
    """A month of 20 open ratings of 低保: 15 good ones with one trip, 5 bad ones with three."""
    with app.app_context():
        here = services()
        for number in range(20):
            is_bad = number % 4 == 3
            rating = NewRating.model_validate(
                sent(
                    grade=1 if is_bad else 5,
                    trips="3+" if is_bad else 1,
                    missing=(PAPER,),
                )
            )
            here.intake.take(rating, Origin(here.now() - timedelta(weeks=1 + number % 4)))
    return app


def test_what_was_published_is_a_file_that_the_site_reads(said: Flask) -> None:
    client = said.test_client()
    answer = client.get("/api/v1/ratings.json")
    jsonschema.validate(answer.get_json(), client.get("/api/v1/ratings.schema.json").get_json())
    found = site_ratings.of_text(text(answer), catalog.load(Path("tests/county")))
    assert found.told == ()
    rated = found.guides["jinzhu", "sa-minimum-living"]
    assert rated.verified is None
    assert rated.open
    assert (rated.open.n, rated.open.good.part, rated.open.good.of) == (20, 15, 20)
    assert (rated.open.once.part, rated.open.once.of) == (15, 20)
    assert rated.missing == ((PAPER, 20),)
    assert found.county == rated.model_copy(update={"missing": ()})
    again = client.get("/api/v1/ratings.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_phone_gets_the_figures_in_the_words_of_the_page(said: Flask) -> None:
    client = said.test_client()
    shown = text(client.get(f"{RATE}/figures"))
    assert "指南承诺到窗口办跑 1 次" in shown
    assert "<b>75%</b><small>20 人里 15 人</small>" in shown
    assert "已核验" not in shown
    thin = text(client.get("/api/v1/rate/niutian/sa-minimum-living/figures"))
    assert "评价的人还太少，没有数字可以公布。" in thin
