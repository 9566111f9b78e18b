"""Cases of a service: a few answers decide what to bring, which steps there are, how many trips."""

import re
from pathlib import Path

import pytest

from generator import cases, catalog, contents
from generator.models.service import Condition, PublicService, Question
from generator.pages.words import case_views, option_name
from generator.project import Project
from generator.standard import trips
from tests.conftest import REPOSITORY, TODAY
from tests.test_rules import a_service, rules_broken

WHO, HOW = "由谁来办？", "是什么关系？"
ASKED = f"""
情形:
- 问: {WHO}
  选项: [本人, 代办]
- 问: {HOW}
  选项: [夫妻, 别的]
  适用情形: {{{WHO}: 代办}}
申请材料:
- {{名称: 合同, 来源: 申请人自备}}
- {{名称: 委托书, 来源: 申请人自备, 空白表: 有, 适用情形: {{{WHO}: 代办}}}}
- {{名称: 关系说明, 来源: 申请人自备, 适用情形: {{{HOW}: 别的}}}}
"""
MODELLED = 8
"""So many services of the demonstration county ask something, or more."""


def names(service: PublicService) -> list[str]:
    return [material.name for material in service.materials or ()]


def test_a_case_is_the_answers_of_one_applicant_and_skips_what_is_not_asked() -> None:
    service = a_service(ASKED)
    assert cases.of(service) == (
        {WHO: "本人"},
        {WHO: "代办", HOW: "夫妻"},
        {WHO: "代办", HOW: "别的"},
    )
    assert [names(view) for view in cases.views(service)] == [
        ["合同"],
        ["合同", "委托书"],
        ["合同", "委托书", "关系说明"],
    ]
    own, proxy, married, other = map(option_name, ("本人", "代办", "夫妻", "别的"))
    anchors = [view.anchor for view in case_views(service)]
    assert anchors == [f"{own}-0", f"{proxy}-{married}", f"{proxy}-{other}"]


def test_any_of_several_answers_is_enough_and_all_questions_have_to_fit() -> None:
    both: Condition = {WHO: ("本人", "代办"), HOW: "夫妻"}
    assert cases.holds(both, {WHO: "代办", HOW: "夫妻"})
    assert not cases.holds(both, {WHO: "代办", HOW: "别的"})
    assert not cases.holds(both, {WHO: "代办"})


def test_a_sentence_narrows_nothing_and_an_answer_makes_a_material_needed() -> None:
    question = "情形: [{问: 换证吗？, 选项: [换, 不换]}]"
    text = f"申请材料: [{{名称: 旧证, 来源: 其他, 必要性: 非必要, 适用情形: %s}}]\n{question}"
    said = a_service(text % "换领时")
    assert [names(view) for view in cases.views(said)] == [["旧证"], ["旧证"]]
    assert all(view.materials == said.materials for view in cases.views(said))
    changing, first = cases.views(a_service(text % "{换证吗？: 换}"))
    assert names(first) == []
    assert changing.materials is not None
    assert (changing.materials[0].necessity, changing.materials[0].applies_when) == ("必要", None)


def test_what_may_follow_later_may_so_in_its_case_too() -> None:
    text = f"""
情形: [{{问: {WHO}, 选项: [本人, 代办]}}]
申请材料: [{{名称: 委托书, 来源: 其他, 必要性: 容缺后补, 适用情形: {{{WHO}: 代办}}}}]
"""
    _, for_another = cases.views(a_service(text))
    assert for_another.materials is not None
    (later,) = for_another.materials
    assert (later.necessity, later.applies_when) == ("容缺后补", None)


def test_a_case_asks_nothing_and_a_service_that_asks_nothing_is_its_own_case() -> None:
    assert all(view.questions == () for view in cases.views(a_service(ASKED)))
    alone = a_service("")
    assert cases.of(alone) == ({},)
    assert cases.views(alone) == (alone,)


def test_where_nothing_is_listed_or_nothing_can_be_answered_the_service_stays_as_it_is() -> None:
    unlisted = a_service(f"情形: [{{问: {WHO}, 选项: [本人, 代办]}}]\n申请材料: []")
    assert [view.materials for view in cases.views(unlisted)] == [None, None]
    question = Question.model_validate({"问": WHO, "选项": ()})
    unanswered = unlisted.model_copy(update={"questions": (question,)})
    assert cases.of(unanswered) == ()
    assert cases.views(unanswered) == (unanswered,)


STEPS = f"""
情形: [{{问: {WHO}, 选项: [本人, 代办]}}]
办理渠道: [窗口, 网上]
送达方式: [邮寄]
办理流程:
- {{环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}}
- {{环节: 采集指纹并审核, 承办: 窗口, 地点: 大厅, 申请人到场: 是, 适用情形: {{{WHO}: 本人}}}}
"""


def test_trips_are_those_of_the_case_that_takes_most() -> None:
    service = a_service(STEPS)
    assert [trips.of(view).least for view in cases.views(service)] == [1, 0]
    assert trips.of(service).least == 1
    assert trips.of(service).varies
    assert not trips.of(a_service(ASKED)).varies
    assert rules_broken(STEPS) == {"T02", "T03"}
    assert rules_broken(STEPS + "跑动次数: 1\n必须现场原因: 依法采集\n") == set()


def test_counts_of_rules_are_those_of_the_case_with_most() -> None:
    three = ", ".join(f"{{名称: 材料{n}, 来源: 其他, 适用情形: {{甲吗？: %s}}}}" for n in range(3))
    split = f"情形: [{{问: 甲吗？, 选项: [是甲, 不是]}}]\n申请材料: [{three}]"
    assert "M10" in rules_broken(split % ("是甲", "是甲", "是甲"))
    assert "M10" not in rules_broken(split % ("是甲", "是甲", "不是"))


def test_the_same_paper_may_be_asked_for_once_in_each_case() -> None:
    text = "情形: [{问: 甲吗？, 选项: [是甲, 不是]}]\n申请材料: [%s]"
    one = "{名称: 票据, 来源: 其他, 适用情形: {甲吗？: %s}}"
    assert "M06" not in rules_broken(text % f"{one % '是甲'}, {one % '不是'}")
    assert "M06" in rules_broken(text % f"{one % '是甲'}, {one % '是甲'}")
    assert "M06" in rules_broken(text % f"{one % '是甲'}, {{名称: 票据, 来源: 其他}}")


ONE = "{名称: 票据, 来源: 其他, 适用情形: {甲吗？: 是甲}}"
QUESTION = "{问: 甲吗？, 选项: [是甲, 不是]}"
MANY = "{问: 问题%d, 选项: [一, 二, 三]}"
FIVE = "{问: 问题%d, 选项: [一, 二, 三, 四, 五]}"
FOUR = "{问: 问题%d, 选项: [一, 二, 三, 四]}"


@pytest.mark.parametrize(
    ("questions", "materials", "place", "said"),
    [
        (
            QUESTION,
            ONE.replace("甲吗？", "乙吗？"),
            "申请材料.0.适用情形",
            "前面没有问这个问题，是不是“甲吗？”",
        ),
        (
            QUESTION,
            ONE.replace("是甲", "是乙"),
            "申请材料.0.适用情形.甲吗？",
            "没有这个选项，是不是“是甲”？",
        ),
        ("", ONE, "申请材料.0.适用情形", "请先在“情形”里写出问题和选项"),
        (QUESTION, "{名称: 票据, 来源: 其他}", "情形.0", "这个问题怎么答都一样"),
        (
            QUESTION,
            ONE.replace("是甲", "[是甲, 不是]"),
            "申请材料.0.适用情形",
            "不管怎么选，这一条都成立",
        ),
        ("{问: 甲吗？, 选项: [是甲]}", ONE, "情形.0.选项", "只有一个选项，不用问"),
        ("{问: 甲吗？, 选项: [是甲, 是甲]}", ONE, "情形.0.选项", "有两个选项一样"),
        (f"{QUESTION}, {QUESTION}", ONE, "情形.0.问", "同一个问题问了两遍"),
        (
            f"{QUESTION}, {{问: 乙吗？, 选项: [是, 否], 适用情形: {{甲吗？: 不是}}}}",
            f"{ONE}, {{名称: 乙材料, 来源: 其他, 适用情形: {{甲吗？: 是甲, 乙吗？: 是}}}}",
            "申请材料.1.适用情形",
            "这种情形永远不会出现",
        ),
        (
            f"{{问: 乙吗？, 选项: [是, 否], 适用情形: {{甲吗？: 不是}}}}, {QUESTION}",
            f"{ONE}, {{名称: 乙材料, 来源: 其他, 适用情形: {{乙吗？: 是}}}}",
            "情形.0.适用情形",
            "前面没有问这个问题",
        ),
        (f"{QUESTION}, {{问: 乙吗？, 选项: [是]}}", ONE, "情形.1.选项", "只有一个选项，不用问"),
        (
            f"{QUESTION}, {{问: 乙吗？, 选项: [是, 否], 适用情形: {{丙吗？: 是}}}}",
            ONE,
            "情形.1.适用情形",
            "前面没有问这个问题",
        ),
        (
            QUESTION,
            ONE.replace("是甲}", "是甲, 丙吗？: 是}"),
            "申请材料.0.适用情形",
            "“丙吗？”：前面没有问这个问题",
        ),
        (", ".join(MANY % n for n in range(4)), "", "情形", "组合起来超过 64 种情形"),
        (", ".join(FIVE % n for n in range(3)), "", "情形", "组合起来超过 64 种情形"),
        (", ".join(MANY % n for n in range(6)), "", "情形", "问了 6 个问题，太多了"),
    ],
)
def test_cases_that_contradict_themselves_are_told(
    questions: str, materials: str, place: str, said: str
) -> None:
    service = a_service(f"情形: [{questions}]\n申请材料: [{materials}]")
    found = list(cases.problems(service))
    assert place in {".".join(map(str, finding.path)) for finding in found}
    assert any(said in f"{finding.message}。{finding.hint}" for finding in found)


def told(text: str) -> list[str]:
    return [
        f"{'.'.join(map(str, finding.path))}: {finding.message}"
        for finding in cases.problems(a_service(text))
    ]


def test_sound_cases_are_not_told_of() -> None:
    assert told(ASKED) == []
    assert told(STEPS) == []


def test_a_step_that_contradicts_the_questions_is_told() -> None:
    step = "{环节: 签字, 承办: 甲, 适用情形: {%s}}"
    text = f"情形: [{QUESTION}]\n申请材料: [{ONE}]\n办理流程: [{{环节: 审核, 承办: 乙}}, {step}]"
    assert told(text % "甲吗？: 不是") == []
    assert told(text % "乙吗？: 是") == [
        "办理流程.1.适用情形: “乙吗？”：前面没有问这个问题，是不是“甲吗？”？"
    ]
    assert told(text % "甲吗？: [是甲, 不是]") == ["办理流程.1.适用情形: 不管怎么选，这一条都成立"]


def test_every_wrong_word_is_told_and_nothing_else_until_it_is_mended() -> None:
    other = ONE.replace("甲吗？: 是甲", "乙吗？: 是, 甲吗？: 不丙")
    wrong = ONE.replace("是甲", "[不甲, 不乙]")
    found = told(f"情形: [{QUESTION}]\n申请材料: [{other}, {wrong}]")
    assert [line.partition("：")[0] for line in found] == [
        "申请材料.0.适用情形: “乙吗？”",
        "申请材料.0.适用情形.甲吗？: “不丙”",
        "申请材料.1.适用情形.甲吗？: “不甲”",
        "申请材料.1.适用情形.甲吗？: “不乙”",
    ]


def test_five_questions_and_sixty_four_cases_are_not_too_many() -> None:
    two = "{问: 问题%d, 选项: [一, 二]}"
    most = f"情形: [{two % 0}, {two % 1}, {two % 2}, {two % 3}, {FOUR % 4}]"
    assert len(cases.of(a_service(most))) == cases.MOST_CASES
    assert told(most) == [f"情形.{n}: 这个问题怎么答都一样" for n in range(5)]
    asked = [two % 0, *(f"{two[:-1] % n}, 适用情形: {{问题{n - 1}: 一}}}}" for n in range(1, 5))]
    assert told(f"情形: [{', '.join(asked)}]") == ["情形.4: 这个问题怎么答都一样"]


def test_of_too_many_cases_only_so_many_are_made() -> None:
    service = a_service(f"情形: [{', '.join(MANY % n for n in range(4))}]")
    assert len(cases.of(service)) == cases.MOST_CASES


def test_a_wrong_condition_is_told_in_the_file_and_in_a_townships_override(small: Project) -> None:
    path = small.guides / "services" / "ps-id-card.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[第一次办, 丢了，补证]", "[第一次半]"), encoding="utf-8")
    (problem,) = catalog.load(small.guides).problems
    assert "没有这个选项，是不是“第一次办”？" in problem.message
    line = path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert "第一次半" in line


@pytest.mark.parametrize("path", sorted((REPOSITORY / "guides" / "services").glob("*.yaml")))
def test_every_case_of_a_service_leaves_something_to_do(path: Path) -> None:
    (service,) = catalog.load_services(path).services.values()
    for view in cases.views(service):
        assert view.steps
        assert trips.of(view).least is not None


def test_the_demonstration_models_services_that_have_cases() -> None:
    services = catalog.load(REPOSITORY / "guides").services.values()
    assert sum(bool(service.questions) for service in services) >= MODELLED


def test_a_page_lists_every_case_in_full(small: Project) -> None:
    content = contents.of(small, catalog.load(small.guides), TODAY)
    page = next(page for page in content.pages if page.path == "jinzhu/ps-id-card.html")
    html = page.document(content.renderer)
    sections = dict(
        re.findall(r'<section class="case" id="case-([0-9a-f]+)">(.*?)</section>', html, re.DOTALL)
    )
    first, renewed, lost = map(
        option_name, ("第一次办", "到期、损坏或改了信息，换证", "丢了，补证")
    )
    assert list(sections) == [first, renewed, lost]
    assert "旧居民身份证" not in sections[first]
    assert "旧居民身份证（原件 1 份）" in sections[renewed]
    assert "居民户口簿" not in sections[renewed]
    assert all("跑 1 次" in section for section in sections.values())


def test_five_questions_of_two_answers_may_be_asked_and_a_thousand_are_told_calmly() -> None:
    asked = ", ".join(f"{{问: 问题{n}, 选项: [是的, 不是]}}" for n in range(5))
    needed = ", ".join(
        f"{{名称: 材料{n}, 来源: 其他, 适用情形: {{问题{n}: 是的}}}}" for n in range(5)
    )
    service = a_service(f"情形: [{asked}]\n申请材料: [{needed}]")
    assert list(cases.problems(service)) == []
    assert len(cases.of(service)) == 32
    many = ", ".join(f"{{问: 问题{n}, 选项: [是的, 不是]}}" for n in range(1000))
    told = [finding.message for finding in cases.problems(a_service(f"情形: [{many}]"))]
    assert told == ["问了 1000 个问题，太多了"]


def test_a_visit_elsewhere_is_told_though_another_case_takes_more_trips() -> None:
    step = "环节: 评定, 承办: 指定医院, 地点: 第三方机构, 申请人到场: 是"
    text = f"{STEPS}- {{{step}, 适用情形: {{{WHO}: 代办}}}}\n"
    assert trips.of(a_service(text)).sentence.endswith("另需：到指定医院 1 次")
