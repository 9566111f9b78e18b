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

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from generator import catalog
from generator.printing import codes, press, typesetting
from generator.printing.edition import Choice, Edition
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
    """The same posters, a contender after the other, `times` rounds."""
    sheets = _some_posters()
    pages = [(folder / f"{number}.html", _page(sheet)) for number, sheet in enumerate(sheets)]
    for path, html in pages:
        path.write_text(html, encoding="utf-8")
    fonts = FontConfiguration()
    contenders: dict[str, Callable[[], Run]] = {
        "Typst": partial(_each, partial(typesetting.typeset, issued=TODAY), sheets),
        "WeasyPrint": partial(_each, partial(_weasyprint, fonts), [html for _, html in pages]),
        "Chromium": partial(_each, _chromium, [path for path, _ in pages[:FEW]]),
    }
    for contender in contenders.values():
        contender()  # fonts and templates are read the first time
    runs = measure.race(contenders, times, say)
    mine = runs["Typst"].seconds
    for name in ("WeasyPrint", "Chromium"):
        most = 1 / WANTED if name == "WeasyPrint" else 1
        yield report.against(f"a poster: {name}", runs["Typst"], runs[name], most, f"≤ {most:.2f}")
    sizes = [
        len(typesetting.typeset(sheets[0], TODAY).files[0]),
        len(_weasyprint(fonts, pages[0][1])),
    ]
    yield told("one poster, ours and WeasyPrint's", f"{sizes[0]:,} and {sizes[1]:,} bytes")
    yield told("a poster in milliseconds", f"{mine * 1000:.1f}")


def _some_posters() -> list[Sheet]:
    chosen = Choice(townships=frozenset({"jinzhu"}))
    edition = Edition(catalog.load(REPOSITORY / "guides"), TODAY, URL, chosen)
    kinds = [kind for kind in KINDS if kind.name == "poster"]
    return list(press.order(edition, kinds).sheets[:POSTERS])


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


def _weasyprint(fonts: FontConfiguration, html: str) -> bytes:
    made = HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    return bytes(made or b"")


def _chromium(page: Path) -> None:
    chromium = which("chromium")
    if chromium is None:
        message = "Chromium is missing"
        raise RuntimeError(message)
    flags = (*BROWSER_FLAGS, "--headless", f"--user-data-dir={page.parent / 'profile'}")
    target = f"--print-to-pdf={page.with_suffix('.pdf')}"
    command = [chromium, *flags, "--no-pdf-header-footer", target, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
