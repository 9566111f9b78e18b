"""The rules applied to a county: where a finding stands, what a county may set, what follows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from generator import catalog
from generator.problem import Problem
from generator.standard import judging
from generator.standard.verdict import Verdict, verdicts
from tests.conftest import HERE, TODAY
from tests.test_build import edit

DIBAO = "services/sa-minimum-living.yaml"
HOMESTEAD = "services/rr-homestead.yaml"
JINZHU = "townships/jinzhu/catalog.yaml"
STAFF = "townships/jinzhu/staff.yaml"
LATE = "送达方式: [窗口领取]\n"
"""A result that can only be fetched: T01 and T04, and T02 and T03 with them."""

Review = Callable[..., list[Problem]]


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return copytree(HERE / "county", tmp_path / "guides")


def review(guides: Path, today: date = TODAY) -> list[Problem]:
    return list(judging.review(catalog.load(guides), today))


def told(guides: Path, today: date = TODAY) -> list[str]:
    """`file:line rule severity` of everything found."""
    return [
        f"{Path(p.file).relative_to(guides).as_posix()}:{p.line} {p.rule} {p.severity}"
        for p in review(guides, today)
    ]


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def verdict_on(guides: Path, service: str, slug: str = "jinzhu") -> Verdict:
    return verdicts(catalog.load(guides), TODAY)[slug][service]


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_smallest_county_keeps_every_rule(guides: Path) -> None:
    assert told(guides) == []


def test_a_service_is_told_of_once_however_many_townships_offer_it(guides: Path) -> None:
    edit(guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    line = line_of(guides / DIBAO, "承诺时限")
    assert told(guides) == [f"{DIBAO}:{line} E06 错误"]


def test_an_override_that_breaks_the_standard_is_told_at_the_townships_line(guides: Path) -> None:
    edit(guides / JINZHU, "承诺时限: 12个工作日", "承诺时限: 99个工作日")
    line = line_of(guides / JINZHU, "99个工作日")
    assert told(guides) == [f"{JINZHU}:{line} E06 错误"]
    assert verdict_on(guides, "rr-homestead").mark == "未达标"
    assert verdict_on(guides, "rr-homestead", "niutian").mark == "达标"


def test_an_override_that_makes_a_reminder_an_error_is_told(guides: Path) -> None:
    for path in (guides / DIBAO, guides / HOMESTEAD):
        text = path.read_text(encoding="utf-8")
        start, end = text.index("常见问题:"), text.index("咨询电话:")
        path.write_text(text[:start] + text[end:], encoding="utf-8")
    edit(guides / HOMESTEAD, "事项类型: 行政许可", "事项类型: 公共服务")
    edit(guides / JINZHU, "承诺时限: 12个工作日", "事项类型: 行政许可")
    found = [line for line in told(guides) if "E13" in line]
    line = line_of(guides / JINZHU, "事项类型: 行政许可")
    assert sorted(found) == sorted(
        [f"{DIBAO}:1 E13 提醒", f"{HOMESTEAD}:1 E13 提醒", f"{JINZHU}:{line} E13 错误"]
    )
    assert verdict_on(guides, "rr-homestead").failures


def test_a_guide_fails_just_where_the_check_has_an_error_of_the_standard(guides: Path) -> None:
    for old, new in (("承诺时限: 25个工作日", "承诺时限: 50个工作日"), ("期限: 7日", "期限: 3日")):
        edit(guides / DIBAO, old, new)
    loaded = catalog.load(guides)
    failing = {
        name
        for found in verdicts(loaded, TODAY).values()
        for name, one in found.items()
        if one.failures
    }
    assert failing == {"sa-minimum-living"}


def test_what_one_change_does_to_other_fields_is_told_at_that_change(guides: Path) -> None:
    edit(guides / JINZHU, "承诺时限: 12个工作日", "办理渠道: [窗口]")
    line = line_of(guides / JINZHU, "办理渠道: [窗口]")
    assert told(guides) == [f"{JINZHU}:{line} {rule} 错误" for rule in ("T02", "T03", "T06")]


def test_what_several_changes_do_to_other_fields_is_told_at_their_entry(guides: Path) -> None:
    edit(guides / JINZHU, "  承诺时限: 12个工作日", "  办理渠道: [窗口]\n  通办范围: 全省")
    entry, field = line_of(guides / JINZHU, "rr-homestead"), line_of(guides / JINZHU, "[窗口]")
    assert told(guides) == [
        f"{JINZHU}:{entry} T02 错误",
        f"{JINZHU}:{entry} T03 错误",
        f"{JINZHU}:{field} T06 错误",
    ]


def test_a_fault_deep_in_a_change_is_told_at_its_own_line(guides: Path) -> None:
    materials = "申请材料:\n  - {名称: 合同, 来源: 申请人自备}\n  - {名称: 其他材料, 来源: 其他}"
    edit(guides / JINZHU, "  承诺时限: 12个工作日", f"  通办范围: 全省\n  {materials}")
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, '其他材料')} M01 错误"]


def test_what_a_township_adds_to_a_failing_service_is_told_and_nothing_else(guides: Path) -> None:
    edit(guides / HOMESTEAD, "承诺时限: 15个工作日", "承诺时限: 99个工作日")
    edit(guides / JINZHU, "承诺时限: 12个工作日", "办理渠道: [窗口]")
    line = line_of(guides / JINZHU, "办理渠道: [窗口]")
    assert told(guides) == [
        f"{HOMESTEAD}:{line_of(guides / HOMESTEAD, '99个工作日')} E06 错误",
        *(f"{JINZHU}:{line} {rule} 错误" for rule in ("T02", "T03", "T06")),
    ]


def test_everything_that_breaks_one_rule_is_told(guides: Path) -> None:
    edit(guides / DIBAO, '咨询电话: "12345"\n监督电话: "12345"\n', "")
    assert [line.split(" ", 1)[1] for line in told(guides)] == ["E12 错误", "E12 错误"]


def test_a_township_that_mends_a_service_is_met_though_the_county_is_not(guides: Path) -> None:
    edit(guides / HOMESTEAD, "承诺时限: 15个工作日", "承诺时限: 99个工作日")
    assert [line.partition(":")[0] for line in told(guides)] == [HOMESTEAD]
    assert verdict_on(guides, "rr-homestead").is_met
    assert not verdict_on(guides, "rr-homestead", "niutian").is_met


def test_an_override_that_says_the_same_changes_nothing(guides: Path) -> None:
    edit(guides / HOMESTEAD, "承诺时限: 15个工作日", "承诺时限: 99个工作日")
    edit(guides / JINZHU, "承诺时限: 12个工作日", "承诺时限: 99个工作日")
    assert [line.partition(":")[0] for line in told(guides)] == [HOMESTEAD]


def test_a_service_of_a_townships_own_is_judged_at_its_lines(guides: Path) -> None:
    edit(guides / JINZHU, "  受理条件: [参加“三月三”活动的个人或队伍]\n", "")
    edit(guides / JINZHU, "名称: 报名回执, ", "")
    entry = line_of(guides / JINZHU, "编号: jinzhu-she-festival")
    assert told(guides) == [
        f"{JINZHU}:{entry} E02 错误",
        f"{JINZHU}:{line_of(guides / JINZHU, '办理结果')} E11 错误",
    ]


def test_a_circle_that_only_a_township_closes_is_told_there(guides: Path) -> None:
    add(guides / JINZHU, "- 引用: sa-minimum-living\n")
    text = (guides / JINZHU).read_text(encoding="utf-8").replace("- sa-minimum-living\n", "", 1)
    result = "最低生活保障审核确认决定书"
    material = f"{{名称: {result}, 来源: 其他, 出具单位: 民政}}"
    (guides / JINZHU).write_text(f"{text}  申请材料: [{material}]\n", encoding="utf-8")
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, material)} M05 错误"]
    assert [reason.rule for reason in verdict_on(guides, "sa-minimum-living").failures] == ["M05"]
    assert verdict_on(guides, "sa-minimum-living", "niutian").is_met


CERTIFICATE = "申请材料:\n- {名称: 甲证, 来源: 其他, 出具单位: 民政}\n"
"""What a service needs before anything else."""


def test_a_circle_of_the_county_is_told_at_every_service_in_it(guides: Path) -> None:
    edit(guides / DIBAO, "申请材料:\n", CERTIFICATE)
    edit(guides / HOMESTEAD, "申请材料:\n", CERTIFICATE.replace("甲证", "乙证"))
    edit(guides / DIBAO, "最低生活保障审核确认决定书", "乙证")
    edit(guides / HOMESTEAD, "农村宅基地批准书、乡村建设规划许可证", "甲证")
    assert told(guides) == [
        f"{HOMESTEAD}:{line_of(guides / HOMESTEAD, '名称: 乙证')} M05 错误",
        f"{DIBAO}:{line_of(guides / DIBAO, '名称: 甲证')} M05 错误",
    ]


def test_a_circle_that_a_townships_other_result_closes_is_told_there(guides: Path) -> None:
    edit(guides / HOMESTEAD, "申请材料:\n", CERTIFICATE)
    assert told(guides) == []
    edit(guides / JINZHU, "承诺时限: 12个工作日", "办理结果: {名称: 甲证}")
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, '甲证')} M05 错误"]


def test_a_circle_over_a_service_that_the_township_left_as_it_is_is_told(guides: Path) -> None:
    edit(guides / DIBAO, "申请材料:\n", CERTIFICATE)
    material = "申请材料: [{名称: 最低生活保障审核确认决定书, 来源: 其他}]"
    edit(guides / JINZHU, "承诺时限: 12个工作日", f"{material}\n  办理结果: {{名称: 甲证}}")
    edit(guides / JINZHU, "- sa-minimum-living\n", "")
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, material)} M05 错误"]


def test_a_circle_in_a_service_of_a_townships_own_is_told_there(guides: Path) -> None:
    material = "申请材料: [{名称: 报名回执, 来源: 其他}]"
    edit(guides / JINZHU, "申请材料: 无需提交材料", material)
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, material)} M05 错误"]


def test_a_missing_post_is_told_once_where_its_area_is_assigned(guides: Path) -> None:
    edit(
        guides / JINZHU, "社会救助: {窗口: 1, A岗: A03, B岗: A04}", "社会救助: {窗口: 1, A岗: A03}"
    )
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, '社会救助:')} S01 错误"]


def test_an_area_with_nobody_is_told_once_and_names_both_posts(guides: Path) -> None:
    edit(guides / JINZHU, "社会救助: {窗口: 1, A岗: A03, B岗: A04}", "社会救助: {窗口: 1}")
    line = line_of(guides / JINZHU, "社会救助:")
    assert told(guides) == [f"{JINZHU}:{line} S01 错误"]
    assert "没有A岗和B岗" in review(guides)[0].message


def test_the_same_person_twice_is_told_at_the_second_post(guides: Path) -> None:
    edit(guides / JINZHU, "A岗: A03, B岗: A04}", "A岗: A03,\n    B岗: A03}")
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, '    B岗: A03')} S01 错误"]


def test_a_post_that_an_entry_says_itself_is_told_at_the_entry(guides: Path) -> None:
    edit(guides / JINZHU, "- sa-minimum-living", "- {引用: sa-minimum-living, B岗: A03}")
    assert told(guides) == [f"{JINZHU}:{line_of(guides / JINZHU, '引用: sa-minimum')} S01 错误"]


def test_a_post_that_names_nobody_is_told_once_and_not_as_missing(guides: Path) -> None:
    edit(
        guides / JINZHU,
        "社会救助: {窗口: 1, A岗: A03, B岗: A04}",
        "社会救助: {窗口: 1, A岗: A03, B岗: A99}",
    )
    assert [line.split(" ")[1] for line in told(guides)] == ["schema"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (STAFF, "电话: 0794-00000318", "电话: '13000000000'"),
        (STAFF, "电话: 0794-00000319", "电话: '13000000000'"),
        (STAFF, "办公电话: 0794-00000313", "办公电话: '13000000000'"),
        (STAFF, "办公电话: 0794-00000317", "手机: '13000000000'"),
        ("townships/jinzhu/township.yaml", "电话: 0794-00000311", "电话: '13000000000'"),
        ("townships/jinzhu/township.yaml", "电话: 0794-00000312", "电话: '13000000000'"),
        (
            "townships/jinzhu/villages.yaml",
            "地址: 严杭村委会（演示）",
            "地址: 严杭村委会（演示）\n    电话: '13000000000'",
        ),
        ("county.yaml", "电话: 0794-00000000", "电话: '13000000000'"),
        ("county.yaml", '电话: "12345"', "电话: '13000000000'"),
        (DIBAO, '咨询电话: "12345"', "咨询电话: '13000000000'"),
    ],
)
def test_a_private_number_without_consent_is_told_wherever_it_stands(
    guides: Path, file: str, old: str, new: str
) -> None:
    edit(guides / file, old, new)
    assert told(guides) == [f"{file}:{line_of(guides / file, '13000000000')} S06 错误"]
    assert judging.stop_publication(review(guides))


def test_each_of_a_persons_private_numbers_is_told(guides: Path) -> None:
    edit(guides / STAFF, "0794-00000313", "'13000000000'\n  手机: '13100000000'")
    lines = [line_of(guides / STAFF, number) for number in ("13000000000", "13100000000")]
    assert told(guides) == [f"{STAFF}:{line} S06 错误" for line in lines]


def test_a_consent_that_has_ended_is_a_reminder_from_the_day_after(guides: Path) -> None:
    consent = "同意公开: {日期: 2026-10-01, 范围: [网页], 到期: 2026-11-24}"
    edit(guides / STAFF, "电话: 0794-00000318", f"电话: '13000000000'\n  {consent}")
    assert told(guides) == []
    assert told(guides, date(2026, 11, 25)) == [
        f"{STAFF}:{line_of(guides / STAFF, '到期')} S06 提醒"
    ]


def test_a_consent_counts_from_its_day_on(guides: Path) -> None:
    consent = "同意公开: {日期: 2026-11-25, 范围: [网页]}"
    edit(guides / STAFF, "电话: 0794-00000318", f"电话: '13000000000'\n  {consent}")
    line = line_of(guides / STAFF, "2026-11-25")
    assert told(guides) == [f"{STAFF}:{line} S06 错误"]
    assert told(guides, date(2026, 11, 25)) == []


def test_today_is_what_is_given(guides: Path) -> None:
    edit(guides / DIBAO, "状态: 在用", "状态: 在用\n失效日期: 2026-11-24")
    assert told(guides) == []
    line = line_of(guides / DIBAO, "失效日期")
    assert told(guides, date(2026, 11, 25)) == [f"{DIBAO}:{line} S05 提醒"]


def test_what_stops_publication_says_nothing_of_the_standard(guides: Path) -> None:
    edit(guides / DIBAO, "期限: 7日", "期限: 3日")
    assert [line.split(" ", 1)[1] for line in told(guides)] == ["S04 错误"]
    assert verdict_on(guides, "sa-minimum-living").mark == "达标"


def test_failing_the_standard_does_not_stop_publication(guides: Path) -> None:
    edit(guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    assert review(guides)
    assert judging.stop_publication(review(guides)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (DIBAO, "领域: 社会救助", "领域: 社会救济"),
        (DIBAO, "期限: 7日", "期限: 3日"),
        (JINZHU, "A岗: A03, B岗: A04", "A岗: A03, B岗: A03"),
    ],
)
def test_what_nobody_may_read_or_deal_with_stops_publication(
    guides: Path, file: str, old: str, new: str
) -> None:
    edit(guides / file, old, new)
    assert judging.stop_publication(review(guides))


SETTING = "规则: {%s: {级别: %s, 原因: 试一试}}\n"


def test_a_reminder_can_be_left_out_or_made_an_error(guides: Path) -> None:
    edit(guides / DIBAO, "日常用语: 低保\n", "")
    edit(guides / DIBAO, "最低生活保障审核确认\n", "最低生活保障审核确认的一个长名字\n")
    assert [line.split(" ", 1)[1] for line in told(guides)] == ["E15 提醒"]
    add(guides / "county.yaml", SETTING % ("E15", "错误"))
    assert [line.split(" ", 1)[1] for line in told(guides)] == ["E15 错误"]
    assert not verdict_on(guides, "sa-minimum-living").is_met
    edit(guides / "county.yaml", "级别: 错误", "级别: 忽略")
    assert told(guides) == []


@pytest.mark.parametrize("rule", ["S03", "S06"])
def test_what_protects_people_cannot_be_lowered(guides: Path, rule: str) -> None:
    add(guides / "county.yaml", SETTING % (rule, "忽略"))
    (problem,) = review(guides)
    assert "个人信息受法律保护" in problem.hint


def test_an_exception_may_name_a_service_that_nobody_offers_now(guides: Path) -> None:
    for town in ("jinzhu", "niutian"):
        edit(guides / f"townships/{town}/catalog.yaml", "- ps-id-card\n", "")
    add(guides / "county.yaml", "例外: [{事项: ps-id-card, 规则: T01, 文件: 省文件（文号）}]\n")
    assert told(guides) == [f"county.yaml:{line_of(guides / 'county.yaml', '例外')} schema 提醒"]


def test_an_exception_that_nothing_needs_is_told_and_a_needed_one_is_not(guides: Path) -> None:
    line = "例外: [{事项: sa-minimum-living, 规则: E06, 文件: 省文件（文号）}]\n"
    add(guides / "county.yaml", line)
    (idle,) = review(guides)
    assert (idle.severity, idle.rule) == ("提醒", "schema")
    assert "这条例外没有用上" in idle.message
    edit(guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    assert [problem.rule for problem in review(guides)] == ["E06"]


def test_an_error_outside_the_standard_can_be_lowered(guides: Path) -> None:
    edit(guides / DIBAO, "期限: 7日", "期限: 3日")
    add(guides / "county.yaml", SETTING % ("S04", "提醒"))
    assert [line.split(" ", 1)[1] for line in told(guides)] == ["S04 提醒"]
    assert judging.stop_publication(review(guides)) == []


@pytest.mark.parametrize("level", ["提醒", "忽略"])
def test_an_error_of_the_standard_cannot_be_lowered(guides: Path, level: str) -> None:
    edit(guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    add(guides / "county.yaml", SETTING % ("E06", level))
    assert sorted(line.split(" ", 1)[1] for line in told(guides)) == ["E06 错误", "schema 错误"]


def test_an_error_of_the_standard_may_be_set_to_what_it_is(guides: Path) -> None:
    add(guides / "county.yaml", SETTING % ("E06", "错误"))
    assert told(guides) == []


def test_a_licence_without_questions_stays_an_error_whatever_is_set(guides: Path) -> None:
    text = (guides / HOMESTEAD).read_text(encoding="utf-8")
    start, end = text.index("常见问题:"), text.index("咨询电话:")
    (guides / HOMESTEAD).write_text(text[:start] + text[end:], encoding="utf-8")
    edit(guides / HOMESTEAD, "事项类型: ", "事项类型: 行政许可 # ")
    add(guides / "county.yaml", SETTING % ("E13", "忽略"))
    assert "E13 错误" in [line.split(" ", 1)[1] for line in told(guides)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("规则: {M15: 忽略}\n", "改了级别，要写明原因。请写成 {级别: 忽略, 原因: …}"),
        ("规则: {M15: {级别: 忽略}}\n", "没有填写"),
        ("规则: {M15: {级别: 不管, 原因: 试}}\n", "不能写“不管”"),
        (SETTING % ("M16", "忽略"), "没有“M16”这个规则"),
        ("规则: {第15条: {级别: 忽略, 原因: 试}}\n", "“第15条”不是规则编号"),
        ("例外: [{事项: rr-homested, 规则: T01, 文件: 某文件}]\n", "是不是“rr-homestead”？"),
        ("例外: [{事项: rr-homestead, 规则: T99, 文件: 某文件}]\n", "没有“T99”这个规则"),
        ("例外: [{事项: rr-homestead, 规则: S01, 文件: 某文件}]\n", "和达标无关，不用列例外"),
        ("例外: [{事项: rr-homestead, 规则: T01}]\n", "没有填写"),
        ("例外: [{事项: rr-homestead, 规则: T01, 文件: 是}]\n", "这里要写清楚内容"),
    ],
)
def test_settings_that_cannot_be_are_told(guides: Path, text: str, said: str) -> None:
    add(guides / "county.yaml", text)
    (problem,) = review(guides)
    assert problem.file.endswith("county.yaml")
    assert said in problem.said


def test_every_setting_that_cannot_be_is_told_at_its_own_line(guides: Path) -> None:
    settings = """规则:
  M16: {级别: 忽略, 原因: 试一试}
  E06: {级别: 忽略, 原因: 试一试}
例外:
- 事项: rr-homestead
  规则: S01
  文件: 某文件
- 文件: 某文件
  事项: nowhere
  规则: T99
  到期: 2026-11-23
"""
    add(guides / "county.yaml", settings)
    wrong = ("M16", "E06", "S01", "nowhere", "T99")
    lines = [line_of(guides / "county.yaml", word) for word in wrong]
    last = line_of(guides / "county.yaml", "2026-11-23")
    assert told(guides) == [
        *(f"county.yaml:{line} schema 错误" for line in lines),
        f"county.yaml:{last} schema 提醒",
    ]


def test_an_exception_changes_neither_a_reminder_nor_what_stops_publication(guides: Path) -> None:
    edit(guides / DIBAO, "日常用语: 低保\n", "")
    edit(guides / DIBAO, "最低生活保障审核确认\n", "最低生活保障审核确认的一个长名字\n")
    edit(guides / DIBAO, "期限: 7日", "期限: 3日")
    one = "{事项: sa-minimum-living, 规则: %s, 文件: 省文件}"
    add(guides / "county.yaml", f"例外: [{one % 'E15'}, {one % 'S04'}]\n")
    found = [(problem.rule, problem.severity) for problem in review(guides)]
    idle, wrong = ("schema", "提醒"), ("schema", "错误")
    assert sorted(found) == sorted([("E15", "提醒"), ("S04", "错误"), idle, wrong])
    assert not any("已列例外" in problem.message for problem in review(guides))


def test_an_exception_needs_its_document_and_is_shown_as_one(guides: Path) -> None:
    edit(guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    add(
        guides / "county.yaml",
        "例外: [{事项: sa-minimum-living, 规则: E06, 文件: 省文件（文号）}]\n",
    )
    (problem,) = review(guides)
    assert (problem.rule, problem.severity) == ("E06", "提醒")
    assert "已列例外：省文件（文号）" in problem.message
    verdict = verdict_on(guides, "sa-minimum-living")
    assert verdict.mark == "例外"
    assert not verdict.is_met
    assert verdict.allowed[0].document == "省文件（文号）"


def test_an_exception_allows_its_own_rule_alone_and_until_it_ends(guides: Path) -> None:
    edit(guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    edit(guides / DIBAO, "收费: 不收费", "收费: 不收费\n网上支付: 是")
    add(
        guides / "county.yaml",
        "例外: [{事项: sa-minimum-living, 规则: E06, 文件: 省文件, 到期: 2026-11-24}]\n",
    )
    assert sorted(line.split(" ", 1)[1] for line in told(guides)) == ["E06 提醒", "E10 错误"]
    assert verdict_on(guides, "sa-minimum-living").mark == "未达标"
    later = [line.split(" ", 1)[1] for line in told(guides, date(2026, 11, 25))]
    assert sorted(later) == ["E06 错误", "E10 错误", "schema 提醒"]


def test_equal_verdicts_are_one_value(guides: Path) -> None:
    found = verdicts(catalog.load(guides), TODAY)
    assert len({id(verdict) for township in found.values() for verdict in township.values()}) == 1
