"""What every model shares: strictness, Chinese field names, and the small types of the catalog."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError


class Model(BaseModel):
    """A frozen value made from text; unknown fields are refused, empty ones count as absent."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:  # noqa: ANN401  (whatever stood in the file)
        if isinstance(data, dict) and ("" in data.values() or [] in data.values()):
            known = {info.alias for info in cls.model_fields.values()}
            return {
                k: value for k, value in data.items() if value not in ("", []) or k not in known
            }
        return data


def field(name: str, description: str, *examples: Any, default: Any = ...) -> Any:  # noqa: ANN401
    """A field by its official Chinese name, with the sentence that explains it to staff."""
    return Field(
        default,
        alias=name,
        title=name,
        description=description,
        examples=list(examples) or None,
    )


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """An error whose words are already meant for staff."""
    return PydanticCustomError("staff", "{message}", {"message": message, "hint": hint})


_QUOTED = 20
"""So many characters of a wrong value are quoted."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""A sentence or a name."""

_BARE = {"是", "否", "有", "无", "true", "false", "yes", "no", "null", "~"}


def _words(value: object) -> object:
    if isinstance(value, str) and value.strip().lower() in _BARE:
        raise wrong(f"这里要写清楚内容，不能只写“{value}”", "没有的话请把整行删去")
    return value


Words = Annotated[Text, BeforeValidator(_words)]
"""A text in which a bare 是 or 有 says nothing."""

_YES = {"是": True, "有": True, "否": False, "无": False}


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _YES:
        return _YES[value]
    raise wrong(f"“{shown(value)}”要写成“是”或“否”", "也可以写“有”或“无”，不能写别的")


YesNo = Annotated[
    bool,
    PlainValidator(_yes_no),
    PlainSerializer(lambda yes: "是" if yes else "否", return_type=str),
    WithJsonSchema({"enum": list(_YES)}),
]


class Unit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAYS = "个工作日"
    DAYS = "日"
    MONTHS = "个月"


class TimeLimit(NamedTuple):
    """A time limit (时限). `amount` 0 means at once (即时)."""

    amount: int
    unit: Unit = Unit.WORKING_DAYS

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}" if self.amount else "即时"

    @property
    def calendar_days(self) -> float:
        """In calendar days; a working day counts 1.4, a month 30 (reading of rule E06)."""
        factor = {Unit.WORKING_DAYS: 1.4, Unit.DAYS: 1.0, Unit.MONTHS: 30.0}[self.unit]
        return self.amount * factor

    @classmethod
    def parse(cls, text: object) -> Self:
        """From `即时`, `5个工作日`, `7日`, `3个月`."""
        if isinstance(text, cls):
            return text
        if text == "即时":
            return cls(0)
        match = re.fullmatch(r"([0-9]{1,4})\s*(个工作日|日|个月)", str(text))
        if not match or int(match[1]) == 0:
            raise wrong(f"“{shown(text)}”不是时限", "请写成“即时”“5个工作日”“7日”“3个月”这样的形式")
        return cls(int(match[1]), Unit(match[2]))


Limit = Annotated[
    TimeLimit,
    PlainValidator(TimeLimit.parse),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": r"^(即时|\d+\s*(个工作日|日|个月))$"}),
]

_PHONE = re.compile(r"0\d{2,3}-\d{7,8}(-\d{1,6})?|1[3-9]\d{9}|1\d{2}|1\d{4}", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}")


def _phone(value: object) -> str:
    text = str(value).strip()
    if _PHONE.fullmatch(text):
        return text
    raise wrong(
        f"“{shown(value)}”不是电话号码", "固定电话写 0794-6591234，短号写 12345，手机写 11 位数字"
    )


Phone = Annotated[
    str,
    PlainValidator(_phone),
    WithJsonSchema({"type": "string", "pattern": f"^({_PHONE.pattern})$"}),
]


def is_mobile(phone: str) -> bool:
    """Whether the number belongs to a person, and so needs consent to be shown (PIPL 13, 25)."""
    return bool(_MOBILE.fullmatch(phone))


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", str(value).strip())
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            raise wrong(f"没有“{value}”这一天", "请核对月份和日期") from None
    raise wrong(f"“{shown(value)}”不是日期", "请写成 2026-11-23 这样的形式")


Day = Annotated[
    date,
    PlainValidator(_day),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "format": "date"}),
]


def _count(value: object) -> int:
    if isinstance(value, int):
        return value
    text = str(value).strip()
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text)
    raise wrong(f"“{shown(value)}”不是数字", "请只写阿拉伯数字，例如：1")


Count = Annotated[
    int,
    PlainValidator(_count),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"pattern": r"^\d{1,4}$"}]}),
]


def word_for_none(text: str) -> BeforeValidator:
    """A validator that lets the official word `text` stand for an empty list."""

    def validate(value: object) -> object:
        if value == text:
            return ()
        if isinstance(value, str):
            raise wrong(f"“{shown(value)}”不行", f"请写“{text}”，或者写成列表（每行以“- ”开头）")
        return value

    return BeforeValidator(validate)


def shown(value: object) -> str:
    """A value as a message quotes it: short, and lists and mappings by name only."""
    text = str(value) if isinstance(value, str | int | float) else "列表或字段"
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
