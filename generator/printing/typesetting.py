"""Sets a sheet with Typst. Fonts and templates are read once a process."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from typing import Literal, NamedTuple

import pikepdf
import typst

from generator.printing import codes, sources
from generator.printing.sheet import Sheet

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
"""Archives keep it, and screen readers read it: ISO 19005-2 level A, ISO 14289-1."""

PPI = 144.0
"""Pixels an inch of pictures."""


class Made(NamedTuple):
    """A sheet's files, in order: one PDF, or a picture a page; and how many pages it has."""

    files: tuple[bytes, ...]
    pages: int


class TypesettingError(Exception):
    """A sheet that can't be set; the message says why, in Chinese."""


def typeset(sheet: Sheet, issued: date) -> Made:
    """The sheet as of the day of issue; equal arguments give equal bytes."""
    inputs = {
        "sheet": sheet.words,
        "codes": json.dumps({url: codes.drawing(url) for url in sheet.links}),
        "issued": issued.isoformat(),
    }
    form: Literal["png", "pdf"] = "png" if sheet.suffix == "png" else "pdf"
    try:
        made = _compiler().compile(
            input=sources.TEMPLATES / sheet.template,
            format=form,
            ppi=PPI,
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(issued, time(), UTC),
        )
    except typst.TypstError as error:
        raise TypesettingError(_reason(error)) from error
    files = tuple(made) if isinstance(made, list) else (made,) if made else ()
    return Made(files, len(files)) if form == "png" else _packed(files[0])


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[sources.fonts()]
    )
    return typst.Compiler(root=sources.TEMPLATES, font_paths=fonts)


def _packed(pdf: bytes) -> Made:
    """The PDF with its tags packed, which saves an eighth of a poster."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        packed = pikepdf.ObjectStreamMode.generate
        opened.save(
            out, object_stream_mode=packed, deterministic_id=True, fix_metadata_version=False
        )
        return Made((out.getvalue(),), len(opened.pages))


def _reason(error: typst.TypstError) -> str:
    message = error.message.partition("\n")[0]
    if "could not be displayed" in message:
        return f"有一个字，字体里没有，印不出来（{message}）"
    return f"排版程序说：{message}"
