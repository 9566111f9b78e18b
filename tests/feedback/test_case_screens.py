"""The officials' pages of 差评, and what residents see with their receipt, on both databases."""

from collections.abc import Iterator
from datetime import date
from threading import Thread
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import make_server

from feedback_api.cases.states import State, Step
from feedback_api.officials.roles import Role
from feedback_api.ratings.tables import ratings
from tests.conftest import NASTY, REPOSITORY
from tests.feedback.casework import FRIDAY, connected, rate, set_day
from tests.feedback.desk import Desk, SignIn
from tests.feedback.test_cases import APPEALED, MENDING, VERIFYING, act, kept_case
from tests.test_axe import WCAG, violations

CASES = "/api/console/cases"
FOLLOW = "/api/v1/follow"
PHONE = "0794-0000000"
CONTACT = {"phone": PHONE, "consent": True}


def receipt(app: Flask, number: int) -> str:
    with connected(app) as connection:
        query = select(ratings.c.receipt).where(ratings.c.seq == number)
        return str(connection.execute(query).scalar_one())


def text(desk: Desk, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def followed(app: Flask, typed: str) -> tuple[int, str]:
    answer = app.test_client().post(FOLLOW, data={"receipt": typed})
    return answer.status_code, answer.get_data(as_text=True)


def test_a_township_works_a_case_from_inbox_to_end_and_the_resident_follows_it(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1, text=NASTY, contact=CONTACT)
    desk, address = sign_in(Role.TOWNSHIP, "jinzhu"), f"{CASES}/{number}"
    inbox = text(desk, CASES)
    assert "还有 1 个工作日" in inbox
    page = text(desk, address)
    assert PHONE in page
    assert NASTY not in page
    assert "&lt;script&gt;" in page
    empty = desk.post(address, {"step": Step.CONTACTED, "note": ""})
    assert empty.status_code == 422
    assert "请写明经过和理由" in empty.get_data(as_text=True)
    for step, note, reply in (
        (Step.CONTACTED, "打通了", ""),
        (Step.CONFIRMED, "查过记录", "属实，我们正在改"),
        (Step.MENDED, "", f"改好了{NASTY}，13812345678 是我的"),
        (Step.CALLED_BACK, "满意", ""),
    ):
        answer = desk.post(address, {"step": step, "note": note, "reply": reply})
        assert answer.status_code == 303, answer.get_data(as_text=True)
    page = text(desk, address)
    assert PHONE not in page  # closed: nobody has to call any more
    status, seen = followed(app, receipt(app, number).lower())
    assert status == 200
    assert "办结" in seen
    assert "属实，我们正在改" in seen
    assert "查过记录" not in seen
    assert NASTY not in page + seen
    assert "【手机号】" in seen
    assert "13812345678" not in page + seen


def test_a_step_twice_or_out_of_turn_is_refused_and_what_was_typed_stays(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1)
    desk, address = sign_in(Role.TOWNSHIP, "jinzhu"), f"{CASES}/{number}"
    assert desk.post(address, {"step": Step.CALLED_BACK, "note": "好"}).status_code == 409
    assert desk.post(address, {"step": "无中生有"}).status_code == 400
    act(app, number, *MENDING)
    late = {"step": Step.EXTENDED, "note": "要等配件", "due": "2026-02-28"}
    assert desk.post(address, late).status_code == 303
    again = desk.post(address, late | {"due": "2026-03-10"})
    assert again.status_code == 409
    mended = desk.post(address, {"step": Step.MENDED, "reply": "已经____", "note": "原样留着"})
    assert mended.status_code == 422
    assert "还有空没有填" in mended.get_data(as_text=True)
    assert "原样留着" in mended.get_data(as_text=True)
    assert kept_case(app, number).state is State.MEND


def test_townships_see_their_own_the_phone_is_for_them_and_reviewers_decide(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1, contact=CONTACT)
    address = f"{CASES}/{number}"
    other, clerk = sign_in(Role.TOWNSHIP, "niutian"), sign_in(Role.CLERK, "jinzhu")
    county, reviewer = sign_in(Role.COUNTY), sign_in(Role.REVIEWER)
    assert other.get(address).status_code == 404
    assert other.post(address, {"step": Step.CONTACTED, "note": "x"}).status_code == 404
    assert "第 " not in text(other, CASES)
    assert other.get(f"{CASES}?township=jinzhu").status_code == 404
    assert clerk.get(address).status_code == 403
    assert PHONE not in text(county, address) + text(reviewer, address)
    assert county.post(address, {"step": Step.CONTACTED, "note": "x"}).status_code == 409
    act(app, number, *APPEALED)
    upheld = {"step": Step.UPHELD, "reply": "同一件事评了两次"}
    assert reviewer.post(address, upheld).status_code == 303
    public = app.test_client()
    listed = public.get("/api/v1/excluded").get_data(as_text=True)
    assert "误评：同一件事评了两次" in listed
    (entry,) = public.get("/api/v1/excluded.json").get_json()
    assert entry["reason"] == "误评：同一件事评了两次"
    _, seen = followed(app, receipt(app, number))
    assert "不计入" in seen
    audit = text(county, "/api/console/audit")
    assert f"差评 {number}" in audit


def test_the_county_writes_words_for_replies_and_townships_fill_them(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1)
    act(app, number, *VERIFYING)
    county, town = sign_in(Role.COUNTY), sign_in(Role.TOWNSHIP, "jinzhu")
    words = f"{CASES}/replies"
    assert town.get(words).status_code == 403
    wrong = county.post(words, {"name": "新", "words": "{姓名}您好"})
    assert wrong.status_code == 422
    assert "没有 {姓名} 这一项" in wrong.get_data(as_text=True)
    saved = county.post(words, {"name": "新", "words": "{乡镇}的{事项}，____。{期限}"})
    assert saved.status_code == 303
    page = text(town, f"{CASES}/{number}?words=新")
    assert "金竹畲族乡的低保，____。2026-02-25" in page
    assert county.post(words, {"name": "新", "drop": "1"}).status_code == 303
    assert "{乡镇}的" not in text(county, words)


def test_filters_and_files_hold_the_same_cases(app: Flask, sign_in: SignIn) -> None:
    set_day(app, date(2026, 2, 24))
    late, mending = rate(app, grade=1), rate(app, date(2026, 2, 24), grade=2)
    act(app, mending, *MENDING, today=date(2026, 2, 24))
    county = sign_in(Role.COUNTY)
    assert text(county, f"{CASES}?overdue=1").count("逾期 1 个工作日") == 1
    assert f"/cases/{late}" not in text(county, f"{CASES}?state=整改中")
    assert "没有这样的差评" in text(county, f"{CASES}?level=县")
    rows = county.get(f"{CASES}.json").get_json()
    assert [row["编号"] for row in rows] == [late, mending]
    assert rows[0]["剩余工作日"] == -1
    csv = county.get(f"{CASES}.csv?overdue=1").get_data().decode("utf-8-sig")
    assert [line.split(",")[0] for line in csv.split()] == ["编号", str(late)]
    assert county.get(f"{CASES}.xlsx").get_data()[:2] == b"PK"
    assert county.get(f"{CASES}.exe").status_code == 404


def again(app: Flask, code: str, **values: str) -> tuple[int, str]:
    data = {"receipt": code, "id": str(uuid4()), "grade": "4", "text": "", **values}
    answer = app.test_client().post(f"{FOLLOW}/again", data=data)
    return answer.status_code, answer.get_data(as_text=True)


def test_after_the_end_a_resident_rates_once_more_and_only_once(app: Flask) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1)
    code = receipt(app, number)
    assert again(app, code)[0] == 409  # not dealt with yet
    act(app, number, *MENDING, Step.MENDED, Step.CALLED_BACK)
    status, page = again(app, code, grade="")
    assert (status, "请选一个" in page) == (422, True)
    same = str(uuid4())
    assert again(app, code, id=same, text="这回好了")[0] == 200
    assert again(app, code, id=same)[0] == 200  # the same once more changes nothing
    assert again(app, code)[0] == 409
    _, seen = followed(app, code)
    assert "您的追评" in seen
    with connected(app) as connection:
        query = select(ratings.c.grade).where(ratings.c.follows == number)
        assert list(connection.execute(query).scalars()) == [4]


def test_a_receipt_is_understood_as_typed_and_a_wrong_one_tells_nothing(app: Flask) -> None:
    set_day(app, FRIDAY)
    code = receipt(app, rate(app, grade=5))
    spaced = f"{code[:4].lower()} {code[4:8]}-{code[8:]}"
    assert followed(app, spaced)[0] == 200
    for typed in ("", "ABCD", "' OR 1=1 --", "A" * 4000, NASTY):
        status, page = followed(app, typed)
        assert status == 404
        assert NASTY not in page
    answer = app.test_client().post(FOLLOW, data={"receipt": code})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_nonsense_from_outside_is_answered_and_never_breaks_anything(
    app: Flask, sign_in: SignIn
) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1)
    act(app, number, *MENDING)
    desk, address = sign_in(Role.TOWNSHIP, "jinzhu"), f"{CASES}/{number}"
    for path in (f"{CASES}/{10**30}", f"{CASES}/-1", "/api/console/requests/999999999999"):
        assert desk.get(path).status_code == 404
    for query in ("page=-5", f"page={10**30}", "page=x", "state=%00", "level=%00", "overdue=%00"):
        for listed in (CASES, "/api/console/requests"):
            assert desk.get(f"{listed}?{query}").status_code == 200, (listed, query)
    assert desk.get(f"{CASES}?township=%00").status_code == 404
    assert desk.get("/api/console/requests/month?month=%00").status_code == 200
    typed = {"step": Step.EXTENDED, "note": "要等\x00配件", "due": "2026/2/30"}
    refused = desk.post(address, typed)
    assert (refused.status_code, "请写新的期限" in refused.get_data(as_text=True)) == (422, True)
    assert desk.post(address, typed | {"due": "2026-02-28"}).status_code == 303
    public = app.test_client()
    for data in ({"receipt": "A\x00"}, {"receipt": "\ud7ff" * 16}, {}):
        assert public.post(FOLLOW, data=data).status_code == 404
        assert public.post(f"{FOLLOW}/again", data=data).status_code == 404
    for text_ in (b"{", b"[]", b"\xff\xfe", b"null", b'{"id": 1}'):
        assert public.post("/api/v1/requests", data=text_).status_code in {400, 422}


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application on a port of its own, with the site's style sheet."""
    whole = SharedDataMiddleware(app, {"/assets": str(REPOSITORY / "site_overrides" / "assets")})
    server = make_server("127.0.0.1", 0, whole, threaded=True)
    Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    app: Flask, sign_in: SignIn, address: str, browser: Browser
) -> None:
    set_day(app, FRIDAY)
    number = rate(app, grade=1, text="说了三遍都不一样", contact=CONTACT)
    act(app, number, *VERIFYING)
    sent = {"township": "jinzhu", "category": "咨询", "summary": "怎么办", "id": str(uuid4())}
    assert app.test_client().post("/api/v1/requests", json=sent).status_code == 201
    signed_in = {Role.TOWNSHIP: sign_in(Role.TOWNSHIP, "jinzhu"), Role.COUNTY: sign_in(Role.COUNTY)}
    pages = [
        (Role.TOWNSHIP, CASES),
        (Role.TOWNSHIP, f"{CASES}/{number}"),
        (Role.COUNTY, f"{CASES}/replies"),
        (Role.TOWNSHIP, "/api/console/requests"),
        (Role.TOWNSHIP, "/api/console/requests/1"),
        (Role.TOWNSHIP, "/api/console/requests/new"),
        (Role.COUNTY, "/api/console/requests/month"),
        (Role.COUNTY, FOLLOW),
        (Role.COUNTY, "/api/v1/excluded"),
        (Role.COUNTY, "/api/v1/requests/new/jinzhu"),
    ]
    for role, path in pages:
        page = browser.new_page()
        value, url = token(signed_in[role]), f"{address}/api/console/"
        page.context.add_cookies([{"name": "console", "value": value, "url": url}])
        answer = page.goto(address + path)
        assert answer
        assert answer.status == 200, path
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(page, WCAG) == [], path
        page.context.close()


def token(desk: Desk) -> str:
    """What the console's cookie holds."""
    kept = desk.client.get_cookie("console", path="/api/console")
    assert kept
    return kept.value
