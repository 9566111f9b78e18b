"""axe (WCAG 2.2 A and AA) finds nothing on any kind of page, in either view, by day or by night."""

from itertools import product
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from generator.pages import elder
from generator.project import Project
from tests.test_browser import DESK, HANDBOOK, KINDS, PHONE, ZOOMED, opened

ELDER = tuple(f"elder/{name}" for name in KINDS if elder.exists(name))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = tuple(product((PHONE, DESK, ZOOMED), SCHEMES))
"""ZOOMED is what a desk's window holds at 200 %."""


@pytest.mark.parametrize("name", [*KINDS, *HANDBOOK, *ELDER])
def test_axe_finds_nothing(browser: Browser, county: Project, name: str) -> None:
    with opened(browser, PHONE, reduced_motion="reduce") as page:
        page.goto((county.site / name).resolve().as_uri())
        for (width, height), scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
            wrong = [
                (rule["id"], node["html"])
                for rule in found.response["violations"]
                for node in rule["nodes"]
            ]
            assert not wrong, (width, scheme, wrong)
