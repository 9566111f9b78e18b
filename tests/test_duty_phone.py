"""一键找人 and 今天谁在岗 on a phone whose clock is set: with JavaScript and without."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import catalog, contents, duty, site
from generator.duty import CHINA, Roster
from generator.project import Project
from tests.conftest import small_county
from tests.test_browser import DESK, PHONE, opened
from tests.test_build import edit
from tests.test_duty import DUTY, OCTOBER, A, B, county, person, township

GUIDE = "jinzhu/sa-minimum-living.html"
A_POST, B_POST, HALL, ON_DUTY = (f"0794-000003{number}" for number in (15, 16, 11, 12))


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small county as built on 28 September; on 12 October A is away, on 13 October B too."""
    project = small_county(tmp_path_factory.mktemp("october") / "county")
    staff = project.guides / "townships" / "jinzhu" / "staff.yaml"
    for phone, first in ((A_POST, "2026-10-12"), (B_POST, "2026-10-13")):
        line = f"办公电话: {phone}\n"
        edit(staff, line, f"{line}  请假: [{{从: {first}, 到: 2026-10-13}}]\n")
    site.build(project, catalog.load(project.guides), today=OCTOBER)
    return project


@pytest.fixture
def abroad(browser: Browser) -> Iterator[Page]:
    """A phone that thinks it is in New York."""
    with opened(browser, PHONE, timezone_id="America/New_York") as page:
        yield page


def visit(page: Page, project: Project, path: str, moment: str) -> None:
    """Opens a page at a moment in China."""
    page.clock.set_fixed_time(in_china(moment))
    page.goto((project.site / path).resolve().as_uri())


def in_china(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=CHINA)


MOMENTS = {
    "working morning": ("2026-09-29 09:00", "A岗 社会救助岗（演示）", A_POST, "现在上班，到 12:00"),
    "lunch": ("2026-09-29 12:30", "值班电话", ON_DUTY, "现在是午休，14:00 上班"),
    "evening": ("2026-09-29 20:00", "值班电话", ON_DUTY, "已经下班"),
    "early": ("2026-09-30 06:00", "值班电话", ON_DUTY, "还没上班，8:30 上班"),
    "Saturday": ("2026-10-17 10:00", "值班电话", ON_DUTY, "今天周六不上班"),
    "national holiday": ("2026-10-01 10:00", "值班电话", ON_DUTY, "今天国庆节放假，10月8日上班"),
    "make-up day": ("2026-10-10 10:00", "A岗 社会救助岗（演示）", A_POST, "今天补班，到 12:00"),
    "A on leave": ("2026-10-12 10:00", "B岗 脱贫攻坚岗（演示）", B_POST, "A岗今天不在"),
    "B too": ("2026-10-13 10:00", "金竹畲族乡便民服务中心", HALL, "A岗今天不在"),
}


@pytest.mark.parametrize("case", MOMENTS)
def test_the_button_calls_who_answers_now(abroad: Page, october: Project, case: str) -> None:
    moment, name, phone, why = MOMENTS[case]
    visit(abroad, october, GUIDE, moment)
    button = abroad.locator(".now a")
    expect(button).to_have_text(f"现在打给：{name}{phone}")
    expect(button).to_have_attribute("href", f"tel:{phone.replace('-', '')}")
    expect(abroad.locator(".why")).to_have_text(why)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 60
    assert box["y"] + box["height"] <= PHONE[1]


@pytest.mark.parametrize("path", ["jinzhu/index.html", "jinzhu/hall.html", "jinzhu/duty.html"])
def test_the_townships_own_pages_call_the_hall_and_after_hours_who_is_on_duty(
    abroad: Page, october: Project, path: str
) -> None:
    for moment, phone in (("2026-10-12 10:00", HALL), ("2026-10-12 20:00", ON_DUTY)):
        visit(abroad, october, path, moment)
        expect(abroad.locator(".now b")).to_have_text(phone)


def test_the_one_who_is_here_stands_before_the_one_who_is_away(
    abroad: Page, october: Project
) -> None:
    for moment, order in (
        ("2026-09-29 09:00", ["A岗", "B岗"]),
        ("2026-10-12 20:00", ["B岗", "A岗"]),
    ):
        visit(abroad, october, GUIDE, moment)
        expect(abroad.locator(".posts .post")).to_have_text(order)


def test_the_button_keeps_up_with_the_clock(abroad: Page, october: Project) -> None:
    abroad.clock.install(time=in_china("2026-10-12 11:58:30"))
    abroad.goto((october.site / GUIDE).resolve().as_uri())
    phone = abroad.locator(".now b")
    expect(phone).to_have_text(B_POST)
    abroad.clock.run_for(timedelta(minutes=2).seconds * 1000)
    expect(phone).to_have_text(ON_DUTY)
    abroad.clock.run_for(timedelta(hours=20).seconds * 1000)
    expect(abroad.locator(".why")).to_have_text("还没上班，8:30 上班")


def test_the_button_is_right_when_somebody_looks_again(abroad: Page, october: Project) -> None:
    visit(abroad, october, GUIDE, "2026-10-09 10:00")
    expect(abroad.locator(".now b")).to_have_text(A_POST)
    abroad.clock.set_fixed_time(in_china("2026-10-12 10:00"))
    abroad.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(abroad.locator(".now b")).to_have_text(B_POST)
    expect(abroad.locator(".posts .post")).to_have_text(["B岗", "A岗"])


def test_without_a_script_the_list_has_hours_posts_duty_and_the_ladder(
    browser: Browser, october: Project
) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto((october.site / GUIDE).resolve().as_uri())
        whom = page.locator(".whom")
        expect(page.locator(".why")).to_have_text(
            "上班：周一至周五 8:30\u2060-\u206012:00、14:00\u2060-\u206017:30"
        )
        calls = [link.get_attribute("href") for link in whom.locator("a").all()]
        assert calls == [
            "tel:079400000315", "tel:079400000315", "tel:079400000316", "tel:079400000312",
            "index.html#villages", "tel:079400000311", "tel:079400000000", "tel:12345",
        ]  # fmt: skip
        for words in ("1个工作日没办成，找乡镇", "3个工作日没办成，找县里", "夜间、周末和节假日"):
            expect(whom).to_contain_text(words)
        for link in whom.locator("a").all():
            expect(link).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_roster_opens_at_today(
    browser: Browser, october: Project, size: tuple[int, int]
) -> None:
    with opened(browser, size, timezone_id="America/New_York") as page:
        visit(page, october, "jinzhu/duty.html", "2026-09-29 07:00")
        shown = page.locator(".week details:visible")
        expect(shown).to_have_count(13)
        expect(shown.first).to_have_class("today")
        expect(shown.first.locator("summary")).to_contain_text("周二 9月29日")
        expect(page.locator(".week details[open]")).to_have_count(1)
        expect(shown.first.locator(".person").first).to_be_in_viewport()
        shown.nth(2).locator("summary").click()
        expect(shown.nth(2)).to_contain_text("国庆节放假")
        expect(shown.nth(2).get_by_role("link", name=ON_DUTY)).to_be_visible()


def test_next_weeks_roster_leaves_this_week_out(abroad: Page, october: Project) -> None:
    visit(abroad, october, "jinzhu/duty.html", "2026-10-10 10:00")
    expect(abroad.locator(".week:visible")).to_have_count(1)
    today = abroad.locator(".today")
    expect(today.locator("summary")).to_contain_text("周六 10月10日 补班")
    expect(today.locator(".person").first).to_be_visible()


def test_a_roster_that_has_run_out_shows_what_it_has(abroad: Page, october: Project) -> None:
    visit(abroad, october, "jinzhu/duty.html", "2026-11-10 10:00")
    expect(abroad.locator(".week details:visible")).to_have_count(14)


def test_without_a_script_the_roster_lists_both_weeks(browser: Browser, october: Project) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto((october.site / "jinzhu" / "duty.html").resolve().as_uri())
        expect(page.locator(".week details[open]:visible")).to_have_count(14)
        expect(page.locator("#d20261008 .person").first).to_be_visible()


def rosters() -> dict[str, Roster]:
    october = duty.office(county(), OCTOBER)
    bare = duty.office(county(政务服务中心={"电话": "0794-00000000"}), OCTOBER)
    corrected = duty.office(
        county(节假日={"补充": {"2026-10-08": "休", "2026-10-11": "班"}}), OCTOBER
    )
    later = duty.office(county(), date(2031, 5, 1))
    odd = {
        "周一": "全天",
        "周二": "0:00-2:00, 10:00-24:00",
        "周三至周五": "9:00-16:00, 18:00-20:00",
    }
    silent = person("A03", ("2026-09-29", "2026-10-12"), 办公电话="")
    return {
        "A and B": duty.roster(october, township(on_duty=DUTY), A, B),
        "A alone": duty.roster(october, township(), A),
        "B alone": duty.roster(october, township(on_duty=DUTY), None, B),
        "nobody": duty.roster(october, township()),
        "no number": duty.roster(october, township(phone=""), silent, B),
        "no hours": duty.roster(bare, township({}), A, B),
        "no county hours": duty.roster(bare, township()),
        "odd hours": duty.roster(corrected, township(odd, on_duty=DUTY), A, B),
        "corrected": duty.roster(corrected, township(), A, B),
        "a year to come": duty.roster(later, township(), A, B),
    }


@pytest.mark.parametrize("name", rosters())
def test_a_phone_decides_as_the_program_does(abroad: Page, october: Project, name: str) -> None:
    roster = rosters()[name]
    renderer = contents.of(october, catalog.load(october.guides), OCTOBER).renderer
    html = renderer.fragment("call.html", {"value": roster})
    script = (october.site / "assets" / "duty.js").read_text(encoding="utf-8")
    moments = [
        datetime(2026, 9, 28, tzinfo=CHINA) + timedelta(minutes=211 * number)
        for number in range(120)
    ]
    abroad.clock.set_fixed_time(moments[0])
    abroad.goto("about:blank")
    abroad.set_content(html)
    abroad.add_script_tag(content=script)
    for moment in moments:
        abroad.clock.set_fixed_time(moment)
        abroad.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        said = abroad.evaluate(
            "[...document.querySelectorAll('.now span, .now b, .why')].map(o => o.textContent)"
        )
        line, why = duty.answer(roster, moment)
        assert said == [f"现在打给：{line.name}", line.phone, why], moment


def test_what_a_phone_needs_is_small(october: Project) -> None:
    assert len((october.site / "assets" / "duty.js").read_bytes()) <= 2560
