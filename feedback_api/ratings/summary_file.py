"""`ratings.json`: the published figures of a county, for `guides build`, and its schema.

`generator` reads this file; the two sides meet in it and nowhere else.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from feedback_api import published
from feedback_api.published import Published
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.opinion import opinion
from feedback_api.ratings.summary import Library


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class Share(_Part):
    """How many of those who answered."""

    part: int = Field(ge=0, description="其中多少人")
    of: int = Field(ge=0, description="一共多少人回答")


class Cell(_Part):
    """Ratings of one kind."""

    n: int = Field(ge=1, description="多少人评价")
    good: Share = Field(description="好评：基本满意和以上")
    once: Share = Field(description="一次办成：没有比指南承诺的多跑")


class Rated(_Part):
    """The ratings of a place."""

    verified: Cell | None = Field(description="已核验：凭窗口给的评价码；人太少是 null")
    open: Cell | None = Field(description="公开评价：谁都能评；人太少是 null")
    missing: tuple[tuple[str, int], ...] = Field(description="最常没带对的材料和人数")
    until: date = Field(description="截至哪一天")


class Township(_Part):
    """A township, and its guides by service."""

    all: Rated | None = Field(description="全乡镇")
    services: dict[str, Rated] = Field(description="各事项，按事项编号")


class SummaryFile(_Part):
    """The whole file."""

    format: Literal[1] = Field(1, description="格式版本")
    county: str = Field(pattern=r"^\d{12}$", description="县的代码")
    all: Rated | None = Field(description="全县")
    townships: dict[str, Township] = Field(description="各乡镇，按目录名")


def summary_file(library: Library, catalog: Published) -> SummaryFile:
    """What was published about the guides of today's catalog."""
    found = {slug: _township(library, one) for slug, one in catalog.by_slug.items()}
    return SummaryFile(
        county=catalog.county.code,
        all=_rated(library, Place()),
        townships={slug: one for slug, one in found.items() if one.all or one.services},
    )


def _township(library: Library, township: published.Township) -> Township:
    services = {name: _rated(library, Place(township.slug, name)) for name in township.services}
    return Township(
        all=_rated(library, Place(township.slug)),
        services={name: rated for name, rated in services.items() if rated},
    )


def _rated(library: Library, place: Place) -> Rated | None:
    found = opinion(library, place)
    return Rated.model_validate(found) if found else None


def text(file: SummaryFile) -> str:
    """The file as it is written: the same figures make the same bytes."""
    return file.model_dump_json(indent=1) + "\n"
