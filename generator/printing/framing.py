"""What tells an old sheet from a new one, where it isn't a guide's own version."""

from collections.abc import Iterable, Mapping
from datetime import date

from generator.catalog import Guide
from generator.pages.page import Digests
from generator.printing import telling
from generator.printing.edition import Edition
from generator.printing.telling import Data


def framed(
    edition: Edition, page: str, said: Mapping[str, object], until: date | None = None
) -> Data:
    """The data of a sheet that opens `page`, whose version it has.

    Where it opens none, or one without marks, its version changes with what it says.
    """
    version = edition.version(page) or Digests().of(said)[:8]
    return {**said, "frame": edition.frame(version, until)}


def soonest(guides: Iterable[Guide]) -> date | None:
    """The day on which the first of these guides has to be checked again."""
    ends = (telling.until(guide.service) for guide in guides)
    return min((day for day in ends if day), default=None)
