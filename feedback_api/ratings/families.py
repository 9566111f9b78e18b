"""A place and the places in it: what subtracting the published figures would tell.

Time is cut where the parent's blocks end. A child's block may run over several of these cuts.
Whoever knows all blocks can work out, for any run of weeks between two cuts:

- *within*: everybody of the parent in the run, less the children's blocks that lie in it;
- *beyond*: if every child is covered there, the rest of the blocks that reach into the run: what
  of them lies outside it.

Every other difference is a sum of these and of whole blocks: one takes some run once more or once
less than its surroundings, and each block either wholly, or by that part of it that was taken
more often. So it is enough that these two hold nobody, or enough people.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from feedback_api.ratings.measures import Parts


class Span(Protocol):
    """Ratings after the week `since`, up to the week `until`."""

    @property
    def since(self) -> str:
        """The week before the first."""

    @property
    def until(self) -> str:
        """The last week."""

    @property
    def parts(self) -> Parts:
        """Everybody, split by a measure."""


S = TypeVar("S", bound=Span)


class Run(NamedTuple):
    """Weeks between two cuts."""

    since: str
    until: str

    def holds(self, span: Span) -> bool:
        """Whether it lies in the run."""
        return self.since <= span.since and span.until <= self.until

    def meets(self, span: Span) -> bool:
        """Whether some of it lies in the run."""
        return span.since < self.until and self.since < span.until


class Family:
    """The blocks of a parent and of its children, by one measure."""

    def __init__(self) -> None:
        self.own: list[Span] = []
        self.children: list[Span] = []

    def suspects(
        self, new: Sequence[S], ends: Sequence[str], is_enough: Callable[[Parts], bool]
    ) -> list[S]:
        """Of the children's new blocks, those of which one has to wait; none if all is well.

        `ends` are the ends of the last blocks of all children, the new ones included.
        """
        if not self.own or not new:
            return []
        blocks: list[Span] = [*self.children, *new]
        last = self.own[-1].until
        covered, cut = min(ends), self._cut(blocks, min(ends))
        starts = [one.since for one in reversed(self.own) if one.since >= cut]
        recent = [one for one in blocks if one.until > cut]
        for since in starts:
            if not is_enough(self._within(Run(since, last), recent)):
                return [one for one in new if one.since >= since]
        before = min(one.since for one in new)
        for until in (one.until for one in self.own if before < one.until <= covered):
            for since in (one for one in starts if one < until):
                if not is_enough(self._beyond(Run(since, until), recent)):
                    return [one for one in new if one.since < until]
        return []

    def _cut(self, blocks: Iterable[Span], covered: str) -> str:
        """The last cut that no block runs over, now or ever: nothing before it matters."""
        crossed = {one.until for one in self.own if one.until > covered}
        crossed |= {
            cut.until for one in blocks for cut in self.own if one.since < cut.until < one.until
        }
        last = self.own[-1].until
        free = [one.until for one in self.own if one.until not in crossed and one.until < last]
        return max(free, default="")

    def _within(self, run: Run, blocks: Iterable[Span]) -> Parts:
        everybody = total(one.parts for one in self.own if run.holds(one))
        return less(everybody, total(one.parts for one in blocks if run.holds(one)))

    def _beyond(self, run: Run, blocks: Sequence[Span]) -> Parts:
        meeting = total(one.parts for one in blocks if run.meets(one))
        return less(meeting, total(one.parts for one in self.own if run.holds(one)))


def total(some: Iterable[Parts]) -> Parts:
    """The sum, part by part; nothing of nothing."""
    return tuple(sum(column) for column in zip(*some, strict=True))


def less(one: Parts, other: Parts) -> Parts:
    """The difference, part by part."""
    return tuple(a - b for a, b in zip(one, other, strict=True)) if other else one
