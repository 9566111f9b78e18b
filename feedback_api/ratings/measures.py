"""What is published about ratings: measures, each of which splits all ratings of a place.

A measure's parts always add up to everybody, those who didn't answer included: so what isn't
shown of it can be seen, and held back if it is too little.
"""

from collections import Counter
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import Openness, Said

Tally = Counter[tuple[str, str]]
"""Ratings of a place by (measure, value), as `counts` keeps them."""
Parts = tuple[int, ...]


class Level(IntEnum):
    """How far down a measure is published."""

    COUNTY = 0
    TOWNSHIP = 1
    GUIDE = 2


class Measure(NamedTuple):
    """A measure: which one it lies within, and the levels at which it is published."""

    name: str
    within: str | None
    levels: tuple[Level, ...]


_ALL = (Level.COUNTY, Level.TOWNSHIP, Level.GUIDE)
MEASURES = (
    Measure("n", None, _ALL),
    Measure("good", "n", _ALL),
    Measure("satisfied", "good", _ALL),
    Measure("grades", "satisfied", _ALL),
    Measure("kept", "n", _ALL),
    Measure("missing", "n", _ALL),
    *(Measure(one.value, "n", _ALL[:2]) for one in Openness),
)
"""In this order: where a measure is published, the one that it lies within is published, too."""
PAPER, TAG = "paper:", "tag:"
"""What the names of measures begin with that are about one paper, or one tag."""


def details(tally: Tally) -> Iterator[Measure]:
    """Those measures that are about one paper or one tag that was named at a place."""
    for kind, value in sorted(tally):
        if kind == "missing":
            yield Measure(PAPER + value, "missing", (Level.GUIDE,))
        elif kind == "tag":
            yield Measure(TAG + value, "grades", (Level.TOWNSHIP,))


def parts(name: str, tally: Tally) -> Parts:
    """The ratings of a place, split by a measure."""
    grades = tuple(tally["grade", str(grade)] for grade in (5, 4, 3, 2, 1))
    by_grade: dict[str, Parts] = {
        "n": (sum(grades),),
        "good": (sum(grades[:3]), sum(grades[3:])),
        "satisfied": (sum(grades[:2]), grades[2], sum(grades[3:])),
        "grades": grades,
    }
    return by_grade[name] if name in by_grade else _answers(name, tally, grades)


def _answers(name: str, tally: Tally, grades: Parts) -> Parts:
    """How many said what; last, how many said nothing about it."""
    kind, _, detail = name.partition(":")
    some = tally["any_missing", "是"]
    if kind == "missing":
        said: Parts = (some,)
    elif kind == "paper":
        said = tally["missing", detail], some - tally["missing", detail]
    elif kind == "tag":
        said = tally["tag", detail], grades[5 - tags()[detail].grade] - tally["tag", detail]
    elif kind == "kept":
        said = tally[kind, "是"], tally[kind, "否"]
    else:
        said = tuple(tally[kind, answer.value] for answer in Said)
    return *said, sum(grades) - sum(said)
