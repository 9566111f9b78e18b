"""A round in a real browser: without JavaScript, in both views, from the draft to a receipt."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from feedback_api import db
from feedback_api.calendar import Calendar
from feedback_api.rounds import rehearsal
from feedback_api.services import services
from tests.feedback.together import Together, rated_county, together
from tests.test_axe import WCAG
from tests.test_browser import DESK, PHONE, opened


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    """A county with one round that is over and one whose draft is posted today."""
    project = rated_county(tmp_path_factory.mktemp("rounds") / "county")
    with together(project, tmp_path_factory.mktemp("held")) as found:
        with found.app.app_context():
            here = services()
            calendar = Calendar.of(here.catalog.county.calendar)
            with db.writing(here.engine) as connection:
                play = rehearsal.Play(connection, calendar, here.now().date())
                rehearsal.rehearse(play, here.catalog.by_slug["jinzhu"])
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        yield page


def test_somebody_objects_and_follows_what_became_of_it(phone: Page, both: Together) -> None:
    phone.goto(f"{both.url}/api/v1/rounds/?township=jinzhu")
    phone.get_by_role("link", name="服务实绩（演示）").first.click()
    phone.get_by_label("哪里不对？").fill("演示：办结的件数不对")
    phone.get_by_role("button", name="提交异议").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到您的异议")
    receipt = phone.locator(".receipt").inner_text()
    assert receipt not in phone.url
    phone.goto(f"{both.url}/api/v1/rounds/")
    phone.get_by_label("回执号").fill(receipt)
    phone.get_by_role("button", name="查", exact=True).click()
    expect(phone.locator("main")).to_contain_text("演示：办结的件数不对")
    expect(phone.locator("main")).to_contain_text("还没有答复")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("view", ["", "?view=elder"], ids=["standard", "elder"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, both: Together, screen: tuple[int, int], view: str
) -> None:
    with opened(browser, screen, bypass_csp=True) as page:
        for path in ("", "1", "2"):
            page.goto(f"{both.url}/api/v1/rounds/{path}{view}")
            found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
