"""Beside a preview, whoever started it can look into the officials' console; nobody else can."""

import ast
import json
import re
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from feedback_api.demo import Demo
from feedback_api.officials.rehearsal import NAMES

HERE = "http://127.0.0.1:8000"
PACKAGE = Path(__file__).parents[2] / "feedback_api"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "feedback"


def preview(folder: Path, address: str = HERE) -> Demo:
    return Demo(folder, "/", address, ("127.0.0.1", "localhost"))


def password(told: str) -> str:
    found = re.search(r"密码：([0-9a-f]{10})", told)
    assert found, told
    return found[1]


def enter(browser: Client, name: str, word: str) -> TestResponse:
    page = browser.get("/api/console/sign-in", base_url=HERE).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token, page
    form = {"csrf_token": token[1], "name": name, "password": word}
    return browser.post("/api/console/sign-in", base_url=HERE, data=form)


def test_the_start_prints_how_to_get_in_and_every_role_can(published: Path, folder: Path) -> None:
    demo = preview(folder)
    told = demo.welcome(published)
    assert "干部后台（演示）：http://127.0.0.1:8000/api/console/" in told
    app = demo.application(published)
    for name in NAMES:
        assert name in told
        assert "演示" in name
        browser = Client(app)
        assert enter(browser, name, password(told)).status_code == 303
        page = browser.get("/api/console/", base_url=HERE, follow_redirects=True)
        assert page.status_code == 200
        assert name in page.get_data(as_text=True)


def test_a_saved_file_signs_nobody_out_and_the_next_start_everybody(
    published: Path, folder: Path
) -> None:
    demo = preview(folder)
    old = password(demo.welcome(published))
    name = next(iter(NAMES))
    browser = Client(demo.application(published))
    enter(browser, name, old)
    browser.application = demo.application(published)
    assert browser.get("/api/console/account", base_url=HERE).status_code == 200
    again = preview(folder)
    browser.application = again.application(published)
    assert browser.get("/api/console/account", base_url=HERE).status_code == 303
    assert enter(browser, name, old).status_code == 403
    assert enter(browser, name, password(again.welcome(published))).status_code == 303


def test_a_preview_that_others_can_open_tells_no_password(published: Path, folder: Path) -> None:
    told = preview(folder, "http://0.0.0.0:8000").welcome(published)
    assert "只在本机演示" in told
    assert "密码：" not in told


def test_a_real_county_gets_no_samples_and_no_officials(published: Path, folder: Path) -> None:
    said = json.loads(published.read_text(encoding="utf-8"))
    said["county"]["demo"] = False
    real = published.parent / "real.json"
    real.write_text(json.dumps(said), encoding="utf-8")
    demo = preview(folder)
    assert demo.welcome(real) == ""
    browser = Client(demo.application(real))
    assert enter(browser, next(iter(NAMES)), "anything at all").status_code == 403


def test_only_a_preview_seats_officials_of_its_own() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "seat"
    }
    assert users == {"demo.py"}
