"""Kinds of sheets, in the order in which they are printed and listed."""

from generator.printing.kinds import booklet, guide, poster
from generator.printing.kinds.kind import About, Kind

__all__ = ["KINDS", "About", "Kind"]

KINDS: tuple[Kind, ...] = (poster.KIND, guide.KIND, booklet.KIND)
