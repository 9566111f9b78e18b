"""A mark as a value, and the parts that each kind of page has."""

import re
from collections.abc import Collection
from hashlib import blake2b
from typing import NamedTuple

from generator.models.words import Tier, Topic

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 without i, l, o and u, which are misread on paper."""
UNSAID = "-"
"""Stands in a sheet's mark for a part that the sheet doesn't say."""
_LETTERS = re.compile(rf"[{ALPHABET}]{{3}}|{UNSAID}")
_SHORT = 6
"""Letters of the version that people compare by eye."""


class Part(NamedTuple):
    """A part of a page: `title` is what residents call it, `ids` are its sections there."""

    name: str
    title: str
    ids: tuple[str, ...]


class Mark(NamedTuple):
    """What a page says: for each of its parts three letters that change when the part does."""

    parts: tuple[Part, ...]
    letters: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(self.letters).rstrip(UNSAID)

    @property
    def version(self) -> str:
        """Six letters to print and to compare by eye (版本)."""
        return code("".join(self.letters), letters=_SHORT)

    def only(self, names: Collection[str]) -> "Mark":
        """The mark of a sheet that says no more than these parts; raises KeyError for others."""
        if unknown := set(names) - {part.name for part in self.parts}:
            raise KeyError(*unknown)
        kept = zip(self.parts, self.letters, strict=True)
        return Mark(self.parts, tuple(said if p.name in names else UNSAID for p, said in kept))

    def read(self, letters: str) -> "Mark | None":
        """The same page's mark in a sheet's address, None where it can't be one."""
        said = _LETTERS.findall(letters)
        if not said or "".join(said) != letters or len(said) > len(self.parts):
            return None
        return Mark(self.parts, (*said, *(UNSAID,) * (len(self.parts) - len(said))))

    def changes(self, before: "Mark") -> tuple[str, ...]:
        """The titles of the parts that both say, and say otherwise."""
        return tuple(
            part.title
            for part, now, then in zip(self.parts, self.letters, before.letters, strict=True)
            if UNSAID not in (now, then) and now != then
        )


GUIDE = (
    Part("materials", "申请材料", ("materials", "cases")),
    Part("place", "办理地点、时间和方式", ("apply",)),
    Part("people", "联系人和电话", ("whom", "contact")),
    Part("fee", "收费", ("fee",)),
    Part("time", "办结时限", ("time",)),
    Part("steps", "流程、跑动次数和结果", ("steps", "result")),
    Part("scope", "适用范围和办理条件", ("scope", "requirements")),
    Part("basis", "依据和常见问题", ("basis", "authority", "faq")),
)
_TIERS = tuple(f"tier-{number}" for number, _ in enumerate(Tier, 1))
VILLAGE = (
    Part("services", "能办的事", _TIERS),
    Part("people", "包村干部和帮办代办员", ("help",)),
    Part("station", "村便民服务站", ("station",)),
    Part("above", "乡镇和县里的地址、电话", ("nearest",)),
    Part("groups", "村民小组", ("groups",)),
)
HALL = (
    Part("windows", "窗口和人员", ("windows",)),
    Part("place", "地址和时间", ("where",)),
    Part("phones", "电话和值班", ("where",)),
)
STAFF = (Part("people", "工作人员", ("people",)),)
TOWNSHIP = (
    Part("services", "能办的事", tuple(topic.slug for topic in Topic)),
    Part("place", "地址和时间", ("where",)),
    Part("phones", "电话和值班", ("where",)),
    Part("villages", "各村", ("villages",)),
    Part("guides", "各份办事指南", tuple(topic.slug for topic in Topic)),
)


def code(*shares: str, letters: int = 3) -> str:
    """Letters for what all the shares say together."""
    number = int.from_bytes(blake2b("\0".join(shares).encode(), digest_size=8).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(letters))
