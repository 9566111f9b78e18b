"""Which sheets have to be printed again: since a day, since a revision, for a person."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.printing.binding import bind, file_name
from generator.printing.edition import Edition
from generator.printing.reprint import Change, Status, by_place, copies
from generator.printing.sheet import Place
from generator.project import Project
from tests.printing.conftest import pdf, sheets_of
from tests.printing.reading import pages
from tests.test_build import edit

JINZHU, NIUTIAN = "金竹畲族乡便民服务中心", "牛田镇便民服务中心"
DIBAO = "services/sa-minimum-living.yaml"
STAFF = "townships/jinzhu/staff.yaml"
PRIVATE = """\
- 编号: A06
  姓名: 驻村岗（演示）
  岗位: 3号窗口
  主岗: 其他
  手机: 13800000001
  同意公开: {日期: 2026-01-01, 范围: [网页], 到期: 2026-11-20}
帮办代办员:
"""


def git(folder: Path, *arguments: str, day: str = "2026-11-10") -> None:
    said = {"GIT_AUTHOR_DATE": f"{day}T09:00:00", "GIT_COMMITTER_DATE": f"{day}T09:00:00"}
    whom = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.org")
    command = ["git", "-C", str(folder), *whom, *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **said})


def saved(project: Project, day: str) -> None:
    """Everything as it is now, in git."""
    folder = project.settings.parent
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "changes", day=day)


def reprint(project: Project, *arguments: str, kind: str = "poster") -> Result:
    settings = ("-f", str(project.settings), "--today", "2026-11-24", "--kind", kind)
    return CliRunner().invoke(main, ["reprint", *settings, *arguments])


def listed(project: Project, *arguments: str, kind: str = "poster") -> dict[str, dict[str, Any]]:
    """What is told as JSON, by place and then by the sheet's path."""
    said = reprint(project, *arguments, "--format", "json", kind=kind)
    assert said.exit_code == 0, said.output
    return {
        place["place"]: {sheet["path"]: sheet for sheet in place["sheets"]}
        for place in json.loads(said.stdout)["places"]
    }


@pytest.fixture
def kept(small: Project) -> Project:
    """A small county that is kept in git since 10 November 2026."""
    git(small.settings.parent, "init", "-q")
    saved(small, "2026-11-10")
    return small


def test_nothing_changed_nothing_to_do(kept: Project) -> None:
    said = reprint(kept, "--since", "HEAD")
    assert said.exit_code == 0
    assert said.output.splitlines()[1:] == ["没有。"]


def test_a_changed_service_is_told_with_its_parts_and_where_it_hangs(kept: Project) -> None:
    edit(kept.guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 20个工作日")
    edit(kept.guides / DIBAO, "名称: 家庭经济状况核对授权书", "名称: 家庭情况核对授权书")
    said = reprint(kept, "--since", "HEAD").output
    for hall, town in ((JINZHU, "金竹畲族乡"), (NIUTIAN, "牛田镇")):
        assert (
            f"\n{town} {hall}（换新 1）\n  换新　海报　怎样办低保（{town}）：申请材料、办结时限"
            in said
        )
    assert "身份证" not in said


def test_a_day_means_everything_since_it_began(kept: Project) -> None:
    edit(kept.guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 20个工作日")
    saved(kept, "2026-11-15")
    edit(kept.guides / STAFF, "办公电话: 0794-00000315", "办公电话: 0794-00000399")
    saved(kept, "2026-11-20")
    reasons = {
        day: listed(kept, "--since", day)[JINZHU]["jinzhu/poster/sa-minimum-living.pdf"]["reasons"]
        for day in ("2026-11-15", "2026-11-16", "2026-11-20")
    }
    assert reasons == {
        "2026-11-15": ["联系人和电话", "办结时限"],
        "2026-11-16": ["联系人和电话"],
        "2026-11-20": ["联系人和电话"],
    }
    assert listed(kept, "--since", "2026-11-21") == {}


def test_new_sheets_are_hung_and_those_of_ended_services_taken_down(kept: Project) -> None:
    catalog = kept.guides / "townships" / "jinzhu" / "catalog.yaml"
    edit(catalog, "- ps-id-card\n", "")
    saved(kept, "2026-11-12")
    edit(catalog, "- sa-minimum-living\n", "- ps-id-card\n")
    found = {
        since: {path: one["status"] for path, one in listed(kept, "--since", since)[JINZHU].items()}
        for since in ("HEAD", "HEAD~1")
    }
    gone = {"jinzhu/poster/sa-minimum-living.pdf": "gone"}
    assert found == {"HEAD": {"jinzhu/poster/ps-id-card.pdf": "new", **gone}, "HEAD~1": gone}
    assert "取下　海报　怎样办低保" in reprint(kept, "--since", "HEAD").output


def test_a_question_that_people_ask_changes_the_guide_and_not_the_poster(kept: Project) -> None:
    edit(
        kept.guides / DIBAO, "常见问题:\n", "常见问题:\n- {问: 要等多久？, 答: 二十五个工作日。}\n"
    )
    assert listed(kept, "--since", "HEAD") == {}
    found = listed(kept, "--since", "HEAD", kind="guide")[JINZHU]
    assert found["jinzhu/guide/sa-minimum-living.pdf"]["reasons"] == ["依据和常见问题"]
    booklet = listed(kept, "--since", "HEAD", kind="booklet")[JINZHU]
    assert booklet["jinzhu/booklet/jinzhu.pdf"]["reasons"] == ["各份办事指南"]


def test_a_service_that_was_looked_at_again_needs_no_new_paper_yet(kept: Project) -> None:
    edit(kept.guides / DIBAO, '核对日期: "2026-11-23"', '核对日期: "2026-11-24"')
    for kind in ("poster", "guide"):
        found = listed(kept, "--since", "HEAD", kind=kind)[JINZHU]
        (one,) = found.values()
        assert (one["status"], one["reasons"]) == ("renewed", ["有效期"])


def test_paper_whose_time_was_up_is_replaced(kept: Project) -> None:
    edit(kept.guides / DIBAO, '核对日期: "2026-11-23"', '核对日期: "2025-11-20"')
    saved(kept, "2026-11-12")
    edit(kept.guides / DIBAO, '核对日期: "2025-11-20"', '核对日期: "2026-11-24"')
    (one,) = listed(kept, "--since", "HEAD")[JINZHU].values()
    assert (one["status"], one["reasons"]) == ("changed", ["有效期"])


def test_a_site_that_moves_makes_every_code_wrong(kept: Project) -> None:
    settings = kept.settings.read_text(encoding="utf-8")
    kept.settings.write_text(f"site_url: https://new.example.gov.cn/\n{settings}", encoding="utf-8")
    found = listed(kept, "--since", "HEAD")
    assert sum(map(len, found.values())) > 5
    assert {
        reason for town in found.values() for one in town.values() for reason in one["reasons"]
    } == {"网址"}


def test_a_person_who_leaves_is_found_on_every_sheet(kept: Project) -> None:
    found = listed(kept, "--person", "A03", "--township", "jinzhu")
    assert set(found) == {JINZHU}
    assert "jinzhu/poster/sa-minimum-living.pdf" in found[JINZHU]
    for one in found[JINZHU].values():
        assert one["reasons"] == ["社会救助岗（演示）（A03）"]


def test_a_person_who_has_left_is_found_where_they_stood(kept: Project) -> None:
    edit(kept.guides / STAFF, "姓名: 社会救助岗（演示）", "姓名: 新来的（演示）")
    edit(kept.guides / "services" / "ps-id-card.yaml", "承诺时限: 20日", "承诺时限: 19日")
    everything = listed(kept, "--since", "HEAD")[JINZHU]
    theirs = listed(kept, "--since", "HEAD", "--person", "A03", "--township", "金竹畲族乡")[JINZHU]
    assert "jinzhu/poster/ps-id-card.pdf" in everything.keys() - theirs.keys()
    assert {reason for one in theirs.values() for reason in one["reasons"]} == {"联系人和电话"}


def test_people_whose_consent_has_ended_are_told_without_asking(kept: Project) -> None:
    edit(kept.guides / STAFF, "帮办代办员:\n", PRIVATE)
    edit(
        kept.guides / "townships/jinzhu/catalog.yaml",
        "其他: {窗口: 1, A岗: A05",
        "其他: {窗口: 1, A岗: A06",
    )
    (one,) = listed(kept)[JINZHU].values()
    assert one["path"] == "jinzhu/poster/ps-id-card.pdf"
    assert one["reasons"] == ["驻村岗（演示）的同意 2026-11-20 到期"]
    saved(kept, "2026-11-12")
    (one,) = listed(kept, "--since", "HEAD")[JINZHU].values()
    assert one["reasons"] == ["联系人和电话", "驻村岗（演示）的同意 2026-11-20 到期"]
    saved_later = reprint(kept, "--since", "2026-11-21")
    assert "驻村岗" not in saved_later.output


def test_each_place_gets_one_file_with_what_is_new(kept: Project, tmp_path: Path) -> None:
    edit(kept.guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 20个工作日")
    edit(kept.guides / "townships/niutian/catalog.yaml", "- ps-id-card\n", "")
    made = []
    for name in ("one", "two"):
        out = tmp_path / name
        said = reprint(kept, "--since", "HEAD", "--out", str(out))
        assert said.exit_code == 0, said.output
        made.append(
            {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.*")}
        )
    files = {f"jinzhu/{JINZHU}.pdf", f"niutian/{NIUTIAN}.pdf", "清单.txt"}
    assert made[0].keys() == files
    assert made[0] == made[1]
    for name in files - {"清单.txt"}:
        with pikepdf.open(tmp_path / "one" / name) as bound:
            assert len(bound.pages) == 1
            assert str(bound.docinfo["/Title"]).endswith(Path(name).stem)
    assert "取下" in (tmp_path / "one" / "清单.txt").read_text(encoding="utf-8")
    again = reprint(kept, "--since", "HEAD", "--out", str(tmp_path / "one"))
    assert again.exit_code == 2
    assert "里已经有文件，请换一个空目录" in again.output


def test_as_many_copies_are_bound_as_hang_there(little: Edition, tmp_path: Path) -> None:
    sheet = sheets_of(little, "poster")["jinzhu", "sa-minimum-living"]
    (tmp_path / "one.pdf").write_bytes(pdf(sheet))
    files = [(tmp_path / "one.pdf", 3), (tmp_path / "one.pdf", 1)]
    assert bind(files, tmp_path / "bound.pdf", "四份") == 4
    assert pages((tmp_path / "bound.pdf").read_bytes()) == 4
    four = replace(sheet, hangs=(Place("jinzhu", "坪溪村", 3), Place("jinzhu", "坪溪村", 1)))
    assert list(by_place([Change(Status.NEW, four)], ["jinzhu"])) == [Place("jinzhu", "坪溪村")]
    assert copies(four, Place("jinzhu", "坪溪村")) == 4


def test_a_place_becomes_a_name_that_any_system_takes() -> None:
    assert file_name(' 下大街/居委会:"1"? ') == "下大街-居委会-1"
    assert file_name("...") == "-"


def without_git(project: Project) -> None:
    del project


def with_empty_git(project: Project) -> None:
    git(project.settings.parent, "init", "-q")


def with_git(project: Project) -> None:
    with_empty_git(project)
    saved(project, "2026-11-10")


def without_guides(project: Project) -> None:
    with_empty_git(project)
    git(project.settings.parent, "add", "mkdocs.yml")
    git(project.settings.parent, "commit", "-m", "settings")


def with_a_broken_past(project: Project) -> None:
    county = project.guides / "county.yaml"
    whole = county.read_text(encoding="utf-8")
    county.write_text("名称 乐安县\n", encoding="utf-8")
    with_git(project)
    county.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize(
    ("prepare", "arguments", "words"),
    [
        (without_git, ("--since", "HEAD"), "没有用 git 管理，看不到以前的内容"),
        (with_empty_git, ("--since", "2026-11-01"), "git 里还什么也没有存过"),
        (with_git, ("--since", "v1"), "git 里没有“v1”这个版本。请写日期"),
        (with_git, ("--since", "--help-me"), "git 里没有“--help-me”这个版本"),
        (
            with_git,
            ("--since", "2026-11-01"),
            "最早的内容是 2026-11-10 存的，2026-11-01 以前的看不到",
        ),
        (with_git, ("--since", "2026-11-31"), "没有“2026-11-31”这一天"),
        (without_guides, ("--since", "HEAD"), "那时候还没有 mkdocs.yml、guides"),
        (with_a_broken_past, ("--since", "HEAD"), "那时候的 county.yaml 读不出来"),
        (with_git, ("--person", "A03"), "牛田镇、金竹畲族乡都有 A03，请用 --township 写出是哪一个"),
        (with_git, ("--person", "A3", "--township", "jinzhu"), "没有“A3”这个编号，是不是“A03”？"),
        (with_git, ("--township", "jinzu"), "没有“jinzu”这个乡镇，是不是“jinzhu”？"),
    ],
)
def test_what_cannot_be_answered_is_told_in_chinese(
    small: Project, prepare: Callable[[Project], None], arguments: tuple[str, ...], words: str
) -> None:
    prepare(small)
    said = reprint(small, *arguments)
    assert said.exit_code == 2
    assert words in said.output.replace("\n", "")
