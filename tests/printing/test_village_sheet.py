"""A village's board: what is done where, and who helps, as far as they may be shown."""

from datetime import date

import pytest

from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.printing import places, reading, sizes
from tests.printing.conftest import Golden, pdf, sheets_of
from tests.printing.places import MOBILE, consent

VILLAGE = "361025205200"


def board(edition: Edition) -> Sheet:
    return sheets_of(edition, "village")["jinzhu", VILLAGE]


def test_a_board_tells_what_is_done_where(jinzhu: Edition) -> None:
    said = reading.text(pdf(board(jinzhu)))
    (township,) = jinzhu.townships
    assert "村里就能交材料（40件）" in said
    assert "要到乡镇办（2件）" in said
    for guide in township.guides:
        assert (guide.service.short_name in said) is guide.service.is_active


def test_a_board_has_everybody_who_helps(little: Edition) -> None:
    said = reading.text(pdf(board(little)))
    for fact in (
        "包村干部社会保险岗（演示）0794-00000313",
        "坪溪村代办员（演示）0794-00000318",
        "值班电话（夜间、周末和节假日）0794-00000312",
        "坪溪村委会便民服务站",
        "金竹畲族乡便民服务中心",
        "县政务服务中心",
        "打热线12345",
    ):
        assert fact in said, fact
    assert board(little).people == (("jinzhu", "A01"), ("jinzhu", "H01"))
    assert [place.name for place in board(little).hangs] == ["坪溪村委会"]


@pytest.mark.parametrize(
    ("given", "stands"), [(consent("网页"), True), (consent("卡片"), False), (None, False)]
)
def test_a_volunteer_stands_on_the_board_whose_consent_covers_it(
    little: Edition, given: object, *, stands: bool
) -> None:
    sheet = board(places.agent(little, phone=MOBILE, consent=given))
    assert (MOBILE in sheet.words) is stands
    assert (("jinzhu", "H01") in sheet.people) is stands
    assert ("坪溪村代办员" in sheet.words) is stands


def test_a_board_is_valid_until_the_first_consent_on_it_ends(little: Edition) -> None:
    given = consent("网页", ends=date(2027, 3, 1))
    said = reading.text(pdf(board(places.agent(little, phone=MOBILE, consent=given))))
    assert "有效期至2027年3月1日" in said


def test_a_village_without_anybody_is_told_the_number_of_the_hall(little: Edition) -> None:
    said = reading.text(pdf(board(places.village(little, lead_cadres=(), agents=()))))
    assert "还没有登记，打大厅电话问0794-00000311" in said


def test_long_names_shrink_and_then_flow(little: Edition) -> None:
    made = pdf(board(places.crowded(little)))
    assert reading.misplaced(made) == []
    assert sizes.least(made) >= 11
    assert reading.text(made).count(MOBILE) == 6


def test_a_board_looks_as_it_did(little: Edition, looks: Golden) -> None:
    looks(reading.picture(pdf(board(little)), 0, 40), "village")
