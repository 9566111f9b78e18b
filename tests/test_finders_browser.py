"""The finders in a real browser, on a phone, with and without JavaScript, and on paper."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.project import Project
from tests.conftest import require
from tests.test_browser import PHONE, opened, search

VILLAGES = ("坪溪村委会", "下大街居委会", "水南村委会", "流坑村委会", "深坵村委会")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, PHONE, java_script_enabled=request.param) as page:
        yield page


def address(project: Project, path: str) -> str:
    return (project.site / path).resolve().as_uri()


def test_a_family_finds_its_services_and_its_guide(any_phone: Page, county: Project) -> None:
    any_phone.goto(address(county, "index.html"))
    any_phone.locator("#finders").get_by_role("link", name="我家有…").click()
    any_phone.get_by_role("link", name="残疾人", exact=False).first.click()
    expect(any_phone.locator("h1")).to_have_text("我家有残疾人")
    expect(any_phone.locator("#unasked")).to_contain_text("残疾人两项补贴")
    offer = any_phone.locator("details#sa-disability-certificate")
    offer.locator("summary").click()
    offer.get_by_role("link", name="金竹畲族乡").click()
    expect(any_phone.locator("h1")).to_have_text("办残疾人证")


def test_what_comes_without_asking_opens_its_entry(browser: Browser, county: Project) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, "for/elders.html"))
        page.locator("#unasked").get_by_role("link", name="高龄补贴").click()
        expect(page.locator("details#sa-elder-allowance")).to_have_attribute("open", "")


def test_somebody_far_away_reaches_the_letter(any_phone: Page, county: Project) -> None:
    any_phone.goto(address(county, "jinzhu/sa-minimum-living.html"))
    any_phone.get_by_role("link", name="人在外地怎么办").click()
    expect(any_phone.locator("h1")).to_have_text("人在外地")
    any_phone.get_by_role("link", name="空白委托书", exact=True).click()
    expect(any_phone.locator(".letter")).to_be_visible()


@pytest.mark.parametrize("village", VILLAGES)
def test_a_village_is_found_by_name_from_the_countys_home(
    browser: Browser, county: Project, village: str
) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, "index.html"))
        search(page, village)
        page.locator(".found a", has_text=village).first.click()
        expect(page.locator("h1")).to_have_text(village)
        for place in page.locator("#nearest li").all():
            expect(place).to_be_visible()
        assert page.locator("#nearest li").count() == 3
        assert page.locator("#nearest a[href^='tel:']").count() >= 2


ANSWERS = (
    ("残疾人", "我家有残疾人", "for/disabled.html"),
    ("canjiren", "我家有残疾人", "for/disabled.html"),
    ("首问", "首问负责", "walls.html#rule-1"),
    ("倒垃圾", "路边、河边有人乱倒垃圾（演示）", "lead.html#lead-2"),
    ("投诉", "没做到，怎么投诉", "walls.html#complain"),
    ("赋权", "赋权事项清单", "powers.html"),
    ("谁在岗", "今天谁在岗", "jinzhu/duty.html"),
)


@pytest.mark.parametrize("view", ["", "elder/"])
def test_a_page_that_answers_is_found_by_typing(
    browser: Browser, county: Project, view: str
) -> None:
    with opened(browser, PHONE) as page:
        for words, found, path in ANSWERS:
            page.goto(address(county, f"{view}jinzhu/index.html"))
            search(page, words)
            page.locator(".found a", has=page.get_by_text(found, exact=True)).first.click()
            page.wait_for_url(f"{county.site.resolve().as_uri()}/{view}{path}")


def test_who_leads_is_told_while_typing(browser: Browser, county: Project) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, "index.html"))
        search(page, "自来水")
        expect(page.locator(".found a").first).to_contain_text("牵头：县水利局")
        search(page, "谁在岗")
        page.locator(".found a").first.click()
        expect(page.locator("#townships")).to_be_in_viewport()


def test_every_village_is_in_the_search_index_once(county: Project) -> None:
    text = (county.site / "assets" / "search-index.js").read_text(encoding="utf-8")
    villages = json.loads(text.removeprefix("guideIndex="))["villages"]
    assert len({(number, file) for _, number, file, *_ in villages}) == 197


def test_a_letter_is_one_sheet_of_paper(browser: Browser, county: Project, tmp_path: Path) -> None:
    require(shutil.which("pdftotext") is not None, "pdftotext")
    path = tmp_path / "letter.pdf"
    with opened(browser, PHONE) as page:
        page.goto(address(county, "proxy-letter.html"))
        page.pdf(path=path, format="A4", prefer_css_page_size=True)
    printed = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert printed.stdout.count("\f") == 1
    text = re.sub(r"\s", "", printed.stdout)
    for said in ("委托人", "受托人", "委托事项", "委托期限", "签字（手印）", "日期"):
        assert said in text
    assert "搜索" not in text
    assert "演示数据" not in text
    assert "打印" not in text


def test_an_issue_is_found_by_typing(browser: Browser, county: Project) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, "lead.html"))
        page.locator("#filter").fill("垃圾 河")
        expect(page.locator(".leads li:visible")).to_have_count(1)
        expect(page.locator(".leads li:visible")).to_contain_text("牵头：您所在的乡镇")
        page.locator("#filter").fill("飞机")
        expect(page.locator(".leads li:visible")).to_have_count(0)
        expect(page.locator(".filter-none")).to_be_visible()
        page.locator("#filter").fill("")
        expect(page.locator(".leads li:visible")).to_have_count(5)
        expect(page.locator(".filter-none")).to_be_hidden()


def test_without_a_script_all_issues_stand_there_and_no_box(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto(address(county, "lead.html"))
        expect(page.locator(".leads li:visible")).to_have_count(5)
        expect(page.locator("#filter")).to_be_hidden()


def test_a_guides_foot_leads_to_its_own_script(any_phone: Page, county: Project) -> None:
    any_phone.goto(address(county, "jinzhu/sa-minimum-living.html"))
    any_phone.locator("#away").get_by_role("link", name="大喇叭稿").click()
    expect(any_phone.locator("#sa-minimum-living .script")).to_be_in_viewport()
