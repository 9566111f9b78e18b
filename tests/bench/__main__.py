"""Measures and writes RESULTS.md: `python -m tests.bench [--quick]`."""

import platform
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import NamedTuple

from generator.project import Project
from tests.bench import county, measure, peers
from tests.bench.measure import Run, fresh, guides, middle, tool
from tests.serving import free_port, printed, served

RESULTS = Path(__file__).parent / "RESULTS.md"
TIMES = 5
OURS = ("site", ".cache")
MEMORY = Path("/dev/shm")  # noqa: S108  (measured in on purpose)


class Row(NamedTuple):
    """A line of the table."""

    what: str
    target: str
    measured: str
    met: bool | None


def main() -> None:
    """Runs everything, a line of progress each."""
    times = 1 if "--quick" in sys.argv else TIMES
    sizes = (1, 3) if "--quick" in sys.argv else (10, 50, 200)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*against_peers(folder, times), *edits(folder, times), *growth(folder, sizes, times)]
    text = report(rows)
    if "--quick" not in sys.argv:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


def against_peers(folder: Path, times: int) -> Iterator[Row]:
    """Full builds of the same county."""
    say("generating 16 townships × 100 services")
    ours = folder / "ours"
    guides_folder = county.generate(ours, 16, 100)
    bare = folder / "bare"
    county.generate(bare, 16, 100)
    county.without_prose(bare)
    project = Project.load(ours / "mkdocs.yml")
    pages = peers.hugo(Project.load(bare / "mkdocs.yml"), folder / "hugo")
    peers.markdown(project, folder / "stock")
    best = race(
        {
            "ours": lambda: fresh(guides("build"), bare, OURS),
            "hugo": lambda: fresh([tool("hugo"), "--quiet"], folder / "hugo", ["public"]),
            "ours with prose": lambda: fresh(guides("build"), ours, OURS),
        },
        times,
    )
    best["stock"] = fresh([tool("mkdocs"), "build", "-q"], folder / "stock", ["site"])
    say(f"stock Material: {best['stock'].seconds:.1f} s")
    best["zensical"] = fresh([tool("zensical"), "build"], folder / "stock", ["site", ".cache"])
    say(f"Zensical: {best['zensical'].seconds:.1f} s")
    mine = best["ours"].seconds
    yield ratio(f"full build of {pages} pages: Hugo", "≤ 1.0 × Hugo", mine, best["hugo"].seconds, 1)
    yield from in_memory(bare, folder / "hugo", times)
    yield ratio("full build: stock Material", "≤ 1/8 of stock", mine, best["stock"].seconds, 1 / 8)
    yield ratio("full build: Zensical", "ahead of Zensical", mine, best["zensical"].seconds, 1)
    prose = best["ours with prose"].seconds
    yield Row("full build with the handbook", "–", f"{prose:.2f} s", None)
    check = middle(times, lambda: measure.run(guides("check", str(guides_folder)), ours)).seconds
    yield seconds("check of the whole county", check, 1.5)


def race(contenders: Mapping[str, Callable[[], Run]], times: int) -> dict[str, Run]:
    """Medians of contenders that run in turn, so that a slow minute hits them all."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for turn in range(times):
        for name, contender in contenders.items():
            runs[name].append(contender())
            say(f"{turn + 1}/{times} {name}: {runs[name][-1].seconds:.2f} s")
    return {name: measure.median_of(found) for name, found in runs.items()}


def in_memory(ours: Path, hugo: Path, times: int) -> Iterator[Row]:
    """The same two where writing a file costs next to nothing: what is left is computing."""
    if not MEMORY.is_dir():
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        mine, theirs = Path(name) / "ours", Path(name) / "hugo"
        copytree(ours, mine)
        copytree(hugo, theirs)
        best = race(
            {
                "ours, in memory": lambda: fresh(guides("build"), mine, OURS),
                "hugo, in memory": lambda: fresh([tool("hugo"), "--quiet"], theirs, ["public"]),
            },
            times,
        )
    first, second = (run.seconds for run in best.values())
    yield ratio("full build in a file system in memory: Hugo", "≤ 1.0 × Hugo", first, second, 1)


def edits(folder: Path, times: int) -> Iterator[Row]:
    """A saved file, seen in the browser and in the next build. After `against_peers`."""
    ours = folder / "ours"
    service = min((ours / "guides" / "services").glob("*.yaml"))
    for field, what in (("时限说明", "16 pages say it"), ("日常用语", "249 pages say it")):
        taken = served_after(ours, service, field, times)
        yield seconds(f"one service edited ({field}, {what}) → page served", taken, 1.0)
    township = ours / "guides" / "townships" / "town000" / "township.yaml"

    def edited() -> Run:
        text = township.read_text(encoding="utf-8")
        now = f"驻地（演示 {time.monotonic_ns()}）"
        township.write_text(re.sub(r"驻地（演示[^）]*）", now, text), encoding="utf-8")
        return measure.run(guides("build"), ours)

    edited()
    yield seconds("one township edited → built again", middle(times, edited).seconds, 1.5)


def served_after(folder: Path, service: Path, field: str, times: int) -> float:
    """Median seconds from saving a service to the server giving its new page."""
    port = free_port()
    command = [*guides("serve"), "--port", str(port)]
    url = f"http://127.0.0.1:{port}/town000/{service.stem}.html"
    taken = []
    with served(command, folder) as log:
        if not printed(log, "请用浏览器打开"):
            raise RuntimeError(log.read_text(encoding="utf-8"))
        for turn in range(times):
            new = f"第{turn}次改{field}"
            text = re.sub(rf"(?m)^{field}: .*\n", "", service.read_text(encoding="utf-8"))
            started = time.perf_counter()
            service.write_text(f"{text.rstrip()}\n{field}: {new}\n", encoding="utf-8")
            measure.wait_for(url, new)
            taken.append(time.perf_counter() - started)
            say(f"edit {turn + 1}/{times}: {taken[-1]:.2f} s")
    return median(taken)


def growth(folder: Path, sizes: tuple[int, ...], times: int) -> Iterator[Row]:
    """Cost of a page as a county grows, and memory at its largest."""
    costs: dict[int, float] = {}
    last = Run(0, 0)
    for townships in sizes:
        place = folder / f"grown{townships}"
        county.generate(place, townships, 100)
        county.without_prose(place)
        last = middle(min(times, 3), lambda place=place: fresh(guides("build"), place, OURS))  # type: ignore[misc]
        pages = len(list((place / "site").rglob("*.html")))
        costs[pages] = last.seconds / pages * 1000
        say(f"{pages} pages: {last.seconds:.2f} s, {last.megabytes:.0f} MB")
    small, large = min(costs), max(costs)
    change = costs[large] / costs[small] - 1
    listed = ", ".join(f"{pages} pages {cost:.2f} ms" for pages, cost in costs.items())
    yield Row(
        "cost per page, start-up included",
        "flat within 15 %",
        f"{listed} ({change:+.0%})",
        change <= 0.15,
    )
    memory = f"{last.megabytes:.0f} MB (largest process)"
    yield Row(f"peak memory at {large} pages", "≤ 400 MB", memory, last.megabytes <= 400)


def ratio(what: str, target: str, mine: float, theirs: float, most: float) -> Row:
    """Our time as a share of a peer's."""
    share = mine / theirs
    their = f"{theirs:.2f} s" if share else f"no end within {measure.LIMIT_SECONDS} s"
    return Row(what, target, f"{mine:.2f} s against {their}: {share:.2f}", share <= most)


def seconds(what: str, measured: float, most: float) -> Row:
    """A time against a bound."""
    return Row(what, f"≤ {most} s", f"{measured:.2f} s", measured <= most)


def report(rows: list[Row]) -> str:
    """The table, and what it was measured with and on."""
    marks = {True: "yes", False: "**no**", None: "–"}
    packages = ("mkdocs", "mkdocs-material", "hugo", "zensical", "jinja2", "pydantic")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    table = "\n".join(f"| {r.what} | {r.target} | {r.measured} | {marks[r.met]} |" for r in rows)
    notes = (RESULTS.parent / "NOTES.md").read_text(encoding="utf-8")
    return (
        "# Measurements\n\n"
        f"{datetime.now(UTC):%Y-%m-%d}, {cpu_count()} cores, {platform.machine()}, "
        f"{platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}; {versions}.\n\n"
        f"| what | target | measured | met |\n|---|---|---|---|\n{table}\n\n{notes}"
    )


def say(words: str) -> None:
    """Progress."""
    print(words, file=sys.stderr, flush=True)


main()
