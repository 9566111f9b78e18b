"""Every QR code on paper can be read, and opens a page that exists."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from generator import contents
from generator.printing import links
from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from generator.project import Project
from tests.conftest import REPOSITORY, TODAY
from tests.printing import reading
from tests.printing.conftest import URL, pdf, sheets_of

SIDES = {"poster": 100, "guide": 50, "booklet": 50}
"""How wide a code has to be, in mm: a tenth of the distance it is read from."""


@pytest.fixture(scope="module")
def pages(jinzhu: Edition) -> set[str]:
    """The URL of every page of the site."""
    project = Project.load(REPOSITORY / "mkdocs.yml")
    made = contents.of(project, jinzhu.catalog, TODAY)
    return {URL + path for page in made.pages for path in page.paths}


def seen(sheets: Iterable[Sheet]) -> list[tuple[Sheet, reading.Code]]:
    found = []
    for sheet in sheets:
        made = pdf(sheet)
        (code,) = reading.codes(reading.picture(made))
        assert reading.hidden(made, code) == "", sheet.path
        found.append((sheet, code))
    return found


@pytest.mark.parametrize("kind", sorted(SIDES))
def test_every_code_of_a_township_opens_its_page(
    jinzhu: Edition, kind: str, pages: set[str]
) -> None:
    sheets = list(sheets_of(jinzhu, kind).values())
    for sheet, code in seen(sheets if kind == "poster" else sheets[::6]):
        assert (code.text,) == sheet.links
        assert code.text in pages
        assert code.level == "M"
        assert code.side > SIDES[kind] - 1


@pytest.mark.parametrize("kind", sorted(SIDES))
def test_codes_can_be_read_from_a_black_and_white_copy(little: Edition, kind: str) -> None:
    sheet = next(iter(sheets_of(little, kind).values()))
    copy = reading.copied(reading.picture(pdf(sheet)))
    assert [code.text for code in reading.codes(copy)] == list(sheet.links)


@pytest.mark.parametrize("kind", sorted(SIDES))
def test_the_address_stands_under_the_code_as_one_types_it(little: Edition, kind: str) -> None:
    sheet = next(iter(sheets_of(little, kind).values()))
    said = reading.text(pdf(sheet))
    assert links.typed(sheet.links[0]) in said
    assert "扫一扫" in said


def test_a_board_has_a_code_of_150_mm(little: Edition) -> None:
    board = next(iter(sheets_of(replace(little, paper="a2"), "poster").values()))
    (code,) = reading.codes(reading.picture(pdf(board)))
    assert code.side > 149


def test_an_address_leaves_room_for_a_mark() -> None:
    url = links.address(URL, "jinzhu/sa-minimum-living.html", "abc123")
    assert url == f"{URL}jinzhu/sa-minimum-living.html?v=abc123"
    assert links.typed(url) == "fuwu.example.gov.cn/bszn/jinzhu/sa-minimum-living.html"
    assert links.address("", "index.html", "abc") == ""
