"""How large the characters of a PDF are."""

import pypdfium2
from pypdfium2 import raw


def least(pdf: bytes) -> float:
    """The size of the smallest character, in points."""
    return min(size for size, _ in _sizes(pdf))


def of(pdf: bytes, char: str) -> float:
    """The largest size in which a character stands, in points."""
    return max(size for size, seen in _sizes(pdf) if seen == char)


def _sizes(pdf: bytes) -> list[tuple[float, str]]:
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            said = page.get_textpage()
            for index in range(said.count_chars()):
                char = said.get_text_range(index, 1)
                if char.strip() and char != "\u200b":
                    size = raw.FPDFText_GetFontSize(said.raw, index)
                    found.append((round(size, 2), char))
    return found
