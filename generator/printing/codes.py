"""QR codes as drawings: level M, with the quiet zone around."""

from functools import lru_cache

import segno

QUIET_ZONE = 4
"""Modules of white on each side (ISO/IEC 18004)."""


@lru_cache(maxsize=4096)
def drawing(url: str) -> dict[str, str | int]:
    """The code that opens `url`: an SVG, and how many modules it has and are white around."""
    code = segno.make_qr(url, error="m", boost_error=False)
    svg = code.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass=None, lineclass=None)
    modules = int(code.symbol_size(border=0)[0])
    return {"svg": svg, "modules": modules, "quiet": QUIET_ZONE}
