"""What a person sees and does, in a real browser: from a web server, from a USB stick, with and
without JavaScript."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from generator.pages.words import option_name
from generator.project import Project
from tests.conftest import NASTY, build

PHONE = (360, 740)
DESK = (1280, 800)
NARROW = (320, 640)
"""As narrow as a page may be shown without scrolling sideways (WCAG 1.4.10)."""
ZOOMED = (640, 400)
"""What a desk's window holds at 200 %."""

GUIDE = "jinzhu/sa-minimum-living.html"
QUESTIONS = ["跑几次", "几天", "多少钱", "带什么", "去哪办", "找谁办"]
HANDBOOK = ("handbook/index.html", "handbook/first-service.html", "handbook/fields.html")
KINDS = (
    "index.html",
    "area/social-assistance.html",
    "search.html",
    "404.html",
    "offline.html",
    "about/once.html",
    "for/index.html",
    "for/disabled.html",
    "for/women-alone.html",
    "away.html",
    "proxy-letter.html",
    "lead.html",
    "walls.html",
    "powers.html",
    "overview.html",
    "handbook/design.html",
    "jinzhu/index.html",
    "jinzhu/loud.html",
    "jinzhu/news.html",
    "jinzhu/hall.html",
    "jinzhu/staff.html",
    "jinzhu/duty.html",
    "jinzhu/open.html",
    "jinzhu/bring.html",
    "jinzhu/v200.html",
    "jinzhu/jinzhu-she-festival.html",
    "jinzhu/ps-id-card.html",
    "standard.html",
    "handbook/rules/M05.html",
    GUIDE,
)

FIRST_SCREEN = """() => [...document.querySelectorAll(".facts h2")].map(question => [
  question.firstChild.textContent.trim(),
  question.nextElementSibling.getBoundingClientRect().bottom])"""
"""Each question of a guide's first screen, and how far down its answer reaches."""

SMALL = """() => {
  const inText = ".crumbs a, p a, .prose li a, .prose td a, .skip";
  const larger = ".fact a, .foot a, .calls a";
  const pressed = document.querySelectorAll("a[href], button, input, select, summary");
  const seen = [...pressed].filter(one => !one.closest("[aria-hidden]"));
  return seen.filter(one => !one.matches(inText) || one.matches(larger)).filter(one => {
    const beside = one.type === "radio" && one.labels[0];
    const box = (one.closest("label") || beside || one).getBoundingClientRect();
    return box.width > 0 && (box.height < 43.9 || box.width < 43.9);
  }).map(one => one.outerHTML);
}"""
"""What is pressed and smaller than 44 × 44 px. Excepted are links within a line of text: the
breadcrumbs, and words in paragraphs, lists and tables of prose."""

FAINT = """() => {
  const channel = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const behind = one => {
    const colour = parts(getComputedStyle(one).backgroundColor);
    return colour[3] === 0 ? behind(one.parentElement) : colour;
  };
  const faint = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility()) continue;
    const [low, high] = [light(parts(getComputedStyle(one).color)), light(behind(one))]
      .sort((a, b) => a - b);
    if ((high + .05) / (low + .05) < 4.5) faint.push(walker.currentNode.data.trim());
  }
  return faint;
}"""
"""Words whose contrast with what is behind them is less than 4.5 : 1."""


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


@contextmanager
def opened(browser: Browser, size: tuple[int, int], **more: Any) -> Iterator[Page]:  # noqa: ANN401
    """A page in a window of its own; `more` is Playwright's."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    context.set_default_timeout(10_000)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE) as page:
        yield page


def search(page: Page, words: str) -> None:
    """Types words into the search box and waits for what is found."""
    page.locator("input[name=q]").fill(words)
    expect(page.locator(".found a").first).to_be_visible()


def overhang(page: Page) -> int:
    """How many px a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_first_screen_answers_all_six_questions(
    browser: Browser,
    base: str,
    size: tuple[int, int],
    script: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    with opened(browser, size, java_script_enabled=script) as page:
        page.goto(f"{base}/{GUIDE}")
        for question in QUESTIONS:
            heading = page.get_by_role("heading", name=question).first
            answer = heading.locator("xpath=following-sibling::*[1]").bounding_box()
            assert answer is not None, question
            assert answer["y"] + answer["height"] <= size[1], question
        call = page.locator(".now a.call").bounding_box()
        assert call is not None
        assert call["height"] >= 60
        assert call["y"] + call["height"] <= size[1]


def test_every_guide_of_a_township_fits_its_answers_into_the_first_screen_of_a_phone(
    phone: Page, county: Project
) -> None:
    pages = list(county.site.glob("jinzhu/*-*.html"))
    assert len(pages) > 40
    for path in pages:
        phone.goto(path.resolve().as_uri())
        answers = dict(phone.evaluate(FIRST_SCREEN))
        assert list(answers) == QUESTIONS, path
        assert max(answers.values()) <= PHONE[1], (path, answers)


@pytest.mark.parametrize("name", [*KINDS, *HANDBOOK])
def test_no_page_scrolls_sideways(phone: Page, served: str, name: str) -> None:
    phone.goto(f"{served}/{name}")
    for width, height in (NARROW, PHONE, ZOOMED, DESK):
        phone.set_viewport_size({"width": width, "height": height})
        assert overhang(phone) <= 0, width


@pytest.mark.parametrize("name", KINDS)
def test_letters_twice_as_large_stay_on_a_dark_phones_screen(
    browser: Browser, served: str, name: str
) -> None:
    with opened(browser, PHONE, is_mobile=True, color_scheme="dark") as page:
        page.goto(f"{served}/{name}")
        page.add_style_tag(content="html { -webkit-text-size-adjust: 200% !important }")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("name", [*KINDS, *HANDBOOK])
def test_pages_load_nothing_from_elsewhere_and_fail_at_nothing(
    phone: Page, base: str, name: str
) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("requestfailed", lambda request: wrong.append(request.url))
    phone.on("console", lambda message: wrong.append(message.text))
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    phone.goto(f"{base}/{name}", wait_until="networkidle" if name in HANDBOOK else "load")
    if name not in HANDBOOK:
        phone.locator("input[name=q]").fill("低保")
        expect(phone.locator(".found a, #results a").first).to_be_visible()
    assert [url for url in asked if not url.startswith((f"{base}/", "data:"))] == []
    assert wrong == []


@pytest.mark.parametrize("name", KINDS)
def test_what_is_pressed_is_large_enough(phone: Page, served: str, name: str) -> None:
    phone.goto(f"{served}/{name}")
    assert phone.evaluate(SMALL) == []


@pytest.mark.parametrize("name", KINDS)
def test_words_stand_out_from_what_is_behind_them_by_day_and_by_night(
    phone: Page, served: str, name: str
) -> None:
    phone.goto(f"{served}/{name}")
    assert phone.evaluate(FAINT) == []
    phone.emulate_media(color_scheme="dark")
    assert phone.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 23, 22)"
    assert phone.evaluate(FAINT) == []


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
    search(phone, query)
    names = [name.inner_text() for name in phone.locator(".found a b").all()[:3]]
    assert any(place in name for name in names), names


def test_a_paper_finds_the_services_that_need_it(phone: Page, served: str) -> None:
    phone.goto(f"{served}/jinzhu/index.html")
    search(phone, "核对授权书")
    expect(phone.locator(".found a", has_text="低保").first).to_be_visible()


def test_a_result_leads_to_the_guide_of_the_township_one_is_in(phone: Page, base: str) -> None:
    phone.goto(f"{base}/jinzhu/index.html")
    search(phone, "低保")
    phone.locator(".found a").first.click()
    expect(phone.locator("h1")).to_have_text("低保")
    assert phone.url == f"{base}/{GUIDE}"


def test_search_is_worked_by_keyboard(phone: Page, base: str) -> None:
    phone.goto(f"{base}/index.html")
    field = phone.locator("input[name=q]")
    results = phone.locator(".found a")
    search(phone, "养老")
    field.press("ArrowDown")
    expect(results.first).to_be_focused()
    phone.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    phone.keyboard.press("ArrowUp")
    phone.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Escape")
    expect(phone.locator(".found")).to_be_hidden()
    expect(field).to_be_focused()


def test_enter_opens_what_the_arrows_chose(phone: Page, base: str) -> None:
    phone.goto(f"{base}/jinzhu/index.html")
    search(phone, "低保")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("低保")


def test_nothing_found_says_what_to_do(phone: Page, served: str) -> None:
    phone.goto(f"{served}/index.html")
    phone.locator("input[name=q]").fill("飞机票")
    expect(phone.locator(".found")).to_contain_text("打热线")


def test_without_a_script_search_leads_to_all_services(browser: Browser, base: str) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto(f"{base}/index.html")
        page.locator("input[name=q]").fill("低保")
        page.locator("form.search button").click()
        expect(page.locator("h1")).to_have_text("全部事项")
        page.get_by_role("link", name="低保", exact=True).click()
        expect(page.locator("details#sa-minimum-living summary")).to_be_visible()


def test_the_search_page_shows_results_for_its_address(phone: Page, base: str) -> None:
    phone.goto(f"{base}/search.html?q=养老")
    expect(phone.locator("#results a").first).to_contain_text("养老")


def test_the_handbooks_search_box_leads_to_the_search_page(phone: Page, base: str) -> None:
    phone.goto(f"{base}/handbook/index.html")
    phone.locator("form.find input").fill("养老")
    phone.locator("form.find button").click()
    expect(phone.locator("#results a").first).to_contain_text("养老")


def test_the_township_one_was_in_comes_first_next_time(phone: Page, served: str) -> None:
    phone.goto(f"{served}/niutian/index.html")
    phone.goto(f"{served}/index.html")
    expect(phone.locator(".towns a").first).to_contain_text("牛田镇")
    search(phone, "低保")
    expect(phone.locator(".found a").first).to_have_attribute(
        "href", "niutian/sa-minimum-living.html"
    )


def test_an_address_with_a_service_opens_it_on_the_areas_page(phone: Page, base: str) -> None:
    phone.goto(f"{base}/area/social-assistance.html#sa-minimum-living")
    expect(phone.locator("details#sa-minimum-living")).to_have_attribute("open", "")


def test_paper_carries_the_guide_and_no_controls(browser: Browser, served: str) -> None:
    with opened(browser, DESK) as page:
        page.goto(f"{served}/{GUIDE}")
        page.emulate_media(media="print")
        for controls in (".search", ".crumbs", ".toc", ".foot nav"):
            expect(page.locator(controls)).to_be_hidden()
        sections = page.locator(".fact, .sections section:not(.links)").all()
        assert len(sections) >= 6 + 12
        for section in sections:
            expect(section).to_be_visible()


def test_the_site_works_under_any_path(phone: Page, county: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a" / "b c"
    elsewhere.mkdir(parents=True)
    (elsewhere / "指南").symlink_to(county.site, target_is_directory=True)
    phone.goto((elsewhere / "指南" / "index.html").as_uri())
    phone.get_by_role("link", name="金竹畲族乡").click()
    phone.locator("#social-assistance").get_by_role("link", name="低保").first.click()
    expect(phone.locator("h1")).to_have_text("低保")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_usb_stick_is_walked_from_home_to_a_village(
    browser: Browser,
    county: Project,
    script: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    with opened(browser, PHONE, java_script_enabled=script) as page:
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((county.site / "index.html").resolve().as_uri())
        page.get_by_role("link", name="金竹畲族乡").click()
        expect(page.locator("h1")).to_have_text("金竹畲族乡")
        page.locator("#social-assistance").get_by_role("link", name="低保").first.click()
        expect(page.locator("h1")).to_have_text("低保")
        page.locator(".crumbs").get_by_role("link", name="金竹畲族乡").click()
        page.locator("#villages").get_by_role("link", name="坪溪村委会").click()
        expect(page.locator("h1")).to_have_text("坪溪村委会")
        assert wrong == []


def test_a_service_called_script_is_found_and_runs_nothing(phone: Page, nasty: Project) -> None:
    alarms: list[str] = []

    def hear(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    phone.on("dialog", hear)
    phone.goto((nasty.site / "jinzhu" / "index.html").as_uri())
    search(phone, "alert")
    expect(phone.locator(".found a b").first).to_have_text(NASTY)
    phone.locator(".found a").first.click()
    expect(phone.locator("h1")).to_have_text(NASTY)
    assert alarms == []


ASKING = "jinzhu/ps-id-card.html"
FIRST, RENEWED, LOST = (
    f"#case-{option_name(answer)}"
    for answer in ("第一次办", "到期、损坏或改了信息，换证", "丢了，补证")
)


def test_answers_narrow_what_to_bring_and_stand_in_the_address(phone: Page, base: str) -> None:
    phone.goto(f"{base}/{ASKING}")
    shown = phone.locator(".case:visible")
    expect(shown).to_have_count(0)
    phone.get_by_label("到期、损坏或改了信息，换证").check()
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("旧居民身份证")
    expect(shown).not_to_contain_text("居民户口簿")
    assert phone.url.endswith(RENEWED)
    phone.get_by_label("第一次办").check()
    expect(shown).to_contain_text("居民户口簿")
    expect(shown).not_to_contain_text("旧居民身份证")
    assert phone.url.endswith(FIRST)


def test_an_address_with_answers_shows_a_neighbour_the_same_case(phone: Page, base: str) -> None:
    phone.goto(f"{base}/{ASKING}{RENEWED}")
    expect(phone.get_by_label("到期、损坏或改了信息，换证")).to_be_checked()
    expect(phone.locator(".case:visible")).to_contain_text("旧居民身份证")
    phone.goto(f"{base}/{ASKING}{LOST}")
    expect(phone.get_by_label("丢了，补证")).to_be_checked()


def test_an_address_with_answers_that_cannot_be_asks_again(phone: Page, served: str) -> None:
    for hash_ in ("#case-9", "#case-1-1-1", "#case-0"):
        phone.goto("about:blank")
        phone.goto(f"{served}/{ASKING}{hash_}")
        assert phone.locator("form.ask fieldset:visible").count() == 1


def test_without_a_script_every_case_is_listed_and_the_address_leads_to_it(
    browser: Browser, base: str
) -> None:
    with opened(browser, PHONE, java_script_enabled=False, reduced_motion="reduce") as page:
        page.goto(f"{base}/{ASKING}{LOST}")
        expect(page.locator(".case:visible")).to_have_count(3)
        expect(page.locator("form.ask")).to_be_hidden()
        box = page.locator(LOST).bounding_box()
        assert box is not None
        assert 0 <= box["y"] < PHONE[1]


def test_a_question_is_asked_only_where_an_earlier_answer_calls_for_it(
    phone: Page, small: Project
) -> None:
    service = small.guides / "services" / "ps-id-card.yaml"
    text = service.read_text(encoding="utf-8")
    more = (
        "情形:\n- {问: 由谁来办？, 选项: [本人, 家里人]}\n"
        "- {问: 是什么关系？, 选项: [夫妻, 别的], 适用情形: {由谁来办？: 家里人}}\n"
    )
    material = "申请材料:\n- {名称: 关系说明, 来源: 申请人自备, 适用情形: {是什么关系？: 别的}}\n"
    service.write_text(
        text.replace("情形:\n", more, 1).replace("申请材料:\n", material, 1), "utf-8"
    )
    build(small)
    phone.goto((small.site / ASKING).resolve().as_uri())
    asked = phone.locator("form.ask fieldset:visible legend")
    expect(asked).to_have_text(["由谁来办？"])
    phone.get_by_label("家里人").check()
    expect(phone.locator("form.ask .more")).to_be_visible()
    assert "#" not in phone.url
    expect(asked).to_have_text(["由谁来办？", "是什么关系？"])
    phone.get_by_label("别的").check()
    phone.get_by_label("第一次办").check()
    assert phone.url.endswith("#case-" + "-".join(map(option_name, ("家里人", "别的", "第一次办"))))
    expect(phone.locator(".case:visible")).to_contain_text("关系说明")
    phone.get_by_label("本人").check()
    expect(asked).to_have_text(["由谁来办？", "办哪一种？"])
    assert phone.url.endswith(f"#case-{option_name('本人')}-0-{option_name('第一次办')}")
    expect(phone.locator(".case:visible")).not_to_contain_text("关系说明")


def test_the_mark_opens_the_reasons_in_plain_words(phone: Page, small: Project) -> None:
    service = small.guides / "services" / "sa-minimum-living.yaml"
    text = service.read_text(encoding="utf-8")
    service.write_text(text.replace("承诺时限: 25", "承诺时限: 50"), encoding="utf-8")
    build(small)
    phone.goto((small.site / GUIDE).resolve().as_uri())
    reason = phone.get_by_text("承诺时限50个工作日长于法定时限30个工作日")
    expect(reason).to_be_hidden()
    phone.locator("summary", has_text="未达标").click()
    expect(reason).to_be_visible()
    reason.get_by_role("link", name="为什么").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("承诺时限不能比法定时限长")


def test_the_whole_list_narrows_to_the_papers_of_the_case(phone: Page, base: str) -> None:
    phone.goto(f"{base}/{ASKING}")
    papers = phone.locator(".materials li:visible h3")
    expect(papers).to_have_count(2)
    phone.get_by_label("第一次办").check()
    expect(papers).to_have_text(["居民户口簿 免交"])
    phone.get_by_label("到期、损坏或改了信息，换证").check()
    expect(papers).to_contain_text(["旧居民身份证"])
