"""Ratings as a county's residents give them, in the shares of the demonstration year."""

import json
from collections.abc import Iterator
from itertools import cycle
from random import Random
from uuid import UUID

from feedback_api.published import Guide, Published
from feedback_api.ratings.tags import of_grade
from tests.bench import load
from tests.feedback.phones import rating

PATTERNS = 2000
_ID = "00000000-0000-4000-8000-000000000000"
_GRADES = {5: 59, 4: 27, 3: 9, 2: 4, 1: 1}
"""In a hundred: one in twenty is a 差评, and opens a case."""
_WORDS = "等了很久，来了两趟"


def mixed(catalog: Published, seed: int) -> Iterator[bytes]:
    """Requests without an end, each a rating of its own; the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311  (nothing secret)
    guides = [
        guide
        for town in catalog.townships
        for key in sorted(town.services)
        if (guide := catalog.guide(town.slug, key)) and guide.offer.active
    ]
    patterns = [_pattern(chance, chance.choice(guides)) for _ in range(PATTERNS)]
    for pattern in cycle(patterns):
        identifier = str(UUID(int=chance.getrandbits(128), version=4))
        yield pattern.replace(_ID.encode(), identifier.encode(), 1)


def worst(seed: int) -> Iterator[bytes]:
    """The heaviest ratings there are, all of one guide: each a 差评 with everything filled in."""
    chance = Random(seed)  # noqa: S311  (nothing secret)
    while True:
        body = rating(
            str(UUID(int=chance.getrandbits(128), version=4)),
            grade=2,
            tags=["207"],
            trips=2,
            missing=["清单以外的"],
            text=_WORDS,
        )
        yield load.post("/api/v1/ratings", json.dumps(body).encode())


def _pattern(chance: Random, guide: Guide) -> bytes:
    grade = chance.choices(list(_GRADES), list(_GRADES.values()))[0]
    body = rating(
        _ID,
        township=guide.township.slug,
        service=guide.identifier,
        grade=grade,
        tags=[tag.code for tag in chance.sample(of_grade(grade), chance.randrange(3))],
        trips=chance.choice((1, 1, 1, 2)) if chance.random() < 0.65 else None,
        missing=_missing(chance, guide),
        open={name: "是" for name in ("公开", "公示", "公议") if chance.random() < 0.3},
        village=chance.choice(guide.township.villages).code if chance.random() < 0.7 else None,
        text=_WORDS if chance.random() < 0.25 else "",
    )
    return load.post("/api/v1/ratings", json.dumps(body).encode())


def _missing(chance: Random, guide: Guide) -> list[str]:
    is_told = guide.service.materials and chance.random() < 0.05
    return [chance.choice(guide.service.materials)] if is_told else []
