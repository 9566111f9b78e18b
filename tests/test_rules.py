"""Every rule of the standard does what its own page says, and what the standard's list says."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from generator import catalog, checking
from generator.catalog import Guide
from generator.models.place import Agent
from generator.models.service import PublicService
from generator.models.words import Tier
from generator.problem import Finding, Problem
from generator.standard import judging
from generator.standard.catalogue import RULES, by_group
from generator.standard.rule import About, Example, Group, Rule
from tests.conftest import HERE, REPOSITORY, TODAY, as_text

SOUND = """
编号: a-service
事项名称: 事项
领域: 社会救助
主管部门: 部门
事项类型: 公共服务
办件类型: 承诺件
设定依据: [{名称: 某条例, 条款: 第一条}]
受理条件: [具有本县户籍]
申请材料: 无需提交材料
办理流程:
- {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
- {环节: 审核, 承办: 乡镇}
承诺时限: 25个工作日
收费: 不收费
办理结果: {名称: 结果, 类型: 其他}
送达方式: [邮寄, 窗口领取]
办理渠道: [窗口, 网上]
跑动次数: 0
常见问题: [{问: 问, 答: 答}]
咨询电话: "12345"
监督电话: "12345"
"""
"""A service that no rule says anything of."""

AGENT = "{编号: H01, 姓名: 代办员（演示）, 类型: 老党员, 村: 演示村}"
LISTED = yaml.safe_load((HERE / "rules.yaml").read_text(encoding="utf-8"))
EXAMPLES = [(rule, example) for rule in RULES.values() for example in rule.examples]
FOLLOWING = {"T04": {"T01", "T02", "T03"}}
"""Rules that have to be broken along: a result fetched later is one trip more."""
UNKNOWN_SHORT_NAME = "WZ"
"""A source that the standard's list names and nobody explains; not shown to anybody."""


def laid_over(sound: str, text: str) -> dict[str, object]:
    base = as_text(sound)
    return {**base, **(as_text(text) or {})}


def a_service(text: str = "") -> PublicService:
    return PublicService.model_validate(laid_over(SOUND, text))


def a_guide(text: str) -> Guide:
    said = laid_over("{}", text)
    posts = (said.get("A岗"), said.get("B岗"))
    return Guide(
        a_service(), None, None, None, Tier.TOWNSHIP, None,
        posts=posts, is_own=False, changed=(), entry=("事项", 0),  # type: ignore[arg-type]
    )  # fmt: skip


def findings(rule: Rule, text: str, today: date = TODAY) -> list[Finding]:
    """What one rule says of a text laid over something sound."""
    match rule.about:
        case About.SERVICE:
            return list(rule.check(a_service(text)))
        case About.DATED_SERVICE:
            return list(rule.check(a_service(text), today))
        case About.SERVICES:
            service = a_service(text)
            found = list(rule.check({service.identifier: service}))
            assert {finding.path[0] for finding in found} <= {service.identifier}
            return [Finding(f.path[1:], f.message, f.hint) for f in found]
        case About.GUIDE:
            return list(rule.check(a_guide(text)))
        case About.DATED_CONTACT:
            return list(rule.check(Agent.model_validate(laid_over(AGENT, text)), today))


def rules_broken(text: str) -> set[str]:
    """What all rules say of a service."""
    service = a_service(text)
    loaded = catalog.Catalog(services={service.identifier: service})
    said = judging.Judge(loaded, TODAY).on(service)
    return {remark.rule.identifier for remark in said}


def titled(pair: tuple[Rule, Example]) -> str:
    return f"{pair[0].identifier}-{pair[1].field or 'keeps'}"


@pytest.mark.parametrize("pair", EXAMPLES, ids=titled)
def test_an_example_keeps_or_breaks_its_rule_just_where_it_says(pair: tuple[Rule, Example]) -> None:
    rule, example = pair
    assert [finding.path for finding in findings(rule, example.text)] == (
        [] if example.keeps else [example.path]
    )


@pytest.mark.parametrize("pair", EXAMPLES, ids=titled)
def test_an_example_is_about_its_own_rule_and_no_other(pair: tuple[Rule, Example]) -> None:
    rule, example = pair
    if rule.about in {About.SERVICE, About.DATED_SERVICE}:
        broken = set() if example.keeps else {rule.identifier}
        assert rules_broken(example.text) - FOLLOWING.get(rule.identifier, set()) == broken


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.identifier)
def test_a_rule_tells_why_and_how_to_mend_and_shows_both_sides(rule: Rule) -> None:
    assert rule.title
    assert rule.paragraphs
    assert rule.source
    assert {example.keeps for example in rule.examples} == {True, False}
    for example in rule.examples:
        assert all(finding.hint for finding in findings(rule, example.text)), rule.identifier


def test_a_rules_docstring_is_its_page() -> None:
    rule = RULES["M05"]
    assert rule.title == "不能循环证明：办甲要先有乙，办乙又要先有甲"
    assert [paragraph[:8] for paragraph in rule.paragraphs] == ["程序把全部事项的"]
    assert rule.paragraphs[0].endswith("换领时交回的旧证，不算。")
    keeps, breaks = rule.examples
    assert (keeps.keeps, keeps.path, keeps.place) == (True, (), "")
    assert (breaks.keeps, breaks.place) == (False, "申请材料 第1项 › 名称")
    assert breaks.path == ("申请材料", 0, "名称")
    assert breaks.text.startswith("办理结果: ")


@pytest.mark.parametrize(
    ("rule", "law"),
    [
        ("T04", "《浙江省保障“最多跑一次”改革规定》第2条、第5条、第15条"),
        ("T09", "《优化营商环境条例》第36条"),
        ("S02", "《行政许可法》第23、24条；赣府发〔2025〕14号"),
        ("E02", "《国务院关于在线政务服务的若干规定》第6条"),
    ],
)
def test_laws_are_told_by_their_full_names(rule: str, law: str) -> None:
    assert RULES[rule].sources == law


def test_rules_stand_in_the_standards_order_and_in_their_groups() -> None:
    grouped = by_group()
    assert list(grouped) == list(Group)
    assert [rule.identifier for rule in grouped[Group.TRIPS]] == ["T01", "T02", "T03", "T07"]
    assert sorted(rule.identifier for group in grouped.values() for rule in group) == sorted(RULES)


def test_the_groups_that_make_the_standard_are_these() -> None:
    of_the_standard = "要素 时限 收费 结果 监督 材料 容缺 跑动 送达 渠道".split()
    assert [group for group in Group if group.is_of_the_standard] == of_the_standard


@pytest.mark.parametrize("listed", LISTED, ids=lambda listed: listed["id"])
def test_a_rule_is_the_one_the_standard_lists(listed: dict[str, str]) -> None:
    rule = RULES[listed["id"]]
    severity = {"错误": "error", "提醒": "warning"}[rule.severity]
    assert (severity, rule.group) == (listed["severity"], listed["group"])
    sources = [part for part in listed["source"].split("；") if part != UNKNOWN_SHORT_NAME]
    assert rule.source in {"；".join(sources).replace("，from memory", ""), "推导规则（本项目）"}


def test_there_are_no_other_rules() -> None:
    assert list(RULES) == [listed["id"] for listed in LISTED]


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "guides" / "services").glob("*.yaml")), ids=lambda path: path.stem
)
def test_no_rule_is_broken_by_a_service_of_the_county(path: Path) -> None:
    assert checking.problems(path, TODAY) == []


@pytest.mark.parametrize("path", sorted((HERE / "failing").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_failing_service_breaks_just_the_rules_it_names(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# 应报:").replace(" ", "").split(",")
    found = checking.problems(path, TODAY)
    assert sorted({problem.rule for problem in found}) == sorted(named)
    assert all(_points_at_something(problem) for problem in found)


def _points_at_something(problem: Problem) -> bool:
    lines = Path(problem.file).read_text(encoding="utf-8").splitlines()
    return bool(lines[problem.line - 1][problem.column - 1 :].strip())


MATERIAL = "申请材料: [{名称: %s, 来源: 申请人自备, 空白表: 有}]"
ISSUED = "申请材料: [{名称: %s, 来源: 政府部门核发, 出具单位: 公安, 数据共享: 库, %s}]"
WHO = "情形: [{问: 谁办？, 选项: [甲, 乙]}]\n"
ONLY = "{环节: %s, 承办: 丙, 用时: 20个工作日, 适用情形: {谁办？: %s}}"
OTHER = "{{名称: 材料{}, 来源: 其他}}"
THREE = ", ".join(map(OTHER.format, "123"))
STEPS = "办理流程: [{环节: 提交申请, 承办: 甲, 地点: 大厅, 申请人到场: 是}, {环节: %s}]"
LICENCE = "事项类型: 行政许可\n办理流程: [%s]"


@pytest.mark.parametrize(
    ("rule", "text", "is_broken"),
    [
        ("E01", "设定依据: [{条款: 第一条}]", True),
        ("E04", "办理流程: [{承办: 申请人}]", True),
        ("E06", "{法定时限: 30日, 承诺时限: }", False),
        ("E06", "{法定时限: 7日, 承诺时限: 5个工作日}", False),
        ("E06", "{法定时限: 20个工作日, 承诺时限: 28日}", False),
        ("E06", "{法定时限: 20个工作日, 承诺时限: 29日}", True),
        ("E06", "{法定时限: 1个月, 承诺时限: 30日}", False),
        ("E06", "{法定时限: 1个月, 承诺时限: 22个工作日}", True),
        ("E07", "{办件类型: 即办件, 承诺时限: 即时}", False),
        ("E07", "{办件类型: 即办件, 承诺时限: 1个工作日}", True),
        ("E08", f"{STEPS % '审核, 承办: 乙, 用时: 26个工作日'}", True),
        ("E08", f"{STEPS % '审核, 承办: 乙, 用时: 25个工作日'}", False),
        ("E08", f"{STEPS % '审核, 承办: 乙, 用时: 36日'}", True),
        ("E08", f"{STEPS % '审核, 承办: 乙, 用时: 35日'}", False),
        ("E08", f"承诺时限: 20日\n{STEPS % '审核, 承办: 乙, 用时: 26个工作日'}", False),
        ("E08", f"承诺时限: 即时\n{STEPS % '审核, 承办: 乙, 用时: 1个工作日'}", False),
        *(
            ("E08", STEPS % f"乡镇{word}, 承办: 乙, 用时: 60个工作日", False)
            for word in "公示 公告 评定 鉴定 施工 丈量 签约 采集 贴息 拨付 发放 评议 制卡 制证 "
            "放款 兑付 拨款 到场 村级".split()
        ),
        ("E09", "收费: [{标准: 20元, 依据: 文件}]", True),
        ("E09", "收费: [{项目: 工本费, 依据: 文件}]", True),
        ("E10", "{收费: [{项目: 费, 标准: 1元, 依据: 文}], 网上支付: 是}", False),
        ("E11", "办理结果: {类型: 证照}", True),
        ("E12", "咨询电话:", True),
        (
            "E14",
            LICENCE % "{环节: 申报, 承办: 甲}, {环节: 检疫, 承办: 乙}, {环节: 出证, 承办: 乙}",
            False,
        ),
        (
            "E14",
            LICENCE % "{环节: 采集, 承办: 甲}, {环节: 核, 承办: 乙}, {环节: 批, 承办: 乙}",
            False,
        ),
        (
            "E14",
            LICENCE
            % "{承办: 甲}, {环节: 受理, 承办: 甲}, {环节: 核, 承办: 乙}, {环节: 批, 承办: 乙}",
            False,
        ),
        ("E14", LICENCE % "{环节: 审查, 承办: 乙}, {环节: 决定, 承办: 乙}", True),
        ("E14", LICENCE % "{环节: 申请, 承办: 乙}, {环节: 审查, 承办: 乙}", True),
        ("E15", "事项名称: 一二三四五六七八九十甲乙", False),
        ("E15", "事项名称: 一二三四五六七八九十甲乙丙", True),
        ("E15", "{事项名称: 一二三四五六七八九十甲乙丙, 日常用语: 短名}", False),
        *(
            ("M01", MATERIAL % name, True)
            for name in "其他材料 其它证明 其他资料 其他文件 其他手续 其他相关资料 其他必要文件 "
            "其他需要手续 有关材料 相关证明材料 有关手续 相关资料 有关文件 "
            "身份证等材料 户口簿等有关材料 照片（视情况提供） 票据（视具体情况提交） "
            "照片（根据实际需要） 照片（根据需要） "
            "窗口人员要求的照片 窗口工作人员要求的照片 要求提供的其他照片 需要提交的其他照片 "
            "照片（以窗口要求为准） 照片（以窗口告知为准） 法律法规规定的其他照片 "
            "法律、法规规定的其他照片".split()
        ),
        ("M01", MATERIAL % "与申请事项有关的案件材料", False),
        ("M01", MATERIAL % "照片等材料一份", False),
        ("M01", "受理条件: [提交有关资料]", True),
        *(
            ("M02", MATERIAL % f"{name}证明", True)
            for name in "亲属关系 居民身份信息 户口登记项目内容变更申请 居民养犬 无犯罪记录 "
            "社区戒毒、社区康复人员情况 人员失踪 婚姻状况 出生 健在 死亡 疾病状况 残疾状况 "
            "婚育状况 居民就业状况 居民个人档案 居民财产 遗产继承权 市场主体住所 证件遗失".split()
        ),
        ("M02", MATERIAL % "出生医学证明", False),
        ("M02", MATERIAL % "死亡医学证明", False),
        ("M02", "申请材料: [{名称: 收入证明, 来源: 其他, 出具单位: 居委会}]", True),
        ("M02", "申请材料: [{名称: 收入证明, 来源: 其他, 来源说明: 找村里盖章}]", True),
        ("M02", "申请材料: [{名称: 收入说明, 来源: 其他, 出具单位: 村委会}]", False),
        ("M02", "申请材料: [{名称: 检疫证明, 来源: 其他, 出具单位: 县农业农村局}]", False),
        ("M02", "申请材料: [{名称: 检疫证明, 来源: 其他, 出具单位: 乡村振兴局}]", False),
        ("M02", "申请材料: [{名称: 诊断证明, 来源: 其他, 出具单位: 村卫生室}]", False),
        ("M03", MATERIAL % "亲属关系证明", False),
        *(
            ("M03", MATERIAL % f"本人{name}", False)
            for name in "出生医学证明 健康证明 诊断证明 死亡医学证明 接种证明 身份证明".split()
        ),
        ("M04", ISSUED % ("居民身份证", "核验后退还: 是"), False),
        (
            "M04",
            "申请材料: [{名称: 证, 来源: 政府部门核发, 出具单位: 局, 不可共享原因: 待建}]",
            False,
        ),
        ("M04", "申请材料: [{名称: 证, 来源: 政府部门核发, 必要性: 容缺后补}]", False),
        ("M04", MATERIAL % "居民身份证", False),
        ("M07", "申请材料: [{名称: 甲, 来源: 其他, 类型: 复印件, 复印件份数: 0}]", True),
        ("M07", "申请材料: [{名称: 甲, 来源: 其他, 类型: 原件和复印件, 原件份数: 0}]", True),
        ("M07", "申请材料: [{名称: 甲, 来源: 其他, 类型: 原件或复印件, 原件份数: 0}]", False),
        ("M07", "申请材料: [{名称: 甲, 来源: 其他, 类型: 复印件}]", False),
        ("M07", "申请材料: [{名称: 甲, 来源: 其他, 类型: 原件或复印件}]", False),
        ("M07", "申请材料: [{名称: 甲, 来源: 其他, 类型: 原件或复印件, 复印件份数: 1}]", False),
        *(
            ("M08", ISSUED % (name, "必要性: 必要"), True)
            for name in "身份证 资格证书 户口簿 营业执照 批准书 残疾人证（第二代）".split()
        ),
        ("M08", ISSUED % ("居民身份证", "核验后退还: 否"), False),
        ("M08", ISSUED % ("居民身份证", "类型: 复印件"), False),
        ("M08", ISSUED % ("居民身份证", "说明: 领新证时交回"), False),
        ("M08", ISSUED % ("住所材料", "必要性: 必要"), False),
        ("M08", ISSUED % ("证件照片", "必要性: 必要"), False),
        ("M08", MATERIAL % "居民身份证", False),
        *(
            ("M12", f"申请材料: [{{名称: {name}, 来源: 申请人自备}}]", True)
            for name in "补贴申请表 登记申请书 动物检疫申报单 承诺书 授权书 登记表 审批表 "
            "情况表 申请表（含承诺） 备案单 登记单 审批单".split()
        ),
        ("M12", "申请材料: [{名称: 申请表, 来源: 申请人自备, 样表: 有}]", False),
        ("M12", "申请材料: [{名称: 申请表, 来源: 其他}]", False),
        ("M12", "申请材料: [{名称: 土地流转合同书, 来源: 申请人自备}]", False),
        ("M12", "申请材料: [{名称: 申请书附图, 来源: 申请人自备}]", False),
        ("M12", "申请材料: [{名称: 村民表决记录, 来源: 申请人自备}]", False),
        ("M13", "申请材料: [{名称: 证, 来源: 政府部门核发, 必要性: 容缺后补}]", True),
        ("M14", "申请材料: [{名称: 甲, 来源: 其他, 形式: 纸质, 必要性: 容缺后补}]", False),
        ("M14", "办理渠道: [窗口, 掌上]\n申请材料: [{名称: 甲, 来源: 其他, 形式: 纸质}]", True),
        ("M14", "办理渠道: [窗口, 邮寄]\n申请材料: [{名称: 甲, 来源: 其他, 形式: 纸质}]", False),
        ("M15", "申请材料: [{名称: 甲, 来源: 其他, 原件份数: 3}]", False),
        ("M15", "申请材料: [{名称: 甲, 来源: 其他, 原件份数: 4}]", True),
        *(
            (
                "M15",
                f"{{无可容缺: 都要核对, 申请材料: [{', '.join(map(OTHER.format, range(count)))}]}}",
                count > 6,
            )
            for count in (6, 7)
        ),
        ("M10", "申请材料: [{名称: 甲, 来源: 其他}, {名称: 乙, 来源: 其他}]", False),
        (
            "M10",
            f"{{办件类型: 即办件, 承诺时限: 即时, 申请材料: [{THREE}]}}",
            False,
        ),
        (
            "M10",
            f"{{容缺材料: [材料1], 申请材料: [{THREE}]}}",
            False,
        ),
        (
            "M10",
            f"申请材料: [{THREE}, {{名称: 材料4, 来源: 其他, 必要性: 容缺后补}}]",
            False,
        ),
        ("M11", "{容缺材料: [发票], 申请材料: []}", True),
        ("T02", "跑动次数:", False),
        ("T03", "{办理渠道: [窗口, 邮寄], 跑动次数: 0}", False),
        ("T04", "{办件类型: 即办件, 承诺时限: 即时, 送达方式: [窗口领取]}", False),
        ("T05", "办理渠道: [掌上]", True),
        ("T05", "办理渠道: [网上, 上门]", False),
        ("T08", "重点人群: [留守儿童]", True),
        *(
            ("T08", f"重点人群: [{who}家庭]", True)
            for who in "高龄 残疾 失能 孤儿 困境 留守".split()
        ),
        ("T08", "重点人群: [低保家庭]", False),
        *(
            ("T08", f"{{重点人群: [残疾人], 办理渠道: [窗口, 网上, {way}]}}", False)
            for way in "帮办代办 村级代收 上门 免申即享".split()
        ),
        ("T09", STEPS % "审核踏勘, 承办: 乙, 地点: 现场", True),
        ("T09", STEPS % "审核踏勘, 承办: 乙, 地点: 现场, 说明: 电话约", False),
        ("T09", STEPS % "审核踏勘, 承办: 乙, 地点: 机关", False),
        (
            "T09",
            f"{{办件类型: 即办件, 承诺时限: 即时, {STEPS % '审核, 承办: 乙, 地点: 现场'}}}",
            False,
        ),
        ("T07", STEPS % "审核, 承办: 乙, 地点: 银行, 申请人到场: 是", True),
        ("T07", STEPS % "审核, 承办: 乙, 地点: 银行", False),
        ("T07", STEPS % "审核签约, 承办: 乙, 地点: 用人单位, 申请人到场: 是", False),
        ("S02", "权力来源: {方式: 无}", False),
        ("S02", "权力来源: {方式: 委托（小额审批）, 来源部门: 县民政局}", False),
        ("S02", "权力来源: {方式: 委托（小额审批）}", True),
        ("S02", "权力来源: {方式: 授权, 来源部门: 县民政局}", False),
        ("S03", "{事项名称: 事实无人抚养儿童认定, 公示: {期限: 5个工作日}}", True),
        ("S03", "{事项名称: 事实无人抚养儿童认定, 公示: {期限: 即时}}", False),
        ("S04", "{事项名称: 特困人员认定, 公示: {期限: 7个工作日}}", True),
        ("S04", "{事项名称: 特困人员认定}", True),
        ("S04", "{事项名称: 特困人员认定, 公示: {期限: 7日}}", False),
        ("S05", "资料来源: {可信度: 中}", False),
        ("S05", f"失效日期: {TODAY}", False),
        ("S05", "复核日期: 2025-11-24", False),
        ("S05", "复核日期: 2025-11-23", True),
        ("M02", "申请材料: [{名称: 收入证明, 来源: 其他, 出具单位: 居民委员会}]", True),
        (
            "E08",
            f"{WHO}办理流程: [{ONLY % ('审', '甲')}, {ONLY % ('核', '乙')}]",
            False,
        ),
        (
            "E04",
            f"{WHO}办理流程: [{ONLY % ('审', '甲')}]",
            True,
        ),
        (
            "T07",
            "第三方到场次数: 1\n" + STEPS % "审核, 承办: 乙, 地点: 银行, 申请人到场: 是",
            False,
        ),
        ("S05", "{状态: 暂停, 失效日期: 2020-01-01}", False),
        ("S06", '咨询电话: "13800000000"', True),
        ("S06", '监督电话: "13800000000"', True),
    ],
)
def test_a_rule_is_read_as_the_standard_reads_it(rule: str, text: str, is_broken: bool) -> None:  # noqa: FBT001
    assert (rule in rules_broken(text)) is is_broken


SOUND_ENTRIES = {
    "设定依据": "{名称: 某条例, 条款: 第一条}",
    "受理条件": "具有本县户籍",
    "申请材料": "{名称: 佐证, 来源: 其他}",
    "容缺材料": "购机发票",
    "办理流程": "{环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}",
    "收费": "{项目: 工本费, 标准: 20元/证, 依据: 文件}",
}
"""An entry of each list that no rule says anything of."""
IN_LISTS = [
    (rule, example)
    for rule, example in EXAMPLES
    if len(example.path) > 1 and example.path[1] in {0, 1}
]


@pytest.mark.parametrize("pair", IN_LISTS, ids=titled)
def test_a_rule_looks_at_every_entry_of_a_list(pair: tuple[Rule, Example]) -> None:
    rule, example = pair
    field, index, *rest = example.path
    said = as_text(example.text)
    said[field] = [as_text(SOUND_ENTRIES[str(field)]), *said[field]]
    found = findings(rule, yaml.safe_dump(said, allow_unicode=True))
    assert [finding.path for finding in found] == [(field, int(index) + 1, *rest)]


@pytest.mark.parametrize(
    ("rule", "text", "paths"),
    [
        (
            "M07",
            "申请材料: [{名称: 甲, 来源: 其他, 类型: 原件和复印件, 原件份数: 0, 复印件份数: 0}]",
            ["申请材料.0.原件份数", "申请材料.0.复印件份数"],
        ),
        ("M15", f"申请材料: [{', '.join(map(OTHER.format, range(7)))}]", ["申请材料"]),
        ("S01", "B岗: A02", ["A岗"]),
        ("S01", "{}", ["A岗"]),
        ("S06", '{电话: "13800000000", 同意公开: {日期: 2026-10-01, 范围: [网页]}}', []),
        (
            "S06",
            "{电话: 0794-00000001, 同意公开: {日期: 2019-10-01, 范围: [网页], 到期: 2020-10-01}}",
            [],
        ),
    ],
)
def test_a_rule_says_everything_that_is_wrong_and_where(
    rule: str, text: str, paths: list[str]
) -> None:
    found = findings(RULES[rule], text)
    assert [".".join(map(str, finding.path)) for finding in found] == paths


def test_every_private_number_of_a_service_is_told() -> None:
    service = a_service('{咨询电话: "13800000000", 监督电话: "13900000000"}')
    found = RULES["S06"].check(service, TODAY)
    assert [finding.path for finding in found] == [("咨询电话",), ("监督电话",)]


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("M01", MATERIAL % "其他相关资料", "“其他相关资料”"),
        ("M01", MATERIAL % "其他有关证明", "“其他有关证明”"),
        ("M01", MATERIAL % "户口簿等有关材料", "“等有关材料”"),
        (
            "E08",
            STEPS % "审核, 承办: 乙, 用时: 26个工作日",
            "合计26个工作日，超过承诺时限25个工作日",
        ),
        ("E08", STEPS % "审核, 承办: 乙, 用时: 42日", "合计30个工作日"),
        ("T09", STEPS % "踏勘, 承办: 乙, 地点: 现场", "“踏勘”没有写"),
        ("T09", "办理流程: [{承办: 乙, 地点: 入户}]", "“现场环节”没有写"),
        ("S04", "{事项名称: 特困人员认定, 公示: {期限: 3日}}", "现为3日"),
        ("S04", "{事项名称: 特困人员认定}", "没有写公示期，应为7日"),
    ],
)
def test_a_rule_quotes_what_it_found(rule: str, text: str, said: str) -> None:
    (finding,) = findings(RULES[rule], text)
    assert said in finding.message


def test_a_licence_without_questions_is_an_error_and_another_service_a_reminder() -> None:
    (licence,) = findings(RULES["E13"], "{事项类型: 行政许可, 常见问题: []}")
    (other,) = findings(RULES["E13"], "常见问题: []")
    assert (licence.severity, other.severity) == ("错误", None)


def needs(name: str, result: str, *materials: str) -> PublicService:
    text = f"{{编号: {name}, 事项名称: 办{result}, 办理结果: {{名称: {result}}}, "
    listed = ", ".join(f"{{名称: {material}, 来源: 其他}}" for material in materials)
    return a_service(f"{text}申请材料: [{listed}]}}")


def circles(*services: PublicService) -> list[str]:
    found = RULES["M05"].check({service.identifier: service for service in services})
    return [f"{finding.path[0]}: {finding.message}" for finding in found]


def test_a_circle_of_proofs_is_told_at_every_service_in_it() -> None:
    first, second = needs("one", "甲证", "申请人乙证"), needs("two", "乙证", "甲证（原件）")
    assert circles(first, second) == [
        "one: 存在循环证明：办甲证 → 乙证 → 甲证 → 办甲证",
        "two: 存在循环证明：办乙证 → 甲证 → 乙证 → 办乙证",
    ]


def test_a_circle_is_told_at_the_material_that_closes_it() -> None:
    first, second = needs("one", "甲证", "照片", "乙证"), needs("two", "乙证", "甲证")
    found = RULES["M05"].check({"one": first, "two": second})
    assert [finding.path[:3] for finding in found] == [
        ("one", "申请材料", 1),
        ("two", "申请材料", 0),
    ]


def test_every_material_that_closes_a_circle_is_told() -> None:
    second, third = needs("two", "乙证", "甲证"), needs("three", "丙证", "甲证")
    told = circles(needs("one", "甲证", "乙证", "丙证"), second, third)
    assert [line.partition(":")[0] for line in told] == ["one", "one", "two", "three"]


def test_the_shortest_circle_is_told() -> None:
    first, third = needs("one", "甲证", "乙证"), needs("three", "丙证", "甲证")
    told = circles(first, needs("two", "乙证", "甲证", "丙证"), third)
    assert told[0] == "one: 存在循环证明：办甲证 → 乙证 → 甲证 → 办甲证"


def test_a_circle_is_told_whichever_of_two_ways_it_takes() -> None:
    first, third = needs("one", "甲证", "乙证或丙证"), needs("three", "丙证", "甲证")
    assert circles(first, needs("two", "乙证", "甲证"), third) == [
        "one: 存在循环证明：办甲证 → 乙证 → 甲证 → 办甲证",
        "two: 存在循环证明：办乙证 → 甲证 → 乙证 → 办乙证",
        "three: 存在循环证明：办丙证 → 甲证 → 丙证 → 办丙证",
    ]
    assert circles(first, needs("two", "乙证", "乙证"), third) == [
        "one: 存在循环证明：办甲证 → 丙证 → 甲证 → 办甲证",
        "two: 存在循环证明：办乙证 → 乙证 → 办乙证",
        "three: 存在循环证明：办丙证 → 甲证 → 丙证 → 办丙证",
    ]


def test_a_circle_is_seen_beside_a_service_that_waits_for_itself() -> None:
    alone = needs("three", "乙证", "乙证")
    assert circles(alone, needs("one", "甲证", "乙证"), needs("two", "乙证", "甲证")) == [
        "three: 存在循环证明：办乙证 → 乙证 → 办乙证",
        "one: 存在循环证明：办甲证 → 乙证 → 甲证 → 办甲证",
        "two: 存在循环证明：办乙证 → 甲证 → 乙证 → 办乙证",
    ]


def test_a_chain_of_proofs_and_what_waits_for_a_circle_are_no_circles() -> None:
    assert circles(needs("one", "甲证", "乙证"), needs("two", "乙证", "丙材料")) == []
    waiting = needs("three", "丙证", "甲证")
    told = circles(needs("one", "甲证", "乙证"), needs("two", "乙证", "甲证"), waiting)
    assert [line[:3] for line in told] == ["one", "two"]


@pytest.mark.parametrize(
    "material",
    [
        *("甲证或照片", "照片或甲证", "照片或者甲证", "照片/甲证", "照片、甲证（任一）"),
        *("甲证, 替代材料: [照片]", "甲证, 必要性: 非必要, 适用情形: 有的话"),
        *("甲证, 必要性: 容缺后补", "甲证, 适用情形: 有的话"),
        "甲证或丙证",
    ],
)
def test_a_proof_that_not_everybody_needs_closes_no_circle(material: str) -> None:
    first, free = needs("one", "甲证", "乙证"), needs("three", "丙证", "照片")
    assert circles(first, needs("two", "乙证", material), free) == []


def test_a_proof_that_can_be_had_another_way_closes_no_circle() -> None:
    first, second = needs("one", "甲证", "乙证"), needs("two", "乙证", "甲证")
    assert circles(first, second, needs("three", "甲证", "照片")) == []
    assert circles(first, needs("two", "乙证", "甲证或照片")) == []
    assert circles(needs("one", "甲证", "甲证或丙证"), needs("three", "丙证", "照片")) == []
    assert circles(first, needs("two", "乙证", "甲证、照片（任一）")) == []


@pytest.mark.parametrize(
    "name", ["申请人乙证", "乙证复印件", "本人的乙证原件", "乙证、照片", "乙证（第二代）"]
)
def test_a_proof_is_known_whosever_it_is_and_beside_others(name: str) -> None:
    assert len(circles(needs("one", "甲证", name), needs("two", "乙证", "甲证"))) == 2


@pytest.mark.parametrize("name", ["入学乙证", "乙证申请表", "换领乙证说明"])
def test_a_longer_name_is_another_proof(name: str) -> None:
    assert circles(needs("one", "甲证", name), needs("two", "乙证", "甲证")) == []


def test_a_circle_is_one_only_where_every_case_is_in_it() -> None:
    asked = "情形: [{问: 有吗？, 选项: [有证, 没有]}]\n"
    first = "{名称: 残疾人证, 来源: 其他, 适用情形: {有吗？: 有证}}"
    other = "{名称: %s, 来源: 其他, 适用情形: {有吗？: 没有}}"
    text = f"{asked}办理结果: {{名称: 残疾人证}}\n申请材料: [{first}, {other}]"
    assert circles(a_service(text % "评定表")) == []
    assert len(circles(a_service(text % "残疾人证"))) == 2
    needed = (
        f"{asked}办理结果: {{名称: 残疾人证}}\n申请材料: [{{名称: 残疾人证, 来源: 其他}}, {first}]"
    )
    assert len(circles(a_service(needed))) == 2


def test_of_two_materials_only_the_one_that_cannot_be_had_is_told() -> None:
    first = needs("one", "甲证", "乙证或丙证", "乙证")
    free = needs("three", "丙证", "照片")
    found = RULES["M05"].check({"one": first, "two": needs("two", "乙证", "甲证"), "three": free})
    assert [finding.path[:3] for finding in found] == [
        ("one", "申请材料", 1),
        ("two", "申请材料", 0),
    ]


@pytest.mark.parametrize(
    "material",
    [
        *("旧甲证", "原甲证", "变更后甲证"),
        *("换领前的甲证", "补领前的甲证", "换发前的甲证", "补发前的甲证"),
        *("甲证, 说明: 领新证时交回", "甲证申请表"),
    ],
)
def test_showing_the_old_one_to_get_a_new_one_is_no_circle(material: str) -> None:
    assert circles(needs("one", "甲证", material)) == []
