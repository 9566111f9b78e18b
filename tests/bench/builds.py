"""Full builds of the same county, ours and the peers'."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from shutil import copytree

from generator.project import Project
from tests.bench import county, measure, peers
from tests.bench.measure import Run, fresh, guides, tool
from tests.bench.report import Row, against, alone, bounded, say, told
from tests.bench.sameness import compare

OURS = ("site", ".cache")
US = ("ours", "ours without prose")
HUGOS = ("Hugo, content adapter", "Hugo, a file a page")
HUGO_YAML = "Hugo, the county's YAML read too"
MEMORY = Path("/dev/shm")  # noqa: S108  (measured in on purpose)
SLOW_TIMES = 3
"""Peers that take half a minute are asked less often."""
SAMPLE = "town000/*-0038.html"
"""One page: a service and a township."""


def generate(folder: Path) -> None:
    """The county and its peers' projects; not timed."""
    say("generating 16 townships × 100 services")
    ours, bare = (folder / name for name in US)
    county.generate(ours, 16, 100)
    copytree(ours, bare)
    county.without_prose(bare)
    project = Project.load(ours / "mkdocs.yml")
    for name, adapter in zip(HUGOS, (True, False), strict=True):
        peers.hugo(project, folder / name, adapter=adapter)
    peers.with_yaml(project, folder / HUGOS[0], folder / HUGO_YAML)
    peers.markdown(project, folder / "stock")


def against_peers(folder: Path, times: int) -> Iterator[Row]:
    """Races, and whether the contenders made the same. After `generate`."""
    runs = measure.race(_builds(folder, (*US, *HUGOS, HUGO_YAML)), times, say)
    runs |= (slow := measure.race(_slow(folder / "stock"), min(times, SLOW_TIMES), say))
    best = min(HUGOS, key=lambda name: runs[name].seconds)
    mine = runs["ours"]
    yield against(f"full build: {best}", mine, runs[best], 1, "≤ 1.0 × Hugo")
    yield from _in_memory(folder, times)
    yield against("full build: stock Material", mine, runs["stock"], 1 / 8, "≤ 1/8 of stock")
    yield against("full build: Zensical", mine, runs["zensical"], 1, "ahead of Zensical")
    for name, run in runs.items():
        yield told(f"of these, {name}", f"{run.seconds:.2f} s, {run.cpu:.2f} s of processor time")
    quick = [run for name, run in runs.items() if name not in slow]
    yield told("the machine was used by others", f"{alone(quick)}; {alone(slow.values())} (slow)")
    yield from _same(folder, best)


def _in_memory(folder: Path, times: int) -> Iterator[Row]:
    """The same where writing a file costs next to nothing: what is left is computing."""
    if not MEMORY.is_dir():
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        for one in (*US, *HUGOS):
            copytree(folder / one, Path(name) / one)
        runs = measure.race(_builds(Path(name), (*US, *HUGOS)), times, say)
    best = min(HUGOS, key=lambda name: runs[name].seconds)
    for one in US:
        what = f"full build in a file system in memory, {one}: {best}"
        yield against(what, runs[one], runs[best], 1, "≤ 1.0 × Hugo")


def _builds(folder: Path, names: Iterable[str]) -> dict[str, Callable[[], Run]]:
    def command(name: str) -> tuple[list[str], Path, tuple[str, ...]]:
        if name in US:
            return guides("build"), folder / name, OURS
        return [measure.hugo(), "--quiet"], folder / name, ("public",)

    return {name: partial(fresh, *command(name)) for name in names}


def _slow(stock: Path) -> dict[str, Callable[[], Run]]:
    made = ("site", ".cache")
    return {
        "stock": partial(fresh, [tool("mkdocs"), "build", "-q"], stock, made),
        "zensical": partial(fresh, [tool("zensical"), "build"], stock, made),
    }


def _same(folder: Path, best: str) -> Iterator[Row]:
    """Zensical was the last to build the stock project."""
    ours = folder / "ours" / "site"
    for name, site in ((best, f"{best}/public"), ("Zensical", "stock/site")):
        yield told(f"ours and {name}", str(compare(ours, folder / site)))
        yield told(f"a service page, ours and {name}", str(compare(ours, folder / site, SAMPLE)))


def checks(ours: Path, times: int) -> Iterator[Row]:
    """`guides check` of the whole county, and of one service, from the shell."""
    one = min((ours / "guides" / "services").glob("*.yaml")).relative_to(ours).as_posix()
    runs = {
        "county": partial(fresh, guides("check", "guides"), ours, ()),
        "one": partial(fresh, guides("check", one), ours, ()),
    }
    found = measure.race(runs, times, say)
    yield bounded("check of the whole county", found["county"].seconds, 1.5)
    yield bounded("check of one service", found["one"].seconds, 0.4)
