"""干群连心卡: the numbers that may stand there, in sizes and places that can be cut."""

from dataclasses import replace
from datetime import date

import pytest

from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.printing import places, reading, sizes
from tests.printing.conftest import Golden, page, pdf, sheets_of
from tests.printing.places import MOBILE, consent

VILLAGE = "361025205200"


def card(edition: Edition) -> Sheet:
    return sheets_of(edition, "card")["jinzhu", VILLAGE]


def test_a_card_has_the_people_and_offices_of_its_village(little: Edition) -> None:
    said = reading.text(pdf(card(little)))
    for fact in (
        "坪溪村委会",
        "社会保险岗",
        "0794-00000313",
        "坪溪村代办员",
        "0794-00000318",
        "12345",
    ):
        assert fact in said
    assert card(little).people == (("jinzhu", "A01"), ("jinzhu", "H01"))


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        (consent("卡片"), True),
        (consent("卡片", "网页", ends=date(2026, 11, 24)), True),
        (consent("卡片", ends=date(2026, 11, 23)), False),
        (consent("网页"), False),
        (None, False),
    ],
)
def test_a_private_number_stands_on_a_card_only_with_consent_for_cards(
    little: Edition, given: object, *, stands: bool
) -> None:
    agent = card(places.agent(little, phone=MOBILE, consent=given))
    assert (MOBILE in agent.words) is stands
    assert (("jinzhu", "H01") in agent.people) is stands
    cadre = card(places.cadre(little, mobile=MOBILE, consent=given))
    assert (MOBILE in cadre.words) is stands
    assert ("jinzhu", "A01") in cadre.people


def test_a_cadre_without_a_number_is_called_through_the_hall(little: Edition) -> None:
    said = reading.text(pdf(card(places.cadre(little, office_phone=None))))
    assert "社会保险岗（演示），打大厅电话找0794-00000311" in said


def test_a_card_is_valid_until_the_first_consent_on_it_ends(little: Edition) -> None:
    ends = date(2027, 3, 1)
    private = places.agent(little, phone=MOBILE, consent=consent("卡片", ends=ends))
    assert "有效期至2027年3月1日" in reading.text(pdf(card(private)))
    office = places.agent(little, consent=consent("卡片", ends=ends))
    assert "有效期至" not in reading.text(pdf(card(office)))


@pytest.mark.parametrize(
    ("is_large", "count", "least", "side"), [(False, 10, 9, 30), (True, 4, 14, 50)]
)
def test_cards_are_readable_and_their_codes_open_the_village(
    little: Edition, *, is_large: bool, count: int, least: float, side: float
) -> None:
    sheet = card(replace(little, is_large=is_large))
    made = pdf(sheet)
    assert reading.pages(made) == 2
    assert reading.text(made).count("干群连心卡") == count
    assert sizes.least(made) >= least
    back = reading.picture(made, 1)
    codes = reading.codes(reading.copied(back).convert("L"))
    assert [code.text for code in codes] == [*sheet.links] * count
    assert min(code.side for code in codes) > side - 1


def test_the_code_of_a_card_opens_a_page(little: Edition, pages: set[str]) -> None:
    assert {page(url) for url in card(little).links} <= pages


def test_backs_lie_behind_fronts(little: Edition) -> None:
    made = pdf(card(little))
    front, back = (reading.picture(made, number, 100) for number in (0, 1))
    edges = [
        side.crop((0, 0, side.width, 40)).point(lambda grey: 255 if grey < 128 else 0)
        for side in (front, back)
    ]
    left, right = ({x for x in range(edge.width) if edge.getpixel((x, 30))} for edge in edges)
    assert len(left) >= 3
    assert all(any(abs(front.width - 1 - x - y) <= 2 for y in right) for x in left)


@pytest.mark.parametrize("is_large", [False, True])
def test_long_names_and_many_people_fit(little: Edition, *, is_large: bool) -> None:
    sheet = card(replace(places.crowded(little), is_large=is_large))
    made = pdf(sheet)
    assert reading.pages(made) % 2 == 0
    assert reading.misplaced(made) == []
    assert sizes.least(made) >= (14 if is_large else 9)
    assert reading.text(made).count(MOBILE) == 6 * (4 if is_large else 10)


def test_cards_look_as_they_did(little: Edition, looks: Golden) -> None:
    made = pdf(card(little))
    looks(reading.picture(made, 0, 40), "card-front")
    looks(reading.picture(made, 1, 40), "card-back")
