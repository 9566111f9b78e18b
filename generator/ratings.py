"""`ratings.json` (群众评价汇总): what residents said, as the feedback service publishes it.

Only suppressed figures are in it. What can't be read, or isn't of this county, is told and left
out: a guide without ratings is still a guide.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt, ValidationError

from generator.catalog import Catalog, Township

FORMAT = 1
TIMEOUT_SECONDS = 10
MAX_BYTES = 20_000_000
"""A county of 2,000 guides has a file of some 600 KB."""


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


class _Township(_Part):
    all: Rated | None = None
    services: dict[str, Rated]


class _File(_Part):
    format: int
    county: str
    townships: dict[str, _Township]


class Ratings(NamedTuple):
    """Ratings by township, and by township and service; and in Chinese what was left out."""

    townships: Mapping[str, Rated]
    guides: Mapping[tuple[str, str], Rated]
    told: tuple[str, ...] = ()


NOTHING = Ratings({}, {})


def read(place: str, catalog: Catalog, kept: Path) -> Ratings:
    """The ratings at `place`, a file or an address; nothing when it is empty.

    An address that doesn't answer is made up for by `kept`, where the last answer is kept.
    """
    if not place:
        return NOTHING
    told: tuple[str, ...] = ()
    try:
        text = _fetched(place, kept) if _is_address(place) else Path(place).read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = _reason(error)
        told = (f"群众评价取不到：{place}（{reason}）",)
        if not (_is_address(place) and kept.is_file()):
            return Ratings({}, {}, (f"{told[0]}。网页上先不写评价。",))
        told = (f"{told[0]}。先用上一次取到的。",)
        text = kept.read_text("utf-8")
    found = of_text(text, catalog)
    return found._replace(told=told + found.told)


def of_text(text: str, catalog: Catalog) -> Ratings:
    """The ratings in the text of a `ratings.json`, as far as they are of this catalog."""
    try:
        data = json.loads(text)
        version = data.get("format") if isinstance(data, dict) else None
        if version != FORMAT:
            return _refused(
                f"是第 {version} 版，这里能读第 {FORMAT} 版，请把两边的程序更新到一样新"
            )
        file = _File.model_validate(data)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        return _refused(f"里的 {place} 写得不对，请用 feedback export --summary 重新导出")
    except ValueError:
        return _refused("不是 JSON，请用 feedback export --summary 重新导出")
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
    return Ratings(townships, guides, tuple(_left_out(file, offered)))


def _left_out(file: _File, offered: Mapping[str, set[str]]) -> Iterator[str]:
    for slug, said in file.townships.items():
        if slug not in offered:
            yield f"群众评价里的乡镇 {slug} 不在目录里，跳过了。"
        elif gone := sorted(said.services.keys() - offered[slug]):
            yield f"群众评价里 {slug} 的事项 {'、'.join(gone)} 不在目录里，跳过了。"


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return str(getattr(error, "reason", None) or error.strerror or "没有回答")
    return "内容不是文字"


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _fetched(address: str, kept: Path) -> str:
    """What the address answers; kept for when it doesn't. Raises OSError or ValueError."""
    with urlopen(address, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310  (http or https, see above)
        data = response.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise URLError("太大了")
    text = str(data, "utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(text, "utf-8")
    return text
