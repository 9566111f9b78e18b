"""What a person sees and does, in a real browser: from a web server, from a USB stick, with and
without JavaScript."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.project import Project

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
GUIDE = "jinzhu/sa-minimum-living.html"
FACTS = ("跑几次", "几天", "多少钱", "带什么", "去哪办", "找谁办")
KINDS = (
    "index.html",
    "area/social-assistance.html",
    "search.html",
    "404.html",
    "about/once.html",
    "jinzhu/index.html",
    "jinzhu/hall.html",
    "jinzhu/staff.html",
    "jinzhu/open.html",
    "jinzhu/v200.html",
    "jinzhu/jinzhu-she-festival.html",
    "jinzhu/ps-id-card.html",
    GUIDE,
)


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def served(county: Project) -> Iterator[str]:
    handler = partial(_Silent, directory=str(county.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, served: str, county: Project) -> str:
    return served if request.param == "http" else county.site.resolve().as_uri()


def page_of(browser: Browser, size: dict[str, int], *, script: bool = True) -> Page:
    context = browser.new_context(viewport=size, java_script_enabled=script)  # type: ignore[arg-type]
    return context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = page_of(browser, PHONE)
    yield page
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_first_screen_of_a_phone_answers_all_six_questions(
    browser: Browser,
    base: str,
    script: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    page = page_of(browser, PHONE, script=script)
    page.goto(f"{base}/{GUIDE}")
    for fact in FACTS:
        box = page.get_by_role("heading", name=fact).first.bounding_box()
        assert box is not None, fact
        assert box["y"] + box["height"] < PHONE["height"], fact
    call = page.locator(".person a.call").first
    box = call.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]
    assert box["height"] >= 44
    assert call.get_attribute("href") == "tel:079400000315"
    page.context.close()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_no_page_scrolls_sideways(browser: Browser, served: str, name: str, width: int) -> None:
    page = page_of(browser, {"width": width, "height": 740})
    page.goto(f"{served}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("name", KINDS)
def test_pages_load_nothing_from_elsewhere_and_fail_at_nothing(
    phone: Page, served: str, name: str
) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("console", lambda message: wrong.append(message.text))
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    phone.goto(f"{served}/{name}")
    phone.locator("input[name=q]").fill("低保")
    expect(phone.locator(".found a, #results a").first).to_be_visible()
    assert [url for url in asked if not url.startswith(served)] == []
    assert wrong == []


@pytest.mark.parametrize("name", KINDS)
def test_what_is_pressed_is_large_enough(phone: Page, served: str, name: str) -> None:
    phone.goto(f"{served}/{name}")
    pressed = ".call, .search input, .search button, .tiles a, .row, .chips a, .plain a, summary"
    for control in phone.locator(pressed).all():
        if control.is_visible():
            box = control.bounding_box()
            assert box is not None
            assert box["height"] >= 44, control.inner_text()


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("低保", "低保"),
        ("dibao", "低保"),
        ("db", "低保"),
        ("身份证", "身份证"),
        ("sfz", "身份证"),
        ("养老", "养老"),
        ("最低生活保障", "低保"),
        ("坪溪", "坪溪村委会"),
        ("金竹", "金竹畲族乡"),
        ("低保 审核", "低保"),
    ],
)
def test_search_finds_what_a_person_means(phone: Page, base: str, query: str, place: str) -> None:
    phone.goto(f"{base}/jinzhu/index.html")
    phone.locator("input[name=q]").fill(query)
    first = phone.locator(".found a").first
    expect(first).to_be_visible()
    names = [name.inner_text() for name in phone.locator(".found a b").all()[:3]]
    assert any(place in name for name in names), names


def test_a_paper_finds_the_services_that_need_it(phone: Page, served: str) -> None:
    phone.goto(f"{served}/jinzhu/index.html")
    phone.locator("input[name=q]").fill("核对授权书")
    expect(phone.locator(".found a", has_text="低保").first).to_be_visible()


def test_a_result_leads_to_the_guide_of_the_township_one_is_in(phone: Page, base: str) -> None:
    phone.goto(f"{base}/jinzhu/index.html")
    phone.locator("input[name=q]").fill("低保")
    phone.locator(".found a").first.click()
    expect(phone.locator("h1")).to_have_text("低保")
    assert phone.url == f"{base}/{GUIDE}"


def test_search_is_worked_by_keyboard(phone: Page, served: str) -> None:
    phone.goto(f"{served}/index.html")
    field = phone.locator("input[name=q]")
    field.fill("低保")
    expect(phone.locator(".found a").first).to_be_visible()
    field.press("ArrowDown")
    expect(phone.locator(".found a").first).to_be_focused()
    phone.keyboard.press("Escape")
    expect(phone.locator(".found")).to_be_hidden()
    expect(field).to_be_focused()


def test_nothing_found_says_what_to_do(phone: Page, served: str) -> None:
    phone.goto(f"{served}/index.html")
    phone.locator("input[name=q]").fill("飞机票")
    expect(phone.locator(".found")).to_contain_text("打热线")


def test_without_a_script_search_leads_to_all_services(browser: Browser, base: str) -> None:
    page = page_of(browser, PHONE, script=False)
    page.goto(f"{base}/index.html")
    page.locator("input[name=q]").fill("低保")
    page.locator("form.search button").click()
    expect(page.locator("h1")).to_have_text("全部事项")
    page.get_by_role("link", name="低保", exact=True).click()
    expect(page.locator("details#sa-minimum-living summary")).to_be_visible()
    page.context.close()


def test_the_search_page_shows_results_for_its_address(phone: Page, served: str) -> None:
    phone.goto(f"{served}/search.html?q=养老")
    expect(phone.locator("#results a").first).to_contain_text("养老")


def test_the_township_one_was_in_comes_first_next_time(phone: Page, served: str) -> None:
    phone.goto(f"{served}/niutian/index.html")
    phone.goto(f"{served}/index.html")
    expect(phone.locator(".towns a").first).to_contain_text("牛田镇")
    phone.locator("input[name=q]").fill("低保")
    expect(phone.locator(".found a").first).to_have_attribute(
        "href", "niutian/sa-minimum-living.html"
    )


def test_an_address_with_a_service_opens_it_on_the_areas_page(phone: Page, base: str) -> None:
    phone.goto(f"{base}/area/social-assistance.html#sa-minimum-living")
    expect(phone.locator("details#sa-minimum-living")).to_have_attribute("open", "")


def test_paper_carries_the_guide_and_no_controls(browser: Browser, served: str) -> None:
    page = page_of(browser, DESK)
    page.goto(f"{served}/{GUIDE}")
    page.emulate_media(media="print")
    expect(page.locator(".search")).to_be_hidden()
    for section in page.locator(".sections section").all():
        expect(section).to_be_visible()
    page.context.close()


def test_dark_phones_get_dark_pages_that_can_be_read(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme="dark")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{served}/{GUIDE}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 23, 22)"
    context.close()


def test_the_site_works_under_any_path(phone: Page, county: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a" / "b c"
    elsewhere.mkdir(parents=True)
    (elsewhere / "指南").symlink_to(county.site, target_is_directory=True)
    phone.goto((elsewhere / "指南" / "index.html").as_uri())
    phone.get_by_role("link", name="金竹畲族乡").click()
    phone.locator("#social-assistance").get_by_role("link", name="低保").first.click()
    expect(phone.locator("h1")).to_have_text("低保")
