"""Reads built pages as a person walks them: links by their words, ids, what they load."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "input", "br", "img", "hr"}
LOADING = ("src", "srcset", "poster", "data")
"""Attributes that make a browser fetch what they name."""

FETCHED = re.compile(r"""(?:url\(|@import)\s*['"]?\s*((?:https?:)?//[^'")]*)""")
"""What a style sheet, or a style in a page, fetches from another host."""


@dataclass
class Document:
    """A page: its links as (words, address), form addresses, ids, loaded files, its text."""

    links: list[tuple[str, str]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    text: str = ""
    title: str = ""
    language: str = ""
    viewport: str = ""
    meta: dict[str, str] = field(default_factory=dict)


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
        if tag == "form":
            self.document.forms.append(found.get("action") or "")
        if tag == "meta" and (key := found.get("name") or found.get("property")):
            self.document.meta[key] = found.get("content") or ""
        if tag == "meta" and found.get("name") == "viewport":
            self.document.viewport = found.get("content") or ""
        self.document.loads += [found[name] or "" for name in LOADING if name in found]
        if tag == "link":
            self.document.loads.append(found.get("href") or "")
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


def read_all(site: Path) -> dict[Path, Document]:
    """Every page of a site."""
    return {path: read(path) for path in sorted(site.rglob("*.html"))}


def target(page: Path, address: str) -> tuple[Path, str] | None:
    """The file and fragment an address on `page` leads to; None where it leaves the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    file = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
    return file, unquote(parts.fragment)


def targets(page: Path, document: Document) -> Iterator[tuple[str, Path, str]]:
    """Where links and forms lead within the site: words, file, fragment."""
    for words, address in (*document.links, *(("a form", action) for action in document.forms)):
        if found := target(page, address):
            yield words, *found


def dead_links(documents: Mapping[Path, Document]) -> list[str]:
    """Links and forms that lead to no file, or to an anchor that its page doesn't have."""
    ids = {path: set(document.ids) for path, document in documents.items()}
    return [
        f"{path.name}: {words} -> {file.name}#{anchor}"
        for path, document in documents.items()
        for words, file, anchor in targets(path, document)
        if not file.is_file() or (anchor and file in ids and anchor not in ids[file])
    ]


def reached(documents: Mapping[Path, Document], home: Path) -> set[Path]:
    """The pages one comes to from `home` by links and forms."""
    seen, waiting = {home}, [home]
    while waiting:
        page = waiting.pop()
        found = {file for _, file, _ in targets(page, documents[page])}
        fresh = (found & documents.keys()) - seen
        seen |= fresh
        waiting += fresh
    return seen


def follow(page: Path, words: str) -> Path:
    """The page behind the first link that begins with `words`."""
    for text, address in read(page).links:
        found = target(page, address)
        if found and text.startswith(words):
            return found[0]
    raise AssertionError(f"no link “{words}” on {page.name}")


def answers(page: Path) -> dict[str, str]:
    """The questions of a guide's first screen, each with its answer in HTML."""
    text = page.read_text(encoding="utf-8")
    first = text.partition('<div class="facts">')[2].partition('<div class="guide">')[0]
    return dict(re.findall(r"<h2>(\w+).*?</h2>(.*?)</section>", first, re.DOTALL))


def words(html: str) -> str:
    """What a person reads of a piece of HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()
