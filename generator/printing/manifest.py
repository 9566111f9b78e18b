"""Remembers which sheets are in a folder: `sheets.json` beside them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.printing.sheet import Place, Sheet

NAME = "sheets.json"


@dataclass(frozen=True)
class Entry:
    """A sheet that was made: when it was issued, what it was, where it hangs."""

    key: str
    issued: str
    kind: str
    township: str
    subject: str
    title: str
    pages: int
    files: tuple[str, ...]
    hangs: tuple[Place, ...]
    people: tuple[tuple[str, str], ...]
    links: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet, issued: date, pages: int, files: tuple[str, ...]) -> "Entry":
        """The entry of a sheet made."""
        return cls(
            sheet.key,
            issued.isoformat(),
            sheet.kind,
            sheet.township,
            sheet.subject,
            sheet.title,
            pages,
            files,
            sheet.hangs,
            sheet.people,
            sheet.links,
        )


def load(folder: Path) -> dict[str, Entry]:
    """The entries of a folder by path; none where nothing can be read."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return {path: _entry(said) for path, said in stored["sheets"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}  # nothing remembered, everything is made anew


def save(folder: Path, entries: Mapping[str, Entry]) -> None:
    """Writes the entries, sorted by path, in one go."""
    said = {path: asdict(entries[path]) for path in sorted(entries)}
    text = json.dumps({"format": 1, "sheets": said}, ensure_ascii=False, indent=1)
    draft = folder / f".{NAME}.new"
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(folder / NAME)


def _entry(said: Mapping[str, Any]) -> Entry:
    lists = {
        "files": tuple(said["files"]),
        "hangs": tuple(Place(*place) for place in said["hangs"]),
        "people": tuple((township, number) for township, number in said["people"]),
        "links": tuple(said["links"]),
    }
    return Entry(**{**said, **lists})
