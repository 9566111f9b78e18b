"""The empty spreadsheet for paper ratings, to fill in."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from feedback_api.paper.rows import COLUMNS
from feedback_api.published import Published
from feedback_api.ratings.words import GRADES

EMPTY_ROWS = 200


def workbook(catalog: Published, townships: Sequence[str], batch: str) -> bytes:
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
