"""Kinds of sheets, in the order in which they are printed and listed."""

from generator.printing.kinds import (
    booklet,
    card,
    forward,
    guide,
    hall,
    overview,
    poster,
    slip,
    slip_codes,
    sticker,
    village,
)
from generator.printing.kinds.kind import About, Kind

__all__ = ["KINDS", "About", "Kind"]

KINDS: tuple[Kind, ...] = (
    poster.KIND,
    guide.KIND,
    booklet.KIND,
    overview.KIND,
    hall.KIND,
    village.KIND,
    sticker.KIND,
    card.KIND,
    slip.KIND,
    slip_codes.KIND,
    forward.KIND,
)
