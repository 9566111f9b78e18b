"""What is published, as indicators: each with numerator, denominator and n."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import START, Block, Place
from feedback_api.ratings.families import total
from feedback_api.ratings.measures import Parts
from feedback_api.ratings.words import Openness


class Figure(NamedTuple):
    """An indicator: never a value without what it is made of. Nothing of nothing is None."""

    numerator: int | None
    denominator: int | None
    n: int | None
    value: float | None


NOTHING = Figure(None, None, None, None)
DIGITS = 4


def _figure(numerator: int, denominator: int, n: int) -> Figure:
    value = round(numerator / denominator, DIGITS) if denominator else None
    return Figure(numerator, denominator, n, value)


class Weeks(NamedTuple):
    """Some weeks, often only one."""

    first: str
    last: str

    @property
    def words(self) -> str:
        """Which days these are."""
        last = weeks.monday(self.last) + timedelta(days=6)
        end = f"{last.month} 月 {last.day} 日"
        if not self.first:
            return f"{last.year} 年，到 {end}"
        first = weeks.monday(self.first)
        return f"{first.year} 年 {first.month} 月 {first.day} 日至 {end}"


class Arrived(NamedTuple):
    """So many ratings came in these weeks."""

    weeks: Weeks
    n: int


class Split(NamedTuple):
    """So many of the ratings of these weeks were good, so many bad."""

    weeks: Weeks
    good: int
    bad: int


class Named(NamedTuple):
    """So many ratings out of n name a paper or a tag."""

    name: str
    number: int
    n: int


@dataclass(frozen=True)
class Indicators:
    """Everything published of some ratings: of a place, or of several together."""

    totals: dict[str, Parts] = field(default_factory=dict)
    weeks: tuple[Arrived, ...] = ()
    splits: tuple[Split, ...] = ()

    @property
    def n(self) -> int:
        """How many ratings the published figures are about."""
        return sum(self.totals.get("n", ()))

    def _share(self, measure: str, above: int, below: int) -> Figure:
        """The first `above` parts out of the first `below` ones."""
        parts = self.totals.get(measure)
        return _figure(sum(parts[:above]), sum(parts[:below]), sum(parts)) if parts else NOTHING

    @property
    def good(self) -> Figure:
        """好评率: grades 5, 4 and 3 out of all."""
        return self._share("good", 1, 2)

    @property
    def bad(self) -> Figure:
        """差评率: grades 2 and 1 out of all."""
        good = self.good
        if good.numerator is None or good.denominator is None or good.n is None:
            return NOTHING
        return _figure(good.denominator - good.numerator, good.denominator, good.n)

    @property
    def satisfied(self) -> Figure:
        """满意率: grades 5 and 4 out of all."""
        return self._share("satisfied", 1, 3)

    @property
    def average(self) -> Figure:
        """平均分: the sum of grades over their number."""
        grades = self.totals.get("grades")
        if not grades:
            return NOTHING
        points = sum(grade * number for grade, number in zip((5, 4, 3, 2, 1), grades, strict=True))
        return _figure(points, sum(grades), sum(grades))

    @property
    def kept(self) -> Figure:
        """一次办成率: trips within the promise out of those who told."""
        return self._share("kept", 1, 2)

    @property
    def missing(self) -> Figure:
        """缺材料率: those who lacked a paper out of all."""
        return self._share("missing", 1, 2)

    def openness(self, which: Openness) -> Figure:
        """Those who say 是 out of those who know (是 and 否)."""
        return self._share(which.value, 1, 2)

    @property
    def three(self) -> list[tuple[str, Figure]]:
        """公开, 公示, 公议: 是 out of those who know."""
        return [(one.value, self.openness(one)) for one in Openness]

    @property
    def grades(self) -> dict[int, int] | None:
        """How many gave which grade, where that is published."""
        grades = self.totals.get("grades")
        return dict(zip((5, 4, 3, 2, 1), grades, strict=True)) if grades else None

    def named(self, kind: str) -> list[Named]:
        """Papers (`PAPER`) or tags (`TAG`), the most often named first."""
        found = [
            Named(measure.removeprefix(kind), parts[0], sum(parts))
            for measure, parts in self.totals.items()
            if measure.startswith(kind) and parts[0]
        ]
        return sorted(found, key=lambda one: (-one.number, one.name))


Key = tuple[bool, Place]


def by_place(blocks: Iterable[Block]) -> dict[Key, Indicators]:
    """The figures of every place, verified and open ratings apart."""
    found: dict[Key, list[Block]] = defaultdict(list)
    for block in blocks:
        found[block.verified, block.place].append(block)
    return {key: _of(mine) for key, mine in found.items()}


def together(some: Iterable[Indicators]) -> Indicators:
    """Several places as one: sums of what is published of each, without weeks."""
    found: dict[str, list[Parts]] = defaultdict(list)
    for one in some:
        for measure, parts in one.totals.items():
            found[measure].append(parts)
    return Indicators({measure: total(parts) for measure, parts in found.items()})


def _of(blocks: Sequence[Block]) -> Indicators:
    found: dict[str, list[Block]] = defaultdict(list)
    for block in sorted(blocks, key=lambda one: one.until):
        found[block.measure].append(block)
    totals = {measure: total(one.parts for one in mine) for measure, mine in found.items()}
    return Indicators(
        totals,
        tuple(Arrived(_weeks(one), *one.parts) for one in found["n"]),
        tuple(Split(_weeks(one), *one.parts) for one in found["good"]),
    )


def _weeks(block: Block) -> Weeks:
    first = weeks.after(block.since) if block.since != START else START
    return Weeks(first, block.until)
