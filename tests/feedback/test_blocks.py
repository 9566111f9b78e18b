"""Nobody can be found by subtracting what is published: tried by linear algebra."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_api.ratings.blocks import Block, Ledger, Place
from feedback_api.ratings.measures import Tally

LEAST = 5
PRIME = 2**31 - 1
"""Sums are solved modulo a prime: what can be found in fractions, can be found so."""
WEEKS = tuple(f"2026-W{number:02}" for number in range(1, 6))
GUIDES = (Place("a", "x"), Place("a", "y"), Place("a", "z"), Place("b", "x"), Place("b", "y"))
CELLS = tuple(product(GUIDES, range(len(WEEKS)), ("5", "1")))
"""What the attacker doesn't know: ratings by guide, week and grade."""
Arrived = dict[tuple[Place, int, str], int]
numbers = st.one_of(st.integers(0, 3), st.integers(0, 12))
arrivals = st.lists(numbers, min_size=len(CELLS), max_size=len(CELLS)).map(
    lambda given: dict(zip(CELLS, given, strict=True))
)


def published(arrived: Arrived, least: int = LEAST) -> list[Block]:
    """Everything that is published of these ratings, week by week."""
    ledger, found = Ledger((), least), list[Block]()
    so_far: dict[tuple[bool, Place], Tally] = {}
    for week, name in enumerate(WEEKS):
        for place, grade in product(GUIDES, ("5", "1")):
            for around in (place, Place(place.township), Place()):
                tally = so_far.setdefault((True, around), Counter())
                tally["grade", grade] += arrived[place, week, grade]
        found += ledger.publish(so_far, name)
    return found


def is_in(cell: tuple[Place, int, str], place: Place, weeks: range, grades: str) -> bool:
    guide, week, grade = cell
    return place in {guide, Place(guide.township), Place()} and week in weeks and grade in grades


def row(place: Place, weeks: range, grades: str) -> list[int]:
    return [int(is_in(cell, place, weeks, grades)) for cell in CELLS]


def known(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Each published number as a sum of cells."""
    for block in blocks:
        split = {"n": ("51",), "good": ("5", "1")}.get(block.measure, ())
        start = WEEKS.index(block.since) + 1 if block.since else 0
        for grades in split:
            yield row(block.place, range(start, WEEKS.index(block.until) + 1), grades)


def reduced(rows: Iterator[list[int]]) -> dict[int, list[int]]:
    """Gaussian elimination: rows by the place of their first number that isn't nought."""
    basis: dict[int, list[int]] = {}
    for one in rows:
        left = rest(one, basis)
        first = next((place for place, number in enumerate(left) if number), None)
        if first is not None:
            scale = pow(left[first], -1, PRIME)
            basis[first] = [number * scale % PRIME for number in left]
    return basis


def rest(one: list[int], basis: dict[int, list[int]]) -> list[int]:
    for place, other in sorted(basis.items()):
        if factor := one[place]:
            one = [(a - factor * b) % PRIME for a, b in zip(one, other, strict=True)]
    return one


def targets() -> Iterator[tuple[list[int], str]]:
    """What nobody may find out if it is too little: any places, run of weeks, and grades."""
    runs = [range(a, b) for a, b in combinations(range(len(WEEKS) + 1), 2)]
    groups = [group for size in (1, 2, 3) for group in combinations(GUIDES, size)]
    for group, weeks, grades in product(groups, runs, ("5", "1", "51")):
        rows = [row(place, weeks, grades) for place in group]
        yield [sum(column) for column in zip(*rows, strict=True)], f"{group} {weeks}"


TARGETS = tuple(targets())


@given(arrivals)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_subtraction_finds_fewer_than_five(arrived: Arrived) -> None:
    basis = reduced(known(published(arrived)))
    for target, said in TARGETS:
        if not any(rest(target, basis)):
            value = sum(n for n, there in zip(arrived.values(), target, strict=True) if there)
            assert value == 0 or value >= LEAST, said


@given(arrivals)
@settings(max_examples=20, deadline=None)
def test_what_is_published_adds_up_and_has_no_small_part(arrived: Arrived) -> None:
    for block in published(arrived):
        assert all(part == 0 or part >= LEAST for part in block.parts)
        start = WEEKS.index(block.since) + 1 if block.since else 0
        weeks = range(start, WEEKS.index(block.until) + 1)
        everybody = sum(n for cell, n in arrived.items() if is_in(cell, block.place, weeks, "51"))
        assert sum(block.parts) == everybody


def test_the_attack_finds_what_is_not_held_back() -> None:
    arrived = dict.fromkeys(CELLS, 0) | {(GUIDES[0], 0, "5"): 9, (GUIDES[1], 0, "1"): 2}
    basis = reduced(known(published(arrived, least=1)))
    assert not any(rest(row(GUIDES[1], range(1), "1"), basis))
