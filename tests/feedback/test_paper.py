"""Paper ratings: typed in by keyboard, or imported from a spreadsheet that is sound as a whole."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback_api import db, spreadsheet
from feedback_api.officials.roles import Role
from feedback_api.officials.tables import audit
from feedback_api.paper import rows
from feedback_api.paper.rows import COLUMNS, LAYOUT
from feedback_api.published import Published
from feedback_api.published import read as read_published
from feedback_api.ratings.tables import ratings
from feedback_api.services import services
from tests.conftest import NASTY
from tests.feedback.desk import Desk, SignIn

SCREEN = "/api/console/paper"
PAPER = "家庭经济状况核对授权书"


def row(**cells: str) -> dict[str, str]:
    return {"编号": "K7Q2M-001", "乡镇": "金竹畲族乡", "事项": "低保", "评价": "5", **cells}


def as_csv(*lines: Mapping[str, str], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(*lines: Mapping[str, str | float]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        for number, line in enumerate(lines, start=1):
            for place, name in enumerate(COLUMNS):
                sheet.write(number, place, line.get(name, ""))
    return file.getvalue()


def stored(app: Flask) -> list[dict[str, object]]:
    with app.app_context(), db.reading(services().engine) as connection:
        found = connection.execute(select(ratings).order_by(ratings.c.seq)).mappings()
        return [dict(one) for one in found]


def sent(desk: Desk, data: bytes) -> TestResponse:
    file = (io.BytesIO(data), "纸质评价.xlsx")
    return desk.post(f"{SCREEN}/import", {"file": file}, content_type="multipart/form-data")


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def mark(page: str) -> str:
    found = re.search(r'name="标识" value="(\w+)"', page)
    assert found
    return found[1]


def test_digits_are_enough_and_the_place_is_remembered(app: Flask, sign_in: SignIn) -> None:
    desk = sign_in(Role.CLERK, "jinzhu")
    place = {"township": "jinzhu", "service": "sa-minimum-living"}
    page = text(desk.get(SCREEN, query_string=place))
    assert re.search(r'name="评价"[^>]* required autofocus', page)
    typed = {"标识": mark(page), "评价": "2", "跑了几次": "3", "缺的材料": "4 0", "标签": "214"}
    answer = desk.post(SCREEN, {**place, **typed, "公开": "1", "公议": "3", "意见": "慢"})
    assert answer.status_code == 303
    again = text(desk.get(answer.location))
    assert "已保存" in again
    assert '<option value="sa-minimum-living" selected>' in again
    (one,) = stored(app)
    assert (one["grade"], one["trips"], one["tags"]) == (2, 3, ["214"])
    assert one["missing"] == [PAPER, "清单以外的"]
    assert one["open"] == {"公开": "是", "公议": "不清楚"}
    assert (one["channel"], one["verified"]) == ("paper", False)
    desk.post(SCREEN, {**place, **typed})
    assert len(stored(app)) == 1
    assert mark(again) != typed["标识"]


def test_what_is_typed_wrongly_is_told_and_kept(app: Flask, sign_in: SignIn) -> None:
    desk = sign_in(Role.TOWNSHIP, "jinzhu")
    given = {"service": "sa-minimum-living", "标识": "a1b2c3", "评价": "7", "意见": NASTY}
    answer = desk.post(SCREEN, given)
    assert answer.status_code == 422
    assert "“7”看不懂，要写 1 到 5" in text(answer)
    assert "&lt;script&gt;alert(1)" in text(answer)
    assert "<script>alert" not in text(answer)
    assert stored(app) == []


def test_what_is_stored_is_never_changed_but_a_note_is_kept(app: Flask, sign_in: SignIn) -> None:
    desk = sign_in(Role.CLERK, "jinzhu")
    desk.post(SCREEN, {"service": "sa-minimum-living", "标识": "a1b2c3", "评价": "1"})
    before = stored(app)
    note = {"receipt": str(before[0]["receipt"]), "note": "应是 4，看错了"}
    assert "已记下" in text(desk.client.get(desk.post(f"{SCREEN}/jinzhu/note", note).location))
    assert stored(app) == before
    with app.app_context(), db.reading(services().engine) as connection:
        found = connection.execute(select(audit.c.action, audit.c.after)).all()
    assert ("纸质评价更正说明", "应是 4，看错了") in [tuple(one) for one in found]
    other = sign_in(Role.CLERK, "niutian")
    assert other.post(f"{SCREEN}/jinzhu/note", note).status_code == 404


@pytest.mark.parametrize("form", ["csv", "gbk", "xlsx"])
def test_a_spreadsheet_is_taken_whole_and_once(app: Flask, sign_in: SignIn, form: str) -> None:
    lines = (
        row(评价="满意", 标签="跑大厅一次办完", 跑了几次="1", 缺的材料=f"{PAPER}、清单以外的"),
        row(编号="K7Q2M-002", 评价="1", 公示="否", 村="坪溪村委会", 跑了几次="5次"),
    )
    data = {
        "csv": as_csv(*lines),
        "gbk": as_csv(*lines, encoding="gb18030"),
        "xlsx": as_xlsx(*lines, {"编号": "K7Q2M-003"}),
    }[form]
    desk = sign_in(Role.COUNTY)
    assert "已导入 2 条" in text(sent(desk, data))
    one, other = stored(app)
    assert (one["grade"], one["tags"], one["trips"]) == (4, ["411"], 1)
    assert one["missing"] == [PAPER, "清单以外的"]
    assert (other["grade"], other["trips"], other["open"]) == (1, 3, {"公示": "否"})
    assert other["village"] == "361025205200"
    again = text(sent(desk, data))
    assert "已导入 0 条" in again
    assert "另外 2 条以前导入过" in again
    assert len(stored(app)) == 2


def test_one_wrong_cell_and_nothing_is_taken_and_all_is_told(app: Flask, sign_in: SignIn) -> None:
    data = as_xlsx(
        row(),
        row(编号="K7Q2M-002", 评价="6"),
        row(编号="K7Q2M-003", 缺的材料="没有的证"),
        row(编号="K7Q2M-001"),
        {**row(编号="K7Q2M-005"), "评价": 4.0, "跑了几次": 2.0},
    )
    answer = sent(sign_in(Role.COUNTY), data)
    assert answer.status_code == 422
    told = re.findall(r'<td class="n">(\d+)</td><td>([^<]*)</td>', text(answer))
    assert told == [("3", "评价"), ("4", "缺的材料"), ("5", "编号")]
    assert "一条也没有导入" in text(answer)
    assert stored(app) == []


@pytest.fixture(scope="module")
def county(published: Path) -> Published:
    return read_published(published)


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"编号": ""}, "编号", "请用下载的表格"),
        ({"乡镇": "火星乡"}, "乡镇", "没有“火星乡”"),
        ({"乡镇": "牛田镇"}, "乡镇", "只能录本乡镇的"),
        ({"事项": "登月"}, "事项", "金竹畲族乡没有“登月”这件事"),
        ({"评价": ""}, "评价", "5 是非常满意"),
        ({"标签": "999"}, "标签", "没有“999”这个标签"),
        ({"标签": "110"}, "标签", "不能和“非常满意”一起选"),
        ({"跑了几次": "很多"}, "跑了几次", "要写 0、1、2 或 3+"),
        ({"公议": "有"}, "公议", "要写 是、否 或 不清楚"),
        ({"意见": "慢" * 501}, "意见", "太长了"),
        ({"村": "没有村"}, "村", "例如 坪溪村委会"),
    ],
)
def test_a_wrong_cell_is_told_by_its_column(
    county: Published, cells: dict[str, str], column: str, words: str
) -> None:
    made, mistakes = rows.ratings(county, {7: row(**cells)}, "jinzhu")
    assert made == []
    assert [(one.row, one.column) for one in mistakes] == [(7, column)]
    assert words in mistakes[0].message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\xff\xfe\xff\x00", "读不懂这个文件"),
        (b"PK\x03\x04nonsense", "读不懂这个文件"),
        ("甲,乙\n1,2\n".encode(), "第一行没有“编号、乡镇、事项、评价”"),
        (as_csv(), "表格里还没有填评价"),
        (as_csv(*(row(编号=f"A-{n:04}") for n in range(2001))), "一次最多导入 2000 行"),
    ],
)
def test_what_is_no_such_spreadsheet_is_told(data: bytes, words: str) -> None:
    with pytest.raises(spreadsheet.UnreadableError, match=words):
        spreadsheet.read(data, LAYOUT)


def test_the_empty_spreadsheet_can_be_filled_in_and_imported(sign_in: SignIn, app: Flask) -> None:
    desk = sign_in(Role.CLERK, "jinzhu")
    first, second = (desk.get(f"{SCREEN}/template.xlsx").data for _ in range(2))
    book = CalamineWorkbook.from_filelike(io.BytesIO(first))
    head, line, *_ = book.get_sheet_by_index(0).to_python()
    assert tuple(head) == COLUMNS
    assert re.fullmatch(r"[0-9A-Z]{5}-001", str(line[0]))
    names = book.get_sheet_by_index(1).to_python()
    assert {str(one[0]) for one in names[1:]} == {"金竹畲族乡"}
    other = CalamineWorkbook.from_filelike(io.BytesIO(second)).get_sheet_by_index(0).to_python()
    assert other[1][0] != line[0]
    filled = row(编号=str(line[0]), 事项=str(names[1][1]))
    assert "已导入 1 条" in text(sent(desk, as_xlsx(filled)))
    assert len(stored(app)) == 1


def test_mistakes_have_their_row_as_the_spreadsheet_shows_it() -> None:
    found = spreadsheet.read(as_csv(row(), {}, row(编号="K7Q2M-003")), LAYOUT)
    assert sorted(found) == [2, 4]
