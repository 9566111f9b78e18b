"""The `guides` command, as a clerk or another program uses it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.models.words import Topic
from generator.project import Project
from generator.standard.catalogue import RULES
from generator.standard.rule import Rule
from tests.conftest import HERE, REPOSITORY
from tests.test_build import edit

SERVICE = "services/sa-minimum-living.yaml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_sound_county_passes_and_says_so() -> None:
    done = run("check", HERE / "county")
    assert done.exit_code == 0
    assert "没有发现问题" in done.output


def test_a_mistake_is_shown_with_its_line_and_a_caret(small: Project) -> None:
    edit(small.guides / SERVICE, "领域: 社会救助", "领域: 社会救济")
    done = run("check", small.guides)
    assert done.exit_code == 1
    assert done.output.splitlines()[1:5] == [
        "  第 3 行 错误　领域：不能写“社会救济”，是不是“社会救助”？",
        "    | 领域: 社会救济",
        "    | ^",
        f"    → 可以写：{'、'.join(Topic)}",
    ]
    assert "共 1 个错误，0 个提醒。" in done.output


def test_programs_get_json(small: Project) -> None:
    edit(small.guides / SERVICE, "  类型: 批文", "  类形: 批文")
    done = run("check", small.guides, "--format", "json")
    (found,) = json.loads(done.output)
    assert found == {
        "file": str(small.guides / SERVICE),
        "line": 71,
        "column": 3,
        "field": "办理结果.类形",
        "rule": "schema",
        "severity": "error",
        "message": "办理结果 › 类形：没有“类形”这个字段，是不是“类型”？",
        "hint": "",
    }
    assert json.loads(run("check", HERE / "county", "--format", "json").output) == []


def test_github_gets_annotations(small: Project) -> None:
    edit(small.guides / SERVICE, "领域: 社会救助", "领域: 100%")
    done = run("check", small.guides, "--format", "github")
    place = f"file={small.guides / SERVICE},line=3,col=1"
    place = f"file={small.guides / SERVICE},line=3,col=1"
    assert done.output.startswith(f"::error {place},title=schema::")
    assert "100%25" in done.output


def test_one_file_and_a_folder_of_services_can_be_checked(tmp_path: Path) -> None:
    copy(HERE / "county" / SERVICE, tmp_path / "sa-minimum-living.yaml")
    assert run("check", tmp_path).exit_code == 0
    assert run("check", tmp_path / "sa-minimum-living.yaml").exit_code == 0
    (tmp_path / "sa-minimum-living.yaml").write_text("名称：低保\n", encoding="utf-8")
    assert run("check", tmp_path).exit_code == 1
    assert run("check", tmp_path / "sa-minimum-living.yaml").exit_code == 1


def test_a_part_of_a_county_is_checked_with_the_whole_and_told_alone(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for town in ("jinzhu", "niutian"):
        edit(small.guides / "townships" / town / "catalog.yaml", "A岗: A03, B岗: A04", "A岗: A03")
    jinzhu = small.guides / "townships" / "jinzhu"
    for place in (jinzhu / "catalog.yaml", jinzhu):
        found = json.loads(run("check", place, "--format", "json").output)
        assert [row["file"] for row in found] == [str(jinzhu / "catalog.yaml")]
    assert run("check", jinzhu / "staff.yaml").exit_code == 0
    assert run("check", small.guides / "county.yaml").exit_code == 0
    monkeypatch.chdir(jinzhu)
    (here,) = json.loads(run("check", "catalog.yaml", "--format", "json").output)
    assert (here["rule"], Path(here["file"]).resolve()) == ("S01", jinzhu / "catalog.yaml")
    assert not Path(here["file"]).is_absolute()


@pytest.mark.parametrize("kept", ["county.yaml", "townships", "services"])
def test_what_a_county_lacks_is_told_however_little_there_is_of_it(
    small: Project, kept: str
) -> None:
    for part in {"county.yaml", "townships", "services"} - {kept}:
        (small.guides / part).rename(small.guides.parent / part)
    done = run("check", small.guides)
    assert done.exit_code == 1
    assert ("缺少这个文件" in done.output) is (kept != "county.yaml")
    assert ("一个乡镇也没有" in done.output) is (kept != "townships")


def test_a_service_beside_no_county_is_checked_by_the_name_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (HERE / "county" / SERVICE).read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(text.replace("25个工作日", "50个工作日"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (row,) = json.loads(run("check", "one.yaml", "--format", "json").output)
    assert (row["file"], row["rule"]) == ("one.yaml", "E06")


def test_a_copy_deeper_than_a_countys_files_is_checked_on_its_own(small: Project) -> None:
    with (small.guides / "county.yaml").open("a", encoding="utf-8") as county:
        county.write("规则: {E15: {级别: 忽略, 原因: 试一试}}\n")
    text = (small.guides / SERVICE).read_text(encoding="utf-8").replace("日常用语: 低保\n", "")
    text = text.replace("最低生活保障审核确认\n", "最低生活保障审核确认的长名字\n")
    for folder, is_told in (("services/old", False), ("services/old/2025", True)):
        (small.guides / folder).mkdir(parents=True)
        (small.guides / folder / "one.yaml").write_text(text, encoding="utf-8")
        assert ("E15" in run("check", small.guides / folder / "one.yaml").output) is is_told


def test_one_service_is_checked_by_the_levels_of_the_county_around_it(small: Project) -> None:
    edit(small.guides / SERVICE, "日常用语: 低保\n", "")
    edit(small.guides / SERVICE, "最低生活保障审核确认\n", "最低生活保障审核确认的长名字\n")
    done = run("check", small.guides / SERVICE)
    assert (done.exit_code, "E15" in done.output) == (0, True)
    with (small.guides / "county.yaml").open("a", encoding="utf-8") as county:
        county.write("规则: {E15: {级别: 忽略, 原因: 试一试}}\n")
    assert "没有发现问题" in run("check", small.guides / SERVICE).output
    assert "没有发现问题" in run("check", small.guides / "services").output


def test_a_circle_is_seen_across_a_folder_of_services(tmp_path: Path) -> None:
    text = (HERE / "county" / SERVICE).read_text(encoding="utf-8")
    start, end = text.index("申请材料:"), text.index("办理流程:")
    for own, other in (("甲证", "乙证"), ("乙证", "甲证")):
        material = f"申请材料: [{{名称: {other}, 来源: 其他}}]\n"
        changed = (text[:start] + material + text[end:]).replace("最低生活保障审核确认决定书", own)
        (tmp_path / f"{'first' if own == '甲证' else 'second'}.yaml").write_text(changed, "utf-8")
    found = json.loads(run("check", tmp_path, "--format", "json").output)
    assert [row["rule"] for row in found] == ["M05", "M05"]
    assert run("check", tmp_path / "first.yaml").exit_code == 0


def test_a_service_of_a_county_is_checked_without_the_others(small: Project) -> None:
    for file, material in ((SERVICE, "甲证"), ("services/rr-homestead.yaml", "乙证")):
        lines = f"申请材料:\n- {{名称: {material}, 来源: 其他}}\n"
        edit(small.guides / file, "申请材料:\n", lines)
    edit(small.guides / SERVICE, "最低生活保障审核确认决定书", "乙证")
    edit(
        small.guides / "services/rr-homestead.yaml", "农村宅基地批准书、乡村建设规划许可证", "甲证"
    )
    assert run("check", small.guides / SERVICE).exit_code == 0
    assert run("check", small.guides / "services").exit_code == 1
    assert run("check", small.guides).exit_code == 1


def test_reminders_alone_are_no_failure_and_the_day_can_be_given(small: Project) -> None:
    edit(small.guides / SERVICE, "状态: 在用", "状态: 在用\n失效日期: 2026-11-24")
    assert "没有发现问题" in run("check", small.guides, "--today", "2026-11-24").output
    done = run("check", small.guides, "--today", "2026-11-25")
    assert done.exit_code == 0
    assert "提醒 S05" in done.output
    assert "共 0 个错误，1 个提醒。" in done.output
    (row,) = json.loads(
        run("check", small.guides, "--today", "2026-11-25", "--format", "json").output
    )
    assert (row["rule"], row["severity"]) == ("S05", "warning")
    github = run("check", small.guides, "--today", "2026-11-25", "--format", "github").output
    assert github.startswith("::warning ")


def test_a_failing_guide_is_built_and_told(small: Project) -> None:
    edit(small.guides / SERVICE, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    done = run("build", "-f", small.settings, "--today", "2026-11-24")
    assert done.exit_code == 0, done.output
    assert "错误 E06" in done.output
    page = (small.site / "jinzhu" / "sa-minimum-living.html").read_text(encoding="utf-8")
    assert "未达标" in page
    assert "承诺时限50个工作日长于法定时限30个工作日" in page


def test_a_guide_that_nobody_deals_with_is_not_built(small: Project) -> None:
    town = small.guides / "townships" / "jinzhu" / "catalog.yaml"
    edit(town, "A岗: A03, B岗: A04", "A岗: A03")
    for command in ("build", "export-pages"):
        extra = [small.site.parent / "out"] if command == "export-pages" else []
        done = run(command, "-f", small.settings, *extra)
        assert done.exit_code == 1
        assert "错误 S01" in done.output
    assert not small.site.exists()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.identifier)
def test_a_rule_is_explained_with_its_examples(rule: Rule) -> None:
    done = run("explain", rule.identifier.lower())
    assert done.exit_code == 0
    lines = [line.strip() for line in done.output.splitlines()]
    assert lines[0] == f"{rule.identifier}　{rule.title}"
    for example in rule.examples:
        assert {line.strip() for line in example.text.splitlines()} <= {*lines}


def test_explain_lists_every_rule_and_knows_no_others() -> None:
    listed = run("explain")
    assert all(name in listed.output for name in RULES)
    wrong = run("explain", "T4")
    assert wrong.exit_code == 2
    assert "是不是“T04”？" in wrong.output


def test_nowhere_is_wrong_use_and_not_a_pass(tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", tmp_path / "nothing.yaml", tmp_path):
        done = run("check", place)
        assert done.exit_code == 2, done.output


def test_build_says_what_it_did_and_where_to_look(small: Project) -> None:
    done = run("build", "-f", small.settings, "--today", "2026-11-24")
    assert done.exit_code == 0, done.output
    assert f"请用浏览器打开 {small.site / 'index.html'}" in done.output
    again = run("build", "-f", small.settings, "--today", "2026-11-24")
    assert "写了 0 个" in again.output
    clean = run("build", "-f", small.settings, "--today", "2026-11-24", "--clean")
    assert "写了 0 个" not in clean.output


def test_build_with_errors_says_that_the_site_is_as_it_was(small: Project) -> None:
    edit(small.guides / SERVICE, "领域: 社会救助", "领域: 社会救济")
    done = run("build", "-f", small.settings)
    assert done.exit_code == 1
    assert "网站没有改动" in done.output
    assert not small.site.exists()


def test_build_with_broken_settings_says_why_and_leaves_the_site(small: Project) -> None:
    edit(small.settings, "  - admonition", "  - no.such.extension")
    done = run("build", "-f", small.settings)
    assert done.exit_code == 1
    assert "没有生成，原来的网站没有动。原因：" in done.output
    assert not small.site.exists()


def test_build_refuses_a_folder_with_other_files(small: Project, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.png").write_bytes(b"")
    done = run("build", "-f", small.settings, "-d", tmp_path / "photos")
    assert done.exit_code == 1
    assert "里有别的文件" in done.output


def test_build_without_settings_says_where_to_go(tmp_path: Path) -> None:
    done = run("build", "-f", tmp_path / "mkdocs.yml")
    assert done.exit_code == 1
    assert "请到县的目录里运行" in done.output


def test_a_port_that_is_taken_is_told(small: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "-f", small.settings, "-p", taken.getsockname()[1])
    assert done.exit_code == 1
    assert "请换一个端口" in done.output


@pytest.mark.parametrize("name", sorted(main.commands))
def test_help_is_in_chinese(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.output)


def test_a_new_county_checks_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "新县"
    assert run("new", "county", folder, "--name", "新县").exit_code == 0
    assert run("check", folder / "guides").exit_code == 0
    done = run("build", "-f", folder / "mkdocs.yml")
    assert done.exit_code == 0, done.output
    assert "新县办事指南" in (folder / "site" / "index.html").read_text(encoding="utf-8")
    again = run("new", "county", folder)
    assert again.exit_code == 1
    assert "已经有文件" in again.output


def test_an_installed_package_needs_no_checkout(tmp_path: Path) -> None:
    wheels, place = tmp_path / "wheels", tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(REPOSITORY)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    install = [*pip, "install", "--no-deps", "--target", str(place), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(place)}
    county = tmp_path / "county"
    guides = [sys.executable, "-P", "-m", "generator"]
    for arguments in (["new", "county", str(county)], ["build", "-f", str(county / "mkdocs.yml")]):
        subprocess.run(
            [*guides, *arguments], cwd=tmp_path, env=environment, check=True, capture_output=True
        )
    assert (county / "site" / "assets" / "guide.css").is_file()
    assert (county / "site" / "handbook" / "fields.html").is_file()
