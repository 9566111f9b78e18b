"""A rating as somebody sends it, checked as far as it can be without a catalog."""

import re
import unicodedata
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import GRADES, Channel, Openness, Said

MAX_TEXT = 500
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_KEPT_CONTROLS = "\n"
_SLUG = r"^[a-z][a-z0-9-]{1,40}$"


def clean(text: str) -> str:
    """Without what isn't writing: control characters, and marks that turn a line around."""
    return "".join(
        one
        for one in text.replace("\r\n", "\n").replace("\t", " ")
        if one in _KEPT_CONTROLS or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co"}
    ).strip()


Words = Annotated[str, AfterValidator(clean)]
Slug = Annotated[str, Field(pattern=_SLUG, examples=["jinzhu"])]


class Sent(BaseModel):
    """What comes in: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Contact(Sent):
    """A phone for calling back, only with consent to exactly that."""

    phone: str = Field(max_length=20, description="回访电话", examples=["0794-0000000"])
    consent: Literal[True] = Field(description="同意只为回访使用这个电话")

    @field_validator("phone")
    @classmethod
    def _callable(cls, value: str) -> str:
        narrow = unicodedata.normalize("NFKC", value).replace(" ", "")
        if not _PHONE.fullmatch(narrow):
            raise ValueError("电话要写 11 位手机号，或带区号的座机，例如 0794-0000000")
        return narrow


class NewRating(Sent):
    """One rating of one service by one person (一次一评)."""

    id: UUID = Field(description="手机自己生成的编号；同一个编号再发一次，什么也不会变")
    township: Slug = Field(description="乡镇")
    service: Slug = Field(description="事项", examples=["sa-minimum-living"])
    version: str | None = Field(
        None, pattern=r"^[0-9a-f]{8}$", description="评价时看到的指南版本；不写就是现在的版本"
    )
    grade: int = Field(ge=1, le=5, strict=True, description="5 非常满意 … 1 非常不满意；没有默认")
    tags: tuple[str, ...] = Field((), max_length=8, description="评价标签代码，只能是这个档次的")
    trips: Literal[0, 1, 2, "3+"] | None = Field(None, description="实际跑了几次")
    missing: tuple[str, ...] = Field(
        (), max_length=30, description="缺了哪样材料：指南清单上的名称，或“清单以外的”"
    )
    open: dict[Openness, Said] = Field(
        default_factory=dict, description="公开、公示、公议各做到没有：是、否、不清楚"
    )
    text: Words = Field("", max_length=MAX_TEXT, description="想说的话，最多 500 字")
    channel: Channel = Field(description="从哪里来：web 网页、slip 评价码、village 村便民服务站")
    slip: str | None = Field(
        None, max_length=40, validate_default=True, description="窗口给的评价码"
    )
    contact: Contact | None = Field(None, description="要回访才写")
    village: str | None = Field(None, pattern=r"^\d{12}$", description="村的代码")
    proof: str | None = Field(
        None, max_length=20, description="评价太多时要算的一个数，见说明", examples=[None]
    )

    @field_validator("trips", mode="before")
    @classmethod
    def _counted(cls, value: object) -> object:
        return str(value) if isinstance(value, bool) else value  # to Python, True is a 1

    @field_validator("tags", "missing")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise ValueError("同一样写了两次")
        return value

    @field_validator("tags")
    @classmethod
    def _of_the_grade(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        grade = info.data.get("grade")
        for code in value:
            if code not in tags():
                raise ValueError("没有这个标签")
            if grade and tags()[code].grade != grade:
                raise ValueError(f"标签“{tags()[code].text}”不能和“{GRADES[grade]}”一起选")
        return value

    @field_validator("slip")
    @classmethod
    def _for_its_channel(cls, value: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("channel") is Channel.SLIP and not value:
            raise ValueError("从评价码来的评价要写评价码")
        return value or None
