"""Whatever goes wrong in a build, there is an old site or a new one, and never half of each."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import aside
from generator.cli import main
from generator.project import Project
from tests import html
from tests.conftest import HERE, build, project_in
from tests.test_build import edit, files

ONE_CORE = "import os; os.cpu_count = lambda: 1; from generator.cli import main; main()"


def test_one_process_and_three_make_the_same_county(county: Project, tmp_path: Path) -> None:
    arguments = ["build", "-f", str(county.settings), "--today", "2026-11-24", "-d"]
    for name, python in (("one", ["-c", ONE_CORE]), ("three", ["-m", "generator"])):
        command = [sys.executable, *python, *arguments, str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True)
    assert files(tmp_path / "one") == files(tmp_path / "three") == files(county.site)


def test_a_catalog_with_errors_leaves_the_old_site_whole(small: Project) -> None:
    build(small)
    before = files(small.site)
    edit(small.guides / "county.yaml", "名称: 乐安县", "名称: 新县")
    edit(small.guides / "services" / "ps-id-card.yaml", "领域: 其他", "领域: 其它")
    done = CliRunner().invoke(main, ["build", "-f", str(small.settings)])
    assert done.exit_code == 1
    assert "网站没有改动" in done.output
    assert files(small.site) == before


def test_a_disk_that_fills_while_files_are_moved_is_mended_by_the_next_build(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    edit(small.guides / "county.yaml", "名称: 乐安县", "名称: 新县")
    replace, moved = Path.replace, list[Path]()

    def fail_later(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) > 9:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as full_disk:
        full_disk.setattr(Path, "replace", fail_later)
        with pytest.raises(OSError, match="No space"):
            build(small)
    build(small)
    fresh = project_in(tmp_path / "fresh", small.guides)
    build(fresh)
    assert files(small.site) == files(fresh.site)


def test_pages_that_came_and_went_leave_no_trace(small: Project, tmp_path: Path) -> None:
    build(small)
    catalog = small.guides / "townships" / "jinzhu" / "catalog.yaml"
    before = catalog.read_text(encoding="utf-8")
    edit(catalog, "- ps-id-card\n", "")
    build(small)
    catalog.write_text(before, encoding="utf-8")
    build(small)
    fresh = project_in(tmp_path / "fresh", small.guides)
    build(fresh)
    assert files(small.site) == files(fresh.site)


@pytest.mark.parametrize("forks", [True, False])
def test_a_failing_task_is_told_with_its_reason(
    monkeypatch: pytest.MonkeyPatch,
    forks: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    def fail(*_: Any) -> None:  # noqa: ANN401  (any arguments)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(aside, "_may_fork", lambda: forks)
    with (
        pytest.raises(aside.TaskError) as caught,
        aside.running([aside.Task(fail)]),
    ):
        pass
    assert caught.value.reason == "OSError: [Errno 28] No space left on device"


def test_a_county_without_prose_has_no_dead_link_either(tmp_path: Path) -> None:
    project = project_in(tmp_path / "bare", HERE / "county")
    build(project)
    documents = html.read_all(project.site)
    assert html.dead_links(documents) == []
    assert all(
        (page.parent / one.partition("?")[0]).is_file()
        for page, document in documents.items()
        for one in document.loads
        if not one.startswith("data:")
    )
