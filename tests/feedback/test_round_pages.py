"""What residents and officials see and do in a round, over HTTP."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback_api import db
from feedback_api.officials.roles import Role
from feedback_api.rounds.tables import objections, opinions
from feedback_api.services import CHINA, Services
from tests.conftest import NASTY
from tests.feedback.desk import Desk, SignIn

NEW = {
    "township": "jinzhu",
    "kind": "实绩",
    "title": "2026年第三季度服务实绩",
    "first": "2026-07-01",
    "last": "2026-09-30",
    "contact": "党政办",
    "phone": "0794-00000001",
    "place": "一楼大厅",
}
LIST = "/api/console/rounds/"


class Clock:
    """Sets the application's day."""

    def __init__(self, app: Flask) -> None:
        self.day = date(2026, 11, 24)
        held: Services = app.extensions["feedback"]
        object.__setattr__(held, "now", self.now)  # the clock alone is replaced

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=CHINA)


@pytest.fixture
def clock(app: Flask) -> Clock:
    return Clock(app)


@pytest.fixture
def desk(sign_in: SignIn, clock: Clock) -> Desk:  # noqa: ARG001  (the day comes first)
    return sign_in(Role.TOWNSHIP, "jinzhu")


@pytest.fixture
def later(sign_in: SignIn, clock: Clock) -> Callable[[date], Desk]:
    """Another day, on which one has to sign in again."""

    def come(day: date) -> Desk:
        clock.day = day
        return sign_in(Role.TOWNSHIP, "jinzhu")

    return come


def begun(desk: Desk) -> str:
    """A round in 公示; gives its address in the console."""
    where = desk.post(LIST, NEW).headers["Location"]
    for name in ("实绩", "草案"):
        step(desk, where, "write", name=name, text="本季度办结 120 件。")
        step(desk, where, "advance")
    return where


def step(desk: Desk, where: str, do: str, status: int = 303, **fields: object) -> TestResponse:
    answer = desk.post(where, {"do": do, **fields})
    assert answer.status_code == status, answer.text
    return answer


def public(where: str) -> str:
    return where.replace("/console/", "/v1/")


def said(client: FlaskClient, where: str, **fields: object) -> TestResponse:
    return client.post(public(where), data={"sent": str(uuid4()), "text": "", **fields})


def test_a_round_goes_from_open_to_result_with_everything_answered(
    desk: Desk, client: FlaskClient, later: Callable[[date], Desk]
) -> None:
    where = begun(desk)
    page = client.get(public(where)).text
    assert "最后一天 2026年12月1日" in page
    assert "还剩 5 个工作日" in page
    taken = said(client, where, text="数字不对，电话13800000000").text
    assert "已收到您的异议" in taken
    desk = later(date(2026, 12, 2))
    assert "还有 1 条异议没有答复" in step(desk, where, "advance", 422).text
    number = int(where.rsplit("/", 1)[1])
    app = desk.client.application
    with db.reading(app.extensions["feedback"].engine) as conn:
        objection = conn.execute(select(objections)).one()
    assert "13800000000" not in objection.text
    step(desk, where, "settle", id=objection.id, outcome="部分采纳", reply="已经改正。")
    step(desk, where, "advance")
    assert "已收到您的意见" in said(client, where, text="多开一个窗口", grade="4").text
    with db.reading(app.extensions["feedback"].engine) as conn:
        opinion = conn.execute(select(opinions)).one()
    step(desk, where, "moderate", id=opinion.id)
    step(desk, where, "reply", id=opinion.id, reply="下个月起开。")
    for name in ("纪要", "结果"):
        step(desk, where, "write", name=name, text="大家同意。")
    desk = later(date(2026, 12, 10))
    step(desk, where, "advance")
    page = client.get(public(where)).text
    for words in ("部分采纳", "已经改正。", "多开一个窗口", "下个月起开。", "大家同意。"):
        assert words in page
    told = client.get("/api/v1/rounds/rounds.json").json
    assert told is not None
    assert [one["stage"] for one in told["rounds"][0]["stages"]] == ["公开", "公示", "公议", "结果"]
    assert told["rounds"][0]["id"] == number


def test_a_round_in_preparation_is_nobodys_business(desk: Desk, client: FlaskClient) -> None:
    where = desk.post(LIST, NEW).headers["Location"]
    assert client.get(public(where)).status_code == 404
    assert client.get("/api/v1/rounds/rounds.json").json == {"format": 1, "rounds": []}


def test_an_objection_is_followed_by_its_receipt(desk: Desk, client: FlaskClient) -> None:
    where = begun(desk)
    page = said(client, where, text="数字不对").text
    receipt = page.split('class="receipt"><b>')[1].split("<")[0]
    typed = f" {receipt[:8].lower()}-{receipt[8:]}"
    followed = client.post("/api/v1/rounds/follow", data={"receipt": typed}).text
    assert "还没有答复" in followed
    assert client.post("/api/v1/rounds/follow", data={"receipt": "X" * 16}).status_code == 404


def test_a_page_loaded_again_says_the_same_receipt(desk: Desk, client: FlaskClient) -> None:
    where, sent = begun(desk), str(uuid4())
    once, again = (said(client, where, text="不对", sent=sent).text for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "还没有写"),
        ({"text": "长" * 501}, "最多 500 字，现在有 501 字"),
        ({"text": "好", "grade": "9"}, "打分请从五个里选一个"),
        ({"text": "好", "sent": "1"}, "这一页过期了"),
        ({"text": "好", "website": "http://spam.example"}, "最后一格请不要填"),
    ],
)
def test_a_wrong_form_comes_back_with_everything_typed(
    desk: Desk, client: FlaskClient, fields: dict[str, str], words: str
) -> None:
    answer = said(client, begun(desk), **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert fields["text"] in answer.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("身份证 361025199001010010", "请删掉"),
        ("王某来过", "请再看一遍"),
    ],
)
def test_what_is_private_is_not_published(desk: Desk, text: str, words: str) -> None:
    where = desk.post(LIST, NEW).headers["Location"]
    page = step(desk, where, "write", 422, name="实绩", text=text).text
    assert words in page
    assert text in page


def test_what_was_looked_at_again_may_stand(desk: Desk) -> None:
    where = desk.post(LIST, NEW).headers["Location"]
    step(desk, where, "write", name="实绩", text="王某某坊村修路", checked="1")


def test_children_are_never_posted(desk: Desk) -> None:
    answer = desk.post(LIST, {**NEW, "title": "孤儿基本生活费公示"})
    assert answer.status_code == 422
    assert "一律不公示" in answer.text
    assert "孤儿基本生活费公示" in answer.text


def test_lenience_is_listed_with_its_conditions(desk: Desk, client: FlaskClient) -> None:
    where = begun(desk)
    grounds = dict.fromkeys(("符合改革方向", "未违反法律法规", "程序合规", "勤勉尽责"), "有据")
    entry: dict[str, Any] = {
        "matter": "停机两天",
        "approver": "县政务服务中心",
        "day": "2026-11-20",
        **grounds,
    }
    assert "还缺：主动纠正" in step(desk, where, "excuse", 422, **entry).text
    step(desk, where, "excuse", **entry, 主动纠正="次日补办")
    assert "停机两天" in client.get(public(where)).text


def test_a_paper_objection_counts_like_any_other(desk: Desk, later: Callable[[date], Desk]) -> None:
    where = begun(desk)
    step(desk, where, "paper", sent=str(uuid4()), text="看不懂")
    desk = later(date(2026, 12, 2))
    assert "还有 1 条异议没有答复" in step(desk, where, "advance", 422).text


def test_text_is_always_text(desk: Desk, client: FlaskClient) -> None:
    where = desk.post(LIST, {**NEW, "title": NASTY, "place": NASTY}).headers["Location"]
    for name in ("实绩", "草案"):
        step(desk, where, "write", name=name, text=NASTY, checked="1")
        step(desk, where, "advance")
    said(client, where, text=NASTY)
    step(desk, where, "write", name="草案", text=NASTY, reason=NASTY, checked="1")
    pages = [
        desk.get(where),
        client.get(public(where)),
        desk.get(LIST),
        client.get("/api/v1/rounds/"),
    ]
    for page in (answer.text for answer in pages):
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


def test_another_townships_round_does_not_exist(desk: Desk, sign_in: SignIn) -> None:
    where = begun(desk)
    other = sign_in(Role.TOWNSHIP, "niutian")
    assert other.get(where).status_code == 404
    assert other.post(where, {"do": "advance"}).status_code == 404
    assert other.post(LIST, NEW).status_code == 404


def test_a_reviewer_reads_and_does_not_act(desk: Desk, sign_in: SignIn) -> None:
    where = begun(desk)
    reviewer = sign_in(Role.REVIEWER, None)
    assert reviewer.get(where).status_code == 200
    assert reviewer.post(where, {"do": "advance"}).status_code in {403, 404}


def test_every_step_stands_in_the_log(desk: Desk, sign_in: SignIn) -> None:
    begun(desk)
    page = sign_in(Role.COUNTY, None).get("/api/console/audit").text
    for words in ("新建公示轮次", "写公示内容", "进入下一阶段"):
        assert words in page


def test_both_views_link_to_each_other(desk: Desk, client: FlaskClient) -> None:
    where = public(begun(desk))
    assert f'href="{where}?view=elder">长辈版' in client.get(where).text
    page = client.get(f"{where}?view=elder").text
    assert f'href="{where}">标准版' in page
    assert f'action="{where}?view=elder"' in page


def test_an_unknown_round_is_told_so(client: FlaskClient) -> None:
    assert client.get("/api/v1/rounds/999").status_code == 404
    assert said(client, "/api/v1/rounds/999", text="有话").status_code == 404
    assert client.get("/api/v1/rounds/?township=nowhere").status_code == 404
