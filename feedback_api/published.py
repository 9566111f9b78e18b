"""What was published: `catalog.json`, the only thing this side knows of the generator's."""

import json
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FORMAT = 1


class NotPublishedError(Exception):
    """There is no readable `catalog.json` at the place; the message says what is wrong with it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Trips(_Part):
    """What the guide promises (跑动次数), derived from it."""

    least: int | None
    at_window: int | None = Field(alias="atWindow")

    @property
    def promised(self) -> int | None:
        """The promise to somebody who comes to the hall, else the least."""
        return self.least if self.at_window is None else self.at_window


class Places(_Part):
    """Where its YAML says what ratings complain of, as `file:line`."""

    list: str
    materials: tuple[str, ...]
    trips: str


class Service(_Part):
    """A service as people know it."""

    name: str
    plain_name: str = Field(alias="plainName")
    topic: str
    materials: tuple[str, ...]
    trips: Trips
    places: Places | None = None


class Offer(_Part):
    """One guide: its version is what a rating was given under."""

    version: str
    page: str
    window: int | None
    active: bool
    service: Service | None = None  # only where the township changed it, or it is its own


class Window(_Part):
    """A window of a hall."""

    number: int
    name: str


class Hall(_Part):
    """The township's hall (便民服务中心)."""

    name: str
    address: str
    phone: str | None
    windows: tuple[Window, ...] = ()


class Village(_Part):
    """A village by its division code."""

    name: str
    code: str


class Township(_Part):
    """A township and the guides it offers, by service identifier."""

    slug: str
    name: str
    peer_class: str | None = Field(alias="class")
    hall: Hall
    villages: tuple[Village, ...]
    services: dict[str, Offer]


class Calendar(_Part):
    """Where days differ from Monday to Friday; after `settled` they are provisional (暂定)."""

    since: date
    settled: date
    off: tuple[tuple[date, date], ...]
    worked: tuple[date, ...]


class Rung(_Part):
    """One rung of the ladder 村 → 乡 → 县 (转接): how long until the next is asked."""

    level: str
    amount: int | None
    unit: str | None


class County(_Part):
    """The county's name, and whether its data is for demonstration."""

    name: str
    code: str
    demo: bool
    hotline: str
    complaints: str
    calendar: Calendar
    ladder: tuple[Rung, ...] = ()


class Guide(NamedTuple):
    """A service as a township offers it."""

    township: Township
    identifier: str
    service: Service
    offer: Offer


class Published(_Part):
    """The published catalog."""

    format: Literal[1]
    county: County
    services: dict[str, Service]
    townships: tuple[Township, ...]

    @cached_property
    def by_slug(self) -> dict[str, Township]:
        """The townships by their folder's name."""
        return {township.slug: township for township in self.townships}

    def guide(self, slug: str, identifier: str) -> Guide | None:
        """The guide of a township for a service, or None when it was never published."""
        township = self.by_slug.get(slug)
        offer = township.services.get(identifier) if township else None
        if township is None or offer is None:
            return None
        service = offer.service or self.services[identifier]
        return Guide(township, identifier, service, offer)

    def township_name(self, slug: str) -> str:
        """Its name; one that isn't published any more keeps its folder's."""
        township = self.by_slug.get(slug)
        return township.name if township else slug

    def service_name(self, slug: str, identifier: str) -> str:
        """As people know it; one that isn't published any more keeps its identifier."""
        guide = self.guide(slug, identifier)
        return guide.service.plain_name if guide else identifier

    def village_name(self, slug: str, code: str | None) -> str:
        """A village of a township by its code; empty for none, the code for an unknown one."""
        township = self.by_slug.get(slug)
        known = {village.code: village.name for village in township.villages} if township else {}
        return known.get(code, code) if code else ""

    def hall_phone(self, slug: str) -> str:
        """The hall's phone; the county's line where there is none."""
        township = self.by_slug.get(slug)
        return (township.hall.phone if township else None) or self.county.hotline


class Counts(NamedTuple):
    """How much there is to rate."""

    townships: int
    guides: int


def read(path: Path) -> Published:
    """The catalog at `path`. Raises NotPublishedError when it isn't there or isn't one."""
    try:
        return Published.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        message = f"找不到 {path.name}：请先生成网站"
        raise NotPublishedError(message) from error
    except (ValueError, ValidationError) as error:
        message = f"{path.name} 不是第 {FORMAT} 版的办事指南数据：请用同一版本的程序重新生成网站"
        raise NotPublishedError(message) from error


def counts(published: Published) -> Counts:
    """How many townships and guides were published."""
    guides = sum(len(township.services) for township in published.townships)
    return Counts(len(published.townships), guides)
