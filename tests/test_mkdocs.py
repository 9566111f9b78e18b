"""`mkdocs build` gives what `guides build` gives, and `mkdocs serve` follows edits."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.project import Project
from tests.conftest import build
from tests.serving import answer, free_port, printed, served
from tests.test_build import edit, files

MKDOCS = (sys.executable, "-m", "mkdocs")


@pytest.mark.parametrize("size", ["small", "county"])
def test_mkdocs_builds_the_same_site_without_a_warning(
    request: pytest.FixtureRequest, tmp_path: Path, size: str
) -> None:
    project: Project = request.getfixturevalue(size)
    if not project.site.exists():
        build(project)
    command = [*MKDOCS, "build", "--strict", "-d", str(tmp_path / "mkdocs")]
    subprocess.run(command, cwd=project.settings.parent, check=True, capture_output=True)
    assert files(tmp_path / "mkdocs") == files(project.site)


def test_mkdocs_stops_at_a_catalog_with_errors(small: Project) -> None:
    edit(small.guides / "services" / "ps-id-card.yaml", "领域: 其他", "领域: 其它")
    done = subprocess.run(
        [*MKDOCS, "build"],
        cwd=small.settings.parent,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "不能写“其它”，是不是“其他”？" in done.stderr


def test_mkdocs_serve_shows_an_edited_yaml_and_tells_of_a_wrong_one(small: Project) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/jinzhu/sa-minimum-living.html"
    service = small.guides / "services" / "sa-minimum-living.yaml"
    with served([*MKDOCS, "serve", "-a", f"127.0.0.1:{port}"], small.settings.parent) as log:
        assert answer(url, "最低生活保障审核确认")
        edit(service, "25个工作日", "24个工作日")
        assert answer(url, "24个工作日")
        edit(service, "领域: 社会救助", "领域: 社会救济")
        assert printed(log, "不能写“社会救济”，是不是“社会救助”？")
        edit(service, "领域: 社会救济", "领域: 社会救助")
        edit(service, "24个工作日", "23个工作日")
        assert answer(url, "23个工作日")
