"""Binds sheets into one PDF, for a printer that takes one file."""

import re
from collections.abc import Iterable
from pathlib import Path


def bind(sheets: Iterable[tuple[Path, int]], target: Path, title: str) -> int:
    """Writes one PDF with so many copies of each; gives the number of pages."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  (only this needs it)

    writer = PdfWriter()
    for path, copies in sheets:
        read = PdfReader(path)
        for _ in range(copies):
            writer.append(read, import_outline=False)
    writer.add_metadata({"/Title": title})
    writer.compress_identical_objects()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    with draft.open("wb") as file:
        writer.write(file)
    draft.replace(target)
    return len(writer.pages)


def file_name(words: str) -> str:
    """Words as the name of a file on any system."""
    return re.sub(r'[\\/:*?"<>|\s]+', "-", words).strip("-.") or "-"
