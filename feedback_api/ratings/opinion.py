"""What a guide's page shows of its ratings (群众评价), from what was published about them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import Block, Place
from feedback_api.ratings.indicators import PAPER, Figure, Figures, by_place

MOST_PAPERS = 3


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


class Opinion(NamedTuple):
    """A place's ratings up to a day; `missing` has the papers that most often weren't there."""

    verified: Cell | None
    open: Cell | None
    missing: tuple[tuple[str, int], ...]
    until: date


def opinions(blocks: Iterable[Block], through: str) -> Mapping[Place, Opinion]:
    """The opinion on every place that something was published about, up to a week."""
    found = by_place(blocks)
    last = weeks.monday(through) + timedelta(days=6) if through else date.min
    return {place: _opinion(found, place, last) for _, place in found}


def _opinion(found: Mapping[tuple[bool, Place], Figures], place: Place, last: date) -> Opinion:
    verified, unverified = (found.get((kind, place), Figures()) for kind in (True, False))
    named = Counter[str]()
    for one in (*verified.named(PAPER), *unverified.named(PAPER)):
        named[one.name] += one.number
    most = sorted(named.items(), key=lambda one: (-one[1], one[0]))[:MOST_PAPERS]
    return Opinion(_cell(verified), _cell(unverified), tuple(most), last)


def _cell(said: Figures) -> Cell | None:
    return Cell(said.n, _share(said.good), _share(said.kept)) if said.n else None


def _share(figure: Figure) -> Share:
    return Share(figure.numerator or 0, figure.denominator or 0)
