"""A township's services on one wall."""

from dataclasses import replace

from generator.catalog import Township
from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.printing import places, reading, sizes
from tests.printing.conftest import Golden, pdf, sheets_of


def overview(edition: Edition) -> Sheet:
    return sheets_of(edition, "overview")["jinzhu", "jinzhu"]


def test_every_service_is_there_with_trips_days_and_window(jinzhu: Edition) -> None:
    made = pdf(overview(jinzhu))
    said = reading.text(made)
    (township,) = jinzhu.townships
    assert f"能办这{len(township.guides)}件事" in said
    for guide in township.guides:
        assert guide.service.short_name in said
    for row in (
        "低保村里跑0次25个工作日1号",
        "身份证跑1次20日1号",
        "签约家庭医生村里跑0次1个工作日2号",
        "雨露计划（暂停）村里跑0次20个工作日2号",
    ):
        assert row in said
    for number in ("0794-00000311", "0794-00000312", "12345"):
        assert number in said
    assert reading.pages(made) == 1
    assert reading.misplaced(made) == []


def test_it_hangs_in_the_hall_and_in_every_village(jinzhu: Edition) -> None:
    (township,) = jinzhu.townships
    hangs = [place.name for place in overview(jinzhu).hangs]
    assert hangs == [township.profile.hall.name, *(one.name for one in township.villages)]


def test_rows_are_14_pt_and_flow_to_another_page(jinzhu: Edition) -> None:
    def more(one: Township) -> Township:
        return replace(one, guides=one.guides * 3)

    made = pdf(overview(places.township(jinzhu, more)))
    assert reading.pages(made) > 1
    assert reading.text(made).count("最低生活保障") + reading.text(made).count("低保") == 3
    assert sizes.of(made, "低") >= 14
    assert sizes.least(made) >= 11
    assert reading.misplaced(made) == []


def test_a2_has_larger_rows_and_a_larger_code(jinzhu: Edition) -> None:
    made = pdf(overview(replace(jinzhu, paper="a2")))
    assert sizes.of(made, "低") >= 19
    (code,) = reading.codes(reading.picture(made))
    assert code.side > 149


def test_a_township_without_services_says_so(little: Edition) -> None:
    nothing = places.township(little, lambda one: replace(one, guides=()))
    assert "事项还没有登记" in reading.text(pdf(overview(nothing)))


def test_an_overview_looks_as_it_did(jinzhu: Edition, looks: Golden) -> None:
    looks(reading.picture(pdf(overview(jinzhu)), 0, 40), "overview")
