"""Golden pictures: a page as it looked when somebody last looked at it."""

from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

GOLDEN = Path(__file__).parent / "golden"
DPI = 40
"""Enough to see what moved, small enough to keep."""

_FAR = 96
"""A grey this far from the golden one is another grey, after a blur of a pixel."""
_FEW = 0.002
"""So much of a page may differ: another version of the renderer draws edges otherwise."""


def compare(seen: Image.Image, name: str, *, update: bool) -> str:
    """How `seen` differs from the golden picture `name`, empty where it doesn't; or updates it."""
    path = GOLDEN / f"{name}.png"
    if update:
        GOLDEN.mkdir(exist_ok=True)
        seen.quantize(5).save(path, optimize=True)
    golden = Image.open(path).convert("L")
    if golden.size != seen.size:
        return f"{name}: {seen.size} instead of {golden.size} pixels"
    blur = ImageFilter.GaussianBlur(1)
    difference = ImageChops.difference(golden.filter(blur), seen.convert("L").filter(blur))
    share = sum(difference.histogram()[_FAR:]) / (seen.width * seen.height)
    return f"{name}: {share:.1%} of the page differs" if share > _FEW else ""
