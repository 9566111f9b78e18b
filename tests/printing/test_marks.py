"""Marks: what paper and page say can't change without them, and nothing else changes them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator import catalog, marks, privacy
from generator.catalog import Catalog
from generator.marks import Mark
from generator.pages import Frame, Outside, Renderer, all_pages
from generator.printing.edition import Edition
from generator.printing.kinds import KINDS
from generator.standard.verdict import verdicts
from tests import html
from tests.conftest import HERE, TODAY
from tests.printing import everything

ADDRESS = "https://fuwu.example.gov.cn/"
CHECKED = {kind.name for kind in KINDS if not kind.on_request}
"""Kinds whose every word is compared, on sheets that open a page with marks."""
UNMARKED = (".请假.", ".同意公开.范围.")
"""Leave makes no paper old; a number for cards alone stands on no page, and `guides reprint` tells
of its end."""
DAYS = {"version", "until", "reviewed", "checked", "code"}
"""What a sheet says of itself, and the days of looking at it again: no reason to print."""
BESIDE = re.compile(r'<p class="source">.*?</p>|<p class="small">本页版本.*?</p>', re.DOTALL)
"""What a page says of itself."""

Said = dict[str, tuple[str, str]]
"""The words of pages and sheets, by path, and their marks."""


renderer_of = cache(Renderer)
"""Setting one up takes longer than a county's pages."""


def said(county: Catalog) -> Said:
    return {**dict(pages(county)), **dict(sheets(county))}


def pages(loaded: Catalog) -> Iterator[tuple[str, tuple[str, str]]]:
    shown, found = privacy.for_web(loaded, TODAY), verdicts(loaded, TODAY)
    assert loaded.county
    renderer = renderer_of(Frame.of(loaded.county, (), "assets"))
    for page in all_pages(shown, found, TODAY, Outside()):
        if isinstance(mark := page.values.get("mark"), Mark):
            main = page.document(renderer).partition("<main")[2].partition("</main>")[0]
            yield page.path, (html.words(BESIDE.sub("", main)), str(mark))


def sheets(loaded: Catalog) -> Iterator[tuple[str, tuple[str, str]]]:
    edition = Edition(loaded, TODAY, ADDRESS)
    for kind in KINDS:
        for sheet in kind.sheets(edition) if kind.name in CHECKED else ():
            words = json.dumps([sheet.title, lasting(sheet.data)], ensure_ascii=False)
            if "?v=" in "".join(sheet.links):
                yield sheet.path, (words, "".join(sheet.links))


def lasting(value: Any) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(value, Mapping):
        return {name: lasting(one) for name, one in value.items() if name not in DAYS}
    return [lasting(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.fixture
def whole(tmp_path: Path) -> Catalog:
    """A county in which every field says something."""
    return everything.load(tmp_path / "whole", everything.files())


def test_nothing_on_a_page_or_a_sheet_changes_without_its_mark(
    whole: Catalog, tmp_path: Path
) -> None:
    assert whole.problems == ()
    before, tried, unnoticed = said(whole), set(), []
    for change in everything.changes(tmp_path / "changed"):
        tried.add(f"{change.file} {change.field}")
        if any(name in change.field for name in UNMARKED):
            continue
        for path, (words, mark) in said(change.county).items():
            if path in before and words != before[path][0] and mark == before[path][1]:
                unnoticed.append((path, change.file, change.field))
    assert not unnoticed, "\n".join(map(" ".join, unnoticed))
    assert len(tried) > 200


def guide_mark(loaded: Catalog, today: date = TODAY) -> Mark:
    return Edition(loaded, today).marks["jinzhu/sa-minimum-living.html"]


def edited(folder: Path, file: str, **more: Any) -> Catalog:  # noqa: ANN401  (YAML)
    files = everything.files()
    return everything.load(folder, {**files, file: {**files[file], **more}})


def test_neither_leave_nor_another_day_nor_a_new_look_makes_paper_old(
    whole: Catalog, tmp_path: Path
) -> None:
    people = everything.files()[f"{everything.TOWN}/staff.yaml"]["人员"]
    rested = [{name: said for name, said in one.items() if name != "请假"} for one in people]
    same = (
        edited(tmp_path / "1", f"{everything.TOWN}/staff.yaml", 人员=rested),
        edited(tmp_path / "2", everything.SERVICE, 复核日期="2026-11-24"),
        edited(tmp_path / "3", everything.SERVICE, 别名=["低保金"]),
    )
    assert {guide_mark(county) for county in same} == {guide_mark(whole)}
    assert guide_mark(whole, TODAY + timedelta(days=60)) == guide_mark(whole)


def test_a_number_whose_consent_ends_makes_paper_old(whole: Catalog) -> None:
    before, after = (guide_mark(whole, date(2027, 10, day)) for day in (1, 2))
    assert after.changes(before) == ("联系人和电话",)


@pytest.mark.parametrize(
    ("file", "more", "parts"),
    [
        (everything.SERVICE, {"容缺材料": []}, ("申请材料",)),
        (everything.SERVICE, {"收费": "不收费"}, ("收费",)),
        (everything.SERVICE, {"时限说明": "公示不计入"}, ("办结时限",)),
        (everything.SERVICE, {"咨询电话": "12333"}, ("联系人和电话",)),
        (everything.SERVICE, {"受理条件": ["住在本县"]}, ("适用范围和办理条件",)),
        (everything.SERVICE, {"常见问题": []}, ("依据和常见问题",)),
        (
            f"{everything.TOWN}/township.yaml",
            {"值班": {"电话": "0794-00000009"}},
            ("联系人和电话",),
        ),
    ],
)
def test_a_mark_tells_which_part_has_changed(
    whole: Catalog, tmp_path: Path, file: str, more: dict[str, Any], parts: tuple[str, ...]
) -> None:
    after = edited(tmp_path / "after", file, **more)
    assert after.problems == ()
    steps = "流程、跑动次数和结果"  # the standard's verdict stands there, and may change along
    found = guide_mark(after).changes(guide_mark(whole))
    assert tuple(part for part in found if part != steps) == parts


def test_marks_of_the_whole_county_are_short_and_fit_into_an_address() -> None:
    found = Edition(catalog.load(HERE.parent / "guides"), TODAY).marks
    assert len(found) == 738 + 197 + 4 * 16
    for mark in found.values():
        assert re.fullmatch(r"([0-9a-hjkmnp-tv-z]{3}){1,8}", str(mark))
        assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{6}", mark.version)
    guides = [mark for mark in found.values() if mark.parts is marks.GUIDE]
    assert len({mark.version for mark in guides}) > 700


def test_a_mark_is_read_back_from_an_address_and_a_damaged_one_is_not(whole: Catalog) -> None:
    mark = guide_mark(whole)
    assert mark.read(str(mark)) == mark
    some = mark.only(("fee", "time"))
    assert str(some).startswith("---")
    assert mark.read(str(some)) == some
    assert mark.changes(some) == ()
    for damaged in ("", "oops!", str(mark)[:-1], str(mark) + "abc", str(mark).replace("a", "i")):
        found = mark.read(damaged)
        assert found is None or damaged == str(mark)


def test_a_sheet_can_only_leave_out_parts_that_there_are(whole: Catalog) -> None:
    with pytest.raises(KeyError):
        guide_mark(whole).only(("fees",))


def test_a_township_without_anything_has_marks_all_the_same(whole: Catalog) -> None:
    (township,) = whole.townships
    bare = replace(whole, townships=(replace(township, staff=(), guides=(), villages=()),))
    assert Edition(bare, TODAY).marks.keys() == {
        f"jinzhu/{page}.html" for page in ("index", "hall", "duty", "staff")
    }
