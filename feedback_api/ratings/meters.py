"""What `/metrics` tells of one worker: how many, how fast, how many at once. Nothing of people."""

from collections import Counter
from collections.abc import Iterator
from threading import Lock

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
SIZES = (1, 2, 4, 8, 16, 32, 64)


class Meters:
    """Counters of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers = Counter[int]()
        self._sizes, self._seconds = Histogram(SIZES), Histogram(SECONDS)

    def answer(self, status: int) -> None:
        """A rating was answered with this status."""
        with self._lock:
            self._answers[status] += 1

    def batch(self, size: int, seconds: float) -> None:
        """A transaction of so many ratings took so long."""
        with self._lock:
            self._sizes.add(size)
            self._seconds.add(seconds)

    def text(self) -> str:
        """In the format of Prometheus."""
        with self._lock:
            return "\n".join((*self._told(), ""))

    def _told(self) -> Iterator[str]:
        yield "# HELP feedback_answers_total Answers to ratings sent, by HTTP status."
        yield "# TYPE feedback_answers_total counter"
        for status, number in sorted(self._answers.items()):
            yield f'feedback_answers_total{{status="{status}"}} {number}'
        yield from self._sizes.told("feedback_batch_size", "Ratings in one transaction.")
        yield from self._seconds.told("feedback_batch_seconds", "Seconds for one transaction.")


class Histogram:
    """How many values were at most as large as each bound."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self._bounds = bounds
        self._at_most = [0] * len(bounds)
        self._number, self._sum = 0, 0.0

    def add(self, value: float) -> None:
        """Counts a value."""
        self._number += 1
        self._sum += value
        for place, bound in enumerate(self._bounds):
            self._at_most[place] += value <= bound

    def told(self, name: str, help_text: str) -> Iterator[str]:
        """In the format of Prometheus."""
        yield f"# HELP {name} {help_text}"
        yield f"# TYPE {name} histogram"
        for bound, number in zip(self._bounds, self._at_most, strict=True):
            yield f'{name}_bucket{{le="{bound:g}"}} {number}'
        yield f'{name}_bucket{{le="+Inf"}} {self._number}'
        yield f"{name}_sum {self._sum:.6f}"
        yield f"{name}_count {self._number}"
