"""The pages as Markdown: other builders make a site of them, without our plugin and theme."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator import catalog, export
from generator.project import Project
from tests import html
from tests.conftest import TODAY, require

FACTS = ("跑几次", "几天", "多少钱", "带什么", "去哪办", "找谁办", "0794-00000315")


@pytest.fixture
def exported(small: Project, tmp_path: Path) -> Path:
    folder = tmp_path / "exported"
    loaded = catalog.load(small.guides)
    assert export.export(small, loaded, folder, today=TODAY) == 34
    return folder


@pytest.mark.parametrize("builder", ["properdocs", "zensical", "mkdocs"])
def test_another_builder_makes_a_site_of_them(exported: Path, builder: str) -> None:
    require(find_spec(builder) is not None, builder)
    subprocess.run(
        [sys.executable, "-m", builder, "build"], cwd=exported, check=True, capture_output=True
    )
    page = exported / "site" / "jinzhu" / "sa-minimum-living.html"
    text = html.read(page).text
    assert [fact for fact in FACTS if fact not in text] == []
    assert html.follow(page.parent / "index.html", "低保") == page
