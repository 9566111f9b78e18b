"""办件量 from a spreadsheet: taken whole, told row by row, corrected by a later one."""

import csv
import io
import re
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback_api import db, spreadsheet
from feedback_api.console import figures, importing
from feedback_api.console.importing import COLUMNS, LAYOUT, Read, Whose
from feedback_api.console.typed import Cell
from feedback_api.officials.roles import Role
from feedback_api.officials.tables import audit
from feedback_api.published import Published
from feedback_api.published import read as read_published
from feedback_api.services import services
from tests.feedback.clock import MORNING, Clock
from tests.feedback.desk import Desk, SignIn

SCREEN = "/api/console/completed"
Line = tuple[str | float, ...]
JINZHU, NIUTIAN = "金竹畲族乡", "牛田镇"
LINES: tuple[Line, ...] = (("2026年9月", JINZHU, 310), ("2026-10", NIUTIAN, 1200))
CELLS = {("jinzhu", "2026-09"): 310, ("niutian", "2026-10"): 1200}


def as_csv(*lines: Line, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *lines])
    return text.getvalue().encode(encoding)


def as_xlsx(*lines: Line) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((COLUMNS, *lines)):
            sheet.write_row(number, 0, line)
    return file.getvalue()


def sent(desk: Desk, data: bytes) -> TestResponse:
    return desk.post(f"{SCREEN}/import", {"file": (io.BytesIO(data), "办件量.csv")})


def stored(app: Flask) -> dict[Cell, int]:
    with app.app_context(), db.reading(services().engine) as connection:
        return figures.completed_cases(connection, ["2026-09", "2026-10", "2026-11"])


def logged(app: Flask) -> list[tuple[str, str, str | None, str | None]]:
    wanted = select(audit.c.subject, audit.c.township, audit.c.before, audit.c.after)
    wanted = wanted.where(audit.c.action == "导入办件量").order_by(audit.c.id)
    with app.app_context(), db.reading(services().engine) as connection:
        return [tuple(row) for row in connection.execute(wanted)]


@pytest.fixture(scope="module")
def county(published: Path) -> Published:
    return read_published(published)


def read(county: Published, data: bytes) -> Read:
    rows = spreadsheet.read(data, LAYOUT)
    return importing.cells(rows, Whose(county, None, MORNING.date()))


@pytest.mark.parametrize(
    "data",
    [
        as_csv(*LINES),
        as_csv(*LINES, encoding="utf-8"),
        as_csv(*LINES, encoding="gbk"),
        as_xlsx(*LINES),
    ],
    ids=["utf-8 with a mark", "utf-8", "gbk", "xlsx"],
)
def test_a_file_of_any_kind_says_the_same(county: Published, data: bytes) -> None:
    assert read(county, data) == Read(CELLS, [])


def test_a_later_file_corrects_an_earlier_one_and_says_so(
    app: Flask, sign_in: SignIn, clock: Clock
) -> None:
    assert clock
    county = sign_in(Role.COUNTY)
    assert "新填 2 个，改了 0 个，0 个和原来一样" in sent(county, as_xlsx(*LINES)).text
    assert stored(app) == CELLS
    again = as_csv(*LINES[:1], ("2026-10", NIUTIAN, 1205), ("2026-10", JINZHU, 0))
    answer = sent(county, again)
    assert "新填 1 个，改了 1 个，1 个和原来一样" in answer.text
    assert 'value="1205"' in answer.text
    assert stored(app) == CELLS | {("niutian", "2026-10"): 1205, ("jinzhu", "2026-10"): 0}
    assert "新填 0 个，改了 0 个，3 个和原来一样" in sent(county, again).text
    assert logged(app) == [
        ("2026-09 办件量", "jinzhu", None, "310"),
        ("2026-10 办件量", "niutian", None, "1200"),
        ("2026-10 办件量", "jinzhu", None, "0"),
        ("2026-10 办件量", "niutian", "1200", "1205"),
    ]


def test_one_wrong_row_and_nothing_is_kept_and_all_is_told(
    app: Flask, sign_in: SignIn, clock: Clock
) -> None:
    assert clock
    data = as_xlsx(
        ("2026-09", JINZHU, 310),
        ("九月", "火星乡", "三百"),
        ("2026-09", JINZHU, 311),
        ("2026-09", NIUTIAN, 12.5),
        ("2026-12", JINZHU, 5),
    )
    answer = sent(sign_in(Role.COUNTY), data)
    assert answer.status_code == 422
    assert "一个数也没有导入：有 6 处要改" in answer.text
    told = re.findall(r'<td class="n">(\d+)</td><td>([^<]*)</td><td>([^<]*)</td>', answer.text)
    assert told == [
        ("3", "月份", "“九月”看不懂，要写年和月，例如 2026-11"),
        ("3", "乡镇", f"没有“火星乡”，要写全名，例如 {NIUTIAN}"),
        ("3", "办件量", "“三百”不是件数，请写整数，例如 320"),
        ("4", "月份", f"{JINZHU} 2026-09 在第 2 行已经有了，请删去一行"),
        ("5", "办件量", "“12.5”不是件数，请写整数，例如 320"),
        ("6", "月份", "2026-12 还没有到，最晚写 2026-11"),
    ]
    assert stored(app) == {}
    assert logged(app) == []


def test_a_township_imports_its_own_and_no_others(
    app: Flask, sign_in: SignIn, clock: Clock
) -> None:
    assert clock
    desk = sign_in(Role.TOWNSHIP, "jinzhu")
    answer = sent(desk, as_csv(*LINES))
    assert answer.status_code == 422
    assert f"您只能录本乡镇的，这里写了“{NIUTIAN}”" in answer.text
    assert stored(app) == {}
    assert "新填 1 个" in sent(desk, as_csv(*LINES[:1])).text


def test_without_the_pages_token_nothing_is_imported(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(Role.COUNTY).client
    data = {"file": (io.BytesIO(as_csv(*LINES)), "办件量.csv")}
    assert client.post(f"{SCREEN}/import", data=data).status_code == 400
    assert stored(app) == {}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_spreadsheet_to_fill_in_says_what_is_known_and_can_be_sent_back(
    app: Flask, sign_in: SignIn, clock: Clock, form: str
) -> None:
    assert clock
    desk = sign_in(Role.TOWNSHIP, "jinzhu")
    sent(desk, as_csv(*LINES[:1]))
    data = desk.get(f"{SCREEN}/template.{form}").data
    lines = table(data, form)
    assert lines[0] == list(COLUMNS)
    assert [line[0] for line in lines[1:]] == [f"2026年{month:02}月" for month in range(6, 12)]
    assert {line[1] for line in lines[1:]} == {JINZHU}
    assert [line[2] for line in lines[1:] if line[2]] == ["310"]
    assert "新填 0 个，改了 0 个，1 个和原来一样" in sent(desk, data).text
    filled = [(month, place, number or "7") for month, place, number in lines[1:]]
    assert "新填 5 个，改了 0 个，1 个和原来一样" in sent(desk, as_xlsx(*filled)).text
    assert stored(app)["jinzhu", "2026-11"] == 7


def table(data: bytes, form: str) -> list[list[str]]:
    if form == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [
        [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in line]
        for line in sheet.to_python()
    ]


@pytest.mark.parametrize(
    "written",
    [
        "2026-10",
        "2026/10",
        "2026.10",
        "202610",
        "2026年10月",
        "2026年 10 月",
        "2026-10-01",
        "2026/10/1",
        "2026-10-01T00:00:00",
        "Oct-26",
    ],
)
def test_a_month_is_understood_however_it_is_written(county: Published, written: str) -> None:
    assert read(county, as_csv((written, JINZHU, 1))).given == {("jinzhu", "2026-10"): 1}


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("", "“”看不懂，要写年和月"),
        ("2026-13", "“2026-13”看不懂"),
        ("Abc-26", "看不懂"),
        ("2016-10", "2016-10 太早了，最早写 2021-01。是不是年份写错了？"),
        ("2027-01", "2027-01 还没有到，最晚写 2026-11"),
    ],
)
def test_a_month_that_cannot_be_is_told(county: Published, month: str, words: str) -> None:
    found = read(county, as_csv((month, JINZHU, 1)))
    assert [(one.row, one.column) for one in found.mistakes] == [(2, "月份")]
    assert words in found.mistakes[0].message


def test_what_is_no_such_spreadsheet_is_refused_with_what_to_do(sign_in: SignIn) -> None:
    county = sign_in(Role.COUNTY)
    assert "没有导入：文件是空的。" in sent(county, b"").text
    assert "第一行没有“月份、办件量”这几列" in sent(county, "乡镇,件数\n甲,1\n".encode()).text
    answer = sent(county, as_csv(("2026-10", JINZHU, "")))
    assert answer.status_code == 422
    assert "表格里还没有填办件量" in answer.text
