"""Reads printed sheets back: their text, the places of their characters, their QR codes."""

import io
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import pypdfium2
import zxingcpp
from PIL import Image

DPI = 200
"""As a phone sees a sheet on a wall, or a bad copier copies it."""

_read = partial(
    zxingcpp.read_barcodes,
    formats=zxingcpp.BarcodeFormat.QRCode,
    try_rotate=False,
    try_downscale=False,
    try_invert=False,
)
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


class Code(NamedTuple):
    """A QR code that was read: what it says, how well it is protected, and its sides in mm."""

    text: str
    level: str
    side: float
    box: Box


def text(pdf: bytes) -> str:
    """Everything a PDF says, without the places where its lines break."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).split()).replace("\u200b", "")


def picture(pdf: bytes, number: int = 0, dpi: int = DPI) -> Image.Image:
    """A page as a grey picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def codes(seen: Image.Image) -> list[Code]:
    """The QR codes on a picture of a page at `DPI`."""
    return [_code(found, seen.height) for found in _read(seen)]


def copied(seen: Image.Image) -> Image.Image:
    """The picture as a copier makes it that knows black and white alone."""
    return seen.point(lambda grey: 255 if grey > 127 else 0, "1")


def from_png(content: bytes) -> Image.Image:
    """A picture file as a grey picture."""
    return Image.open(io.BytesIO(content)).convert("L")


def misplaced(pdf: bytes) -> list[str]:
    """What is wrong with where characters stand: off the page, or on top of each other."""
    found: list[str] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            chars = list(_chars(page))
            found += [
                f"page {number}: {char} is off the page"
                for char, (left, bottom, right, top) in chars
                if left < 0 or bottom < 0 or right > width or top > height
            ]
            found += [f"page {number}: {one} lies on {other}" for one, other in _overlaps(chars)]
    return found


def hidden(pdf: bytes, code: Code, number: int = 0) -> str:
    """The characters that lie under a QR code of a page."""
    left, bottom, right, top = code.box
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(
            char
            for char, (x1, y1, x2, y2) in _chars(document[number])
            if left < (x1 + x2) / 2 < right and bottom < (y1 + y2) / 2 < top and char not in "演示"
        )


def _code(found: zxingcpp.Barcode, height: int) -> Code:
    corners = found.position
    left, right = corners.top_left.x, corners.bottom_right.x
    top, bottom = corners.top_left.y, corners.bottom_right.y
    points = 72 / DPI
    box = (left * points, (height - bottom) * points, right * points, (height - top) * points)
    return Code(found.text, found.ec_level, (right - left) / DPI * 25.4, box)


def _chars(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    said = page.get_textpage()
    for index in range(said.count_chars()):
        char = said.get_text_range(index, 1)
        if char.strip() and char != "\u200b":
            yield char, said.get_charbox(index)


def _overlaps(chars: list[tuple[str, Box]]) -> Iterator[tuple[str, str]]:
    """Pairs of characters of one size of which one covers the other's middle."""
    cells: dict[tuple[int, int], list[tuple[str, Box]]] = defaultdict(list)
    for char, box in chars:
        if char in "演示" and box[3] - box[1] > 80:  # the mark behind everything
            continue
        cells[int(box[0] // 40), int(box[1] // 40)].append((char, box))
    for (column, row), here in cells.items():
        near = [
            one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in cells.get((column + dx, row + dy), ())
        ]
        for char, box in here:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            for other, (left, bottom, right, top) in near:
                if (left, bottom, right, top) != box and left < x < right and bottom < y < top:
                    yield char, other
