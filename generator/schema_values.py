"""The small types of the catalog as an editor sees them: typed, where the loader sees text.

So a number may stand where a bare number can mean a text (`12345`), and nothing where the loader
drops an empty field. `patternErrorMessage` is what VS Code says of a text of the wrong form.
"""

from typing import Any

from pydantic import TypeAdapter

from generator.catalog import NAME
from generator.models.base import Count, Day, Limit, Phone, Text, Words, YesNo
from generator.models.hours import Hours
from generator.models.place import DivisionCode
from generator.models.rules import RuleId

Node = dict[str, Any]

DAY = r"^\d{4}-\d{2}-\d{2}$"
RULE = str(TypeAdapter(RuleId).json_schema()["pattern"])


def _formed(title: str, pattern: str, cure: str, **more: Any) -> Node:  # noqa: ANN401  (any keyword)
    """Text of a certain form, or whatever `more` says of bare numbers."""
    kind = ["string", "integer"] if more else "string"
    return {"title": title, "type": kind, "pattern": pattern, "patternErrorMessage": cure, **more}


def _pattern(kind: Any) -> str:  # noqa: ANN401  (a type expression)
    return str(TypeAdapter(kind).json_schema()["pattern"])


def _hours() -> Node:
    clock = r"([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-4]):[0-5]\d"
    opening = _formed(
        "时间",
        rf"^(预约|休息|全天|{clock}(\s*[,，]\s*{clock})*)$",
        "请写成 8:30-12:00, 14:00-17:30，或写预约、休息、全天",
    )
    common = ("周一至周五", "周六", "周日")
    return {
        "title": "服务时间",
        "type": "object",
        "properties": {
            day: opening | {"title": day, "description": "几点到几点"} for day in common
        },
        "patternProperties": {"^周[一二三四五六日](至周[二三四五六日])?$": opening},
        "additionalProperties": False,
    }


_TEXT: Node = {"title": "文字", "type": ["string", "number"], "minLength": 1, "maxLength": 2000}
_WORDS: Node = {
    "pattern": r"^(?!\s*(是|否|有|无)\s*$)",
    "patternErrorMessage": "这里要写清楚内容，没有的话请把整行删去",
}
_LIMIT = _formed("时限", _pattern(Limit), "请写成“即时”“5个工作日”“7日”“3个月”这样的形式")
_PHONE = _formed(
    "电话号码",
    _pattern(Phone),
    "固定电话写 0794-6591234，短号写 12345，手机写 11 位数字",
    minimum=100,
)
_CODE = _formed(
    "区划代码",
    _pattern(DivisionCode),
    "请写 12 位数字，加英文引号",
    minimum=10**11,
    maximum=10**12 - 1,
)
_COUNT = _formed("数字", r"^\d{1,4}$", "请只写阿拉伯数字，例如：1", minimum=0, maximum=9999)

SMALL: tuple[tuple[str, object, Node], ...] = (
    ("Text", Text, _TEXT),
    ("Words", Words, _TEXT | _WORDS),
    ("Limit", Limit, _LIMIT),
    ("Phone", Phone, _PHONE),
    ("Day", Day, _formed("日期", DAY, "请写成 2026-11-23 这样的形式")),
    ("Code", DivisionCode, _CODE),
    ("Rule", RuleId, _formed("规则编号", RULE, "请写 T04 这样的编号")),
    ("Count", Count, _COUNT),
    ("YesNo", YesNo, {"title": "是或否", "enum": ["是", "否", "有", "无"]}),
    ("Hours", Hours, _hours()),
)
"""Each small type: its name among the definitions, the type of the models, its schema."""

EMPTY: Node = {"title": "空着", "not": {"type": ["string", "number", "boolean", "array", "object"]}}
"""Nothing. Said with `not`: for the type null an editor would offer the word null."""

IDENTIFIER = _formed(
    "事项编号", f"^{NAME.pattern}$", "请用小写字母开头的字母、数字和连字符，例如 sa-minimum-living"
)
