"""What a first visit costs, in bytes over the wire (gzip) and requests, for every page for
residents. The handbook is for staff at a desk and has the theme's weight."""

import gzip
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.project import Project
from tests import html
from tests.hosting import hosted
from tests.test_browser import KINDS, PHONE, opened
from tests.test_offline import visit

BYTES, SCRIPT, REQUESTS = 40_000, 10_000, 6
KEPT_BYTES = 100_000
"""What a phone may fetch beside, for when it has no signal."""


@cache
def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def parts(page: Path, document: html.Document) -> set[Path]:
    """The files that opening the page fetches, itself among them."""
    return {page} | {found[0] for one in document.loads if (found := html.target(page, one))}


def test_a_first_visit_to_any_page_is_light(county: Project) -> None:
    documents = html.read_all(county.site)
    pages = [path for path in documents if path.parent.name != "handbook"]
    assert len(pages) > 1000
    for page in pages:
        files = parts(page, documents[page])
        scripts = [path for path in files if path.suffix == ".js"]
        assert len(files) <= REQUESTS, page
        assert sum(map(weight, scripts)) <= SCRIPT, page
        assert sum(map(weight, files)) <= BYTES, page


@pytest.mark.parametrize("name", KINDS)
def test_a_browser_fetches_no_more_than_the_page_names(
    browser: Browser, county: Project, name: str
) -> None:
    named = parts(county.site / name, html.read(county.site / name))
    with hosted(county.site) as host, opened(browser, PHONE, service_workers="block") as phone:
        elsewhere: list[str] = []
        phone.on(
            "request",
            lambda one: None if one.url.startswith(host.url) else elsewhere.append(one.url),
        )
        phone.goto(f"{host.url}/{name}", wait_until="networkidle")
        asked = {county.site / one.path.lstrip("/").partition("?")[0] for one in host.answers}
    assert elsewhere == []
    assert asked <= named


def test_script_that_a_visit_sets_going_counts_too(county: Project) -> None:
    page = county.site / "jinzhu" / "sa-minimum-living.html"
    scripts = {path for path in parts(page, html.read(page)) if path.suffix == ".js"}
    worker = {county.site / "sw.js", county.site / "assets" / "offline.js"}
    assert sum(map(weight, scripts | worker)) <= SCRIPT
    assert weight(county.site / "sw.js") <= 2500


@pytest.mark.parametrize("name", ["jinzhu/index.html", "jinzhu/sa-minimum-living.html"])
def test_all_that_a_first_visit_brings_to_a_phone_is_bounded(
    browser: Browser, county: Project, name: str
) -> None:
    with hosted(county.site) as host, opened(browser, PHONE) as phone:
        visit(phone, host, name, "jinzhu/bring.html", "assets/search-index.js")
        assert sum(one.size for one in host.answers) <= KEPT_BYTES
