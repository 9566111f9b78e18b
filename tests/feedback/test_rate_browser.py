"""A guide is rated in a real browser: in place, without JavaScript, without signal, in two tabs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from feedback_api.officials.roles import Role
from generator.project import Project
from tests.feedback import desk
from tests.feedback.rating import sent
from tests.feedback.together import Together, rated_county, together
from tests.test_axe import WCAG
from tests.test_browser import DESK, PHONE, SMALL, opened

GUIDE = "jinzhu/sa-minimum-living.html"
ELDER = f"elder/{GUIDE}"
RATE = "api/v1/rate/jinzhu/sa-minimum-living"
KEPT = """async () => {
  for (let turn = 0; turn < 200; turn++) {
    const worker = navigator.serviceWorker.controller;
    const all = ["rate.js", "rate-form.js", "rate.css"];
    const urls = (await Promise.all((await caches.keys()).map(async name =>
      (await (await caches.open(name)).keys()).map(one => one.url)))).flat();
    if (worker && all.every(name => urls.some(url => url.includes("/" + name)))) return true;
    await new Promise(later => setTimeout(later, 50));
  }
  return false;
}"""
"""Whether the phone keeps what it needs to rate without signal."""


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return rated_county(tmp_path_factory.mktemp("rated") / "county")


@pytest.fixture
def both(rated: Project, tmp_path: Path) -> Iterator[Together]:
    with together(rated, tmp_path) as found:
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE, reduced_motion="reduce") as page:
        yield page


def rate(page: Page, words: str = "满意") -> None:
    """Opens the questions in place, chooses a grade and hands it in."""
    page.get_by_role("link", name="办完了，评一评").click()
    page.get_by_text(words, exact=True).click()
    page.get_by_role("button", name="提交评价").click()


def test_a_guide_is_rated_in_place_and_the_receipt_stays_on_the_phone(
    phone: Page, both: Together
) -> None:
    phone.goto(f"{both.url}/{GUIDE}")
    phone.get_by_role("link", name="办完了，评一评").click()
    phone.get_by_text("不满意", exact=True).click()
    phone.get_by_text("服务态度生硬").click()
    phone.get_by_text("家庭经济状况核对授权书").last.click()
    assert phone.locator(".tags:visible").count() == 1
    phone.get_by_role("button", name="提交评价").click()
    status = phone.locator("#ratings [role=status]")
    expect(status).to_contain_text("已收到，谢谢您。")
    assert both.count() == 1
    phone.reload()
    expect(status).to_contain_text("回执号")
    assert "服务态度" not in phone.evaluate("localStorage.ratings")
    status.get_by_role("button", name="从这部手机里删掉").click()
    assert phone.evaluate("localStorage.ratings") is None


def test_while_the_county_is_flooded_the_phone_works_for_its_rating(
    phone: Page, rated: Project, tmp_path: Path
) -> None:
    with together(rated, tmp_path, limit_county=1) as both:
        strangers = both.app.test_client()
        told = [
            strangers.post(
                "/api/v1/ratings", json=sent(), environ_base={"REMOTE_ADDR": f"198.51.{n}.1"}
            ).status_code
            for n in range(3)
        ]
        assert told == [201, 429, 429]
        phone.goto(f"{both.url}/{GUIDE}")
        rate(phone)
        expect(phone.locator("#ratings [role=status]")).to_contain_text("已收到", timeout=20_000)
        assert both.count() == 2


def test_without_signal_a_rating_waits_on_the_phone_and_goes_out_by_itself(
    phone: Page, both: Together
) -> None:
    phone.goto(f"{both.url}/{GUIDE}")
    assert phone.evaluate(KEPT)
    both.down()
    phone.reload()
    rate(phone)
    status = phone.locator("#ratings [role=status]")
    expect(status).to_contain_text("已保存在手机里，有信号时自动发送。")
    both.up()
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(status).to_contain_text("已收到")
    assert both.count() == 1


def test_a_rating_outlives_its_tab_and_goes_out_from_any_page(phone: Page, both: Together) -> None:
    phone.goto(f"{both.url}/{GUIDE}")
    both.down()
    phone.context.set_offline(True)
    phone.evaluate("document.querySelector('[data-rate]').scrollIntoView()")
    both.up()
    phone.context.set_offline(False)
    phone.get_by_role("link", name="办完了，评一评").click()
    phone.get_by_text("满意", exact=True).click()
    both.down()
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.locator("#ratings [role=status]")).to_contain_text("已保存在手机里")
    context = phone.context
    phone.close()
    both.up()
    other = context.new_page()
    other.goto(f"{both.url}/jinzhu/index.html")
    other.wait_for_function("JSON.parse(localStorage.ratings)[0].receipt")
    assert both.count() == 1


def test_two_tabs_send_a_rating_once(phone: Page, both: Together) -> None:
    phone.goto(f"{both.url}/{GUIDE}")
    phone.get_by_role("link", name="办完了，评一评").click()
    phone.get_by_text("满意", exact=True).click()
    other = phone.context.new_page()
    other.goto(f"{both.url}/{GUIDE}#ratings")
    other.wait_for_selector("#ratings [role=status]", state="attached")
    both.down()
    phone.get_by_role("button", name="提交评价").click()
    expect(other.locator("#ratings [role=status]")).to_contain_text("已保存在手机里")
    both.up()
    for page in (phone, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    for page in (phone, other):
        expect(page.locator("#ratings [role=status]")).to_contain_text("已收到")
    assert (both.posts, both.count()) == (1, 1)


def test_what_is_refused_can_be_mended_in_place(phone: Page, both: Together) -> None:
    phone.goto(f"{both.url}/{GUIDE}")
    phone.get_by_role("link", name="办完了，评一评").click()
    phone.get_by_text("非常满意", exact=True).click()
    phone.get_by_label("还想说什么").fill("很快")
    phone.get_by_label("窗口给的评价码").fill("AAAAA AAAAA")
    phone.get_by_role("button", name="提交评价").click()
    status = phone.locator("#ratings [role=status]")
    expect(status).to_contain_text("没有收下")
    status.get_by_role("button", name="改一改再交").click()
    expect(phone.locator("[data-wrong=slip]")).to_contain_text("评价码不对")
    expect(phone.get_by_label("还想说什么")).to_have_value("很快")
    phone.get_by_label("窗口给的评价码").fill("")
    phone.get_by_role("button", name="提交评价").click()
    expect(status).to_contain_text("已收到")
    assert both.count() == 1


@pytest.mark.parametrize("path", [GUIDE, ELDER])
def test_without_javascript_a_page_with_the_same_questions_opens(
    browser: Browser, both: Together, path: str
) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto(f"{both.url}/{path}")
        page.get_by_role("link", name="办完了，评一评").click()
        page.wait_for_load_state()
        assert page.locator("html.elder").count() == path.startswith("elder")
        assert page.locator(".tags:visible").count() == 0
        page.get_by_text("不满意", exact=True).click()
        assert page.locator(".tags:visible legend").all_inner_texts() == [
            "哪里不好？可以多选，也可以不选"
        ]
        page.get_by_text("2 次", exact=True).click()
        page.get_by_role("button", name="提交评价").click()
        expect(page.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
        page.get_by_role("link", name="回到指南").click()
        assert page.url == f"{both.url}/{path}"
    assert both.count() == 1


@pytest.mark.parametrize("view", ["", "?view=elder"])
def test_the_page_and_its_answers_suit_everybody(
    browser: Browser, both: Together, view: str
) -> None:
    with opened(browser, PHONE, reduced_motion="reduce") as page:
        elsewhere: list[str] = []
        page.on("request", lambda one: elsewhere.append(one.url))
        page.on("console", lambda one: elsewhere.append(one.text))
        page.goto(f"{both.url}/{RATE}{view}")
        _sound(page)
        page.get_by_text("要我们打电话").click()
        page.get_by_label("您的电话").fill("1")
        page.get_by_text("不满意", exact=True).click()
        page.get_by_role("button", name="提交评价").click()
        expect(page.get_by_role("alert")).to_contain_text("还没有交上去")
        _sound(page)
        page.get_by_label("您的电话").fill("")
        page.get_by_role("button", name="提交评价").click()
        expect(page.get_by_text("您的回执号")).to_be_visible()
        _sound(page)
    assert [one for one in elsewhere if not one.startswith(both.url)] == [
        one for one in elsewhere if "422" in one
    ]


def test_the_questions_in_place_suit_everybody(browser: Browser, both: Together) -> None:
    for path in (GUIDE, ELDER):
        with opened(browser, PHONE, reduced_motion="reduce") as page:
            page.goto(f"{both.url}/{path}")
            page.get_by_role("link", name="办完了，评一评").click()
            page.get_by_text("不满意", exact=True).click()
            _sound(page, "#ratings")
            page.get_by_role("button", name="提交评价").click()
            expect(page.locator("#ratings [role=status]")).to_contain_text("已收到")
            _sound(page, "#ratings")


def _sound(page: Page, part: str = "html") -> None:
    """Nothing for axe, nothing too small to press, nothing wider than the screen."""
    _accessible(page, part)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate(SMALL) == []


def _accessible(page: Page, part: str = "html") -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found = Axe().run(page, context=part, options={"runOnly": WCAG}).response["violations"]
        assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_paper_is_typed_in_with_the_keyboard_alone(browser: Browser, both: Together) -> None:
    clerk = desk.sign_in(both.app, Role.CLERK, "jinzhu")
    cookie = clerk.client.get_cookie("console", path="/api/console")
    assert cookie
    with opened(browser, DESK, reduced_motion="reduce") as page:
        page.context.add_cookies(
            [{"name": "console", "value": cookie.value, "url": f"{both.url}/api/console"}]
        )
        page.goto(f"{both.url}/api/console/paper?service=sa-minimum-living")
        for number in (1, 2):
            # A browser sets the focus when it paints, which a busy machine does after loading.
            expect(page.locator("input[autofocus]")).to_be_focused()
            page.keyboard.type("4")
            page.keyboard.press("Tab")
            page.keyboard.type("1")
            page.keyboard.press("Enter")
            expect(page.locator("tbody tr")).to_have_count(number)
        assert page.locator("h2").first.inner_text() == "金竹畲族乡 · 低保"
        _accessible(page)
    assert both.count() == 2
