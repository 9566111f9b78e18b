"""Spreadsheets that officials send, CSV or Excel: their rows, and what can be wrong with a cell."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook

from feedback_api.published import Published, Township

MAX_FILE = 2 * 1024 * 1024
"""Bytes of a spreadsheet: 2,000 rows are some 200 KB."""
MOST_ROWS = 2000
MOST_SHOWN = 200
"""So many mistakes are listed; the rest is a number."""
_ZIP = b"PK"
_ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in China saves CSV in GBK."""

Row = Mapping[str, str]
"""What stands in each column."""


class Layout(NamedTuple):
    """A kind of spreadsheet: the columns it has to have, and those that make a row one."""

    what: str
    needed: tuple[str, ...]
    filled: tuple[str, ...]


class Mistake(NamedTuple):
    """Something wrong in a spreadsheet; rows count from 1, as the spreadsheet shows them."""

    row: int
    column: str
    message: str


class UnreadableError(Exception):
    """The file isn't one that can be imported; the message says in Chinese why."""


class WrongCellError(Exception):
    """A cell that can't be understood: its column, and what to write instead."""

    def __init__(self, column: str, message: str) -> None:
        """`message` is for whoever typed it."""
        super().__init__(message)
        self.column, self.message = column, message


def read(data: bytes, layout: Layout) -> dict[int, dict[str, str]]:
    """The rows that aren't empty, by the number the spreadsheet shows, each by its columns.

    Raises UnreadableError.
    """
    table = _of_excel(data) if data.startswith(_ZIP) else _of_csv(data)
    if not table:
        raise UnreadableError("文件是空的")
    heads = [head.strip() for head in table[0]]
    if lacking := [name for name in layout.needed if name not in heads]:
        raise UnreadableError(f"第一行没有“{'、'.join(lacking)}”这几列。请用下载的表格来填")
    rows = {
        number: {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head}
        for number, row in enumerate(table[1:], start=2)
    }
    filled = {
        number: row for number, row in rows.items() if any(row.get(one) for one in layout.filled)
    }
    if not filled:
        raise UnreadableError(f"表格里还没有填{layout.what}")
    if len(filled) > MOST_ROWS:
        raise UnreadableError(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件")
    return filled


def _of_csv(data: bytes) -> list[list[str]]:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return list(csv.reader(io.StringIO(text, newline="")))
    raise UnreadableError("读不懂这个文件。请在表格软件里另存为 .xlsx 再导入")


def _of_excel(data: bytes) -> list[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, BadZipFile, IndexError, ValueError) as error:
        raise UnreadableError("读不懂这个文件。请用下载的表格来填，存成 .xlsx") from error
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """A cell as it was typed: Excel keeps 3 as 3.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)


def township(catalog: Published, value: str, own: str | None) -> Township:
    """The township a cell names; whoever belongs to one writes of no other."""
    for one in catalog.townships:
        if value in {one.name, one.slug}:
            if own and one.slug != own:
                raise WrongCellError("乡镇", f"您只能录本乡镇的，这里写了“{value}”")
            return one
    example = catalog.by_slug[own] if own else catalog.townships[0]
    raise WrongCellError("乡镇", f"没有“{value}”，要写全名，例如 {example.name}")
