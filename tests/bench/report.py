"""The table of results, and what it was measured with and on."""

import platform
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count, sysconf
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import LIMIT_SECONDS, Run

NOTES = Path(__file__).parent / "NOTES.md"
_MARKS = {True: "yes", False: "**no**", None: "–"}
_PACKAGES = ("mkdocs", "mkdocs-material", "hugo", "zensical", "jinja2", "pydantic", "pyyaml")


class Row(NamedTuple):
    """A line of the table; `ratio` is measured to allowed, or empty."""

    what: str
    target: str
    measured: str
    ratio: str = ""
    met: bool | None = None


def against(what: str, mine: Run, theirs: Run, most: float, target: str) -> Row:
    """Our wall time as a share of a peer's."""
    share = mine.seconds / theirs.seconds
    their = f"{theirs.seconds:.2f} s" if share else f"no end within {LIMIT_SECONDS} s"
    return Row(what, target, f"{mine.seconds:.2f} s against {their}", f"{share:.2f}", share <= most)


def bounded(what: str, measured: float, most: float, unit: str = "s") -> Row:
    """A quantity against its bound."""
    digits = 2 if unit == "s" else 0
    share = measured / most
    return Row(
        what, f"≤ {most:g} {unit}", f"{measured:.{digits}f} {unit}", f"{share:.2f}", share <= 1
    )


def told(what: str, measured: str) -> Row:
    """Something measured that has no target."""
    return Row(what, "–", measured)


def alone(runs: Iterable[Run]) -> str:
    """How quiet it was while the medians were taken."""
    return f"at most {max(run.others for run in runs):.0%} of it"


def text(rows: Iterable[Row]) -> str:
    """RESULTS.md."""
    notes = NOTES.read_text(encoding="utf-8")
    return f"# Measurements\n\n{_machine()}\n\n{table(rows)}\n\n{notes}"


def table(rows: Iterable[Row]) -> str:
    """Rows under a head."""
    lines = "\n".join(
        f"| {row.what} | {row.target} | {row.measured} | {row.ratio} | {_MARKS[row.met]} |"
        for row in rows
    )
    return f"| what | target | measured | ratio | met |\n|---|---|---|---|---|\n{lines}"


def with_section(results: str, title: str, body: str) -> str:
    """RESULTS.md with a section of that title: in the place of an earlier one, or at the end."""
    before, _, rest = results.partition(f"\n## {title}\n")
    _, found, after = rest.partition("\n## ")
    section = f"\n## {title}\n\n{_machine()}\n\n{body}\n"
    return f"{before.rstrip()}\n{section}{found}{after}"


def say(words: str) -> None:
    """Progress."""
    print(words, file=sys.stderr, flush=True)


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {cpu_count()} cores of {_processor()}, {_gigabytes()} GB, "
        f"{platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}; {versions}."
    )


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", path.read_text()) if path.exists() else None
    return found[1] if found else platform.machine()


def _gigabytes() -> int:
    return round(sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES") / 1e9)
