"""Pictures small enough to forward: sixteen greys, which is all that black on white needs."""

from io import BytesIO

from PIL import Image

_GREYS = 16
_STEP = 256 // _GREYS
_PALETTE = [grey * 255 // (_GREYS - 1) for grey in range(_GREYS) for _ in "RGB"]


def slim(png: bytes) -> bytes:
    """The picture in greys, about a third of its size."""
    with Image.open(BytesIO(png)) as picture:
        grey = picture.convert("L").point([level // _STEP for level in range(256)])
    few = Image.frombytes("P", grey.size, grey.tobytes())
    few.putpalette(_PALETTE)
    out = BytesIO()
    few.save(out, "PNG", bits=4)
    return out.getvalue()
