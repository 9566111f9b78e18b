"""Time and memory as a county grows."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.bench import county, measure, memory
from tests.bench.builds import OURS
from tests.bench.measure import Run, fresh, guides
from tests.bench.report import Row, alone, bounded, say, told

FLAT = 0.15


class Point(NamedTuple):
    """A county of so many pages, and its build."""

    pages: int
    run: Run


def growth(folder: Path, sizes: tuple[int, ...], times: int) -> Iterator[Row]:
    """Full builds of counties of `sizes` townships × 100 services."""
    bare, whole = (tuple(folder / f"{kind}{size}" for size in sizes) for kind in ("bare", "whole"))
    for size, without, with_prose in zip(sizes, bare, whole, strict=True):
        county.generate(without, size, 100)
        county.without_prose(without)
        county.generate(with_prose, size, 100)
    builds: dict[str, Callable[[], Run]] = {
        place.name: partial(fresh, guides("build"), place, OURS) for place in (*bare, *whole)
    }
    runs = measure.race(builds, times, say)
    yield from _verdict(_points(bare, runs), "without prose")
    yield from _verdict(_points(whole, runs), "with prose")
    yield told("while growth was measured, others used the machine", alone(runs.values()))
    yield from _memory(whole[-1])


def _points(places: tuple[Path, ...], runs: Mapping[str, Run]) -> list[Point]:
    return [Point(len(list(p.glob("site/**/*.html"))), runs[p.name]) for p in places]


def _verdict(points: list[Point], kind: str) -> Iterator[Row]:
    """On what one page more costs, which no start-up hides."""
    costs = _marginal(points, "seconds")
    change = costs[-1] / costs[0] - 1
    what = f"one page more, {kind}, {_sizes(points)}"
    yield Row(what, "flat within 15 %", _listed(costs), f"{change:+.0%}", change <= FLAT)
    yield told("the same in processor time", _listed(_marginal(points, "cpu")))
    yield told("those builds, and their time by pages", _averages(points))


def _marginal(points: list[Point], kind: str) -> list[float]:
    return [
        (getattr(second.run, kind) - getattr(first.run, kind)) / (second.pages - first.pages)
        for first, second in pairwise(points)
    ]


def _sizes(points: list[Point]) -> str:
    return " → ".join(f"{point.pages:,}" for point in points) + " pages"


def _listed(costs: list[float]) -> str:
    return ", then ".join(f"{cost * 1000:.2f} ms" for cost in costs)


def _averages(points: list[Point]) -> str:
    return ", ".join(f"{run.seconds:.2f} s ({run.seconds / n * 1000:.2f} ms)" for n, run in points)


def _memory(folder: Path) -> Iterator[Row]:
    fresh(["true"], folder, OURS)
    most = memory.peak(guides("build"), folder)
    pages = len(list(folder.glob("site/**/*.html")))
    yield bounded(f"peak memory at {pages:,} pages, all processes", most.total, 400, "MB")
    yield told(
        "of it, with what processes share counted in each",
        f"the command {most.parent:.0f} MB, its largest child {most.child:.0f} MB",
    )
