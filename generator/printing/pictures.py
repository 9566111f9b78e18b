"""Pictures small enough to forward: black on white needs few greys."""

from io import BytesIO

from PIL import Image

LIMIT = 200_000
"""Bytes of a picture: more is tedious to load at 400 kbit/s."""

_GREYS = (16, 8, 4)
"""As many as a picture of that size may have."""


def slim(png: bytes) -> bytes:
    """The picture in sixteen greys, about a third of its size; in fewer where that is too much."""
    with Image.open(BytesIO(png)) as picture:
        grey = picture.convert("L")
    made = (_reduced(grey, greys) for greys in _GREYS)
    return next((one for one in made if len(one) <= LIMIT), None) or _reduced(grey, _GREYS[-1])


def _reduced(grey: Image.Image, greys: int) -> bytes:
    step = 256 // greys
    levels = grey.point([level // step for level in range(256)])
    few = Image.frombytes("P", grey.size, levels.tobytes())
    few.putpalette([level * 255 // (greys - 1) for level in range(greys) for _ in "RGB"])
    out = BytesIO()
    few.save(out, "PNG", bits=2 if greys == _GREYS[-1] else 4)
    return out.getvalue()
