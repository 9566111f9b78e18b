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

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
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
        sums = _Sums(self.own, [one for one in blocks if one.until > cut])
        for since in starts:
            if not is_enough(sums.within(Run(since, last))):
                return [one for one in new if one.since >= since]
        before = min(one.since for one in new)
        for until in (one.until for one in self.own if before < one.until <= covered):
            for since in (one for one in starts if one < until):
                if not is_enough(sums.beyond(Run(since, until))):
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


class _Sums:
    """What the parent's blocks and its children's come to, by where they begin and end.

    Blocks begin and end where the parent's do, so sums up to there are all that is needed.
    """

    def __init__(self, own: Iterable[Span], children: Sequence[Span]) -> None:
        self._own = _Running((one.until, one.parts) for one in own)
        self._ended = _Running((one.until, one.parts) for one in children)
        self._begun = _Running((one.since, one.parts) for one in children)

    def within(self, run: Run) -> Parts:
        """What the parent has in a run up to now that no child's block in the run has."""
        inside = less(self._begun.all, self._begun.before(run.since))
        return less(self._parent(run), inside)

    def beyond(self, run: Run) -> Parts:
        """What the children's blocks that meet the run have more than the parent in it."""
        meeting = less(self._begun.before(run.until), self._ended.up_to(run.since))
        return less(meeting, self._parent(run))

    def _parent(self, run: Run) -> Parts:
        return less(self._own.up_to(run.until), self._own.up_to(run.since))


class _Running:
    """Sums of all parts up to a week."""

    def __init__(self, some: Iterable[tuple[str, Parts]]) -> None:
        nothing: Parts = ()
        ordered = sorted(some)
        self._weeks = [week for week, _ in ordered]
        self._sums = list(accumulate((parts for _, parts in ordered), _plus, initial=nothing))

    @property
    def all(self) -> Parts:
        """Of every week."""
        return self._sums[-1]

    def up_to(self, week: str) -> Parts:
        """Of this week, too."""
        return self._sums[bisect_right(self._weeks, week)]

    def before(self, week: str) -> Parts:
        """Without this week's."""
        return self._sums[bisect_left(self._weeks, week)]


def _plus(one: Parts, other: Parts) -> Parts:
    return tuple(a + b for a, b in zip(one, other, strict=True)) if one else other


def total(some: Iterable[Parts]) -> Parts:
    """The sum, part by part; nothing of nothing."""
    return tuple(sum(column) for column in zip(*some, strict=True))


def less(one: Parts, other: Parts) -> Parts:
    """The difference, part by part."""
    return tuple(a - b for a, b in zip(one, other, strict=True)) if other else one
