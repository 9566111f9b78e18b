"""What was published: `catalog.json`, the only thing this side knows of the generator's."""

import json
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

FORMAT = 1


class NotPublishedError(Exception):
    """There is no readable `catalog.json` at the place; the message says what is wrong with it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Offer(_Part):
    """One guide: its version is what a rating was given under."""

    version: str
    active: bool


class Township(_Part):
    """A township and the guides it offers, by service identifier."""

    slug: str
    name: str
    services: dict[str, Offer]


class County(_Part):
    """The county's name, and whether its data is for demonstration."""

    name: str
    demo: bool


class Published(_Part):
    """The published catalog."""

    format: Literal[1]
    county: County
    townships: tuple[Township, ...]


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
