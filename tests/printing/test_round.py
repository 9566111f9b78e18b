"""A round's stage on paper: what is posted, until when, and where to object without a phone."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator import rounds
from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.printing import reading
from tests.printing.conftest import URL, Golden, pdf, sheets_of

SERVICE = "https://fuwu.example.gov.cn/api/v1/rounds/7"
TEXT = "本季度办结 1,203 件，其中当场办结 864 件。\n拟评定“良好”。"


def entry(stage: str, **changed: object) -> dict[str, Any]:
    """A round as the service publishes it."""
    version = {"number": 1, "day": "2026-11-24", "text": TEXT, "figures": [], "reason": None}
    texts = [{"name": name, "versions": [version]} for name in ("实绩", "草案", "纪要", "结果")]
    objection = {
        "day": "2026-11-25",
        "channel": "纸质",
        "late": False,
        "text": "数字不对",
        "outcome": "采纳",
        "reply": "已经改正",
        "answered": "2026-11-26",
    }
    return {
        "id": 7,
        "township": "jinzhu",
        "township_name": "金竹畲族乡",
        "kind": "乡镇服务实绩",
        "title": "2026年第三季度服务实绩",
        "first": "2026-07-01",
        "last": "2026-09-30",
        "contact": "党政综合办",
        "phone": "0794-00000001",
        "place": "便民服务中心一楼",
        "stage": stage,
        "until": "2026-12-01",
        "provisional": False,
        "stages": [],
        "texts": texts,
        "objections": [objection],
        "opinions": [],
        "refused": [],
        "poll": [],
        "lenience": [],
        **changed,
    }


def sheet(little: Edition, stage: str, **changed: object) -> Sheet:
    file = json.dumps({"format": 1, "rounds": [entry(stage, **changed)]})
    held = rounds.of_text(file, ["jinzhu"])
    assert held.told == ()
    (found,) = sheets_of(replace(little, rounds=held.all), "round").values()
    return found


@pytest.mark.parametrize(
    ("stage", "page", "words"),
    [
        ("公开", SERVICE, "扫一扫，看全部数字"),
        (
            "公示",
            SERVICE,
            "提异议到这一天为止：2026年12月1日",
        ),
        (
            "公议",
            SERVICE,
            "提意见到这一天为止：2026年12月1日",
        ),
        ("结果", f"{URL}jinzhu/round-7.html", "采纳已经改正"),
    ],
)
def test_each_stage_has_a_sheet_that_says_what_to_do_and_until_when(
    little: Edition, stage: str, page: str, words: str
) -> None:
    made = pdf(sheet(little, stage))
    said = reading.text(made)
    for fact in (words, "便民服务中心一楼", "党政综合办", "0794-00000001", "1,203"):
        assert reading.joined(fact) in said
    (code,) = reading.codes(reading.picture(made))
    assert (code.text, code.level) == (page, "M")
    assert code.side >= 99.5


def test_a_sheet_hangs_in_the_hall_and_in_every_village(little: Edition) -> None:
    places = {place.name for place in sheet(little, "公示").hangs}
    assert {"金竹畲族乡便民服务中心", "坪溪村委会"} <= places


def test_a_provisional_day_and_a_correction_are_told(little: Edition) -> None:
    second = {"number": 2, "day": "2026-11-25", "text": "改了", "figures": [], "reason": "漏算"}
    draft = {"name": "草案", "versions": [second]}
    said = reading.text(pdf(sheet(little, "公示", provisional=True, texts=[draft])))
    assert "日期暂定" in said
    assert "第2版，2026年11月25日更正：漏算" in said


def test_a_long_draft_flows_to_a_second_page(little: Edition) -> None:
    version = {"number": 1, "day": "2026-11-24", "figures": [], "reason": None}
    lines = "\n".join(f"第 {n} 条，{TEXT}" for n in range(80))
    draft = {"name": "草案", "versions": [{**version, "text": lines}]}
    made = pdf(sheet(little, "公示", texts=[draft]))
    assert reading.pages(made) > 1
    assert "第79条" in reading.text(made)


def test_a_posted_round_looks_as_it_did(little: Edition, looks: Golden) -> None:
    day = date(2026, 12, 1)
    made = pdf(sheet(little, "公示", until=day.isoformat()))
    looks(reading.picture(made, dpi=40), "round")
