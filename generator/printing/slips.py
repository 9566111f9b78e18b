"""Reads the file of single-use codes that the feedback service writes for slips (评价码)."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.catalog import Catalog, Township
from generator.explain import closest

HEADER = ("township", "service", "day", "code", "expires")
_CODE = re.compile(r"[2-9A-HJKMNP-Z]{10}")
"""Ten characters that survive being read out: no 0, O, 1, I, L."""


class Slip(NamedTuple):
    """A code for one rating of a township's service, or of any of them where `service` is empty."""

    township: str
    service: str
    code: str
    expires: date


class SlipFileError(Exception):
    """A file of codes that can't be used; the message tells all that is wrong, in Chinese."""


def read(path: Path, catalog: Catalog, today: date) -> tuple[Slip, ...]:
    """The slips of a file, in its order. Raises SlipFileError."""
    rows = _rows(path)
    townships = {one.slug: one for one in catalog.townships}
    wrong = [
        f"{path.name} 第 {line} 行：{problem}"
        for line, row in rows
        for problem in _problems(row, townships, today)
    ]
    wrong += [
        f"{path.name} 第 {line} 行：号码 {code} 前面已经有了，每个号码只能用一次"
        for line, code in _twice(rows)
    ]
    if wrong:
        raise SlipFileError("\n".join(wrong))
    return tuple(
        Slip(township, service, code, date.fromisoformat(expires))
        for _, (township, service, _, code, expires) in rows
    )


Row = tuple[str, ...]


def _rows(path: Path) -> list[tuple[int, Row]]:
    """Rows of the right width with their lines; empty ones are left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SlipFileError(f"{path.name} 不是 UTF-8 编码，请用评价系统写出的原文件") from None
    reader = csv.reader(text.splitlines())
    if tuple(cell.strip() for cell in next(reader, [])) != HEADER:
        raise SlipFileError(f"{path.name} 第 1 行：表头要写 {','.join(HEADER)}")
    found = [(reader.line_num, tuple(cell.strip() for cell in row)) for row in reader if any(row)]
    if not found:
        raise SlipFileError(f"{path.name} 里一个号码也没有")
    return found


def _problems(row: Row, townships: dict[str, Township], today: date) -> Iterator[str]:
    if len(row) != len(HEADER):
        yield f"要有 {len(HEADER)} 栏（{','.join(HEADER)}），这里有 {len(row)} 栏"
        return
    slug, service, _, code, expires = row
    if slug not in townships:
        yield f"没有“{slug}”这个乡镇{closest(slug, townships) or ''}"
    elif service and service not in (offered := _offered(townships[slug])):
        yield f"{townships[slug].name}不办“{service}”{closest(service, offered) or ''}"
    if not _CODE.fullmatch(code):
        yield f"“{code}”不是号码：要 10 个大写字母或数字，没有 0、O、1、I、L"
    yield from _problems_of_day(expires, today)


def _problems_of_day(expires: str, today: date) -> Iterator[str]:
    try:
        last = date.fromisoformat(expires)
    except ValueError:
        yield f"“{expires}”不是日期，请写成 2026-12-24"
        return
    if last < today:
        yield f"号码 {expires} 就过期了，印出来也不能用；请重新取号码"


def _offered(township: Township) -> list[str]:
    return [guide.identifier for guide in township.guides]


def _twice(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for line, row in rows:
        if len(row) == len(HEADER):
            code = row[HEADER.index("code")]
            if code in seen:
                yield line, code
            seen.add(code)
