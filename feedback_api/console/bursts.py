"""Praise that comes in runs: flagged with its reason, never deleted.

No finer time than the week is kept, so two things can honestly be seen: a week in which a window
got far more of the best grade than ever, and an unbroken run of it in the order of arrival.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

BEST = 5
HISTORY = 8
"""Weeks before, against which a week is held."""
LEAST = 20
"""Best grades in a week below which nothing is flagged."""
TIMES = 3.0
"""How many times the usual number is a surge."""
RARE = 1e-4
"""How improbable a run or a surge has to be, had the window's visitors come by chance."""


class Arrival(NamedTuple):
    """One rating in the order of arrival."""

    township: str
    window: int
    grade: int


class Burst(NamedTuple):
    """A flag: where, of which kind (surge or run), and what was seen, in Chinese."""

    township: str
    window: int
    kind: str
    evidence: str


def surge(place: tuple[str, int], best: int, total: int, before: Sequence[int]) -> Burst | None:
    """Whether this many best grades in a week are far above the weeks before.

    `before` are the numbers of best grades in the weeks before. The usual number is their mean;
    as counts vary, a Poisson tail has to be improbable as well.
    """
    if best < LEAST or len(before) < HISTORY // 2:
        return None
    usual = max(sum(before) / len(before), 1.0)
    if best < TIMES * usual or poisson_tail(best, usual) > RARE:
        return None
    told = f"平时每周约 {usual:.0f} 条“非常满意”，这一周 {best} 条（共 {total} 条评价）"
    return Burst(*place, "surge", told)


def poisson_tail(number: int, mean: float) -> float:
    """The probability of at least `number`, where `mean` is usual."""
    below = sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(number))
    return max(0.0, 1.0 - below)


def runs(arrivals: Sequence[Arrival]) -> Iterator[Burst]:
    """Runs of the best grade at one window with nobody else's rating in between.

    A window with a share `p` of all arrivals that are its best grades has a run of length `n`
    somewhere among `N` arrivals with a probability of at most `N p^n`.
    """
    shares = _shares(arrivals)
    longest: dict[tuple[str, int], int] = {}
    for place, length in _lengths(arrivals):
        longest[place] = max(longest.get(place, 0), length)
    for place, length in sorted(longest.items()):
        chance = len(arrivals) * shares[place] ** length
        if length >= LEAST // 2 and chance < RARE:
            told = f"全县连续收到的 {length} 条评价都来自这个窗口，都是“非常满意”"
            yield Burst(*place, "run", told)


def _shares(arrivals: Sequence[Arrival]) -> Mapping[tuple[str, int], float]:
    found: dict[tuple[str, int], int] = {}
    for one in arrivals:
        if one.grade == BEST:
            place = (one.township, one.window)
            found[place] = found.get(place, 0) + 1
    return {place: number / len(arrivals) for place, number in found.items()}


def _lengths(arrivals: Iterable[Arrival]) -> Iterator[tuple[tuple[str, int], int]]:
    last: tuple[str, int] | None = None
    length = 0
    for one in arrivals:
        place = (one.township, one.window) if one.grade == BEST else None
        if place is not None and place == last:
            length += 1
        else:
            last, length = place, 1
        if place is not None:
            yield place, length
