"""A request as somebody sends it, checked as far as it can be without a catalog."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field, field_validator

from feedback_api.ratings.models import Contact, Sent, Slug, Words
from feedback_api.requests.machine import MAX_WORDS


class Channel(StrEnum):
    """The way a request came in."""

    PAGE = "网页"
    PHONE = "电话"
    VILLAGE = "村站"


class Category(StrEnum):
    """What somebody wants."""

    NEED = "需求"
    QUESTION = "咨询"
    COMPLAINT = "投诉"


class NewRequest(Sent):
    """One thing that one person needs, asks or complains about."""

    id: UUID = Field(description="手机自己生成的编号；同一个编号再发一次，什么也不会变")
    township: Slug = Field(description="乡镇")
    village: str | None = Field(None, pattern=r"^\d{12}$", description="村的代码")
    channel: Channel = Field(Channel.PAGE, description="网页，或村便民服务站代填的村站")
    category: Category = Field(description="需求、咨询，还是投诉")
    summary: Words = Field(max_length=MAX_WORDS, description="什么事，最多 500 字")
    contact: Contact | None = Field(None, description="要回电话才写")

    @field_validator("summary")
    @classmethod
    def _written(cls, value: str) -> str:
        if not value:
            raise ValueError("请写一写是什么事")
        return value
