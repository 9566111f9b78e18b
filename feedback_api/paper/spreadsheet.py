"""Spreadsheets of paper ratings: read from CSV or Excel, and the empty one to fill in."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zipfile import BadZipFile

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from feedback_api.paper.rows import COLUMNS, NEEDED
from feedback_api.published import Published
from feedback_api.ratings.words import GRADES

MOST_ROWS = 2000
EMPTY_ROWS = 200
_ZIP = b"PK"
_ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in China saves CSV in GBK."""


class UnreadableError(Exception):
    """The file isn't one that can be imported; the message says in Chinese why."""


def read(data: bytes) -> dict[int, dict[str, str]]:
    """The rows that aren't empty, by the number the spreadsheet shows, each by its columns.

    Raises UnreadableError.
    """
    table = _of_excel(data) if data.startswith(_ZIP) else _of_csv(data)
    if not table:
        raise UnreadableError("文件是空的")
    heads = [head.strip() for head in table[0]]
    if lacking := [name for name in NEEDED if name not in heads]:
        raise UnreadableError(f"第一行没有“{'、'.join(lacking)}”这几列。请用下载的表格来填")
    rows = {
        number: {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head}
        for number, row in enumerate(table[1:], start=2)
    }
    filled = {number: row for number, row in rows.items() if _is_filled(row)}
    if not filled:
        raise UnreadableError("表格里还没有填评价")
    if len(filled) > MOST_ROWS:
        raise UnreadableError(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件")
    return filled


def _is_filled(row: dict[str, str]) -> bool:
    """Whether anything but the printed number stands in it."""
    return any(cell for head, cell in row.items() if head in COLUMNS[2:])


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


def empty(catalog: Published, townships: Sequence[str], batch: str) -> bytes:
    """A workbook to fill in: numbered rows, and the words that may be written.

    `batch` makes the numbers of this copy different from those of all others.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E3F0EA", "border": 1})
        sheet = book.add_worksheet("评价")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 16)
        sheet.write_row(0, 0, COLUMNS, head)
        for row in range(1, EMPTY_ROWS + 1):
            sheet.write_string(row, 0, f"{batch}-{row:03}")
        sheet.data_validation(
            1, 3, EMPTY_ROWS, 3, {"validate": "list", "source": [str(one) for one in GRADES]}
        )
        words = book.add_worksheet("可以写的")
        words.set_column(0, 3, 24)
        words.write_row(0, 0, ("乡镇", "事项", "正式名称", "材料"), head)
        for number, line in enumerate(_lines(catalog, townships), start=1):
            words.write_row(number, 0, line)
    return file.getvalue()


def _lines(catalog: Published, townships: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for slug in townships:
        township = catalog.by_slug[slug]
        for identifier, offer in township.services.items():
            service = offer.service or catalog.services[identifier]
            yield township.name, service.plain_name, service.name, "、".join(service.materials)
