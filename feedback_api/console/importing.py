"""办件量 from a spreadsheet: its rows as cells of the table, or what is wrong with each."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from feedback_api import spreadsheet
from feedback_api.console import typed
from feedback_api.console.typed import Cell
from feedback_api.published import Published, Township
from feedback_api.spreadsheet import Layout, Mistake, Row, WrongCellError
from feedback_api.tabular import Table

COLUMNS = MONTH, PLACE, NUMBER = ("月份", "乡镇", "办件量")
LAYOUT = Layout(NUMBER, COLUMNS, (NUMBER,))
"""The empty spreadsheet has months and townships in it already."""
YEARS_BACK = 5
_MONTH = re.compile(r"(20\d\d)[-/.年]?(0[1-9]|1[0-2]|[1-9])月?([-/.]\d\d?(T[\d:]+)?)?")
_AS_EXCEL = re.compile(r"([A-Z][a-z]{2})-(\d\d)")
"""Excel takes 2026-10 for a day, and saves it as `Oct-26`."""
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Value = TypeVar("Value")


class Whose(NamedTuple):
    """What a row is checked against: the catalog, the official's own township, and today."""

    catalog: Published
    township: str | None
    today: date


class Read(NamedTuple):
    """The cells that were read, and everything that is wrong with any row."""

    given: dict[Cell, int]
    mistakes: list[Mistake]


def cells(rows: Mapping[int, Row], whose: Whose) -> Read:
    """The numbers by township and month."""
    found, first = Read({}, []), dict[Cell, int]()
    for at, row in rows.items():
        wrong: list[Mistake] = []
        month = _tried(at, wrong, _month, row[MONTH], whose.today)
        place = _tried(at, wrong, _place, row[PLACE], whose)
        number = _tried(at, wrong, _number, row[NUMBER])
        if place and month:
            cell = place.slug, month
            if cell in first:
                told = f"{place.name} {month} 在第 {first[cell]} 行已经有了，请删去一行"
                wrong.append(Mistake(at, MONTH, told))
            first.setdefault(cell, at)
            found.given[cell] = number or 0
        found.mistakes.extend(wrong)
    return found


def _tried(
    at: int, wrong: list[Mistake], read: Callable[..., Value], *given: object
) -> Value | None:
    try:
        return read(*given)
    except WrongCellError as error:
        wrong.append(Mistake(at, error.column, error.message))
        return None


def _place(text: str, whose: Whose) -> Township:
    return spreadsheet.township(whose.catalog, text, whose.township)


def _number(text: str) -> int:
    number = typed.number(text)
    if number is None:
        raise WrongCellError(NUMBER, typed.no_number(text))
    return number


def _month(text: str, today: date) -> str:
    this = today.isoformat()[:7]
    month = _written(text)
    if month is None:
        raise WrongCellError(MONTH, f"“{text[:20]}”看不懂，要写年和月，例如 {this}")
    if month > this:
        raise WrongCellError(MONTH, f"{month} 还没有到，最晚写 {this}")
    if month < (earliest := f"{today.year - YEARS_BACK}-01"):
        raise WrongCellError(MONTH, f"{month} 太早了，最早写 {earliest}。是不是年份写错了？")
    return month


def _written(text: str) -> str | None:
    if found := _MONTH.fullmatch(text.replace(" ", "")):
        return f"{found[1]}-{int(found[2]):02}"
    if (found := _AS_EXCEL.fullmatch(text)) and found[1] in _NAMES:
        return f"20{found[2]}-{_NAMES.index(found[1]) + 1:02}"
    return None


def blank(townships: Sequence[Township], months: Sequence[str], known: Mapping[Cell, int]) -> Table:
    """The spreadsheet to fill in, with what is known.

    Months are written so that Excel doesn't make `Oct-26` of them.
    """
    rows = [
        (f"{month[:4]}年{month[5:]}月", one.name, known.get((one.slug, month)))
        for month in months
        for one in townships
    ]
    return Table(NUMBER, COLUMNS, rows)
