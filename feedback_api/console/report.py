"""The monthly report of a township or the county as a PDF to print and file."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from sqlalchemy import Connection

from feedback_api.console import lines, mending, summary, watching
from feedback_api.console.asking import Ask
from feedback_api.console.indicators import FROM_RATINGS, Share
from feedback_api.console.lines import Line

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_FONTS = "justmytype_intl_cjk"
_SHOWN = 10
_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
"""Archives keep it, and screen readers read it."""


def pdf(connection: Connection, ask: Ask, now: datetime) -> bytes:
    """The report of the asked period; the same figures give the same bytes."""
    made = typst.Compiler(root=TEMPLATE.parent, font_paths=_fonts()).compile(
        input=TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps(data(connection, ask, now), ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=datetime(now.year, now.month, now.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)  # noqa: S101  (one PDF)
    return made


@cache
def _fonts() -> typst.Fonts:
    found = find_spec(_FONTS)
    if found is None or found.origin is None:
        message = f"{_FONTS} is not installed"
        raise ModuleNotFoundError(message)
    folder = Path(found.origin).parent / "fonts"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def data(connection: Connection, ask: Ask, now: datetime) -> dict[str, object]:
    """Everything the report says, as words and figures."""
    cut = lines.by_service if ask.township else lines.by_township
    found, whole = cut(connection, ask), summary.of(connection, ask)
    first, last = ask.period.days
    return {
        "county": ask.catalog.county.name,
        "demo": ask.catalog.county.demo,
        "title": ask.title,
        "month": ask.month,
        "days": f"{first} 至 {last}",
        "made": f"{now:%Y-%m-%d}",
        "number": whole.number,
        "figures": [
            [one.name, percent(one.all), fraction(one.all), percent(one.before)]
            for one in whole.figures
        ],
        "definitions": [[one.name, one.definition] for one in whole.figures],
        "head": ["周", "评价数", *(one.name for one in FROM_RATINGS)],
        "weeks": _rows(lines.by_week(connection, ask).lines),
        "cut": found.title,
        "cut_head": found.head,
        "lines": _rows(found.lines),
        "papers": [
            [one.name, one.paper, str(one.number), one.place]
            for one in mending.papers(connection, ask)[:_SHOWN]
        ],
        "promises": [
            [one.name, fraction(one.broken), percent(one.broken), one.place]
            for one in mending.promises(connection, ask)[:_SHOWN]
        ],
        "flags": [
            f"{one.week} {ask.catalog.by_slug[one.township].name}：{one.evidence}"
            for one in watching.flags(connection, ask)
            if one.township in ask.catalog.by_slug
        ],
    }


def _rows(found: Sequence[Line]) -> list[list[str]]:
    return [[one.name, str(one.number), *map(percent, one.shares)] for one in found]


def percent(share: Share | None) -> str:
    """A share in words; of nothing it is a dash."""
    return "—" if share is None or share.value is None else f"{share.value:.1%}"


def fraction(share: Share) -> str:
    """Numerator and denominator."""
    return f"{share.numerator}/{share.denominator}"
