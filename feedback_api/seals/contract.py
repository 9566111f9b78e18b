"""What the API promises about seals, in models that its OpenAPI document is made of."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from feedback_api.openapi import Answer, Operation
from feedback_api.ratings.contract import Errors


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SealAnswer(_Part):
    """A sealed batch of ratings."""

    number: int = Field(description="第几批")
    first: int = Field(description="第一条评价的号")
    last: int = Field(description="最后一条评价的号")
    size: int = Field(description="有多少条")
    root: str = Field(description="总指纹（RFC 9162 的默克尔树根）")
    previous: str = Field(description="前一批的链值，第一批是 64 个 0")
    chain: str = Field(description="链值：以上各项和日期一起的 SHA-256")
    day: date = Field(description="哪天封存")


class SealsAnswer(_Part):
    """All seals."""

    seals: list[SealAnswer]
    waiting: int = Field(description="还没有封存的有多少条")


class ReceiptAnswer(_Part):
    """Whether a rating is sealed, and the proof of it."""

    status: Literal["sealed", "waiting", "changed"] = Field(
        description="sealed 已封存，waiting 还没有，changed 和封存时不一样"
    )
    message: str | None = Field(None, description="没有证明时，说明原因")
    leaf: str | None = Field(None, description="封存的内容，没有文字和电话")
    leaf_hash: str | None = Field(None, description="它的指纹：SHA-256(0x00 + leaf)")
    position: int | None = Field(None, description="在这一批里是第几条，从 0 数起")
    size: int | None = Field(None, description="这一批有多少条")
    path: list[str] | None = Field(None, description="算到总指纹要用的指纹，从下往上")
    seal: SealAnswer | None = None


OPERATIONS = (
    Operation("get", "/api/v1/seals", "全部封存记录", {200: Answer("封存记录", SealsAnswer)}),
    Operation(
        "get",
        "/api/v1/receipts/{receipt}",
        "凭回执号验证一条评价封存在哪一批",
        {200: Answer("证明", ReceiptAnswer), 404: Answer("没有这个回执号", Errors)},
    ),
)
