"""Hides what is private in a text before anybody can read it; the mask says what it hid."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_DIGIT = re.compile(r"[0-9]")
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_GAP = r"[ \-—–.·•_/,，、]{0,2}"
"""What people put between digits."""
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER = "A-HJ-NP-Za-hj-np-z"


class Kind(NamedTuple):
    """Something private: how it looks, which of the looks really are one, and its mask."""

    mask: str
    pattern: re.Pattern[str]
    is_one: Callable[[str], bool]


def mask(text: str) -> str:
    """The text with ID numbers, phones, bank cards and plates replaced by what they were."""
    plain = "".join(map(_narrow, text))
    if not _DIGIT.search(plain):
        return text  # as most are: none of the kinds is without a digit
    found: list[tuple[int, int, str]] = []
    for kind in _KINDS:
        for match in kind.pattern.finditer(plain):
            start, end = match.span()
            is_free = all(end <= first or last <= start for first, last, _ in found)
            if is_free and kind.is_one(_bare(match.group())):
                found.append((start, end, kind.mask))
    return _with_masks(text, sorted(found))


def _narrow(character: str) -> str:
    """A full-width digit, letter or sign as on a keyboard: one for one, so places stay the same."""
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def _bare(found: str) -> str:
    return "".join(one for one in found if one.isalnum()).upper()


def _with_masks(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, words in spans:
        pieces += [text[done:start], words]
        done = end
    return "".join((*pieces, text[done:]))


def _is_id(bare: str) -> bool:
    """GB 11643-1999: a birthday in it, and the check digit fits."""
    total = sum(int(digit) * weight for digit, weight in zip(bare, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == bare[-1] and _is_day(bare[10:14])


def _is_old_id(bare: str) -> bool:
    return _is_day(bare[8:12])


def _is_day(month_and_day: str) -> bool:
    return int(month_and_day[:2]) in _MONTHS and int(month_and_day[2:]) in _DAYS


def _is_card(bare: str) -> bool:
    """Luhn's check digit, as on every bank card."""
    every_second = "".join(str(2 * int(digit)) for digit in bare[-2::-2])
    return sum(map(int, bare[::-2] + every_second)) % 10 == 0


def _is_plate(bare: str) -> bool:
    return any(one.isdigit() for one in bare)


def _is_phone(_bare: str) -> bool:
    return True


def _looks(pattern: str) -> re.Pattern[str]:
    """`#` is a digit with what may come after it; no further digit stands around."""
    return re.compile(rf"(?<!\d){pattern.replace('#', f'(?:[0-9]{_GAP})')}(?!\d)")


_KINDS = (
    Kind("【身份证号】", _looks("#{17}[0-9Xx]"), _is_id),
    Kind("【银行卡号】", _looks("#{15,18}[0-9]"), _is_card),
    Kind("【身份证号】", _looks("#{14}[0-9]"), _is_old_id),
    Kind("【手机号】", _looks(rf"(?:\+?86{_GAP})?1{_GAP}[3-9]{_GAP}#{{8}}[0-9]"), _is_phone),
    Kind("【座机号】", _looks(rf"\(?0[0-9]{{2,3}}\)?{_GAP}[2-8]{_GAP}#{{5,6}}[0-9]"), _is_phone),
    Kind(
        "【车牌号】",
        re.compile(
            rf"[{_PROVINCES}]{_GAP}[{_LETTER}]{_GAP}(?:[0-9{_LETTER}]{_GAP}){{4,5}}"
            rf"[0-9{_LETTER}挂学警港澳](?![0-9A-Za-z])"
        ),
        _is_plate,
    ),
)
