"""一次性告知单 and the blank letter of authority."""

import re
from dataclasses import replace

from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.printing import places, reading, sizes
from tests.printing.changing import LONG
from tests.printing.conftest import Golden, every_service_somewhere, page, pdf, sheets_of


def slip(edition: Edition, service: str = "sa-minimum-living") -> Sheet:
    return sheets_of(edition, "slip")["jinzhu", service]


def test_a_slip_has_every_material_with_where_it_comes_from(jinzhu: Edition) -> None:
    (township,) = jinzhu.townships
    for guide in township.guides[::6]:
        if not guide.service.is_active:
            continue
        said = reading.text(pdf(slip(jinzhu, guide.identifier)))
        for material in guide.service.materials or ():
            assert material.name in said
        assert f"您要办的事：{guide.service.short_name}" in said
        assert guide.service.complaint_phone
        assert guide.service.complaint_phone in said


def test_a_clerk_ticks_what_is_missing_and_how_it_is_brought(little: Edition) -> None:
    said = reading.text(pdf(slip(little)))
    for words in (
        "材料缺从哪里来补正后带来",
        "最低生活保障申请表（含收入、财产声明）（原件1份）自己准备，空白表窗口领",
        "共同生活家庭成员居民身份证窗口去查，查不到才要带找公安机关",
        "到大厅窗口",
        "请代办员带来",
        "不归这里办，请到：",
        "哪个岗位接待：",
        "0794-00000315",
    ):
        assert words in said, words


def test_a_slip_keeps_the_margins_of_official_papers(little: Edition) -> None:
    seen = reading.picture(pdf(slip(little)), dpi=100).point(lambda grey: 255 if grey < 90 else 0)
    box = seen.getbbox()
    assert box
    left, top, right, _ = (side / 100 * 25.4 for side in box)
    assert left >= 27.5
    assert top >= 36.5
    assert right <= 210 - 25.5


def test_a_service_without_materials_has_a_slip_too(jinzhu: Edition) -> None:
    assert "这件事不用交材料" in reading.text(pdf(slip(jinzhu, "jinzhu-she-festival")))


def test_few_slips_need_a_second_page_and_nothing_is_smaller_than_it_may_be() -> None:
    sheets = list(every_service_somewhere("slip").values())
    made = [pdf(sheet) for sheet in sheets[::2]]
    assert sum(reading.pages(one) == 1 for one in made) >= len(made) * 3 // 4
    assert max(map(reading.pages, made)) == 2
    assert min(map(sizes.least, made)) >= 9


def test_twelve_long_materials_flow(little: Edition) -> None:
    made = pdf(slip(places.many_materials(little)))
    assert reading.misplaced(made) == []
    assert all(f"第{n}样材料：{LONG}" in reading.text(made) for n in range(12))


def test_the_code_of_a_slip_opens_its_guide(jinzhu: Edition, pages: set[str]) -> None:
    sheet = slip(jinzhu, "ps-id-card")
    made = pdf(sheet)
    (code,) = reading.codes(reading.copied(reading.picture(made)).convert("L"))
    assert (code.text,) == sheet.links
    assert page(code.text) in pages
    assert code.side > 29


def test_the_letter_has_the_words_of_its_page(little: Edition) -> None:
    letter = slip(little, "0-letter")
    words = re.sub(r"<[^>]+>|☐", "", str(letter.data["letter"]))
    made = pdf(letter)
    said = reading.text(made)
    for part in filter(None, re.split(r"\s+", words)):
        assert part[:8] in said, part
    assert reading.pages(made) == 1


def test_there_is_no_letter_where_services_are_chosen(little: Edition) -> None:
    chosen = replace(little, choice=replace(little.choice, services=frozenset({"ps-id-card"})))
    assert {subject for _, subject in sheets_of(chosen, "slip")} == {"ps-id-card"}


def test_slips_look_as_they_did(little: Edition, looks: Golden) -> None:
    looks(reading.picture(pdf(slip(little)), 0, 40), "slip")
    looks(reading.picture(pdf(slip(little, "0-letter")), 0, 40), "slip-letter")
