"""Measures and writes RESULTS.md: `python -m tests.bench [--quick] [--PART]`.

`--pages` measures pages beside peers alone, `--checks` the checks of a county and of one file,
`--paper` posters and the rest of the paper, `--feedback` the service that takes ratings,
`--console` the officials' pages; each replaces its own section of RESULTS.md.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import builds, console, county, feedback, paper, report, weight
from tests.bench.edits import edits
from tests.bench.growth import growth
from tests.bench.report import Row

RESULTS = Path(__file__).parent / "RESULTS.md"
TIMES, SIZES = 5, (9, 43, 172)
"""Undisturbed runs of each, and townships: about 1,000, 5,000 and 20,000 pages."""
QUICK_TIMES, QUICK_SIZES = 1, (1, 2, 4)


def main() -> None:
    """Runs everything, a line of progress each; `--quick` only shows that all of it works."""
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        alone = {"--pages", "--checks", "--paper", "--feedback", "--console"} & {*sys.argv}
        if alone:
            text = RESULTS.read_text(encoding="utf-8")
        else:
            text = report.text(measured(Path(name), quick=quick))
        for title, body in sections(Path(name), alone, QUICK_TIMES if quick else TIMES):
            text = report.with_section(text, title, body)
    if not quick:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


def sections(folder: Path, alone: set[str], times: int) -> Iterator[tuple[str, str]]:
    """The sections that can be measured on their own; all of them where none is asked for."""
    if not alone or "--checks" in alone:
        county.generate(folder / "checks", 16, 100)
        yield "Checks", report.table(builds.checks(folder / "checks", times))
    if not alone or "--pages" in alone:
        yield weight.TITLE, weight.section(folder / "pages", times)
    if not alone or "--paper" in alone:
        yield paper.TITLE, paper.section(folder / "paper", times)
    if not alone or "--feedback" in alone:
        yield feedback.TITLE, feedback.section(folder / "feedback", quick=times == QUICK_TIMES)
    if not alone or "--console" in alone:
        yield console.TITLE, console.section(folder / "console", quick=times == QUICK_TIMES)


def measured(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Every row, in the order of RESULTS.md."""
    times, sizes = (QUICK_TIMES, QUICK_SIZES) if quick else (TIMES, SIZES)
    builds.generate(folder)
    yield from builds.against_peers(folder, times)
    ours = folder / builds.US[0]
    yield from edits(ours, times)
    yield from growth(folder, sizes, min(times, 3))


main()
