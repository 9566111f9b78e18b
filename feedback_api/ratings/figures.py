"""What a guide's page shows of its ratings (群众评价), from what was published about them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import Block, Place
from feedback_api.ratings.measures import PAPER, Parts

MOST_PAPERS = 3
Sums = dict[tuple[str, bool], Parts]
"""The parts of a measure, of verified or of open ratings, put together."""


class Share(NamedTuple):
    """`part` of `of` who answered."""

    part: int
    of: int

    @property
    def percent(self) -> int:
        """In whole percent; asked only where somebody answered."""
        return round(100 * self.part / self.of)


class Cell(NamedTuple):
    """What `n` ratings of one kind say: 好评, and 一次办成 (no more trips than promised)."""

    n: int
    good: Share
    once: Share


class Figures(NamedTuple):
    """A place's ratings up to a day; `missing` has the papers that most often weren't there."""

    verified: Cell | None
    open: Cell | None
    missing: tuple[tuple[str, int], ...]
    until: date


def by_place(blocks: Iterable[Block]) -> dict[Place, Figures]:
    """The figures of every place that something was published about."""
    sums: dict[Place, Sums] = defaultdict(dict)
    until: dict[Place, str] = defaultdict(str)
    for block in blocks:
        here, key = sums[block.place], (block.measure, block.verified)
        here[key] = _plus(here.get(key), block.parts)
        until[block.place] = max(until[block.place], block.until)
    return {place: _figures(found, until[place]) for place, found in sums.items()}


def _figures(found: Sums, until: str) -> Figures:
    last = weeks.monday(until) + timedelta(days=6)
    return Figures(
        _cell(found, is_verified=True), _cell(found, is_verified=False), _missing(found), last
    )


def _cell(found: Sums, *, is_verified: bool) -> Cell | None:
    (n,) = found.get(("n", is_verified), (0,))
    if not n:
        return None
    good, bad = found.get(("good", is_verified), (0, 0))
    kept, broken, _ = found.get(("kept", is_verified), (0, 0, 0))
    return Cell(n, Share(good, good + bad), Share(kept, kept + broken))


def _missing(found: Sums) -> tuple[tuple[str, int], ...]:
    named: dict[str, int] = defaultdict(int)
    for (measure, _), parts in found.items():
        if measure.startswith(PAPER):
            named[measure.removeprefix(PAPER)] += parts[0]
    most = sorted(named.items(), key=lambda one: (-one[1], one[0]))
    return tuple((name, count) for name, count in most[:MOST_PAPERS] if count)


def _plus(one: Parts | None, other: Parts) -> Parts:
    return tuple(map(sum, zip(one, other, strict=True))) if one else tuple(other)
