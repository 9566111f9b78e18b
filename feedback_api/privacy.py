"""Hides what is private in a text before anybody can read it; the mask says what it hid."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_BETWEEN = r"[ \-—–.·_/]?"
"""What people put between digits."""
_START, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"


class Kind(NamedTuple):
    """Something private: how it looks, which of the looks really are one, and its mask."""

    mask: str
    pattern: re.Pattern[str]
    is_one: Callable[[str], bool]


def mask(text: str) -> str:
    """The text with ID numbers, phones, bank cards and plates replaced by what they were."""
    plain = _narrow(text)
    spans: list[tuple[int, int, str]] = []
    for kind in _KINDS:
        for found in kind.pattern.finditer(plain):
            start, end = found.span()
            free = all(end <= first or start >= last for first, last, _ in spans)
            if free and kind.is_one(_bare(found.group())):
                spans.append((start, end, kind.mask))
    return _with_masks(text, sorted(spans))


def _with_masks(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, word in spans:
        pieces += [text[done:start], word]
        done = end
    return "".join((*pieces, text[done:]))


def _narrow(text: str) -> str:
    """Digits, letters and signs as on a keyboard, one for one, so that places stay the same."""
    return "".join(_one(character) for character in text)


def _one(character: str) -> str:
    if character in _CHINESE_DIGITS:
        return _CHINESE_DIGITS[character]
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


_CHINESE_DIGITS = dict(zip("〇零", "00", strict=True))


def _bare(found: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", found).upper()


def _is_id(bare: str) -> bool:
    """GB 11643: a birthday in it, and the check digit fits."""
    total = sum(int(digit) * weight for digit, weight in zip(bare, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == bare[17] and _is_day(bare[10:14])


def _is_old_id(bare: str) -> bool:
    return _is_day(bare[8:12])


def _is_day(month_and_day: str) -> bool:
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    return 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004  (a calendar)


def _is_card(bare: str) -> bool:
    """Luhn's check digit, as on every bank card."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(bare), 1)]
    doubled = [
        int(digit) if place % 2 else sum(map(int, str(int(digit) * 2)))
        for place, digit in enumerate(reversed(bare), 1)
    ]
    return sum(doubled) % 10 == 0


def _digits(number: int) -> str:
    return rf"(?:\d{_BETWEEN}){{{number - 1}}}\d"


def _always(_bare: str) -> bool:
    return True


_KINDS = (
    Kind(
        "【身份证号】",
        re.compile(rf"{_START}[1-9]{_BETWEEN}(?:\d{_BETWEEN}){{16}}[\dXx]{_END}"),
        _is_id,
    ),
    Kind("【银行卡号】", re.compile(rf"{_START}(?:\d{_BETWEEN}){{14,18}}\d{_END}"), _is_card),
    Kind("【身份证号】", re.compile(rf"{_START}[1-9]{_BETWEEN}{_digits(14)}{_END}"), _is_old_id),
    Kind(
        "【手机号】",
        re.compile(rf"(?<!\d)(?:\+?86{_BETWEEN})?1{_BETWEEN}[3-9]{_BETWEEN}{_digits(9)}(?!\d)"),
        _always,
    ),
    Kind(
        "【座机号】",
        re.compile(
            rf"(?<!\d)[(]?0\d{{2,3}}[)]?{_BETWEEN}[2-8]{_BETWEEN}(?:\d{_BETWEEN}){{5,6}}\d(?!\d)"
        ),
        _always,
    ),
    Kind(
        "【车牌号】",
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
            rf"{_BETWEEN}[A-HJ-NP-Za-hj-np-z]{_BETWEEN}"
            rf"(?:[0-9A-HJ-NP-Za-hj-np-z]{_BETWEEN}){{4,5}}[0-9A-HJ-NP-Za-hj-np-z挂学警港澳]{_END}"
        ),
        lambda bare: any(one.isdigit() for one in bare),
    ),
)
