"""The bring-list: ticked, kept on the phone, sent to the family, printed; and how papers look."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import catalog
from generator.pages.papers import look
from generator.pages.words import option_name
from generator.project import Project
from tests.conftest import REPOSITORY
from tests.test_browser import opened, phone, served

__all__ = ["phone", "served"]

HOMESTEAD = "jinzhu/rr-homestead.html"
FORM = "农村宅基地和建房（规划许可）申请表"
AID = "jinzhu/sa-temporary-aid.html"
CASE = f"#case-{option_name('不急')}"


def ready(page: Page) -> str:
    return page.locator(".ready b").inner_text()


def test_what_is_ticked_stays_ticked_and_the_rest_is_counted(phone: Page, served: str) -> None:
    phone.goto(f"{served}/{HOMESTEAD}")
    assert ready(phone) == "还差 3 样"
    phone.get_by_label(FORM).check()
    assert ready(phone) == "还差 2 样"
    phone.reload()
    expect(phone.get_by_label(FORM)).to_be_checked()
    assert ready(phone) == "还差 2 样"
    phone.goto(f"{served}/niutian/rr-homestead.html")
    expect(phone.get_by_label(FORM)).not_to_be_checked()


def test_everything_ticked_is_said_and_can_be_begun_again(phone: Page, served: str) -> None:
    phone.goto(f"{served}/{HOMESTEAD}")
    for box in phone.locator(".materials .tick").all():
        box.check()
    assert ready(phone) == "都备齐了"
    phone.get_by_role("button", name="重新勾").click()
    assert ready(phone) == "还差 3 样"
    phone.reload()
    assert phone.locator(".tick:checked").count() == 0


def test_a_paper_ticked_in_ones_case_is_ticked_in_the_whole_list(phone: Page, served: str) -> None:
    phone.goto(f"{served}/{AID}")
    phone.get_by_label("不急").check()
    mine = phone.locator(".case:visible .tick")
    expect(mine).to_have_count(3)
    assert ready(phone) == "还差 3 样"
    mine.first.check()
    assert ready(phone) == "还差 2 样"
    expect(phone.locator(".materials .tick").first).to_be_checked()


def test_the_list_is_shared_as_words_with_the_address_of_the_case(
    browser: Browser, served: str
) -> None:
    with opened(browser, (360, 740), is_mobile=True) as page:
        page.add_init_script(
            "navigator.share = data => { window.shared = data.text; return Promise.resolve(); }"
        )
        page.goto(f"{served}/{AID}{CASE}")
        page.locator(".case:visible .tick").first.check()
        page.get_by_role("button", name="发给家里人").click()
        lines = page.evaluate("window.shared").split("\n")
    assert lines[0] == "临时救助，要带："
    assert lines[1] == "☑ 临时救助申请表（原件 1 份）"
    assert lines[2].startswith("☐ ")
    assert lines[-1].endswith(f"{AID}{CASE}")


def test_without_a_script_boxes_can_be_ticked_and_no_dead_buttons_stand_there(
    browser: Browser, served: str
) -> None:
    with opened(browser, (360, 740), java_script_enabled=False) as page:
        page.goto(f"{served}/{HOMESTEAD}")
        page.get_by_label(FORM).check()
        expect(page.get_by_label(FORM)).to_be_checked()
        expect(page.locator(".ready")).to_be_hidden()


def test_nothing_breaks_where_nothing_can_be_kept(browser: Browser, served: str) -> None:
    with opened(browser, (360, 740)) as page:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
        )
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{served}/{HOMESTEAD}")
        page.get_by_label(FORM).check()
        assert ready(page) == "还差 2 样"
        assert wrong == []


def test_what_the_office_looks_up_itself_has_no_box(county: Project) -> None:
    html = (county.site / HOMESTEAD).read_text(encoding="utf-8")
    assert f'data-tick="{FORM}"' in html
    assert 'data-tick="户主居民户口簿"' not in html


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("申请人居民身份证", "card", "一面有照片"),
        ("共同生活家庭成员居民户口簿", "book", "户主页"),
        ("惠民惠农“一卡通”（社会保障卡）账户信息", "card", "社会保障卡"),
        ("有效身份证件", "card", "护照"),
        ("残疾人证申请表", "form", "窗口发的表格"),
        ("从没见过的东西", "sheet", ""),
    ],
)
def test_a_paper_is_told_by_its_look(name: str, shape: str, words: str) -> None:
    found = look(name)
    assert found.shape == shape
    assert words in found.words


def test_most_papers_of_the_county_are_known_by_their_look() -> None:
    names = [
        material.name
        for service in catalog.load(REPOSITORY / "guides").services.values()
        for material in service.materials or ()
    ]
    assert sum(bool(look(name).words) for name in names) > 0.9 * len(names)


def test_the_lists_pictures_are_drawn_in_the_page_itself(county: Project) -> None:
    for path in Path(county.site).glob("jinzhu/*-*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<img" not in html
