"""Who answers at any moment, who sits at which window, and what a clerk is told beforehand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import catalog, contents, duty, privacy, report, site
from generator.catalog import Township
from generator.duty import CHINA
from generator.models.place import County, Staff, TownshipProfile
from generator.project import Project
from tests.conftest import HERE, TODAY
from tests.test_build import changed, edit, stamps

OCTOBER = date(2026, 9, 28)
TOWN = "townships/jinzhu"
HOURS = {"周一至周五": "8:30-12:00, 14:00-17:30", "周六": "预约"}


def county(**more: object) -> County:
    hall = {"名称": "县大厅", "电话": "0794-00000000", "服务时间": {"周一至周日": "9:00-21:00"}}
    said = {"名称": "乐安县", "代码": "361025000000", "热线": "12345", "政务服务中心": hall}
    return County.model_validate({**said, "监督投诉": {"电话": "12345"}, **more})


def person(number: str, *leave: tuple[str, str], **more: object) -> Staff:
    said = {"编号": number, "姓名": f"{number}（演示）", "岗位": "窗口", "主岗": "就业"}
    days = [{"从": first, "到": last} for first, last in leave]
    return Staff.model_validate(
        {**said, "办公电话": f"0794-000003{number[1:]}", "请假": days, **more}
    )


def township(hours: object = HOURS, phone: str = "0794-00000311", on_duty: str = "") -> Township:
    hall = {"名称": "乡大厅", "电话": phone, "服务时间": hours}
    said = {"名称": "金竹乡", "代码": "361025205000", "便民服务中心": hall}
    also = {"值班": {"电话": on_duty}} if on_duty else {}
    profile = TownshipProfile.model_validate(said | also)
    return Township("jinzhu", profile, (), (), (), ())


DUTY = "0794-00000312"
A = person("A01", ("2026-10-12", "2026-10-13"))
B = person("A02", ("2026-10-13", "2026-10-13"))
OFFICE = duty.office(county(), OCTOBER)
ROSTER = duty.roster(OFFICE, township(on_duty=DUTY), A, B)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "name", "why"),
    [
        ("2026-09-28 09:00", "A岗 A01（演示）", "现在上班，到 12:00"),
        ("2026-09-28 08:29", "值班电话", "还没上班，8:30 上班"),
        ("2026-09-28 08:30", "A岗 A01（演示）", "现在上班，到 12:00"),
        ("2026-09-28 11:59", "A岗 A01（演示）", "现在上班，到 12:00"),
        ("2026-09-28 12:00", "值班电话", "现在是午休，14:00 上班"),
        ("2026-09-28 17:29", "A岗 A01（演示）", "现在上班，到 17:30"),
        ("2026-09-28 17:30", "值班电话", "已经下班"),
        ("2026-09-28 23:59", "值班电话", "已经下班"),
        ("2026-10-01 10:00", "值班电话", "今天国庆节放假，10月8日上班"),
        ("2026-10-10 10:00", "A岗 A01（演示）", "今天补班，到 12:00"),
        ("2026-10-11 10:00", "值班电话", "今天周日不上班"),
        ("2026-10-17 10:00", "值班电话", "今天周六要先预约"),
        ("2026-10-12 10:00", "B岗 A02（演示）", "A岗今天不在"),
        ("2026-10-12 12:30", "值班电话", "现在是午休，14:00 上班"),
        ("2026-10-13 10:00", "乡大厅", "A岗今天不在"),
        ("2026-10-14 10:00", "A岗 A01（演示）", "现在上班，到 12:00"),
        ("2027-01-04 10:00", "A岗 A01（演示）", "现在上班，到 12:00（节假日暂定）"),
    ],
)
def test_the_person_on_duty_at_a_moment(moment: str, name: str, why: str) -> None:
    found = duty.answer(ROSTER, at(moment))
    assert (found.line.name, found.why) == (name, why)


def test_a_moment_is_read_in_chinas_time_wherever_it_was_taken() -> None:
    there = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)
    assert duty.answer(ROSTER, there) == duty.answer(ROSTER, at("2026-09-28 09:00"))


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-09-28 13:00", "县大厅"),
        ("2026-09-28 22:00", "热线"),
        ("2026-10-01 10:00", "热线"),
        ("2026-10-10 10:00", "乡大厅"),
        ("2026-10-10 13:00", "县大厅"),
    ],
)
def test_without_a_duty_phone_the_ladder_answers(moment: str, name: str) -> None:
    assert duty.answer(duty.roster(OFFICE, township()), at(moment)).line.name == name


def test_a_hall_that_says_no_hours_is_tried_at_any_time() -> None:
    found = duty.answer(duty.roster(OFFICE, township({}), A, B), at("2026-09-28 03:00"))
    assert found == (
        duty.Line("A岗 A01（演示）", "0794-00000301"),
        "上班时间还没有登记，没人接就往下打",
    )


def test_a_hall_that_is_open_all_day_has_no_break() -> None:
    roster = duty.roster(OFFICE, township({"周一至周日": "全天"}, on_duty=DUTY), A)
    for clock in ("00:00", "12:30", "23:59"):
        found = duty.answer(roster, at(f"2026-09-28 {clock}"))
        assert (found.line.name, found.why) == ("A岗 A01（演示）", "现在上班，到 24:00")


def test_hours_that_overlap_are_one_stretch() -> None:
    hours = {"周一": "8:30-12:00, 11:00-17:00, 9:00-10:00", "周二": "8:00-12:00, 12:00-17:00"}
    roster = duty.roster(OFFICE, township(hours, on_duty=DUTY), A)
    assert duty.answer(roster, at("2026-09-28 11:30")).why == "现在上班，到 17:00"
    assert duty.answer(roster, at("2026-09-29 12:00")).why == "现在上班，到 17:00"


def test_a_roster_of_a_hall_without_hours_says_so(small: Project) -> None:
    path = small.guides / TOWN / "township.yaml"
    edit(path, '  服务时间: {周一至周五: "8:30-12:00, 14:00-17:30"}\n', "")
    html = shifts(small, TODAY)
    assert "上班时间还没有登记，请先打大厅电话" in html
    assert "不上班</small>" not in html


def test_who_has_no_number_of_their_own_is_reached_through_the_hall() -> None:
    silent = A.model_copy(update={"office_phone": None})
    found = duty.answer(duty.roster(OFFICE, township(), silent), at("2026-09-28 09:00"))
    assert found.line == ("A岗 A01（演示）", "0794-00000311")


def test_a_private_number_is_called_only_with_consent() -> None:
    said = {"手机": "13000000000", "办公电话": ""}
    consent = {"日期": "2026-10-01", "范围": ["网页"]}
    for more, phone in (({}, "0794-00000311"), ({"同意公开": consent}, "13000000000")):
        town = replace(township(), staff=(person("A01", **said, **more),))
        shown = privacy.for_web(catalog.Catalog(townships=(town,)), TODAY).townships[0]
        roster = duty.roster(OFFICE, shown, shown.staff[0])
        assert duty.answer(roster, at("2026-09-28 09:00")).line.phone == phone


def test_every_minute_of_a_fortnight_with_a_holiday_and_leave_has_somebody_who_answers() -> None:
    start = at("2026-10-05 00:00")
    lines = {post.line for post in ROSTER.posts} | {ROSTER.hall.line, ROSTER.duty_line}
    heard = set()
    for minute in range(14 * 24 * 60):
        line = duty.answer(ROSTER, start + timedelta(minutes=minute)).line
        assert line in lines
        heard.add(line)
    assert heard == lines


clocks = st.tuples(st.integers(0, 23), st.integers(0, 59), st.integers(1, 1440)).map(
    lambda parts: (parts[0] * 60 + parts[1], min(parts[0] * 60 + parts[1] + parts[2], 1440))
)
written = st.one_of(
    st.sampled_from(["预约", "休息", "全天", "8:30-12:00, 14:00-17:30", "8:30-12:00, 13:00-24:00"]),
    clocks.map(lambda span: f"{span[0] // 60}:{span[0] % 60:02}-{span[1] // 60}:{span[1] % 60:02}"),
)
weeks = st.dictionaries(st.sampled_from(["周一", "周二", "周三至周五", "周六", "周日"]), written)
days = st.dates(date(2026, 9, 20), date(2026, 10, 20))
people = st.none() | st.lists(st.tuples(days, st.integers(0, 9)), max_size=3).map(
    lambda found: person(
        "A01", *((str(day), str(day + timedelta(days=more))) for day, more in found)
    )
)


@settings(deadline=None)
@given(
    hours=weeks,
    phone=st.sampled_from(["", "0794-00000311"]),
    on_duty=st.sampled_from(["", DUTY]),
    posts=st.tuples(people, people),
    moments=st.lists(
        st.datetimes(datetime(2026, 9, 20), datetime(2026, 10, 20)),  # noqa: DTZ001  (China's)
        min_size=1,
    ),
)
def test_any_township_answers_at_any_moment(
    hours: dict[str, str],
    phone: str,
    on_duty: str,
    posts: tuple[Staff | None, Staff | None],
    moments: list[datetime],
) -> None:
    roster = duty.roster(OFFICE, township(hours, phone, on_duty), *posts)
    for moment in moments:
        found = duty.answer(roster, moment.replace(tzinfo=CHINA))
        assert found.line.phone
        assert found.why
        here = [post.line for post in roster.posts if not post.is_away(moment.date())]
        if found.line.name[:2] in {"A岗", "B岗"}:
            assert found.line == next(line for line in here if line)


def test_leave_that_runs_backwards_is_told(tmp_path: Path) -> None:
    guides = copytree(HERE / "county", tmp_path / "guides")
    edit(guides / TOWN / "staff.yaml", "到: 2026-11-27", "到: 2026-11-25")
    (problem,) = catalog.load(guides).problems
    assert "“到”（2026-11-25）比“从”（2026-11-26）早" in problem.message
    assert "请假" in problem.message


def test_a_day_of_the_calendar_is_either_off_or_worked(tmp_path: Path) -> None:
    guides = copytree(HERE / "county", tmp_path / "guides")
    path = guides / "county.yaml"
    path.write_text(path.read_text() + "节假日: {补充: {2027-02-06: 放假}}\n")
    (problem,) = catalog.load(guides).problems
    assert "不能写“放假”" in problem.message
    assert problem.hint == "可以写：休、班"


def leave(guides: Path, phone: str, first: str, last: str) -> None:
    """Gives the person with the phone a leave."""
    line = f"办公电话: {phone}\n"
    edit(guides / TOWN / "staff.yaml", line, f"{line}  请假: [{{从: {first}, 到: {last}}}]\n")


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return copytree(HERE / "county", tmp_path / "guides")


def told(guides: Path, today: date = TODAY) -> list[str]:
    return [str(one).replace(f"{guides}/", "") for one in report.check(guides, today)]


def test_an_area_whose_a_and_b_are_away_on_one_day_is_told_at_the_leave(guides: Path) -> None:
    leave(guides, "0794-00000313", "2026-11-27", "2026-11-30")
    (said,) = told(guides)
    assert said.startswith(f"{TOWN}/staff.yaml:37: 提醒 ")
    assert "1号综合窗口的“乡村振兴”11月27日（周五）没有人" in said
    assert "乡村振兴岗（演示）、社会保险岗（演示）都请了假" in said
    assert said.endswith("换一个在岗的人")


def test_a_window_with_nobody_is_told_once_for_the_window(guides: Path) -> None:
    edit(guides / TOWN / "staff.yaml", "  请假: [{从: 2026-11-26, 到: 2026-11-27}]\n", "")
    for last in range(3, 8):
        leave(guides, f"0794-0000031{last}", "2026-12-04", "2026-12-07")
    (said,) = told(guides)
    assert "：1号综合窗口12月4日（周五）起有 2 个上班日没有人" in said


@pytest.mark.parametrize(
    ("first", "last", "today"),
    [
        ("2026-11-28", "2026-11-29", TODAY),
        ("2026-11-27", "2026-11-27", date(2026, 11, 28)),
        ("2026-11-27", "2026-11-27", date(2026, 10, 20)),
    ],
    ids=["a weekend", "over", "more than thirty days ahead"],
)
def test_leave_on_days_that_nobody_comes_is_not_told(
    guides: Path, first: str, last: str, today: date
) -> None:
    edit(guides / TOWN / "staff.yaml", "从: 2026-11-26, 到: 2026-11-27", f"从: {first}, 到: {last}")
    leave(guides, "0794-00000313", first, last)
    assert told(guides, today) == []


def test_an_area_without_a_b_is_told_at_its_line(guides: Path) -> None:
    edit(guides / TOWN / "catalog.yaml", "{窗口: 2, A岗: A02, B岗: A03}", "{窗口: 2, A岗: A02}")
    (said,) = told(guides)
    assert said.startswith(f"{TOWN}/catalog.yaml:3: 提醒 分工 › 医疗卫生：没有B岗")


def shifts(small: Project, today: date, path: str = "jinzhu/duty.html") -> str:
    content = contents.of(small, catalog.load(small.guides), today)
    page = next(page for page in content.pages if page.path == path)
    return page.document(content.renderer)


def test_the_roster_names_b_instead_of_an_a_who_is_away_and_no_reason(small: Project) -> None:
    html = shifts(small, TODAY)
    day = html.split('id="d20261126"')[1].split("</details>")[0]
    assert "乡村振兴（A岗今天不在，替他办）" in day
    assert "乡村振兴岗" not in day
    assert "乡村振兴岗" in html.split('id="d20261130"')[1].split("</details>")[0]


def test_the_roster_names_holidays_and_days_made_up_for(small: Project) -> None:
    html = shifts(small, date(2026, 10, 7))
    assert "国庆节放假" in html.split('id="d20261005"')[1].split("</details>")[0]
    assert "补班 8:30-12:00、14:00-17:30" in html.split('id="d20261010"')[1].split("</details>")[0]
    assert "（暂定）" not in html.split("还没有公布")[0]
    assert "（暂定）" in shifts(small, date(2026, 12, 30)).split('id="d20270104"')[1]


def test_the_roster_changes_once_a_week(small: Project) -> None:
    week = [shifts(small, date(2026, 12, 7) + timedelta(days=number)) for number in range(8)]
    assert len(set(week[:7])) == 1
    assert week[7] != week[6]


def test_leave_far_off_or_over_is_on_no_page(small: Project) -> None:
    page = "jinzhu/ps-id-card.html"
    assert "11月26日至11月27日不在，由B岗办" in shifts(small, TODAY, page)
    assert "不在" not in shifts(small, date(2026, 11, 28), page)
    assert "不在" not in shifts(small, date(2026, 10, 20), page)


def test_leave_changes_no_guides_version(small: Project) -> None:
    before = contents.of(small, catalog.load(small.guides), TODAY).texts["catalog.json"].make()
    later = date(2026, 12, 24)
    assert (
        contents.of(small, catalog.load(small.guides), later).texts["catalog.json"].make() == before
    )


def test_a_days_passing_rewrites_only_pages_that_say_something_else(small: Project) -> None:
    loaded = catalog.load(small.guides)
    site.build(small, loaded, today=TODAY)
    assert site.build(small, loaded, today=date(2026, 11, 25)).written == 0
    before = stamps(small.site)
    site.build(small, loaded, today=date(2026, 11, 30))
    touched = changed(before, stamps(small.site))
    assert {"jinzhu/duty.html", "niutian/duty.html", "jinzhu/ps-id-card.html"} <= touched
    assert {path for path in touched if path.startswith("niutian/")} == {"niutian/duty.html"}
    assert "jinzhu/sa-minimum-living.html" not in touched
