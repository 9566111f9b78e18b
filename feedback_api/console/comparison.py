"""Comparing townships of a class (差别化考核): estimates that know how little they may know.

A township with few ratings is near the top or the bottom by chance. So each share is shrunk
towards the mean of its class (beta-binomial, empirical Bayes): the class gives a prior that
counts like `strength` ratings with the class's mean, the more alike its townships are the more.
A township with many ratings is hardly moved by it, one with few is taken for average.

The score is the weighted sum of the estimates, from 0 to 100. Its interval holds the true score
with about 95 % probability. Townships whose intervals overlap can't be told apart (不能区分), so a
rank is a range: not better than after all that are clearly above, not worse than before all that
are clearly below. (Groups wouldn't do: A may be like B, and B like C, but A clearly above C.)
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LEAST = 30
"""Ratings in the period below which a township gets no rank."""
WEAKEST, STRONGEST = 2.0, 1000.0
"""A prior counts like at least and at most so many ratings."""
_Z = 2.1
"""Standard deviations to both sides. A normal distribution would need 1.96 for 95 %; a little more
makes up for what is estimated here, as simulations in the tests show."""

Counts = Mapping[str, tuple[int, int]]
"""By indicator: numerator and denominator."""
Weights = Mapping[str, int]
"""By indicator; they add up to 100."""


class Unit(NamedTuple):
    """A township to compare: its ratings in the period, and its counts."""

    key: str
    name: str
    ratings: int
    counts: Counts


class Prior(NamedTuple):
    """What the class says of a share before anything is known of a township."""

    mean: float
    strength: float
    variance: float
    """Of the mean, which is itself an estimate."""


class Estimate(NamedTuple):
    """One indicator of one township: what was counted, and what it is taken for."""

    indicator: str
    numerator: int
    denominator: int
    prior: Prior
    mean: float
    deviation: float
    weight: int

    @property
    def points(self) -> float:
        """What it adds to the score."""
        return self.mean * self.weight


class Scored(NamedTuple):
    """A township's score, from 0 to 100, with its interval and how it came about."""

    unit: Unit
    score: float
    low: float
    high: float
    estimates: tuple[Estimate, ...]


class Rank(NamedTuple):
    """A township and the ranks it may have: better ones are out of reach, worse ones beneath it."""

    scored: Scored
    best: int
    worst: int


class Comparison(NamedTuple):
    """Townships with their ranks, the highest score first, and those with too few ratings."""

    ranks: tuple[Rank, ...]
    unranked: tuple[Scored, ...]

    @property
    def is_open(self) -> bool:
        """Whether none can be told from any other (不能区分)."""
        number = len(self.ranks)
        return number > 1 and all((one.best, one.worst) == (1, number) for one in self.ranks)


def prior(shares: Sequence[tuple[int, int]]) -> Prior:
    """The prior of a class, by the method of moments (as DerSimonian and Laird's variance).

    >>> prior([(90, 100), (50, 100), (70, 100)]).mean
    0.699
    """
    known = [(k, n) for k, n in shares if n]
    hits, total = sum(k for k, _ in known), sum(n for _, n in known)
    mean = (hits + 0.5) / (total + 1)
    within = mean * (1 - mean)
    spread = sum(n * (k / n - mean) ** 2 for k, n in known)
    scale = total - sum(n * n for _, n in known) / total if total else 0.0
    free = max(len(known) - 1, 1)
    # What the townships differ by beyond chance; never taken for less than half of what chance
    # alone may hide, or a class that looks alike would seem better known than it is.
    beyond = max(spread - free * within, within * math.sqrt(2 * free) / 2)
    between = beyond / scale if scale else within
    # Morris: what was estimated from few townships pulls less than it would if it were known.
    strength = (within / between - 1) * max(free - 2, 1) / free
    variance = between / len(known) + within / total if known else 0.0
    return Prior(
        round(mean, 3), round(min(max(strength, WEAKEST), STRONGEST), 1), round(variance, 8)
    )


def estimate(name: str, share: tuple[int, int], before: Prior, weight: int) -> Estimate:
    """The share as the ratings and the class together say: mean and deviation of a beta."""
    hits, total = share
    yes = before.mean * before.strength + hits
    no = (1 - before.mean) * before.strength + total - hits
    whole = yes + no
    pulled = before.strength / whole
    variance = yes * no / (whole * whole * (whole + 1)) + pulled * pulled * before.variance
    return Estimate(name, hits, total, before, yes / whole, math.sqrt(variance), weight)


def compare(units: Sequence[Unit], weights: Weights, least: int = LEAST) -> Comparison:
    """The townships of one class, compared by its weights."""
    priors = {name: prior([unit.counts.get(name, (0, 0)) for unit in units]) for name in weights}
    scored = sorted((_scored(unit, priors, weights) for unit in units), key=_by_score)
    ranked = [one for one in scored if one.unit.ratings >= least]
    unranked = tuple(one for one in scored if one.unit.ratings < least)
    return Comparison(tuple(_rank(one, ranked) for one in ranked), unranked)


def _scored(unit: Unit, priors: Mapping[str, Prior], weights: Weights) -> Scored:
    estimates = tuple(
        estimate(name, unit.counts.get(name, (0, 0)), priors[name], weight)
        for name, weight in weights.items()
        if weight
    )
    score = sum(one.points for one in estimates)
    half = _Z * math.sqrt(sum((one.deviation * one.weight) ** 2 for one in estimates))
    low, high = max(0.0, score - half), min(100.0, score + half)
    return Scored(unit, round(score, 2), round(low, 2), round(high, 2), estimates)


def _rank(one: Scored, among: Sequence[Scored]) -> Rank:
    above = sum(other.low > one.high for other in among)
    below = sum(other.high < one.low for other in among)
    return Rank(one, above + 1, len(among) - below)


def _by_score(one: Scored) -> tuple[float, str]:
    return -one.score, one.unit.key
