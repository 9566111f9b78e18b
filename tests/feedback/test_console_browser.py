"""The console in a real browser, without JavaScript, at the sizes of a phone and a desk."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from feedback_api import create_app, db, rehearsal
from feedback_api.config import Settings
from feedback_api.console import watching
from feedback_api.officials import passwords, store
from feedback_api.officials.roles import Role
from feedback_api.services import services
from feedback_api.simulation import Plan, simulate
from tests.feedback.clock import MORNING, Clock
from tests.feedback.conftest import SECRET

NAME, PASSWORD = "县政务办", "一句自己记得住的话就行"
SIZES = ((360, 740), (1280, 800))
PAGES = {
    "概况": "?weeks=52",
    "概况 ": "?weeks=52&township=jinzhu&by=windows",
    "要改的地方": "mend?weeks=52",
    "指南修改前后": "versions?weeks=52&township=niutian",
    "乡镇比较": "compare?weeks=52",
    "考核权重": "weights",
    "办件量": "completed",
    "指标的定义": "definitions",
    "公开公示公议": "rounds/",
    "2026年第三季度服务实绩（演示）": "rounds/2",
    "操作记录": "audit",
    "我的账号": "account",
}


@pytest.fixture(scope="module")
def served(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a console with a year of ratings and one official."""
    url = f"sqlite:///{tmp_path_factory.mktemp('served')}/feedback.sqlite3"
    db.migrate(url)
    given = {"catalog": published, "database_url": url, "secret_key": SECRET}
    app = create_app(Settings.of(given))
    Clock(app)
    _fill(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/api/console/"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        services().engine.dispose()


def _fill(app: Flask) -> None:
    with app.app_context():
        here = services()
        followers = here.intake.writer.followers
        plan = Plan(800, MORNING)
        simulate(here.engine, here.catalog, followers, plan)
        rehearsal.rehearse(here.engine, here.settings, here.catalog, plan)
        watching.catch_up(here.engine, MORNING)
        with db.writing(here.engine) as connection:
            who = store.add(connection, NAME, Role.COUNTY, None)
            store.set_password(connection, who.id, passwords.hashed(PASSWORD))


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """Signed in as the county's official, by the form."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(served)
    page.get_by_label("登录名").fill(NAME)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    yield page
    context.close()


def test_an_official_signs_in_filters_downloads_and_signs_out(page: Page, served: str) -> None:
    assert page.url == served
    assert page.get_by_role("heading", level=1).inner_text() == "概况"
    page.locator("select[name=township]").select_option(label="金竹畲族乡")
    page.locator("select[name=weeks]").select_option(label="近 52 周")
    page.get_by_role("button", name="查看").click()
    assert "township=jinzhu" in page.url
    page.get_by_role("link", name="按村").click()
    assert page.get_by_role("heading", name="按村").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").last.click()
    assert download.value.suggested_filename.startswith("金竹畲族乡 按村 2025-12-01至")
    page.get_by_role("link", name="满意率").first.click()
    assert page.url.endswith("/definitions#%E6%BB%A1%E6%84%8F%E7%8E%87")
    page.get_by_role("button", name="退出").click()
    page.goto(served)
    assert "/sign-in" in page.url


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_of_the_console_is_accessible_and_fits(
    browser: Browser, served: str, page: Page, width: int, height: int
) -> None:
    cookies = page.context.cookies()
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    tab = context.new_page()
    for title, address in PAGES.items():
        tab.goto(served + address)
        assert tab.get_by_role("heading", level=1).inner_text() == title.strip()
        wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, address
        found = Axe().run(tab).response
        told = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
        assert told == [], address
    context.close()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_page_to_sign_in_is_accessible(
    browser: Browser, served: str, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(served + "sign-in")
    assert Axe().run(tab).response["violations"] == []
    context.close()
