"""Signing in, one-time links, second factors, delays, and the log of changes."""

import re
from urllib.parse import unquote

import pyotp
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from feedback_api import db
from feedback_api.cli import main
from feedback_api.config import Settings
from feedback_api.officials import attempts, managing, passwords
from feedback_api.officials.roles import Role
from feedback_api.services import services
from tests.feedback.clock import MORNING, Clock
from tests.feedback.desk import SignIn

PASSWORD = "一句自己记得住的话就行"  # noqa: S105  (of nobody)
SHORT = {"password": "short", "again": "short"}


def invited(app: Flask, name: str, role: Role, township: str | None) -> str:
    with app.app_context():
        here = services()
        with db.writing(here.engine) as connection:
            return managing.add(connection, (name, role, township), here.now())


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def submit(client: FlaskClient, address: str, **data: str) -> tuple[int, str]:
    token = token_in(client.get(address).text)
    answer = client.post(address, data={**data, "csrf_token": token})
    return answer.status_code, answer.text


def enter(client: FlaskClient, name: str, password: str = PASSWORD, code: str = "") -> int:
    return submit(client, "/api/console/sign-in", name=name, password=password, code=code)[0]


@pytest.fixture
def clerk(app: Flask, clock: Clock) -> str:  # noqa: ARG001  (the time the link is good for)
    """A clerk of 金竹 with a password; her sign-in name."""
    link = invited(app, "金竹综合窗口", Role.CLERK, "jinzhu")
    status, _ = submit(app.test_client(), link, password=PASSWORD, again=PASSWORD)
    assert status == 303
    return "金竹综合窗口"


def test_an_official_sets_a_password_by_a_link_that_works_once(app: Flask, clock: Clock) -> None:
    link = invited(app, "县政务办", Role.COUNTY, None)
    client = app.test_client()
    assert submit(client, link, **SHORT)[0] == 422
    assert submit(client, link, password=PASSWORD, again="别的一句话也可以吗")[0] == 422
    assert submit(client, link, password=PASSWORD, again=PASSWORD)[0] == 303
    assert client.get(link).status_code == 404
    assert enter(client, "县政务办") == 303
    assert "县政务办（县级）" in client.get("/api/console/account").text
    assert clock.time == MORNING


def test_a_link_ends_after_three_days(app: Flask, clock: Clock) -> None:
    link = invited(app, "县政务办", Role.COUNTY, None)
    clock.turn(hours=managing.LINK_HOURS)
    assert app.test_client().get(link).status_code == 404


def test_a_session_ends_when_idle_in_any_case_and_when_signed_out(
    app: Flask, clerk: str, clock: Clock
) -> None:
    page, client = "/api/console/account", app.test_client()
    enter(client, clerk)
    for _ in range(3):
        clock.turn(minutes=25)
        assert client.get(page).status_code == 200
    clock.turn(minutes=31)
    assert client.get(page).status_code == 303
    enter(client, clerk)
    for _ in range(24):
        clock.turn(minutes=25)
        client.get(page)
    assert client.get(page).status_code == 303
    enter(client, clerk)
    kept = client.get_cookie("console", path="/api/console")
    token = token_in(client.get(page).text)
    assert client.post("/api/console/sign-out", data={"csrf_token": token}).status_code == 303
    assert kept
    client.set_cookie("console", kept.value, path="/api/console")
    assert client.get(page).status_code == 303


def test_signing_out_everywhere_ends_the_other_sessions_too(app: Flask, clerk: str) -> None:
    here, there = app.test_client(), app.test_client()
    assert (enter(here, clerk), enter(there, clerk)) == (303, 303)
    page = here.get("/api/console/account")
    assert "正在登录的地方：2 处" in page.text
    here.post("/api/console/sign-out-everywhere", data={"csrf_token": token_in(page.text)})
    assert there.get("/api/console/account").status_code == 303


def test_the_cookie_is_of_the_console_only_and_out_of_reach_of_scripts(
    app: Flask, clerk: str
) -> None:
    client = app.test_client()
    form = {"name": clerk, "password": PASSWORD}
    page = client.get("/api/console/sign-in", base_url="https://localhost").text
    answer = client.post(
        "/api/console/sign-in",
        data={**form, "csrf_token": token_in(page)},
        base_url="https://localhost",
    )
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/api/console"} < set(cookie.split("; "))
    assert "Set-Cookie" not in client.get("/api/v1/healthz").headers


def test_a_form_without_its_token_changes_nothing(app: Flask, clerk: str) -> None:
    client = app.test_client()
    enter(client, clerk)
    answer = client.post("/api/console/sign-out-everywhere")
    assert answer.status_code == 400
    assert "刷新后再提交" in answer.text
    assert client.get("/api/console/account").status_code == 200


def test_guessing_from_elsewhere_locks_nobody_out(app: Flask, clerk: str, clock: Clock) -> None:
    stranger, desk = app.test_client(), app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    desk.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    answers = [enter(stranger, clerk, "guessing it") for _ in range(attempts.FREE + 1)]
    assert answers == [403] * attempts.FREE + [429]
    assert enter(stranger, clerk) == 429
    assert enter(desk, clerk) == 303
    clock.turn(seconds=attempts.FIRST_SECONDS + 1)
    assert enter(stranger, clerk, "guessing it") == 403
    clock.turn(seconds=attempts.FIRST_SECONDS + 1)
    assert enter(stranger, clerk) == 429


def test_an_unknown_name_is_answered_and_delayed_like_a_known_one(app: Flask, clerk: str) -> None:
    pages = {}
    for name in (clerk, "没有这个账号"):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
        answers = [
            submit(client, "/api/console/sign-in", name=name, password="x" * 12) for _ in range(6)
        ]
        pages[name] = [
            (status, re.sub('name="csrf_token" value="[^"]+"', "", text).replace(name, ""))
            for status, text in answers
        ]
    first, second = pages.values()
    assert first == second


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hashed: list[str] = []

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            hashed.append(password_hash)
            return bool(password)

        def hash(self, password: str) -> str:
            return f"hash of {password}"

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert passwords.fits("known", PASSWORD)
    assert not passwords.fits(None, PASSWORD)
    assert len(hashed) == 2


@pytest.mark.parametrize(("failures", "seconds"), [(4, 0), (5, 15), (6, 30), (8, 120), (40, 900)])
def test_the_delay_grows_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert attempts.delay(failures) == seconds


@pytest.mark.parametrize(
    "password", ["short", "password12345", "金竹综合窗口2026", "aaaaaaaaaaaaa"]
)
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    assert passwords.weakness(password, "金竹综合窗口")


def test_a_second_factor_is_asked_for_once_it_is_confirmed_and_spent_once(
    app: Flask, clerk: str, clock: Clock
) -> None:
    client = app.test_client()
    enter(client, clerk)
    token = token_in(client.get("/api/console/account").text)
    client.post("/api/console/account/second-factor", data={"csrf_token": token})
    page = client.get("/api/console/account").text
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page)[0]
    assert "<svg" in unquote(re.findall(r'src="(data:image/svg[^"]+)"', page)[0])
    totp = pyotp.TOTP(secret)
    confirm = "/api/console/account/second-factor/confirm"
    wrong = client.post(confirm, data={"csrf_token": token, "code": "000000"})
    assert wrong.status_code == 422
    client.post(confirm, data={"csrf_token": token, "code": totp.at(clock.time)})
    other = app.test_client()
    assert enter(other, clerk) == 403
    assert enter(other, clerk, code=totp.at(clock.time)) == 403, "that one confirmed it"
    clock.turn(seconds=30)
    assert enter(other, clerk, code=totp.at(clock.time)) == 303
    assert enter(app.test_client(), clerk, code=totp.at(clock.time)) == 403
    off = "/api/console/account/second-factor/off"
    assert client.post(off, data={"csrf_token": token, "old": "no"}).status_code == 422
    assert client.post(off, data={"csrf_token": token, "old": PASSWORD}).status_code == 303
    clock.turn(seconds=30)
    assert enter(app.test_client(), clerk) == 303


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(app: Flask, clerk: str) -> None:
    here, there = app.test_client(), app.test_client()
    enter(here, clerk)
    enter(there, clerk)
    token = token_in(here.get("/api/console/account").text)
    new = {"password": "换一句别人猜不到的话", "again": "换一句别人猜不到的话"}
    change = "/api/console/account/password"
    assert here.post(change, data={"old": "no", "csrf_token": token, **new}).status_code == 422
    assert here.post(change, data={"old": PASSWORD, "csrf_token": token, **new}).status_code == 303
    assert here.get("/api/console/account").status_code == 200
    assert there.get("/api/console/account").status_code == 303
    assert enter(app.test_client(), clerk) == 403


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "/api/v1/healthz"]
)
def test_signing_in_never_leads_out_of_the_console(app: Flask, clerk: str, address: str) -> None:
    client = app.test_client()
    token = token_in(client.get("/api/console/sign-in").text)
    form = {"name": clerk, "password": PASSWORD, "csrf_token": token}
    answer = client.post("/api/console/sign-in", query_string={"next": address}, data=form)
    assert answer.location == "/api/console/"


def test_the_commands_add_list_reset_and_revoke(
    settings: Settings, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("catalog", "database_url", "secret_key"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))

    def feedback(*words: str) -> str:
        return CliRunner().invoke(main, words).output

    assert "--township 写明乡镇：" in feedback("add-official", "窗口甲", "--role", "窗口")
    assert "不要写 --township" in feedback(
        "add-official", "县办", "--role", "县级", "--township", "jinzhu"
    )
    assert "请写岗位" in feedback("add-official", "a b", "--role", "县级")
    link = feedback("add-official", "窗口甲", "--role", "窗口", "--township", "jinzhu").split("\n")[
        1
    ]
    assert "窗口甲\t窗口\tjinzhu\t还没设密码" in feedback("officials", "list")
    client = app.test_client()
    assert submit(client, link, password=PASSWORD, again=PASSWORD)[0] == 303
    assert enter(client, "窗口甲") == 303
    assert "已经有 窗口甲" in feedback(
        "add-official", "窗口甲", "--role", "窗口", "--township", "jinzhu"
    )
    assert "/api/console/invitation/" in feedback("officials", "reset", "窗口甲")
    assert client.get("/api/console/account").status_code == 303
    assert "停用" in feedback("officials", "revoke", "窗口甲")
    assert "没有 某某" in feedback("officials", "revoke", "某某")
    assert "窗口甲\t窗口\tjinzhu\t停用" in feedback("officials", "list")


def test_the_county_reads_who_changed_what_and_filters_it(
    app: Flask, clerk: str, sign_in: SignIn
) -> None:
    link = invited(app, "县政务办", Role.COUNTY, None)
    assert link
    county = sign_in(Role.COUNTY)
    page = county.get("/api/console/audit").text
    assert page.index("账号 县政务办") < page.index("账号 金竹综合窗口")
    mine = county.get(f"/api/console/audit?official={clerk}&since=2026-11-24&until=2026-11-24").text
    assert "设置密码" in mine
    assert "账号 县政务办" not in mine
    assert "没有这样的记录" in county.get("/api/console/audit?until=2026-11-23").text
    assert "没有这样的记录" in county.get("/api/console/audit?township=niutian").text
