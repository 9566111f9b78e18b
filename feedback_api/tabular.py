"""One table as CSV, XLSX or JSON, so that no cell is ever taken for a formula."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

import xlsxwriter
from flask import Response

Cell = str | int | float | date | None
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Table(NamedTuple):
    """A title, which names the file too, the columns, and the rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(table: Table) -> bytes:
    """With a byte order mark, or Excel takes the Chinese for something else."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([table.columns, *([_plain(cell) for cell in row] for row in table.rows)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """A workbook with one sheet; texts are texts, numbers numbers."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([table.columns, *table.rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, str(cell))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return data.getvalue()


def as_json(table: Table) -> bytes:
    """A list of objects, by the names of the columns."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, default=str).encode()


def _plain(cell: Cell) -> str:
    """As text; a text that a spreadsheet would compute gets an apostrophe in front."""
    if isinstance(cell, str) and cell.lstrip(" \u3000").startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else str(cell)


class Form(NamedTuple):
    """A file format: its media type, and who writes it."""

    media: str
    write: Callable[[Table], bytes]


FORMS: Mapping[str, Form] = {
    "csv": Form("text/csv; charset=utf-8", as_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": Form("application/json", as_json),
}


def response(table: Table, form: str) -> Response:
    """The table as a file to save. Raises KeyError for a form there isn't."""
    kind = FORMS[form]
    answer = Response(kind.write(table), mimetype=kind.media)
    name = quote(f"{table.title}.{form}")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
