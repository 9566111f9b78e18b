"""Which figures can be published without telling on anybody: a rule with an easy proof.

Published are *blocks*: how the ratings of a place (the county, a township, a guide of it) that
came in a run of whole weeks are split by a measure. A block is published once and never changed,
and everything else that is published is a sum of blocks. The rule:

1. Every part of a block is nought or at least `least`. Until that is so, the weeks are put
   together into one longer block.
2. A guide's block ends only where a block of its township ends, a township's where one of the
   county ends; and a measure's where the measure it lies within has an end, too.
3. Whatever one subtracts, what remains is nought or at least `least` (`families.py` says what can
   remain). If it is less, the smallest of the children's new blocks waits.

Since blocks only get added, yesterday's version subtracted from today's gives blocks and nothing
else. A rating that is excluded later makes the next block smaller, so it can't be told from the
others either.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from feedback_api.ratings.families import Family, less, total
from feedback_api.ratings.measures import MEASURES, Level, Measure, Parts, Tally, details, parts

START = ""
"""The end before the first block."""
_LEVELS = tuple(Level)


class Place(NamedTuple):
    """The county (both empty), a township, or a guide."""

    township: str = ""
    service: str = ""

    @property
    def level(self) -> Level:
        """Which of the three it is."""
        return _LEVELS[bool(self.township) + bool(self.service)]

    @property
    def parent(self) -> "Place":
        """The place that it is counted in."""
        return Place(self.township) if self.service else Place()

    @property
    def county(self) -> "Place":
        """The place that all others are in."""
        return Place()


class Block(NamedTuple):
    """Ratings of a place after the week `since`, up to the week `until`, split by a measure."""

    measure: str
    verified: bool
    place: Place
    since: str
    until: str
    parts: Parts


class Stream(NamedTuple):
    """One measure of one place, verified and open ratings apart."""

    measure: str
    verified: bool
    place: Place


Tallies = Mapping[tuple[bool, Place], Tally]
"""All ratings so far by (verified, place), for the county, its townships and guides."""


class Ledger:
    """Everything that was published so far."""

    def __init__(self, blocks: Iterable[Block], least: int) -> None:
        """`least` is the smallest number of people that a published part may have."""
        self._least = least
        self._end: dict[Stream, str] = {}
        self._total: dict[Stream, Parts] = {}
        self._families: dict[Stream, Family] = defaultdict(Family)
        for block in sorted(blocks, key=lambda one: (one.until, one.place.level)):
            self._note(block)

    def publish(self, tallies: Tallies, week: str) -> list[Block]:
        """The new blocks for all ratings up to the week, of which the ledger takes note."""
        new: list[Block] = []
        for rank, level in product(range(len(MEASURES) + 1), Level):
            families: dict[Stream | None, list[Block]] = defaultdict(list)
            for block in self._candidates(tallies, rank, level, week):
                families[_parent(block)].append(block)
            for parent, blocks in families.items():
                new += self._settle(parent, blocks, tallies)
        return new

    def _candidates(self, tallies: Tallies, rank: int, level: Level, week: str) -> Iterator[Block]:
        """Blocks that could be published by themselves (rules 1 and 2)."""
        for (verified, place), tally in tallies.items():
            if place.level is not level:
                continue
            fixed = MEASURES[rank : rank + 1]
            for measure in fixed or details(tally):
                stream = Stream(measure.name, verified, place)
                if level not in measure.levels or not self._may_end(stream, measure, week):
                    continue
                change = self._change(stream, tally)
                if any(change) and self._is_enough(change):
                    yield Block(*stream, self._end.get(stream, START), week, change)

    def _change(self, stream: Stream, tally: Tally) -> Parts:
        now = parts(stream.measure, tally)
        return less(now, self._total.get(stream, ()))

    def _is_enough(self, some: Parts) -> bool:
        return all(part == 0 or part >= self._least for part in some)

    def _may_end(self, stream: Stream, measure: Measure, week: str) -> bool:
        around = [stream._replace(measure=measure.within)] if measure.within else []
        parent = _parent(stream)
        if parent and parent.place.level in measure.levels:
            around.append(parent)
        return all(self._end.get(one) == week for one in around)

    def _settle(self, parent: Stream | None, blocks: list[Block], tallies: Tallies) -> list[Block]:
        """Those blocks that leave enough besides (rule 3), and a note of them."""
        while parent and (waiting := self._suspects(parent, blocks, tallies)):
            blocks.remove(min(waiting, key=lambda block: (sum(block.parts), block.place)))
        for block in blocks:
            self._note(block)
        return blocks

    def _suspects(self, parent: Stream, blocks: list[Block], tallies: Tallies) -> list[Block]:
        now = {block.place for block in blocks}
        ends = [
            blocks[0].until if place in now else self._end.get(parent._replace(place=place), START)
            for verified, place in tallies
            if verified is parent.verified and _is_child(place, parent.place)
        ]
        return self._families[parent].suspects(blocks, ends, self._is_enough)

    def _note(self, block: Block) -> None:
        stream, parent = Stream(*block[:3]), _parent(block)
        self._end[stream] = block.until
        before = self._total.get(stream)
        self._total[stream] = total([before, block.parts]) if before else block.parts
        self._families[stream].own.append(block)
        if parent:
            self._families[parent].children.append(block)


def _is_child(place: Place, parent: Place) -> bool:
    return place.level is not Level.COUNTY and place.parent == parent


def _parent(one: Stream | Block) -> Stream | None:
    if one.place.level is Level.COUNTY:
        return None
    return Stream(one.measure, one.verified, one.place.parent)
