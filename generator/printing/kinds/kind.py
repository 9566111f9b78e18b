"""What a kind of sheet is."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from generator.printing.edition import Edition
from generator.printing.sheet import Sheet


class About(StrEnum):
    """What there is one sheet of a kind for."""

    SERVICE = "事项"
    TOWNSHIP = "乡镇"
    VILLAGE = "村"


class Kind(NamedTuple):
    """A kind of sheet, called `title` in Chinese.

    It comes on `papers`, the first where nothing is said, and some kinds in large print too; one
    that is `on_request` is made only when it is named.
    """

    name: str
    title: str
    about: About
    sheets: Callable[[Edition], Iterator[Sheet]]
    papers: tuple[str, ...] = ("a4",)
    has_large: bool = False
    on_request: bool = False

    def folder(self, edition: Edition) -> str:
        """The folder, in each township's, of an edition's sheets of this kind."""
        return f"{self.name}{edition.variant(self.papers[0])}"
