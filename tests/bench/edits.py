"""A saved file, seen in the browser and in the next build."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from tests.bench import measure
from tests.bench.measure import Run, fresh, guides
from tests.bench.report import Row, bounded, say
from tests.serving import free_port, printed, served

DEADLINE_SECONDS = 30
EDITED = (("时限说明", "its own pages say it"), ("日常用语", "lists and villages say it too"))


def edits(folder: Path, times: int) -> Iterator[Row]:
    """Edits of a county that has been built."""
    service = min((folder / "guides" / "services").glob("*.yaml"))
    for field, where in EDITED:
        taken = _served_after(folder, service, field, times)
        yield bounded(f"one service edited → page served ({field}: {where})", taken, 1)
    fresh(guides("build"), folder, [])
    runs = measure.race({"township": lambda: _rebuilt(folder)}, times, say)
    yield bounded("one township edited → built again", runs["township"].seconds, 1.5)


def _rebuilt(folder: Path) -> Run:
    """Changes a hall's address, which stands on every page of its township."""
    path = folder / "guides" / "townships" / "town000" / "township.yaml"
    text = path.read_text(encoding="utf-8")
    now = f"驻地（演示 {time.monotonic_ns()}）"
    edited, count = re.subn(r"驻地（演示[^）]*）", now, text)
    if not count:
        raise RuntimeError("nothing was edited")
    path.write_text(edited, encoding="utf-8")
    return fresh(guides("build"), folder, [])


def _served_after(folder: Path, service: Path, field: str, times: int) -> float:
    """Median seconds from saving a service to the server giving its new page."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/town000/{service.stem}.html"
    with served([*guides("serve"), "--port", str(port)], folder) as log:
        if not printed(log, "请用浏览器打开"):
            raise RuntimeError(log.read_text(encoding="utf-8"))
        return median([_seconds_to_see(url, service, field, turn) for turn in range(times)])


def _seconds_to_see(url: str, service: Path, field: str, turn: int) -> float:
    new = f"第{turn}次改{field}"
    text = re.sub(rf"(?m)^{field}: .*\n", "", service.read_text(encoding="utf-8"))
    measure.wait_for_quiet()
    started = time.perf_counter()
    service.write_text(f"{text.rstrip()}\n{field}: {new}\n", encoding="utf-8")
    _wait_for(url, new)
    taken = time.perf_counter() - started
    say(f"{turn + 1}. edit of {field}: {taken:.2f} s")
    return taken


def _wait_for(url: str, words: str) -> None:
    """Asks often until the page has the words."""
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        with urlopen(url, timeout=5) as response:  # noqa: S310  (our own server)
            if words in response.read().decode():
                return
        time.sleep(0.01)
    raise TimeoutError(url)
