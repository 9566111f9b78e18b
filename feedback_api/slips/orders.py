"""What is ordered, checked against the catalog, and how it is handed over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from feedback_api.errors import RefusedError, Wrong
from feedback_api.published import Published
from feedback_api.ratings import slips
from feedback_api.ratings.codes import Place
from feedback_api.ratings.slips import MOST, GivenSlip
from feedback_api.tabular import Table

COLUMNS = ("township", "service", "day", "code", "expires")
"""As `guides print --kind slip-codes` reads them."""
AHEAD = timedelta(days=31)
"""Slips may be printed so long before the day."""


def _or_none(text: str | None) -> str | None:
    return text or None


class NewSlips(BaseModel):
    """So many slips for a township, a service of it or any, and a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    township: str = Field(max_length=42)
    service: Annotated[str | None, AfterValidator(_or_none)] = Field(None, max_length=42)
    day: date
    count: int = Field(ge=1, le=MOST)


def order(new: NewSlips, catalog: Published, now: datetime, good_for: int) -> slips.Order:
    """The order. Raises RefusedError where there is no such place, or the day can't be."""
    township = catalog.by_slug.get(new.township)
    if township is None:
        raise RefusedError(404, Wrong("township", "没有这个乡镇"))
    if new.service and new.service not in township.services:
        raise RefusedError(404, Wrong("service", "这个乡镇没有这个事项"))
    if not now.date() - timedelta(days=good_for) <= new.day <= now.date() + AHEAD:
        said = f"日期要在今天以后 {AHEAD.days} 天以内，也不能是已经过期的"
        raise RefusedError(422, Wrong("day", said))
    return slips.Order(Place(new.township, new.service), new.day, new.count, good_for)


def table(given: Sequence[GivenSlip]) -> Table:
    """The slips as a table."""
    rows = [(one.township, one.service, one.day, one.code, one.expires) for one in given]
    return Table("评价码", COLUMNS, rows)
