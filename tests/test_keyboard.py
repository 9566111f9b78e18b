"""Every page is worked by keyboard: a skip link, a visible focus, nothing hidden behind a bar."""

import pytest
from playwright.sync_api import Browser

from generator.project import Project
from tests.test_browser import DESK, GUIDE, PHONE, opened

PAGES = (
    "index.html",
    "jinzhu/index.html",
    "area/social-assistance.html",
    GUIDE,
    f"elder/{GUIDE}",
    "elder/index.html",
)

FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
  const seen = document.elementFromPoint(...middle);
  return {
    name: one.outerHTML.slice(0, 100),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    onTop: one === seen || one.contains(seen) || (seen !== null && seen.contains(one)),
    body: one === document.body,
  };
}"""
"""The element with the keyboard's focus, and whether it is seen."""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", PAGES)
def test_the_focus_is_seen_wherever_the_tab_key_leads(
    browser: Browser, county: Project, name: str, size: tuple[int, int]
) -> None:
    with opened(browser, size, reduced_motion="reduce") as page:
        page.goto((county.site / name).resolve().as_uri())
        stops = 0
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused["body"]:
                break
            stops += 1
            assert focused["outline"] >= 3, focused
            assert focused["onTop"], focused
        assert stops > 15


def test_the_first_press_of_tab_offers_to_skip_to_the_content(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE) as page:
        page.goto((county.site / GUIDE).resolve().as_uri())
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.inner_text() == "跳到正文"
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_moves_for_those_who_asked_for_no_motion(browser: Browser, county: Project) -> None:
    for motion, behaviour in (("no-preference", "smooth"), ("reduce", "auto")):
        with opened(browser, PHONE, reduced_motion=motion) as page:
            page.goto((county.site / GUIDE).resolve().as_uri())
            found = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
            assert found == behaviour


def test_those_who_asked_for_more_contrast_get_black_words_and_full_lines(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE, contrast="more") as page:
        page.goto((county.site / GUIDE).resolve().as_uri())
        colours = page.evaluate("""() => {
          const style = name => getComputedStyle(document.querySelector(name));
          return [style("body").color, style(".official").color, style(".fact.wide").borderColor];
        }""")
        assert len(set(colours)) == 1
