"""How much two sites say the same."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_CONTENT = tuple(re.compile(rf"<{tag}\b.*</{tag}>", re.DOTALL) for tag in ("article", "main"))
_WORDS = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")
"""A Chinese character, or a word or number in other letters."""


class Sameness(NamedTuple):
    """Two sites compared: pages of each, bytes a page, and the share of words in common."""

    pages: tuple[int, int]
    page_bytes: tuple[int, int]
    words: float

    def __str__(self) -> str:
        pages, sizes = self.pages, self.page_bytes
        return (
            f"{pages[0]:,} and {pages[1]:,} pages, {sizes[0]:,} and {sizes[1]:,} bytes a page, "
            f"{self.words:.1%} of words in common"
        )


def compare(ours: Path, theirs: Path, pattern: str = "**/*.html") -> Sameness:
    """Compares the pages of two sites that match `pattern`; a missing page has no words."""
    mine, other = set(_pages(ours, pattern)), set(_pages(theirs, pattern))
    common = total = 0
    for path in mine | other:
        first, second = (_words(site / path) for site in (ours, theirs))
        common += (first & second).total()
        total += max(first.total(), second.total())
    sizes = _mean_size(ours, mine), _mean_size(theirs, other)
    return Sameness((len(mine), len(other)), sizes, common / max(total, 1))


def _pages(site: Path, pattern: str) -> Iterable[str]:
    return (path.relative_to(site).as_posix() for path in site.glob(pattern))


def _mean_size(site: Path, paths: set[str]) -> int:
    return sum((site / path).stat().st_size for path in paths) // max(len(paths), 1)


def _words(page: Path) -> Counter[str]:
    """The words of a page's content, without the frame around it."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    found = next(filter(None, (pattern.search(text) for pattern in _CONTENT)), None)
    said = re.sub(r"<[^>]+>", " ", found[0]) if found else ""
    return Counter(_WORDS.findall(html.unescape(said)))
