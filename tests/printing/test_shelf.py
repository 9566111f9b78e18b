"""Sheets that `guides build` lays beside the pages they belong to, and the links to them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, expect

from generator import catalog, memory, site
from generator.cli import main
from generator.pages import elder
from generator.printing import press
from generator.printing.press import Failure
from generator.printing.shelf import Printing, ShelfError
from generator.project import Project
from tests import html
from tests.conftest import TODAY
from tests.test_browser import GUIDE, PHONE, opened
from tests.test_build import changed, edit, files, stamps

POSTER = "jinzhu/print/poster/sa-minimum-living.pdf"
BOOKLET = "jinzhu/print/booklet/jinzhu.pdf"


def build(project: Project, *kinds: str) -> memory.Report:
    printing = Printing(kinds or None)
    return site.build(project, catalog.load(project.guides), today=TODAY, printing=printing)


def run(project: Project, *arguments: str) -> Result:
    command = ["build", "-f", str(project.settings), "--today", "2026-11-24", *arguments]
    return CliRunner().invoke(main, command)


def papers(project: Project) -> set[str]:
    return {path for path in memory.files_in(project.site) if "/print/" in path}


def test_pages_link_to_the_sheets_that_lie_in_the_site(small: Project) -> None:
    build(small, "poster", "booklet")
    guides = {path.partition("/print/")[0] for path in papers(small)}
    assert guides == {"jinzhu", "niutian"}
    for name, words, sheet in (
        (GUIDE, "海报（PDF）", POSTER),
        ("jinzhu/index.html", "办事指南汇编（PDF）", BOOKLET),
        ("overview.html", "金竹畲族乡办事指南汇编（PDF）", BOOKLET),
    ):
        for page in (small.site / name, small.site / elder.path(name)):
            assert html.follow(page, words) == (small.site / sheet).resolve(), page
    assert (small.site / POSTER).read_bytes().startswith(b"%PDF-")
    assert html.dead_links(html.read_all(small.site)) == []


def test_an_ordinary_build_keeps_the_sheets_and_remakes_those_that_changed(small: Project) -> None:
    build(small, "poster")
    before = stamps(small.site)
    assert build(small).written == 0
    assert stamps(small.site) == before
    edit(small.guides / "services" / "sa-minimum-living.yaml", "承诺时限: 25个", "承诺时限: 24个")
    build(small)
    touched = {path for path in changed(before, stamps(small.site)) if path.endswith(".pdf")}
    assert touched == {POSTER, POSTER.replace("jinzhu", "niutian")}
    site.forget(small)
    build(small)
    assert papers(small) == {path for path in before if path.endswith(".pdf")}


def test_sheets_are_gone_when_nobody_wants_them_any_more(small: Project) -> None:
    build(small, "poster")
    said = run(small, "--without-print")
    assert said.exit_code == 0, said.output
    assert papers(small) == set()
    assert "海报<small>" not in (small.site / GUIDE).read_text(encoding="utf-8")
    assert build(small).written == 0


def test_the_settings_can_ask_for_sheets(small: Project) -> None:
    settings = small.settings.read_text(encoding="utf-8")
    asked = "  - township-guides:\n      with_print: [booklet]\n"
    small.settings.write_text(settings.replace("  - township-guides\n", asked), encoding="utf-8")
    build(Project.load(small.settings))
    assert papers(small) == {BOOKLET, BOOKLET.replace("jinzhu", "niutian")}


def test_kinds_can_be_given_one_by_one_or_in_a_list(small: Project) -> None:
    assert run(small, "--with-print", "poster，booklet").exit_code == 0
    whole = papers(small)
    assert run(small, "--with-print", "booklet", "--with-print", "poster").exit_code == 0
    assert papers(small) == whole
    assert {path.split("/")[2] for path in whole} == {"poster", "booklet"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--with-print", "postr"), "没有“postr”这一种，是不是“poster”？"),
        (("--with-print", "poster", "--without-print"), "只能写一个"),
    ],
)
def test_a_wrong_wish_is_answered_and_the_site_stays(
    small: Project, arguments: tuple[str, ...], words: str
) -> None:
    build(small)
    before = files(small.site)
    said = run(small, *arguments)
    assert said.exit_code != 0
    assert words in said.output
    assert files(small.site) == before


def test_a_sheet_that_fails_leaves_the_site_as_it_was(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    before = files(small.site)
    failure = Failure("jinzhu/poster/x.pdf", "怎样办低保", "有一个字印不出来")
    monkeypatch.setattr(press, "make", lambda *_: (failure,))
    with pytest.raises(ShelfError, match=r"怎样办低保（jinzhu.*印不出来：有一个字"):
        build(small, "poster")
    assert files(small.site) == before


def test_where_nothing_was_printed_the_browser_prints(browser: Browser, small: Project) -> None:
    build(small)
    with opened(browser, PHONE) as phone:
        phone.add_init_script("window.print = () => { window.printed = true; }")
        for name in (GUIDE, "jinzhu/v200.html", elder.path(GUIDE)):
            phone.goto((small.site / name).resolve().as_uri())
            phone.get_by_role("button", name="打印这一页").click()
            assert phone.evaluate("window.printed") is True
        phone.emulate_media(media="print")
        expect(phone.locator("#paper")).to_be_hidden()
    assert '<section id="paper" class="links" hidden>' in (small.site / GUIDE).read_text("utf-8")


def test_every_sheet_keeps_to_its_page(small: Project) -> None:
    build(small, "poster", "guide")
    links = {
        page.relative_to(small.site).as_posix(): {
            file.relative_to(small.site.resolve()).as_posix()
            for _, file, _ in html.targets(page, html.read(page))
            if file.suffix == ".pdf"
        }
        for page in small.site.glob("jinzhu/*.html")
    }
    for page, sheets in links.items():
        name = Path(page).stem
        assert all(Path(sheet).stem == name for sheet in sheets), page
    assert sum(map(len, links.values())) == len([p for p in papers(small) if p[0] == "j"])
