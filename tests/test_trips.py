"""Trips follow from channels, steps and deliveries by the formulas of the standard."""

from pathlib import Path

import pytest

from generator import catalog
from generator.models.service import PublicService
from generator.standard import trips

SERVICES = sorted((Path(__file__).parents[1] / "guides" / "services").glob("*.yaml"))
SUBMIT = {"环节": "提交申请", "地点": "大厅", "申请人到场": "是"}
SIGN = {**SUBMIT, "环节": "签字"}
ONLINE_TOO = {"办理渠道": ["窗口", "网上"]}
AT_ONCE = {"办件类型": "即办件"}
AND_ELSEWHERE = "到窗口：跑 1 次 · 另需：到%s 1 次"


def service(**said: object) -> PublicService:
    whole = {
        "编号": "a-service",
        "事项名称": "事项",
        "领域": "其他",
        "主管部门": "部门",
        "事项类型": "公共服务",
        "办件类型": "承诺件",
        "收费": "不收费",
        "办理渠道": ["窗口"],
        "送达方式": ["邮寄"],
        "办理流程": [SUBMIT],
    }
    return PublicService.model_validate({**whole, **said})


@pytest.mark.parametrize(
    ("said", "least", "sentence"),
    [
        ({}, 1, "到窗口：跑 1 次"),
        ({"送达方式": ["窗口领取"]}, 2, "到窗口：跑 2 次"),
        ({"送达方式": ["窗口领取"], "办件类型": "即办件"}, 1, "到窗口：跑 1 次"),
        ({"办理渠道": ["窗口", "网上"]}, 0, "到窗口：跑 1 次 · 网上：跑 0 次"),
        (
            {"办理渠道": ["窗口", "网上"], "送达方式": ["窗口领取"]},
            1,
            "到窗口：跑 2 次 · 网上：跑 1 次",
        ),
        (
            {"办理渠道": ["窗口", "网上"], "送达方式": ["当场领取"], "办件类型": "即办件"},
            1,
            "到窗口：跑 1 次 · 网上：跑 1 次",
        ),
        (
            {"办理渠道": ["网上", "村级代收"], "送达方式": ["当场领取"], "办件类型": "即办件"},
            0,
            "村里：跑 0 次 · 网上：跑 1 次",
        ),
        (
            {
                "办理渠道": ["窗口", "网上", "上门"],
                "办理流程": [SUBMIT, {"环节": "采集指纹", "地点": "大厅", "申请人到场": "是"}],
            },
            1,
            "到窗口：跑 1 次 · 上门：跑 0 次 · 网上：跑 1 次",
        ),
        (
            {
                "办理渠道": ["窗口", "网上"],
                "办理流程": [SUBMIT, {**SUBMIT, "环节": "签字", "与提交同次": "否"}],
            },
            2,
            "到窗口：跑 2 次 · 网上：跑 2 次",
        ),
        ({"办理渠道": ["上门"]}, 0, "上门：跑 0 次"),
        (
            {
                "第三方到场次数": "1",
                "办理流程": [
                    SUBMIT,
                    {"环节": "评定", "承办": "指定医院", "地点": "第三方机构", "申请人到场": "是"},
                ],
            },
            1,
            "到窗口：跑 1 次 · 另需：到指定医院 1 次",
        ),
        *(
            ({"送达方式": [way]}, 1, "到窗口：跑 1 次")
            for way in "电子证照 代办送达 一卡通发放 短信电话告知 张榜公布".split()
        ),
        (
            {"办理渠道": "窗口 网上 掌上 邮寄 村级代收 帮办代办 上门 免申即享".split()},
            0,
            "到窗口：跑 1 次 · 网上、手机、邮寄、村里、代办、上门、免申即享：跑 0 次",
        ),
        ({"送达方式": []}, 1, "到窗口：跑 1 次"),
        (
            {"办理渠道": ["窗口", "网上", "上门"], "送达方式": ["当场领取"], **AT_ONCE},
            1,
            "到窗口：跑 1 次 · 上门：跑 0 次 · 网上：跑 1 次",
        ),
        ({**ONLINE_TOO, "送达方式": ["窗口领取"], **AT_ONCE}, 1, "到窗口：跑 1 次 · 网上：跑 1 次"),
        (
            {**ONLINE_TOO, "送达方式": ["窗口领取"], **AT_ONCE, "办理流程": [SUBMIT, SIGN]},
            1,
            "到窗口：跑 1 次 · 网上：跑 1 次",
        ),
        *(
            ({**ONLINE_TOO, "办理流程": [SUBMIT, step]}, 0, "到窗口：跑 1 次 · 网上：跑 0 次")
            for step in (
                {**SIGN, "申请人到场": "否"},
                {**SIGN, "申请人到场": "否", "与提交同次": "否"},
                {**SIGN, "地点": "村", "与提交同次": "否"},
            )
        ),
        (
            {**ONLINE_TOO, "办理流程": [{"地点": "大厅", "申请人到场": "是"}]},
            1,
            "到窗口：跑 1 次 · 网上：跑 1 次",
        ),
        *(
            (
                {"办理流程": [SUBMIT, {**SIGN, "地点": place, "承办": place}]},
                1,
                AND_ELSEWHERE % place,
            )
            for place in "银行 学校 用人单位 第三方机构".split()
        ),
        (
            {"第三方到场次数": "3", "办理流程": [SUBMIT, {**SIGN, "地点": "银行"}]},
            1,
            "到窗口：跑 1 次 · 另需：到第三方场所 3 次",
        ),
        ({"办理渠道": []}, None, ""),
    ],
)
def test_trips_are_derived(said: dict[str, object], least: int | None, sentence: str) -> None:
    derived = trips.of(service(**said))
    assert (derived.least, derived.sentence) == (least, sentence)


def test_the_best_route_names_channel_and_delivery() -> None:
    best = trips.of(service(办理渠道=["窗口", "网上"], 送达方式=["窗口领取", "邮寄"])).best
    assert best is not None
    assert (best.channel, best.delivery, best.trips) == ("网上", "邮寄", 0)


HOME = "在家办还是来大厅办？"
CASES = {"情形": [{"问": HOME, "选项": ["在家", "大厅"]}]}


def in_case(answer: str, **step: object) -> dict[str, object]:
    return {**SIGN, **step, "适用情形": {HOME: answer}}


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([in_case("大厅")], "到窗口：跑 1 次 · 网上：跑 1 次"),
        (
            [in_case("在家"), in_case("大厅", 环节="提交原件", 与提交同次="否")],
            "到窗口：跑 2 次 · 网上：跑 1 次",
        ),
        (
            [in_case("大厅", 地点="银行", 承办="银行")],
            "到窗口：跑 1 次 · 网上：跑 0 次 · 另需：到银行 1 次",
        ),
    ],
)
def test_the_case_that_takes_most_is_told_wherever_it_is_listed(
    steps: list[dict[str, object]], sentence: str
) -> None:
    derived = trips.of(service(**CASES, **ONLINE_TOO, 办理流程=[SUBMIT, *steps]))
    assert (derived.sentence, derived.varies) == (sentence, True)


def test_visits_to_be_told_are_those_to_a_bank_or_a_hospital_in_the_case_with_most() -> None:
    bank, job = in_case("大厅", 地点="银行"), in_case("大厅", 地点="用人单位")
    hospital = in_case("大厅", 地点="第三方机构")
    whole = service(**CASES, 办理流程=[SUBMIT, bank, job, hospital])
    assert trips.visits_to_be_told(whole) == 2


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_what_a_service_declares_is_what_is_derived(path: Path) -> None:
    (read,) = catalog.load_services(path).services.values()
    assert trips.of(read).least == read.visits
    assert (trips.of(read).at_window or 0) <= 1
