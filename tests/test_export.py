"""The pages as Markdown: other builders make a site of them, without our plugin and theme."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator.project import Project
from tests import html
from tests.conftest import require, small_county
from tests.test_build import edit, files

FACTS = ("跑几次", "几天", "多少钱", "带什么", "去哪办", "找谁办", "0794-00000315")
SERVICE = Path("jinzhu", "sa-minimum-living.html")
NASTY = "A<script>alert(1)</script>&{{ 7*7 }}"
BUILDERS = ("properdocs", "zensical", "mkdocs")


def exported(project: Project, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs `guides export-pages`."""
    command = [sys.executable, "-m", "generator", "export-pages", "-f", str(project.settings)]
    return subprocess.run([*command, str(folder)], check=False, capture_output=True, text=True)


@pytest.fixture(scope="module", params=BUILDERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What another builder makes of a small county's pages; one of its services is NASTY."""
    require(find_spec(request.param) is not None, request.param)
    folder = tmp_path_factory.mktemp(request.param)
    project = small_county(folder / "county")
    homestead = project.guides / "services" / "rr-homestead.yaml"
    edit(homestead, "日常用语: 农村建房", f"日常用语: '{NASTY}'")
    assert re.match(r"写了 \d+ 页到 ", exported(project, folder / "pages").stdout)
    command = [sys.executable, "-m", request.param, "build"]
    subprocess.run(command, cwd=folder / "pages", check=True, capture_output=True)
    return folder / "pages" / "site"


def test_another_builders_guide_answers_the_questions(built: Path) -> None:
    text = html.read(built / SERVICE).text
    assert [fact for fact in FACTS if fact not in text] == []
    assert html.words(html.answers(built / SERVICE)["几天"]) == "25个工作日"


def test_another_builders_pages_lead_to_each_other(built: Path) -> None:
    ours = [path for path in built.rglob("*.html") if path.name != "404.html"]
    assert html.dead_links({path: html.read(path) for path in ours}) == []
    town = html.follow(built / "index.html", "金竹畲族乡")
    assert html.follow(town, "低保") == built / SERVICE


def test_another_builder_lays_out_the_handbook(built: Path) -> None:
    page = (built / "handbook" / "first-service.html").read_text(encoding="utf-8")
    assert "<pre" in page
    assert 'class="admonition' in page
    assert "```" not in page
    assert "<table" in (built / "handbook" / "commands.html").read_text(encoding="utf-8")


def test_another_builder_shows_what_a_clerk_types_as_text(built: Path) -> None:
    for page in built.rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page
    document = html.read(built / "jinzhu" / "rr-homestead.html")
    assert NASTY in document.headings
    assert NASTY in document.title


def test_an_export_can_be_repeated(small: Project, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    assert exported(small, folder).returncode == 0
    before = files(folder)
    (folder / "docs" / "old.md").write_text("old", encoding="utf-8")
    assert exported(small, folder).returncode == 0
    assert files(folder) == before


def test_an_export_deletes_nobodys_files(small: Project) -> None:
    before = files(small.settings.parent)
    done = exported(small, small.settings.parent)
    assert done.returncode == 1
    assert "里有别的文件" in done.stderr
    assert files(small.settings.parent) == before
