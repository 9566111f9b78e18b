"""Paper: the whole county, and the same posters by WeasyPrint and by Chromium."""

import base64
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree, which
from typing import Any

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from generator import catalog
from generator.printing import codes, press, sources, typesetting
from generator.printing.edition import Edition
from generator.printing.kinds import KINDS
from generator.printing.sheet import Sheet
from tests.bench import measure, report
from tests.bench.measure import Run, guides
from tests.bench.report import Row, bounded, say, told
from tests.conftest import BROWSER_FLAGS, REPOSITORY

TITLE = "Paper"
TODAY = date(2026, 11, 24)
URL = "https://fuwu.example.gov.cn/bszn/"
WHOLE = ("poster", "guide", "overview", "village", "sticker", "card")
"""The kinds that make up a county's paper."""
WANTED = 15
"""So many times faster than WeasyPrint a poster has to be."""
POSTERS = 12
"""So many of them are made in a row; Chromium, which starts anew for each, makes fewer."""
FEW = 3


def section(folder: Path, times: int) -> str:
    """The section of RESULTS.md."""
    return report.table([*_county(folder), *_posters(folder, times)])


def _county(folder: Path) -> Iterator[Row]:
    """Every sheet of the demonstration county; then again, with nothing changed."""
    copytree(REPOSITORY / "guides", folder / "guides")
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"site_url: {URL}\n{settings}", encoding="utf-8")
    kinds = [kind.name for kind in KINDS if kind.name in WHOLE]
    command = guides("print", "--today", f"{TODAY}", *(f"--kind={kind}" for kind in kinds))
    for what, most in (("the whole county", 60), ("again, nothing changed", 5)):
        measure.wait_for_quiet()
        run = measure.run(command, folder)
        say(f"{what}: {run.seconds:.1f} s, others {run.others:.0%}")
        yield bounded(f"{what} ({', '.join(kinds)})", run.seconds, most)
        yield told("of it", f"{run.cpu:.1f} s of processor time; others used {run.others:.0%}")
    made = list((folder / "print").rglob("*.pdf"))
    size = sum(path.stat().st_size for path in made)
    yield told("files, and their size", f"{len(made):,}, {size / 1e6:.0f} MB")
    largest = max(path.stat().st_size for path in made if path.parent.name == "poster")
    yield bounded("the largest poster", largest / 1000, 60, "KB")


def _posters(folder: Path, times: int) -> Iterator[Row]:
    """The same posters by each contender; every round others, so that nothing is remembered."""
    rounds = _Rounds(folder)
    contenders = {
        "Typst": rounds.typst,
        "Typst, one size": rounds.one_size,
        "WeasyPrint": rounds.weasyprint,
        "Chromium": rounds.chromium,
    }
    for contender in contenders.values():
        contender()  # fonts and templates are read the first time
    runs = measure.race(contenders, times, say)
    weasyprint, chromium = runs["WeasyPrint"], runs["Chromium"]
    yield told("a poster, fitted to its page", f"{runs['Typst'].seconds * 1000:.1f} ms")
    for name, most in (("Typst, one size", 1 / WANTED), ("Typst", 1 / WANTED)):
        what = f"a poster by {name}, and by WeasyPrint in one size"
        yield report.against(what, runs[name], weasyprint, most, f"≤ {most:.2f}")
    yield report.against("a poster by Typst, and by Chromium", runs["Typst"], chromium, 1, "≤ 1")
    ours, theirs = rounds.sizes()
    yield told("one poster, ours and WeasyPrint's", f"{ours:,} and {theirs:,} bytes")


class _Rounds:
    """Posters by each contender, `POSTERS` others each time it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sheets = _all_posters()
        self._asked: dict[str, int] = {}
        self._fonts = FontConfiguration()
        templates = copytree(sources.TEMPLATES, folder / "templates")
        poster = templates / "poster.typ"
        fitted = poster.read_text(encoding="utf-8")
        poster.write_text(fitted.rpartition("#fit(")[0] + "#short(22pt)\n", encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[sources.fonts()])
        self._compiler = typst.Compiler(input=poster, root=templates, font_paths=fonts)

    def typst(self) -> Run:
        """Ours, as it is printed, its QR code drawn before as the others' are."""
        return _each(partial(typesetting.typeset, issued=TODAY), self._next("typst"))

    def one_size(self) -> Run:
        """Ours without fitting the text to the page, which nobody else does."""
        inputs = [typesetting.inputs(sheet, TODAY) for sheet in self._next("one size")]
        return _each(self._in_one_size, inputs)

    def weasyprint(self) -> Run:
        """By WeasyPrint, accessible too; not archivable."""
        return _each(self._by_weasyprint, [_page(sheet) for sheet in self._next("weasyprint")])

    def chromium(self) -> Run:
        """By Chromium, which starts anew for each."""
        pages = [self._folder / f"{number}.html" for number in range(FEW)]
        for path, sheet in zip(pages, self._next("chromium"), strict=False):
            path.write_text(_page(sheet), encoding="utf-8")
        return _each(_chromium, pages)

    def sizes(self) -> tuple[int, int]:
        """Bytes of the same poster, ours and WeasyPrint's."""
        sheet = self._sheets[0]
        ours = typesetting.typeset(sheet, TODAY).files[0]
        return len(ours), len(self._by_weasyprint(_page(sheet)))

    def _next(self, contender: str) -> list[Sheet]:
        start = self._asked.get(contender, 0)
        self._asked[contender] = (start + POSTERS) % (len(self._sheets) - POSTERS)
        chosen = self._sheets[start : start + POSTERS]
        for sheet in chosen:
            codes.drawing(sheet.links[0])
        return chosen

    def _in_one_size(self, inputs: dict[str, str]) -> None:
        self._compiler.compile(
            format="pdf", sys_inputs=inputs, pdf_standards=typesetting.STANDARDS, timestamp=0
        )

    def _by_weasyprint(self, html: str) -> bytes:
        made = HTML(string=html).write_pdf(font_config=self._fonts, pdf_variant="pdf/ua-1")
        return bytes(made or b"")


def _all_posters() -> list[Sheet]:
    edition = Edition(catalog.load(REPOSITORY / "guides"), TODAY, URL)
    kinds = [kind for kind in KINDS if kind.name == "poster"]
    return list(press.order(edition, kinds).sheets)


def _page(sheet: Sheet) -> str:
    """What the poster says, as HTML."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    drawing = str(codes.drawing(sheet.links[0])["svg"]).encode()
    picture = f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}"
    said = {"title": sheet.title, "issued": TODAY, "drawing": picture, **sheet.data}
    return templates.get_template("poster.html").render(said)


def _each(make: Callable[[Any], object], things: Sequence[object]) -> Run:
    """The time of one of them, in this process."""
    started, cpu = time.perf_counter(), time.process_time()
    for thing in things:
        make(thing)
    seconds = (time.perf_counter() - started) / len(things)
    return Run(seconds, (time.process_time() - cpu) / len(things), 0)


def _chromium(page: Path) -> None:
    chromium = which("chromium")
    if chromium is None:
        message = "Chromium is missing"
        raise RuntimeError(message)
    flags = (*BROWSER_FLAGS, "--headless", f"--user-data-dir={page.parent / 'profile'}")
    target = f"--print-to-pdf={page.with_suffix('.pdf')}"
    command = [chromium, *flags, "--no-pdf-header-footer", target, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
