"""What a phone keeps for when it has no signal: a real browser, a real server that goes away."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.project import Project
from tests.conftest import build
from tests.hosting import Host, hosted
from tests.serving import answer, free_port, served
from tests.test_browser import PHONE, opened
from tests.test_build import edit

TOWN = "jinzhu/index.html"
GUIDE = "jinzhu/sa-minimum-living.html"
OTHER = "jinzhu/ps-id-card.html"
KEPT = """async paths => {
  for (const path of paths) if (!await caches.match(new URL(path, location.href))) return false;
  const worker = navigator.serviceWorker.controller;
  return worker !== null && worker.state === "activated";
}"""
"""Whether a page is in the hands of the worker, and files are kept."""
RENEWED = "async url => (await (await caches.match(url)).text()).includes('24个工作日')"
NAMES = "() => caches.keys()"
URLS = """async () => (await Promise.all((await caches.keys()).map(async name =>
  (await (await caches.open(name)).keys()).map(one => one.url)))).flat()"""
UNTIL = """async arg => {{
  const isSo = {check};
  for (let turn = 0; turn < 200; turn++) {{
    if (await isSo(arg)) return true;
    await new Promise(later => setTimeout(later, 50));
  }}
  return false;
}}"""
STYLED = "getComputedStyle(document.querySelector('.skip')).position === 'absolute'"


@pytest.fixture
def host(small: Project) -> Iterator[Host]:
    build(small)
    with hosted(small.site) as found:
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE) as page:
        yield page


def wait_until(page: Page, check: str, arg: object = None) -> None:
    """Asks a promise again and again, for ten seconds."""
    assert page.evaluate(UNTIL.format(check=check), arg)


def visit(page: Page, host: Host, path: str, *also: str) -> None:
    """Opens a page and waits until the phone keeps it, and `also` other files of the site."""
    page.goto(f"{host.url}/{path}")
    style = page.evaluate("document.querySelector('link[rel=stylesheet]').href")
    wait_until(page, KEPT, [style, *(f"{host.url}/{one}" for one in (path, *also))])


def test_a_page_one_has_seen_opens_without_signal(phone: Page, host: Host) -> None:
    visit(phone, host, GUIDE)
    host.down()
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator("h1")).to_have_text("低保")
    assert phone.evaluate(STYLED)
    phone.reload()
    expect(phone.locator("h1")).to_have_text("低保")


def test_a_visit_to_a_township_keeps_what_to_bring_for_each_of_its_services(
    phone: Page, host: Host
) -> None:
    visit(phone, host, TOWN, "jinzhu/bring.html")
    host.down()
    phone.goto(f"{host.url}/{TOWN}")
    phone.get_by_role("link", name="办事带什么").click()
    expect(phone.locator("h1")).to_have_text("办事带什么")
    phone.locator("#sa-minimum-living summary").click()
    expect(phone.locator("#sa-minimum-living")).to_contain_text("家庭经济状况核对授权书")


def test_a_guide_one_has_not_seen_is_replaced_by_its_lines_in_the_list(
    phone: Page, host: Host
) -> None:
    visit(phone, host, TOWN, "jinzhu/bring.html")
    host.down()
    phone.goto(f"{host.url}/{TOWN}")
    phone.locator("#social-assistance").get_by_role("link", name="低保").first.click()
    expect(phone.locator("#sa-minimum-living")).to_have_attribute("open", "")
    assert phone.url == f"{host.url}/jinzhu/bring.html#sa-minimum-living"


def test_search_works_without_signal(phone: Page, host: Host) -> None:
    visit(phone, host, TOWN, "assets/search-index.js", "jinzhu/bring.html")
    host.down()
    phone.goto(f"{host.url}/{TOWN}")
    phone.locator("input[name=q]").fill("dibao")
    phone.locator(".found a").first.click()
    expect(phone.locator("#sa-minimum-living")).to_have_attribute("open", "")


def test_what_was_never_seen_says_what_can_be_opened_and_comes_once_there_is_signal(
    phone: Page, host: Host
) -> None:
    visit(phone, host, TOWN, "jinzhu/bring.html")
    visit(phone, host, GUIDE)
    host.down()
    phone.goto(f"{host.url}/niutian/hall.html")
    expect(phone.locator("#unreached")).to_be_visible()
    names = phone.locator("#kept a")
    expect(names.first).to_have_text("低保怎么办 - 金竹畲族乡")
    expect(names.filter(has_text="办事带什么 - 金竹畲族乡")).to_be_visible()
    assert phone.evaluate(STYLED)
    assert phone.url == f"{host.url}/niutian/hall.html"
    names.filter(has_text="低保").click()
    expect(phone.locator("h1")).to_have_text("低保")
    phone.go_back()
    host.up()
    phone.reload()
    expect(phone.locator("h1")).to_contain_text("牛田镇")


def test_there_is_no_stale_page_after_an_update(phone: Page, host: Host, small: Project) -> None:
    visit(phone, host, GUIDE)
    edit(small.guides / "services" / "sa-minimum-living.yaml", "25个工作日", "24个工作日")
    build(small)
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator(".facts")).to_contain_text("24个工作日")
    host.down()
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator(".facts")).to_contain_text("24个工作日")


def test_a_township_visited_again_renews_its_list(
    browser: Browser, host: Host, small: Project
) -> None:
    with opened(browser, PHONE) as first:
        visit(first, host, TOWN, "jinzhu/bring.html")
        edit(small.guides / "services" / "sa-minimum-living.yaml", "25个工作日", "24个工作日")
        build(small)
        later = first.context.new_page()
        later.goto(f"{host.url}/{GUIDE}")
        wait_until(later, RENEWED, f"{host.url}/jinzhu/bring.html")


def test_a_page_kept_before_the_style_changed_is_styled_without_signal(
    phone: Page, host: Host, small: Project
) -> None:
    visit(phone, host, GUIDE)
    style = small.settings.parent / "site_overrides" / "assets" / "guide.css"
    style.write_text(style.read_text(encoding="utf-8") + "/* newer */\n", encoding="utf-8")
    build(small)
    visit(phone, host, OTHER)
    styles = [url for url in phone.evaluate(URLS) if "guide.css" in url]
    assert len(styles) == 1
    host.down()
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator("h1")).to_have_text("低保")
    assert phone.evaluate(STYLED)


def test_on_a_dead_slow_line_a_kept_page_shows_and_the_new_one_is_kept_when_it_comes(
    phone: Page, host: Host, small: Project
) -> None:
    visit(phone, host, GUIDE)
    edit(small.guides / "services" / "sa-minimum-living.yaml", "25个工作日", "24个工作日")
    build(small)
    host.moving.clear()
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator(".facts")).to_contain_text("25个工作日")
    host.moving.set()
    wait_until(phone, RENEWED, f"{host.url}/{GUIDE}")


@pytest.mark.parametrize("status", [HTTPStatus.BAD_GATEWAY, HTTPStatus.INTERNAL_SERVER_ERROR])
def test_a_server_in_trouble_is_as_good_as_none(
    phone: Page, host: Host, status: HTTPStatus
) -> None:
    visit(phone, host, GUIDE)
    host.status = status
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator("h1")).to_have_text("低保")


def test_a_network_that_wants_one_to_sign_in_first_spoils_nothing(phone: Page, host: Host) -> None:
    visit(phone, host, GUIDE)
    host.status = HTTPStatus.FOUND
    phone.evaluate("url => fetch(url).catch(() => 0)", f"{host.url}/{GUIDE}")
    host.down()
    phone.goto(f"{host.url}/{GUIDE}")
    expect(phone.locator("h1")).to_have_text("低保")


def test_answers_of_the_rating_service_are_never_kept(phone: Page, host: Host) -> None:
    (host.folder / "api").mkdir()
    (host.folder / "api" / "ratings.js").write_text("{}", encoding="utf-8")
    visit(phone, host, GUIDE)
    phone.evaluate("fetch('../api/ratings.js').then(answer => answer.text())")
    phone.reload()
    assert host.answers[-1].path != "/api/ratings.js"
    assert [url for url in phone.evaluate(URLS) if "/api/" in url] == []


def test_old_caches_of_ours_go_and_others_stay(phone: Page, host: Host) -> None:
    old, other = f"guides {host.url}/ 0", f"guides {host.url}/elsewhere/ 0"
    phone.goto(f"{host.url}/catalog.json")
    for name in (old, other, "the portal's own"):
        phone.evaluate("name => caches.open(name)", name)
    visit(phone, host, GUIDE)
    wait_until(phone, "async name => !await caches.has(name)", old)
    assert set(phone.evaluate(NAMES)) == {f"guides {host.url}/ 1", other, "the portal's own"}


def test_it_works_in_a_folder_of_a_county_portal_and_leaves_the_rest_alone(
    phone: Page, small: Project, tmp_path: Path
) -> None:
    build(small)
    copytree(small.site, tmp_path / "portal" / "bm" / "指南")
    (tmp_path / "portal" / "index.html").write_text("<h1>portal</h1>", encoding="utf-8")
    with hosted(tmp_path / "portal") as host:
        visit(phone, host, f"bm/%E6%8C%87%E5%8D%97/{GUIDE}")
        phone.goto(f"{host.url}/index.html")
        assert phone.evaluate("navigator.serviceWorker.controller") is None
        host.down()
        phone.goto(f"{host.url}/bm/%E6%8C%87%E5%8D%97/{GUIDE}")
        expect(phone.locator("h1")).to_have_text("低保")
        phone.goto(f"{host.url}/bm/%E6%8C%87%E5%8D%97/niutian/hall.html")
        phone.locator("#kept a").filter(has_text="低保").click()
        expect(phone.locator("h1")).to_have_text("低保")


def test_a_first_visit_to_a_township_costs_little(phone: Page, host: Host) -> None:
    visit(phone, host, TOWN, "jinzhu/bring.html", "assets/search-index.js")
    assert sum(one.size for one in host.answers) <= 100_000
    assert len(host.answers) <= 14


def test_a_phone_that_saves_data_is_sent_no_list(browser: Browser, host: Host) -> None:
    with opened(browser, PHONE) as phone:
        phone.add_init_script(
            "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
        )
        visit(phone, host, GUIDE)
        assert not any("bring.html" in one.path for one in host.answers)


@contextmanager
def preview(project: Project, port: int) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", str(port)]
    with served(command, project.settings.parent):
        assert answer(f"http://127.0.0.1:{port}/{GUIDE}", "低保")
        yield f"http://127.0.0.1:{port}"


def test_a_preview_keeps_nothing_and_ends_what_an_earlier_site_there_began(
    phone: Page, small: Project
) -> None:
    build(small)
    port = free_port()
    with hosted(small.site, port) as host:
        visit(phone, host, GUIDE)
    with preview(small, port) as url:
        phone.goto(f"{url}/{GUIDE}")
        gone = "async () => (await navigator.serviceWorker.getRegistrations()).length === 0"
        wait_until(phone, gone)
        phone.goto(f"{url}/{TOWN}")
        assert phone.evaluate("navigator.serviceWorker.controller") is None


def test_a_browser_without_workers_misses_nothing_else(browser: Browser, host: Host) -> None:
    with opened(browser, PHONE, service_workers="block") as phone:
        wrong: list[str] = []
        phone.on("pageerror", lambda error: wrong.append(str(error)))
        phone.goto(f"{host.url}/{GUIDE}")
        phone.goto(f"{host.url}/offline.html")
        expect(phone.locator("#none")).to_be_visible()
        assert wrong == []
