"""What the API promises about requests (民情)."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from feedback_api.openapi import Answer, Operation
from feedback_api.ratings.contract import Errors
from feedback_api.requests.models import NewRequest


class RequestTaken(BaseModel):
    """The request is kept."""

    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(description="手机生成的编号")
    receipt: str = Field(description="回执号，凭它查进度", pattern=r"^[2-9A-HJKMNP-Z]{16}$")


_EXAMPLE = {
    "id": "0c5b1a0e-7f3d-4f0b-9a53-2f5f0c2a9d11",
    "township": "jinzhu",
    "category": "需求",
    "summary": "村口的路灯坏了，晚上看不见。",
}
_TAKEN = {"id": _EXAMPLE["id"], "receipt": "K7QXH2M9PADEF345"}
_WRONG = {"errors": [{"field": "summary", "message": "请写一写是什么事"}]}
OPERATIONS = (
    Operation(
        "post",
        "/api/v1/requests",
        "反映一件事：需求、咨询、投诉。同一个编号再发一次，回答一样，什么也不会变",
        {
            201: Answer("收到了，已经存好", RequestTaken, example=_TAKEN),
            200: Answer("早就收到了", RequestTaken, example=_TAKEN),
            404: Answer("没有这个乡镇", Errors),
            413: Answer("内容太大", Errors),
            422: Answer("哪里写得不对", Errors, example=_WRONG),
            429: Answer("来得太多，过 Retry-After 秒再试", Errors),
            503: Answer("系统正忙，没有保存，过 Retry-After 秒再发一次", Errors),
        },
        NewRequest,
        _EXAMPLE,
    ),
)
