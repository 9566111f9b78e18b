"""`mkdocs build` gives what `guides build` gives, and `mkdocs serve` follows edits."""

import subprocess
import sys
from pathlib import Path

from generator.project import Project
from tests.conftest import build
from tests.serving import answer, free_port, served
from tests.test_build import edit, files


def test_mkdocs_builds_the_same_site_without_a_warning(small: Project, tmp_path: Path) -> None:
    build(small)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "mkdocs")]
    subprocess.run(command, cwd=small.settings.parent, check=True, capture_output=True)
    assert files(tmp_path / "mkdocs") == files(small.site)


def test_mkdocs_stops_at_a_catalog_with_errors(small: Project) -> None:
    edit(small.guides / "services" / "ps-id-card.yaml", "领域: 其他", "领域: 其它")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(
        command, cwd=small.settings.parent, check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "不能写“其它”，是不是“其他”？" in done.stderr


def test_mkdocs_serve_shows_an_edited_yaml(small: Project) -> None:
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}/jinzhu/sa-minimum-living.html"
    with served(command, small.settings.parent):
        assert answer(url, "最低生活保障审核确认")
        edit(small.guides / "services" / "sa-minimum-living.yaml", "25个工作日", "24个工作日")
        assert answer(url, "24个工作日")
