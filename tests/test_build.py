"""Builds make what changed and nothing else, and all of it or nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import catalog, memory, site
from generator.aside import TaskError
from generator.pages import Renderer, elder
from generator.project import Project
from tests.conftest import HERE, TODAY, build, project_in


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def stamps(folder: Path) -> dict[str, int]:
    return {path: (folder / path).stat().st_mtime_ns for path in memory.files_in(folder)}


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """What was rewritten. An elder page goes with its standard page, so it isn't named again."""
    touched = {path for path in before | after if before.get(path) != after.get(path)}
    twins = {elder.path(path) for path in touched} & (before | after).keys()
    assert {path for path in touched if path.startswith(elder.FOLDER)} == twins
    return touched - twins


def test_the_same_county_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for number in (1, 2):
        project = project_in(tmp_path / str(number), HERE / "county")
        command = [sys.executable, "-m", "generator", "build", "--today", "2026-11-24"]
        environment = {**os.environ, "PYTHONHASHSEED": str(number)}
        folder = project.settings.parent
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        made.append(files(project.site))
    assert made[0] == made[1]


def test_a_process_beside_changes_nothing(
    small: Project, county: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    del small
    before = files(county.site)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    site.forget(county)
    build(county)
    assert files(county.site) == before


def test_nothing_is_written_when_nothing_changed(small: Project) -> None:
    build(small)
    before = stamps(small.site)
    assert build(small).written == 0
    assert stamps(small.site) == before


def test_an_edited_service_rewrites_the_pages_that_show_it(small: Project) -> None:
    build(small)
    before = stamps(small.site)
    edit(small.guides / "services" / "sa-minimum-living.yaml", "日常用语: 低保", "日常用语: 低保金")
    build(small)
    towns = {
        f"{town}/{page}"
        for town in ("jinzhu", "niutian")
        for page in (
            "index.html",
            "open.html",
            "bring.html",
            "loud.html",
            "news.html",
            "sa-minimum-living.html",
        )
    }
    villages = {path for path in before if "/v" in path and not path.startswith(elder.FOLDER)}
    county = {
        "area/social-assistance.html",
        "away.html",
        "for/disabled.html",
        "for/illness.html",
        "for/minimum-living.html",
        "powers.html",
        "search.html",
        "catalog.json",
        "assets/search-index.js",
    }
    assert changed(before, stamps(small.site)) == towns | villages | county


def test_an_edited_township_leaves_the_others_alone(small: Project) -> None:
    build(small)
    before = stamps(small.site)
    edit(small.guides / "townships" / "jinzhu" / "staff.yaml", "0794-00000313", "0794-00000999")
    build(small)
    touched = changed(before, stamps(small.site))
    assert touched
    assert {
        path for path in touched if path.startswith(("niutian/", "about/", "handbook/"))
    } == set()


def test_edited_prose_rewrites_no_guide(small: Project) -> None:
    build(small)
    before = stamps(small.site)
    edit(small.guides / "about" / "privacy.md", "# 隐私", "# 隐私说明")
    build(small)
    touched = changed(before, stamps(small.site))
    assert "about/privacy.html" in touched
    assert {path for path in touched if path.startswith("jinzhu/")} == set()


def test_a_withdrawn_service_disappears(small: Project) -> None:
    build(small)
    for town in ("jinzhu", "niutian"):
        edit(small.guides / "townships" / town / "catalog.yaml", "- ps-id-card\n", "")
    report = build(small)
    assert report.deleted == 4
    assert list(small.site.rglob("ps-id-card.html")) == []


@pytest.mark.parametrize(
    "path",
    ["jinzhu/index.html", "elder/jinzhu/index.html", "elder/about/once.html", "catalog.json"],
)
def test_a_file_that_was_deleted_or_touched_is_made_again(small: Project, path: str) -> None:
    build(small)
    before = files(small.site)
    (small.site / path).unlink()
    build(small)
    assert files(small.site) == before
    (small.site / path).write_text("not ours", encoding="utf-8")
    build(small)
    assert files(small.site) == before


def test_a_file_put_into_the_site_by_hand_is_removed(small: Project) -> None:
    build(small)
    (small.site / "old").mkdir()
    (small.site / "old" / "page.html").write_text("old", encoding="utf-8")
    assert build(small).deleted == 1
    assert not (small.site / "old").exists()


def test_a_failing_page_leaves_the_old_site_whole(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    before = files(small.site)
    edit(small.guides / "county.yaml", "名称: 乐安县", "名称: 新县")
    made = []

    def fail_later(self: Renderer, template: str, context: dict[str, object]) -> str:
        made.append(template)
        if len(made) > 20:
            raise RuntimeError(template)
        return document(self, template, context)

    document = Renderer.document
    monkeypatch.setattr(Renderer, "document", fail_later)
    with pytest.raises(RuntimeError):
        build(small)
    assert files(small.site) == before
    assert [path.name for path in small.site.parent.glob("site*") if path != small.site] == [
        "site_overrides"
    ]


def test_failing_prose_leaves_the_old_site_whole_and_is_told(small: Project) -> None:
    build(small)
    before = files(small.site)
    edit(small.settings, "  - admonition", "  - no.such.extension")
    with pytest.raises(TaskError, match="configuration error"):
        build(small)
    assert files(small.site) == before


def test_a_folder_with_somebody_elses_files_is_not_built_into(small: Project) -> None:
    small.site.mkdir()
    (small.site / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(memory.ForeignFolderError):
        build(small)
    assert files(small.site) == {"thesis.txt": b"mine"}


def test_a_lost_memory_only_costs_time(small: Project) -> None:
    build(small)
    before = files(small.site)
    for path in small.cache.iterdir():
        path.write_text("{broken", encoding="utf-8")
    build(small)
    assert files(small.site) == before


def test_a_private_number_is_shown_only_while_its_owner_agrees(small: Project) -> None:
    staff = small.guides / "townships" / "jinzhu" / "staff.yaml"
    consent = "同意公开: {日期: 2026-10-01, 范围: [网页], 到期: 2026-12-31}"
    edit(staff, "电话: 0794-00000318", f"电话: '13000000000'\n  {consent}")
    loaded = catalog.load(small.guides)
    assert loaded.problems == ()
    page = small.site / "jinzhu" / "v200.html"
    site.build(small, loaded, today=TODAY)
    assert "13000000000" in page.read_text(encoding="utf-8")
    site.build(small, loaded, today=TODAY.replace(year=2027))
    assert "13000000000" not in page.read_text(encoding="utf-8")
    edit(staff, "范围: [网页]", "范围: [卡片]")
    site.build(small, catalog.load(small.guides), today=TODAY)
    assert "13000000000" not in page.read_text(encoding="utf-8")


def test_a_new_version_of_a_library_makes_everything_anew(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = build(small).total
    assert build(small).written == 0
    monkeypatch.setattr("generator.project.version", lambda _: "99")
    assert build(small).written == total
