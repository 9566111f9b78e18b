"""What forms and addresses send, read so that nonsense is no error but nothing."""

from collections.abc import Iterable, Mapping
from datetime import date

MOST_PAGES = 10_000


def day(text: str) -> date | None:
    """A day; None for none and for what isn't one."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def known(text: str, words: Iterable[str]) -> str:
    """One of the words; anything else is none of them."""
    return text if text in {*words} else ""


def page(asked: Mapping[str, str]) -> int:
    """Which page of a list an address asks for: the first unless told otherwise."""
    text = asked.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(10**9)) else 1
    return min(max(1, number), MOST_PAGES)
