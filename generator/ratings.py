"""`ratings.json` (群众评价汇总): what residents said, as the feedback service publishes it.

Only suppressed figures are in it. What can't be read, or isn't of this county, is told and left
out: a guide without ratings is still a guide.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from generator import fetching
from generator.catalog import Catalog, Township
from generator.fetching import UnusableError

FORMAT = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Share(_Part):
    """`part` of `of` who answered."""

    part: NonNegativeInt
    of: NonNegativeInt

    @property
    def percent(self) -> int:
        """In whole percent; asked only where somebody answered."""
        return round(100 * self.part / self.of)


class Cell(_Part):
    """What `n` ratings of one kind say: 好评, and 一次办成 (no more trips than promised)."""

    n: PositiveInt
    good: Share
    once: Share


class Rated(_Part):
    """The ratings of a guide or a township; what too few people said is None or not there."""

    verified: Cell | None = None
    open: Cell | None = None
    missing: tuple[tuple[str, PositiveInt], ...] = ()
    until: date

    @property
    def tells_once(self) -> bool:
        """Whether anything is published of 一次办成."""
        return any(cell is not None and cell.once.of for cell in (self.verified, self.open))


class _Township(_Part):
    all: Rated | None = None
    services: dict[str, Rated]


class _File(_Part):
    format: int
    county: str
    all: Rated | None = None
    townships: dict[str, _Township]


class Ratings(NamedTuple):
    """Ratings by township, by township and service, and of the county.

    `told` is in Chinese what was left out.
    """

    townships: Mapping[str, Rated]
    guides: Mapping[tuple[str, str], Rated]
    told: tuple[str, ...] = ()
    county: Rated | None = None


NOTHING = Ratings({}, {})


def read(place: str, catalog: Catalog, kept: Path) -> Ratings:
    """The ratings at `place`, a file or an address; nothing when it is empty.

    An address that doesn't answer is made up for by `kept`, where the last answer is kept.
    """
    if not place:
        return NOTHING
    brought = fetching.bring(place, kept, "群众评价")
    if brought.text is None:
        return Ratings({}, {}, brought.told)
    found = of_text(brought.text, catalog)
    return found._replace(told=brought.told + found.told)


def of_text(text: str, catalog: Catalog) -> Ratings:
    """The ratings in the text of a `ratings.json`, as far as they are of this catalog."""
    try:
        file = fetching.parse(text, _File, FORMAT, "--summary")
    except UnusableError as error:
        return _refused(str(error))
    if catalog.county and file.county != catalog.county.code:
        return _refused(f"是别的县的（代码 {file.county}）")
    return _of_file(file, {township.slug: township for township in catalog.townships})


def _refused(why: str) -> Ratings:
    return Ratings({}, {}, (f"群众评价没有用上：ratings.json {why}。",))


def _of_file(file: _File, known: Mapping[str, Township]) -> Ratings:
    here = {slug: said for slug, said in file.townships.items() if slug in known}
    offered = {slug: {guide.identifier for guide in known[slug].guides} for slug in here}
    guides = {
        (slug, service): rated
        for slug, said in here.items()
        for service, rated in said.services.items()
        if service in offered[slug]
    }
    townships = {slug: said.all for slug, said in here.items() if said.all}
    return Ratings(townships, guides, tuple(_left_out(file, offered)), file.all)


def _left_out(file: _File, offered: Mapping[str, set[str]]) -> Iterator[str]:
    for slug, said in file.townships.items():
        if slug not in offered:
            yield f"群众评价里的乡镇 {slug} 不在目录里，跳过了。"
        elif gone := sorted(said.services.keys() - offered[slug]):
            yield f"群众评价里 {slug} 的事项 {'、'.join(gone)} 不在目录里，跳过了。"
