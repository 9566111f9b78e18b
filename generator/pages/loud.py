"""大喇叭稿: each service as sixty seconds to read out, about four characters a second."""

from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from generator.catalog import Guide
from generator.pages.words import facts, spoken

_WHO, _BRING = 60, 60
"""So many characters of a script say who may apply, and what to bring."""


class Script(NamedTuple):
    """What a script says beside what the service and its township's hall say themselves.

    `who` may be empty; `more` counts what to bring beyond `bring`, `free` what nobody brings, and
    `sometimes` what only some bring.
    """

    who: tuple[str, ...]
    bring: tuple[str, ...]
    more: int
    free: int
    sometimes: int
    person: str


def script(guide: Guide) -> Script:
    """The parts of a guide's script, no longer than can be listened to."""
    need = facts(guide.service)
    names = [spoken(material.name) for material in need.bring]
    bring = _within(names, _BRING)
    person = guide.post_a or guide.post_b
    return Script(
        _within(map(_sentence, guide.service.requirements), _WHO),
        bring,
        len(names) - len(bring),
        len(need.looked_up),
        len(need.sometimes),
        spoken(person.name) if person else "",
    )


def _sentence(text: str) -> str:
    return spoken(text).rstrip("。；")


def _within(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """The first of `texts` that have no more than `most` characters together."""
    texts = list(texts)
    lengths = accumulate(map(len, texts))
    return tuple(text for text, length in zip(texts, lengths, strict=True) if length <= most)
