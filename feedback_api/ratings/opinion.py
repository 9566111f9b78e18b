"""What a guide's page shows of its ratings (群众评价), from what was published about them."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.indicators import Figure, Indicators
from feedback_api.ratings.measures import PAPER
from feedback_api.ratings.summary import Library

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


def opinion(library: Library, place: Place) -> Opinion | None:
    """What was published about a place that there is; None when that is nothing."""
    row = library.of(place).whole
    verified, unverified = _cell(row.verified), _cell(row.open)
    if verified is None and unverified is None:
        return None
    until = weeks.sunday(library.through)
    return Opinion(verified, unverified, _missing(row.verified, row.open), until)


def _missing(*some: Indicators) -> tuple[tuple[str, int], ...]:
    named = Counter[str]()
    for one in some:
        named.update({paper.name: paper.number for paper in one.named(PAPER)})
    most = sorted(named.items(), key=lambda one: (-one[1], one[0]))
    return tuple(most[:MOST_PAPERS])


def _cell(said: Indicators) -> Cell | None:
    return Cell(said.n, _share(said.good), _share(said.kept)) if said.n else None


def _share(figure: Figure) -> Share:
    return Share(figure.numerator or 0, figure.denominator or 0)
