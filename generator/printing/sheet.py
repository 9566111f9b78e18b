"""A sheet as a value: what it says, where it hangs, and when it must be made anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from generator.printing import sources


class Place(NamedTuple):
    """Where a sheet hangs or lies (a hall, a village), and how many copies of it."""

    township: str
    name: str
    copies: int = 1


@dataclass(frozen=True)
class Sheet:
    """One sheet of a township, of one page or more.

    `subject` is what it is about: a service's identifier, a village's code. `data` is JSON-like
    and everything its template says beside the template's own words. `people` are (township,
    number) of everybody named; `links` the URLs its QR codes open. `variant` tells sheets of
    another size apart (`-large`, `-a2`).
    """

    kind: str
    township: str
    subject: str
    title: str
    data: Mapping[str, object]
    hangs: tuple[Place, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    variant: str = ""
    suffix: str = "pdf"

    @property
    def path(self) -> str:
        """Where it is written, in the output folder."""
        return f"{self.township}/{self.kind}{self.variant}/{self.subject}.{self.suffix}"

    @property
    def template(self) -> str:
        """Its Typst file."""
        return f"{self.kind}.typ"

    @property
    def words(self) -> str:
        """What the template is given, as JSON."""
        said = {"title": self.title, "data": self.data}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @property
    def key(self) -> str:
        """Changes whenever the sheet would look different, whatever the day it is made."""
        made_of = "\0".join((sources.version(self.template), self.words, *self.links))
        return blake2b(made_of.encode(), digest_size=8).hexdigest()
