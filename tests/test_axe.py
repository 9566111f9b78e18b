"""axe (WCAG 2.2 A and AA) finds nothing on any kind of page, in either view, by day or by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from generator.pages import elder
from generator.project import Project
from tests.test_browser import DESK, HANDBOOK, KINDS, PHONE, ZOOMED, opened

ELDER = tuple(f"elder/{name}" for name in KINDS if elder.exists(name))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
"""All that night changes."""


def violations(page: Page, only: object) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [(rule["id"], n["html"]) for rule in found.response["violations"] for n in rule["nodes"]]


@pytest.mark.parametrize("name", [*KINDS, *HANDBOOK, *ELDER])
def test_axe_finds_nothing(browser: Browser, county: Project, name: str) -> None:
    with opened(browser, PHONE, reduced_motion="reduce") as page:
        page.goto((county.site / name).resolve().as_uri())
        for width, height in (PHONE, DESK, ZOOMED):
            page.set_viewport_size({"width": width, "height": height})
            assert violations(page, WCAG) == [], width
        page.emulate_media(color_scheme="dark")
        assert violations(page, CONTRAST) == []
