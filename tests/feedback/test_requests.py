"""民情台账: the ladder without a database, the store and the pages on both."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given as given_any
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback_api import create_app, db
from feedback_api.actors import Actor
from feedback_api.calendar import Limit
from feedback_api.config import Settings
from feedback_api.errors import RefusedError
from feedback_api.officials.roles import Role
from feedback_api.overdue import raise_overdue
from feedback_api.requests import machine, store
from feedback_api.requests.machine import Level, Move, Request, Result, Rules, State, Step
from feedback_api.requests.tables import request_contacts
from feedback_api.services import Services, services
from tests.conftest import NASTY
from tests.feedback.casework import FRIDAY, connected, set_day
from tests.feedback.conftest import SECRET
from tests.feedback.desk import SignIn
from tests.feedback.test_calendar import MADE

LADDER = {Level.VILLAGE: Limit(1), Level.TOWNSHIP: Limit(3)}
TOWN = Actor("金竹民政岗", Role.TOWNSHIP, "jinzhu")
CLERK = Actor("金竹综合窗口", Role.CLERK, "jinzhu")
OTHER = Actor("牛田民政岗", Role.TOWNSHIP, "niutian")
COUNTY = Actor("县政务服务办", Role.COUNTY)
REVIEWER = Actor("县复核岗", Role.REVIEWER)


def rules(today: date = FRIDAY) -> Rules:
    return Rules(today, MADE, LADDER, most_days=15, county_days=5)


def new(*, in_village: bool = True) -> Request:
    return machine.received("jinzhu", rules(), in_village=in_village)


def accepting(actor: Actor = TOWN, due: date = date(2026, 2, 25)) -> Move:
    return Move(Step.ACCEPTED, actor, "民政岗", due)


def test_a_request_begins_on_the_lowest_rung_it_belongs_to() -> None:
    village, township = new(), new(in_village=False)
    assert (village.level, village.due) == (Level.VILLAGE, date(2026, 2, 14))
    assert (township.level, township.due) == (Level.TOWNSHIP, date(2026, 2, 25))


def test_an_overdue_request_goes_up_exactly_one_level_over_the_spring_festival() -> None:
    village = new()
    assert machine.overdue(village, rules(village.due)) is None
    township = machine.overdue(village, rules(date(2026, 2, 20)))  # a holiday
    assert township
    assert (township.level, township.due) == (Level.TOWNSHIP, date(2026, 2, 26))
    county = machine.overdue(township, rules(date(2026, 2, 27)))
    assert county
    assert (county.level, county.due) == (Level.COUNTY, date(2026, 3, 5))
    assert machine.overdue(county, rules(date(2026, 12, 1))) is None


def test_a_request_that_goes_up_has_to_be_accepted_anew() -> None:
    accepted = machine.take(new(), accepting(), rules())
    assert (accepted.state, accepted.owner) == (State.ACCEPTED, "民政岗")
    raised = machine.overdue(accepted, rules(date(2026, 2, 26)))
    assert raised
    assert (raised.state, raised.owner) == (State.WAITING, None)


@pytest.mark.parametrize(
    ("owner", "due", "fields"),
    [
        ("", None, ["owner", "due"]),
        ("  ", date(2026, 2, 25), ["owner"]),
        ("民政岗", None, ["due"]),
        ("民政岗", date(2026, 2, 12), ["due"]),  # yesterday
        ("民政岗", date(2026, 2, 20), ["due"]),  # a holiday
        ("民政岗", date(2026, 3, 20), ["due"]),  # the sixteenth working day
        ("岗" * 41, date(2026, 2, 25), ["owner"]),
    ],
)
def test_nothing_is_accepted_without_an_owner_and_a_possible_day(
    owner: str, due: date | None, fields: list[str]
) -> None:
    with pytest.raises(RefusedError) as refused:
        machine.take(new(), Move(Step.ACCEPTED, TOWN, owner, due), rules())
    assert (refused.value.status, [one.field for one in refused.value.wrong]) == (422, fields)


def test_the_last_possible_day_is_possible() -> None:
    assert machine.take(new(), accepting(due=date(2026, 3, 11)), rules()).due == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("move", "field"),
    [
        (Move(Step.ANSWERED, TOWN, result=Result.SOLVED), "reply"),
        (Move(Step.ANSWERED, TOWN, reply="修好了"), "result"),
        (Move(Step.HANDED_UP, TOWN), "note"),
        (Move(Step.ANSWERED, TOWN, reply="长" * 501, result=Result.SOLVED), "reply"),
    ],
)
def test_a_step_without_its_words_is_refused(move: Move, field: str) -> None:
    accepted = machine.take(new(), accepting(), rules())
    with pytest.raises(RefusedError) as refused:
        machine.take(accepted, move, rules())
    assert [one.field for one in refused.value.wrong] == [field]


@pytest.mark.parametrize("actor", [OTHER, COUNTY, REVIEWER])
def test_only_its_own_township_sees_to_what_is_in_the_village_or_the_township(
    actor: Actor,
) -> None:
    assert machine.steps(new(), actor) == ()
    assert machine.steps(new(in_village=False), actor) == ()


def test_the_county_sees_to_what_came_up_to_it() -> None:
    county = replace(new(), level=Level.COUNTY)
    assert machine.steps(county, COUNTY) == (Step.ACCEPTED,)
    assert [machine.steps(county, actor) for actor in (TOWN, CLERK, REVIEWER)] == [()] * 3


STEPS = st.tuples(st.sampled_from(Step), st.sampled_from([TOWN, CLERK, OTHER, COUNTY, REVIEWER]))


@given_any(st.lists(st.tuples(STEPS, st.integers(0, 4)), max_size=25))
def test_no_sequence_of_requests_skips_a_guard(tries: list[tuple[tuple[Step, Actor], int]]) -> None:
    today, request, levels = FRIDAY, new(), [Level.VILLAGE]
    for (step, actor), days in tries:
        today += timedelta(days=days)
        request = machine.overdue(request, rules(today)) or request
        due = MADE.add(today, 1)
        move = Move(step, actor, "民政岗", due, "够不着", "修好了", Result.SOLVED)
        before = request
        try:
            request = machine.take(before, move, rules(today))
        except RefusedError:
            continue
        assert actor.works_in("jinzhu") or (actor is COUNTY and before.level is Level.COUNTY)
        assert request.state is not State.DONE or before.state is State.ACCEPTED
        if request.level is not before.level:
            levels.append(request.level)
    assert levels == sorted(levels, key=list(Level).index)
    assert request.state is State.WAITING or request.owner


URL = "/api/v1/requests"
LEDGER = "/api/console/requests"
FORM = f"{URL}/new/jinzhu"
PHONE = "0794-0000000"


def asked(**values: object) -> dict[str, object]:
    """A request as a phone sends it."""
    return {
        "id": str(uuid4()),
        "township": "jinzhu",
        "category": "需求",
        "summary": "村口的路灯坏了",
        **values,
    }


def rows(app: Flask) -> list[Any]:
    with connected(app) as connection:
        return store.listed(connection, store.Wanted(), None)


def written(**values: str) -> dict[str, str]:
    """The form as staff fill it in."""
    return {
        "id": str(uuid4()),
        "channel": "电话",
        "category": "投诉",
        "summary": "垃圾车三天没来",
        "owner": "环卫岗",
        "due": "2026-02-25",
        **values,
    }


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_a_request_is_taken_once_masked_and_its_phone_kept_apart(app: Flask) -> None:
    set_day(app, FRIDAY)
    client = app.test_client()
    sent = asked(summary="我是 13812345678", contact={"phone": PHONE, "consent": True})
    first, second = client.post(URL, json=sent), client.post(URL, json=sent)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json()
    assert set(first.get_json()) == {"id", "receipt"}
    (kept,) = rows(app)
    assert kept.told.summary == "我是 【手机号】"
    assert (kept.request.level, kept.request.due) == (Level.TOWNSHIP, date(2026, 2, 25))
    village = services_of(app).catalog.by_slug["jinzhu"].villages[0].code
    assert client.post(URL, json=asked(village=village)).status_code == 201
    assert [kept.request.level for kept in rows(app)] == [Level.VILLAGE, Level.TOWNSHIP]


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"township": "nowhere"}, 404, "township"),
        ({"village": "361025999999"}, 422, "village"),
        ({"summary": "  "}, 422, "summary"),
        ({"summary": "长" * 501}, 422, "summary"),
        ({"category": "表扬"}, 422, "category"),
        ({"channel": "电话"}, 422, "channel"),
        ({"contact": {"phone": PHONE, "consent": False}}, 422, "contact.consent"),
        ({"contact": {"phone": "abc", "consent": True}}, 422, "contact.phone"),
        ({"owner": "我"}, 422, "owner"),
        ({"id": "x"}, 422, "id"),
    ],
)
def test_what_is_wrong_with_a_request_is_told(
    once: FlaskClient, changed: dict[str, object], status: int, field: str
) -> None:
    answer = once.post(URL, json=asked(**changed))
    assert answer.status_code == status
    assert [one["field"] for one in answer.get_json()["errors"]] == [field]


def test_the_form_works_without_script_keeps_what_was_typed_and_shows_the_receipt(
    once: FlaskClient,
) -> None:
    page = text(once.get(FORM))
    assert "<script" not in page
    filled = {"id": str(uuid4()), "summary": NASTY, "phone": PHONE, "category": ""}
    wrong = once.post(FORM, data=filled)
    assert wrong.status_code == 422
    assert "请选一个" in text(wrong)
    assert "请打勾同意" in text(wrong)
    assert NASTY not in text(wrong)
    assert "&lt;script&gt;" in text(wrong)
    right = filled | {"category": "咨询", "consent": "yes"}
    taken, again = once.post(FORM, data=right), once.post(FORM, data=right)
    assert (taken.status_code, text(taken)) == (200, text(again))
    found = re.search(r'name="receipt" value="(\w{16})"', text(taken))
    assert found
    seen = text(once.post("/api/v1/follow", data={"receipt": found[1]}))
    assert "待受理" in seen
    assert NASTY not in seen
    assert once.post(FORM, data=right | {"website": "x"}).status_code == 422
    assert once.get(f"{URL}/new/nowhere").status_code == 404
    assert "长辈版" not in text(once.get(f"{FORM}?view=elder")).split("<main")[0].split("view")[1]


def test_a_request_goes_from_the_ledger_to_its_answer_and_the_resident_sees_it(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    contact = {"phone": PHONE, "consent": True}
    receipt = app.test_client().post(URL, json=asked(contact=contact)).get_json()["receipt"]
    (kept,) = rows(app)
    desk, address = sign_in(Role.CLERK, "jinzhu"), f"{LEDGER}/{kept.number}"
    assert "村口的路灯坏了" in text(desk.get(LEDGER))
    assert PHONE in text(desk.get(address))
    assert PHONE not in text(sign_in(Role.COUNTY).get(address))
    assert sign_in(Role.TOWNSHIP, "niutian").get(address).status_code == 404
    assert sign_in(Role.REVIEWER).get(address).status_code == 403
    unowned = desk.post(address, {"step": Step.ACCEPTED, "owner": "", "due": "2026-02-20"})
    assert unowned.status_code == 422
    assert "请写由谁负责" in text(unowned)
    assert "期限要在" in text(unowned) or "不是工作日" in text(unowned)
    accepted = {"step": Step.ACCEPTED, "owner": "民政岗", "due": "2026-02-25"}
    assert desk.post(address, accepted).status_code == 303
    answered = {"step": Step.ANSWERED, "result": "已解决", "reply": f"修好了{NASTY}"}
    assert desk.post(address, answered).status_code == 303
    assert desk.post(address, answered).status_code == 409
    assert PHONE not in text(desk.get(address))
    seen = text(app.test_client().post("/api/v1/follow", data={"receipt": receipt}))
    assert "已解决" in seen
    assert "修好了" in seen
    assert NASTY not in seen
    with connected(app) as connection:
        lines = store.history(connection, kept.number)
        forget = connection.execute(select(request_contacts.c.delete_after)).scalar_one()
        assert [line.step for line in lines] == [Step.RECEIVED, Step.ACCEPTED, Step.ANSWERED]
        assert forget == FRIDAY + timedelta(days=90)
        assert [store.prune(connection, forget + timedelta(days=n)) for n in (0, 1)] == [0, 1]


def test_what_staff_write_down_has_an_owner_and_a_day_and_a_receipt_to_read_out(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    desk = sign_in(Role.CLERK, "jinzhu")
    wrong = desk.post(f"{LEDGER}/new", written(owner="", due="", summary=NASTY))
    assert wrong.status_code == 422
    assert NASTY not in text(wrong)
    assert not rows(app)
    sent = written()
    first = desk.post(f"{LEDGER}/new", sent)
    assert first.status_code == 303
    assert desk.post(f"{LEDGER}/new", sent).location == first.location
    (kept,) = rows(app)
    assert (kept.request.state, kept.request.owner) == (State.ACCEPTED, "环卫岗")
    assert "回执号" in text(desk.get(first.location))
    assert sign_in(Role.COUNTY).get(f"{LEDGER}/new").status_code == 403


def test_overdue_requests_climb_once_a_level_across_the_holidays(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    village = services_of(app).catalog.by_slug["jinzhu"].villages[0].code
    app.test_client().post(URL, json=asked(village=village))
    days = ("2026-02-14", "2026-02-15", "2026-02-24", "2026-02-27", "2026-02-28", "2026-05-01")
    climbed = []
    for day in days:
        given, today = services_of(app), date.fromisoformat(day)
        raise_overdue(given.engine, given.settings, given.catalog, today)
        raised = raise_overdue(given.engine, given.settings, given.catalog, today)
        assert raised == (0, 0)
        climbed.append(rows(app)[0].request.level)
    village_, township, county = Level
    assert climbed == [village_, township, township, county, county, county]
    set_day(app, date(2026, 3, 6))
    late = text(sign_in(Role.COUNTY).get(f"{LEDGER}?overdue=1"))
    assert "逾期 1 个工作日" in late  # accepted by nobody until the 5th


def test_files_and_the_month_hold_no_personal_data(app: Flask, sign_in: SignIn) -> None:
    set_day(app, FRIDAY)
    contact = {"phone": PHONE, "consent": True}
    sent = asked(summary="=HYPERLINK(1) 身份证 36102519900101001X", contact=contact)
    code = app.test_client().post(URL, json=sent).get_json()["receipt"]
    county = sign_in(Role.COUNTY)
    csv = county.get(f"{LEDGER}.csv").get_data().decode("utf-8-sig")
    rows_of_json = county.get(f"{LEDGER}.json").get_json()
    assert "'=HYPERLINK(1)" in csv
    assert rows_of_json[0]["内容"].startswith("=HYPERLINK(1)")
    for kept in (csv, str(rows_of_json)):
        assert PHONE not in kept
        assert code not in kept
    with ZipFile(BytesIO(county.get(f"{LEDGER}.xlsx").get_data())) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in cells
    assert "=HYPERLINK(1)" in words
    assert PHONE not in words
    month = text(county.get(f"{LEDGER}/month?month=2026-02"))
    assert "金竹畲族乡" in month
    assert "HYPERLINK" not in month
    assert "金竹" not in text(county.get(f"{LEDGER}/month?month=2026-01")).split("<table")[1]
    other = sign_in(Role.TOWNSHIP, "niutian")
    assert "HYPERLINK" not in text(other.get(f"{LEDGER}.csv"))
    assert other.get(f"{LEDGER}/month?township=jinzhu").status_code == 404


def test_one_network_cannot_fill_the_ledger(published: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/limited.sqlite3"
    db.migrate(url)
    given = {"catalog": published, "database_url": url, "secret_key": SECRET, "limit_network": 2}
    app = create_app(Settings.of(given))
    answers = [app.test_client().post(URL, json=asked()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert "Retry-After" in answers[-1].headers
    services_of(app).engine.dispose()


def services_of(app: Flask) -> Services:
    with app.app_context():
        return services()
