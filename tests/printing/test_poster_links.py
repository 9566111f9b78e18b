"""What a reader sees who comes from paper, and what a page says to one who compares by eye."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import catalog
from generator.pages import elder
from generator.printing.edition import Edition
from generator.project import Project
from tests import html
from tests.conftest import TODAY, build, small_county
from tests.hosting import hosted
from tests.test_browser import GUIDE, PHONE, opened, overhang
from tests.test_build import edit
from tests.test_weight import REQUESTS, SCRIPT, weight

NEWEST = "✓ 这张海报是最新的。"
UNKNOWN = "看不出这张海报是哪一版，请以本页为准。"
CHANGED = "这张海报印好以后，这些地方改了：申请材料、收费。请以本页为准。"
VIEWS = (GUIDE, elder.path(GUIDE))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, str]]:
    """A county whose posters were printed before one service changed, and their marks."""
    project = small_county(tmp_path_factory.mktemp("paper") / "small")
    marks = {path: str(mark) for path, mark in edition(project).marks.items()}
    service = project.guides / "services" / "sa-minimum-living.yaml"
    edit(service, "收费: 不收费", "收费: [{项目: 工本费, 标准: 5元, 依据: 省里的文件}]")
    edit(service, "名称: 家庭经济状况核对授权书", "名称: 家庭情况核对授权书")
    build(project)
    return project, marks


def edition(project: Project) -> Edition:
    return Edition(catalog.load(project.guides), TODAY, project.site_url)


def mark_on(page: Path) -> str:
    found = re.search(r'data-mark="([^"]*)"', page.read_text(encoding="utf-8"))
    assert found
    return found[1]


def message(page: Page) -> str:
    box = page.locator(".age")
    expect(box).to_be_visible()
    return box.inner_text()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, before: tuple[Project, dict[str, str]]) -> Iterator[str]:
    folder = before[0].site
    if request.param == "file":
        yield folder.resolve().as_uri()
        return
    with hosted(folder) as host:
        yield host.url


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE) as page:
        yield page


@pytest.mark.parametrize("view", VIEWS)
def test_a_poster_is_told_whether_it_is_the_newest(
    phone: Page, base: str, before: tuple[Project, dict[str, str]], view: str
) -> None:
    project, marks = before
    now = str(edition(project).marks[GUIDE])
    for mark, words in ((now, NEWEST), (marks[GUIDE], CHANGED)):
        phone.goto(f"{base}/{view}?v={mark}")
        assert message(phone) == words
        assert overhang(phone) <= 0
    assert phone.locator(".badge.since").all_inner_texts() == ["印好以后改过"] * 2
    phone.locator(".age").get_by_text("收费").click()
    expect(phone.locator("#fee")).to_be_in_viewport()
    assert "印好以后改过" in phone.locator("#fee h2").inner_text()


def test_a_damaged_mark_gets_an_answer_that_is_right_anyway(phone: Page, base: str) -> None:
    for mark in ("", "oops", "abcdefghi!", "iiillloooouuu", "a" * 60, "---", "%00", "<b>"):
        phone.goto(f"{base}/{GUIDE}?v={mark}")
        assert message(phone) == UNKNOWN, mark


def test_parts_that_a_sheet_leaves_out_are_not_compared(
    phone: Page, base: str, before: tuple[Project, dict[str, str]]
) -> None:
    project, marks = before
    mark = edition(project).marks[GUIDE].read(marks[GUIDE])
    assert mark
    phone.goto(f"{base}/{GUIDE}?v={mark.only(('time', 'people'))}")
    assert message(phone) == NEWEST


def test_the_other_view_says_the_same(
    phone: Page, base: str, before: tuple[Project, dict[str, str]]
) -> None:
    phone.goto(f"{base}/{GUIDE}?v={before[1][GUIDE]}")
    assert message(phone) == CHANGED
    phone.get_by_role("link", name="长辈版").click()
    expect(phone.locator("html.elder")).to_be_attached()
    assert message(phone) == CHANGED


@pytest.mark.parametrize("name", ["jinzhu/v200.html", "jinzhu/hall.html", "jinzhu/index.html"])
def test_villages_halls_and_townships_answer_their_sheets_too(
    phone: Page, base: str, before: tuple[Project, dict[str, str]], name: str
) -> None:
    phone.goto(f"{base}/{name}?v={mark_on(before[0].site / name)}")
    assert message(phone) == "✓ 您扫的这张纸是最新的。"
    old = "000" + mark_on(before[0].site / name)[3:]
    phone.goto(f"{base}/{name}?v={old}")
    assert message(phone).startswith("您扫的这张纸印好以后，这些地方改了：")
    phone.locator(".age a").first.click()
    assert "#" in phone.url


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_who_comes_without_paper_or_without_script_can_compare_by_eye(
    browser: Browser,
    base: str,
    before: tuple[Project, dict[str, str]],
    script: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    version = edition(before[0]).version(GUIDE)
    with opened(browser, PHONE, java_script_enabled=script) as page:
        page.goto(f"{base}/{GUIDE}" if script else f"{base}/{GUIDE}?v=abc")
        expect(page.get_by_text(f"本页版本：{version}")).to_be_visible()
        expect(page.get_by_text("核对日期：2026-11-23")).to_be_visible()
        expect(page.locator(".age")).to_be_hidden()


@pytest.mark.parametrize("view", VIEWS)
def test_a_visit_from_paper_is_as_light_as_any(
    browser: Browser, before: tuple[Project, dict[str, str]], view: str
) -> None:
    site = before[0].site
    with hosted(site) as host, opened(browser, PHONE, service_workers="block") as page:
        page.goto(f"{host.url}/{view}?v={before[1][GUIDE]}", wait_until="networkidle")
        expect(page.locator(".age")).to_be_visible()
        asked = [site / one.path.lstrip("/").partition("?")[0] for one in host.answers]
    assert len(asked) <= REQUESTS
    assert sum(weight(path) for path in asked if path.suffix == ".js") <= SCRIPT


def test_paper_and_page_go_by_the_same_marks(before: tuple[Project, dict[str, str]]) -> None:
    project, _ = before
    marks = edition(project).marks
    assert len(marks) > 10
    for name, mark in marks.items():
        page = project.site / name
        assert mark_on(page) == mark_on(project.site / elder.path(name)) == str(mark)
        assert f"本页版本：<b>{mark.version}</b>" in page.read_text(encoding="utf-8")


def test_every_part_has_a_place_on_its_page(before: tuple[Project, dict[str, str]]) -> None:
    project, _ = before
    for name, mark in edition(project).marks.items():
        ids = set(html.read(project.site / name).ids)
        for part in mark.parts:
            assert ids & {*part.ids} or part.name == "groups", (name, part.title)
