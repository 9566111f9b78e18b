"""How much memory a command and the processes it starts need, from Linux's own accounts."""

import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SAMPLE_SECONDS = 0.05
_KB = re.compile(r"^(Rss|Pss):\s+(\d+) kB$", re.MULTILINE)


class Peak(NamedTuple):
    """Largest sizes in MB: of the command, of one of its children, and of all together.

    `total` counts a page of memory once that several processes share.
    """

    parent: float
    child: float
    total: float


def peak(command: Sequence[str], folder: Path) -> Peak:
    """Runs `command` in `folder` and looks often."""
    most = Peak(0, 0, 0)
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            sizes = [_sizes(pid) for pid in _family(process.pid)]
            children = max((size["Rss"] for size in sizes[1:]), default=0.0)
            now = Peak(sizes[0]["Rss"], children, sum(size["Pss"] for size in sizes))
            most = Peak(*map(max, zip(most, now, strict=True)))
            time.sleep(SAMPLE_SECONDS)
    return most


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return  # ended since
    for child in children.split():
        yield from _family(int(child))


def _sizes(pid: int) -> dict[str, float]:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        text = ""  # ended since
    return {"Rss": 0, "Pss": 0} | {name: int(kb) / 1000 for name, kb in _KB.findall(text)}
