"""Slips with single-use codes: from the feedback service's file, and errors told with line."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.printing import slips
from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.conftest import TODAY
from tests.printing import reading, sizes
from tests.printing.conftest import URL, Golden, page, pdf, sheets_of

HEADER = "township,service,day,code,expires"
ROWS = (
    "jinzhu,sa-minimum-living,2026-11-24,ABCDE23456,2026-12-24",
    "jinzhu,,2026-11-24,QRSTU98765,2026-12-24",
    "niutian,ps-id-card,2026-11-24,VWXYZ22222,2026-12-01",
)


def read(folder: Path, edition: Edition, *lines: str) -> tuple[slips.Slip, ...]:
    path = folder / "codes.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return slips.read(path, edition.catalog, TODAY)


def printed(edition: Edition, folder: Path, *rows: str) -> dict[str, Sheet]:
    found = replace(edition, slips=read(folder, edition, HEADER, *rows))
    return {township: sheet for (township, _), sheet in sheets_of(found, "slip-codes").items()}


def test_a_file_of_codes_becomes_slips_by_township(little: Edition, tmp_path: Path) -> None:
    sheets = printed(little, tmp_path, *ROWS)
    assert set(sheets) == {"jinzhu", "niutian"}
    said = reading.text(pdf(sheets["jinzhu"]))
    for words in (
        "请您评一评低保",
        "ABCDE23456",
        "QRSTU98765",
        "最后一天：2026年12月24日",
        "没有智能手机：写下号码投进评价箱，或打12345报号码",
        "fuwu.example.gov.cn/bszn/jinzhu/sa-minimum-living.html",
    ):
        assert words in said, words


def test_a_code_opens_the_rating_of_its_service(
    little: Edition, tmp_path: Path, pages: set[str]
) -> None:
    made = pdf(printed(little, tmp_path, *ROWS)["jinzhu"])
    codes = reading.codes(reading.copied(reading.picture(made)).convert("L"))
    rate = "https://fuwu.example.gov.cn/api/v1/rate/jinzhu/sa-minimum-living?code=ABCDE23456"
    township = f"{URL}jinzhu/index.html"
    assert [code.text for code in codes] == [rate, township]
    assert page(township) in pages
    assert min(code.side for code in codes) > 29


def test_ten_slips_are_on_a_page_and_none_is_too_small(little: Edition, tmp_path: Path) -> None:
    rows = [f"jinzhu,ps-id-card,2026-11-24,ABCDE{n},2026-12-24" for n in range(22222, 22235)]
    rows = [row for row in rows if "0" not in row.split(",")[3] and "1" not in row.split(",")[3]]
    made = pdf(printed(little, tmp_path, *rows)["jinzhu"])
    assert reading.pages(made) == -(-len(rows) // 10)
    assert len(reading.codes(reading.picture(made))) == 10
    assert sizes.least(made) >= 9


def test_slips_without_an_address_tell_the_number_to_call(little: Edition, tmp_path: Path) -> None:
    sheet = printed(replace(little, site_url=""), tmp_path, *ROWS)["jinzhu"]
    assert sheet.links == ()
    assert "打12345报号码" in reading.text(pdf(sheet))


def test_long_addresses_and_names_stay_on_their_slip(little: Edition, tmp_path: Path) -> None:
    far = replace(little, site_url="https://zwfw.lean-county.jiangxi.example.gov.cn/portal/bszn/")
    row = "jinzhu,si-resident-pension-enroll,2026-11-24,ABCDE23456,2026-12-24"
    made = pdf(
        printed(far, tmp_path, *(row.replace("56,", f"{n},") for n in range(22, 29)))["jinzhu"]
    )
    assert reading.misplaced(made) == []
    for code in reading.codes(reading.picture(made)):
        assert reading.hidden(made, code) == ""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("jinzh,,2026-11-24,ABCDE23456,2026-12-24", "没有“jinzh”这个乡镇，是不是“jinzhu”？"),
        ("jinzhu,ps-id-cart,d,ABCDE23456,2026-12-24", "不办“ps-id-cart”，是不是“ps-id-card”？"),
        ("jinzhu,,2026-11-24,ABCDE2345O,2026-12-24", "“ABCDE2345O”不是号码"),
        ("jinzhu,,2026-11-24,ABCDE2345,2026-12-24", "“ABCDE2345”不是号码"),
        ("jinzhu,,2026-11-24,ABCDE23456,24.12.2026", "“24.12.2026”不是日期"),
        ("jinzhu,,2026-11-24,ABCDE23456,2026-11-23", "2026-11-23 就过期了"),
        ("jinzhu,,2026-11-24,QRSTU98765,2026-12-24", "号码 QRSTU98765 前面已经有了"),
        ("jinzhu,ABCDE23456", "要有 5 栏"),
    ],
)
def test_an_error_is_told_with_its_line(
    little: Edition, tmp_path: Path, row: str, told: str
) -> None:
    with pytest.raises(slips.SlipFileError, match="第 4 行：") as error:
        read(tmp_path, little, HEADER, *ROWS[:2], row)
    assert told in str(error.value)


def test_the_last_day_is_a_day_on_which_a_code_still_works(little: Edition, tmp_path: Path) -> None:
    (slip,) = read(tmp_path, little, HEADER, "jinzhu,,2026-11-24,ABCDE23456,2026-11-24")
    assert slip.expires == date(2026, 11, 24)


def test_another_table_and_an_empty_one_are_refused(little: Edition, tmp_path: Path) -> None:
    with pytest.raises(slips.SlipFileError, match="第 1 行：表头要写 township,service"):
        read(tmp_path, little, "乡镇,事项", "金竹,低保")
    with pytest.raises(slips.SlipFileError, match="一个号码也没有"):
        read(tmp_path, little, HEADER)
    (tmp_path / "gbk.csv").write_bytes("township,乡镇".encode("gbk"))
    with pytest.raises(slips.SlipFileError, match="不是 UTF-8"):
        slips.read(tmp_path / "gbk.csv", little.catalog, TODAY)


def test_the_command_asks_for_the_file_and_prints_it(tmp_path: Path) -> None:
    asked = CliRunner().invoke(main, ["print", "--kind", "slip-codes"])
    assert asked.exit_code == 2
    assert "要用 --codes 写出号码的文件" in asked.output
    codes = tmp_path / "codes.csv"
    codes.write_text("\n".join((HEADER, ROWS[0])), encoding="utf-8")
    options = ["--codes", str(codes), "--today", "2026-11-24", "--out", str(tmp_path / "out")]
    printed = CliRunner().invoke(main, ["print", *options])
    assert printed.exit_code == 0, printed.output
    assert (tmp_path / "out" / "jinzhu" / "slip-codes" / "jinzhu.pdf").is_file()


def test_slips_look_as_they_did(little: Edition, tmp_path: Path, looks: Golden) -> None:
    looks(reading.picture(pdf(printed(little, tmp_path, *ROWS)["jinzhu"]), 0, 40), "slip-codes")
