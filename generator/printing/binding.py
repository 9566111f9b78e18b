"""Binds sheets into one PDF, for a printer that takes one file."""

import re
from collections.abc import Iterable
from pathlib import Path


def bind(sheets: Iterable[tuple[Path, int]], target: Path, title: str) -> int:
    """Writes one PDF with so many copies of each; gives the number of pages."""
    import pikepdf  # noqa: PLC0415  (only this needs it)

    with pikepdf.new() as bound:
        for path, copies in sheets:
            with pikepdf.open(path) as sheet:
                for _ in range(copies):
                    bound.pages.extend(sheet.pages)
        bound.docinfo["/Title"] = title
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.new")
        bound.save(draft, deterministic_id=True)
        count = len(bound.pages)
    draft.replace(target)
    return count


def file_name(words: str) -> str:
    """Words as the name of a file on any system."""
    return re.sub(r'[\\/:*?"<>|\s]+', "-", words).strip("-.") or "-"
