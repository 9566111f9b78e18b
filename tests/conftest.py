"""Fixtures: counties to build, sites built from them, golden files, a browser."""

import difflib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from generator import catalog, memory, site
from generator.project import Project

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
TODAY = date(2026, 11, 24)
NASTY = """<script>alert(1)</script>"'&{{ 7*7 }}"""
"""What a clerk may type, and no page may run."""

Golden = Callable[[str, str], None]
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a file in tests/golden; `--update-golden` writes it instead."""

    def compare(text: str, name: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        before = path.read_text(encoding="utf-8").splitlines()
        changes = "\n".join(difflib.unified_diff(before, text.splitlines(), lineterm=""))
        assert not changes, (
            f"{name} differs (pytest --update-golden, then read the diff):\n{changes}"
        )

    return compare


def project_in(folder: Path, guides: Path) -> Project:
    """A project in `folder` with a copy of `guides` and the repository's settings."""
    copytree(guides, folder / "guides")
    copytree(REPOSITORY / "site_overrides", folder / "site_overrides")
    copy(REPOSITORY / "mkdocs.yml", folder)
    return Project.load(folder / "mkdocs.yml")


def build(project: Project) -> memory.Report:
    """Builds the project's site as of a fixed day."""
    return site.build(project, catalog.load(project.guides), today=TODAY)


def small_county(folder: Path) -> Project:
    """The smallest honest county, not built yet. It has the demonstration county's prose."""
    project = project_in(folder, HERE / "county")
    for prose in ("about", "handbook"):
        copytree(REPOSITORY / "guides" / prose, project.guides / prose)
    return project


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A small county to build and change."""
    return small_county(tmp_path / "small")


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The demonstration county, whole and built. Not to be changed."""
    project = project_in(tmp_path_factory.mktemp("county") / "county", REPOSITORY / "guides")
    build(project)
    return project


@pytest.fixture
def nasty(small: Project) -> Project:
    """A county in which script stands wherever a clerk may write words."""
    quoted = "'" + NASTY.replace("'", "''") + "'"
    town = small.guides / "townships" / "jinzhu"
    service = small.guides / "services" / "sa-minimum-living.yaml"
    for path, name, value in (
        (small.guides / "county.yaml", "名称", "乐安县"),
        (small.guides / "county.yaml", "主办单位", "乐安县（演示）"),
        (town / "township.yaml", "名称", "金竹畲族乡"),
        (town / "township.yaml", "名称", "金竹畲族乡便民服务中心"),
        (town / "township.yaml", "地址", "金竹畲族乡人民政府驻地（演示）"),
        (town / "staff.yaml", "姓名", "社会救助岗（演示）"),
        (town / "staff.yaml", "姓名", "坪溪村代办员（演示）"),
        (town / "staff.yaml", "村", "坪溪村委会"),
        (town / "villages.yaml", "名称", "坪溪村委会"),
        (service, "日常用语", "低保"),
        (service, "事项名称", "最低生活保障审核确认"),
        (service, "名称", "家庭经济状况核对授权书"),
    ):
        text = path.read_text(encoding="utf-8")
        assert f"{name}: {value}\n" in text
        path.write_text(text.replace(f"{name}: {value}\n", f"{name}: {quoted}\n", 1), "utf-8")
    build(small)
    return small


def as_text(text: str) -> Any:  # noqa: ANN401  (whatever the YAML holds)
    """YAML as our loader reads it: every value a text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  (it makes nothing but text)


def require(present: bool, what: str, instead: str = "") -> None:  # noqa: FBT001  (a condition)
    """Skips aloud where something can't be had, and fails where CI has to have it.

    CI may go without it if another test stands in for this one: `instead` says which.
    """
    if present:
        return
    if os.environ.get("REQUIRE_ALL") and not instead:
        pytest.fail(f"{what} is missing, and REQUIRE_ALL is set")
    pytest.skip(f"{what} is missing{instead and f', instead: {instead}'}")


def _chinese_fonts() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    require(chromium is not None, "Chromium")
    require(_chinese_fonts(), "a Chinese font")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS)
        yield launched
        launched.close()
