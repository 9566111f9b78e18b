"""Reads built pages as a person walks them: links by their words, ids, what they load."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Document:
    """A page: its links as (words, address), ids, loaded files, and its text."""

    links: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    text: str = ""
    title: str = ""
    language: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self._open: list[tuple[str, dict[str, str | None], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if name := found.get("id"):
            self.document.ids.append(name)
        if tag == "html":
            self.document.language = found.get("lang") or ""
        source = found.get("src") or (found.get("href") if tag == "link" else None)
        if source:
            self.document.loads.append(source)
        if tag not in VOID:
            self._open.append((tag, found, len(self.document.text)))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, found, start = self._open.pop()
            words = self.document.text[start:].strip()
            if name == "a" and found.get("href") is not None:
                self.document.links.append((words, found["href"] or ""))
            if name == "h1":
                self.document.headings.append(words)
            if name == "title":
                self.document.title = words
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][0] not in {"script", "style"}:
            self.document.text += data


def read(path: Path) -> Document:
    """The page at `path`."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.document


def target(page: Path, address: str) -> tuple[Path, str] | None:
    """The file and fragment an address on `page` leads to; None where it leaves the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    file = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
    return file, unquote(parts.fragment)


def follow(page: Path, words: str) -> Path:
    """The page behind the first link that begins with `words`."""
    for text, address in read(page).links:
        found = target(page, address)
        if found and text.startswith(words):
            return found[0]
    raise AssertionError(f"no link “{words}” on {page.name}")
