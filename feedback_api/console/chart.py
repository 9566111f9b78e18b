"""A trend as a picture: where its points lie, in units of the drawing."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 30
_TICKS = 4


class Tick(NamedTuple):
    """A grid line or a week's name: where, and what it says."""

    at: float
    text: str


class Point(NamedTuple):
    """A point of a curve."""

    x: float
    y: float


class Chart(NamedTuple):
    """Curves as runs of points: a week without ratings is a gap."""

    curves: list[list[list[Point]]]
    rows: list[Tick]
    columns: list[Tick]


def trend(weeks: Sequence[str], curves: Sequence[Sequence[float | None]]) -> Chart:
    """Shares between 0 and 1 by week; the axis begins at the lowest full 10 % below them."""
    known = [value for curve in curves for value in curve if value is not None]
    floor = min(0.9, int(min(known, default=0) * 10) / 10)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(weeks) - 1)
    across = [LEFT + number * step for number in range(len(weeks))]

    def height(value: float) -> float:
        return round(TOP + (1 - value) / (1 - floor) * (HEIGHT - TOP - BOTTOM), 1)

    every = max(1, len(weeks) // 6)
    marks = [floor + (1 - floor) * number / _TICKS for number in range(_TICKS + 1)]
    return Chart(
        [_runs(list(zip(across, curve, strict=True)), height) for curve in curves],
        [Tick(height(mark), f"{mark * 100:.4g}%") for mark in marks],
        [Tick(round(across[n], 1), weeks[n][5:]) for n in range(0, len(weeks), every)],
    )


def _runs(
    points: Sequence[tuple[float, float | None]], height: Callable[[float], float]
) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for x, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append(Point(round(x, 1), height(value)))
    return [run for run in runs if run]
