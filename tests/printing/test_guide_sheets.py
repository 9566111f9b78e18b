"""Whole guides on A4, alone and in a township's booklet."""

import io

import pikepdf
import pypdfium2
import pytest

from generator.catalog import Guide, Township
from generator.printing import telling
from generator.printing.edition import Edition
from generator.standard import trips
from tests.printing import reading
from tests.printing.conftest import Golden, every_service_somewhere, pdf, sheets_of
from tests.printing.test_posters import LONG, changed, joined, stretched

ORDER = (
    "适用范围",
    "办理依据",
    "受理机构和决定机构",
    "办理条件",
    "申请材料",
    "申请接收",
    "办理流程",
    "办结时限",
    "收费",
    "结果和送达",
    "您的权利和义务",
    "咨询、监督投诉和进程查询",
    "常见问题",
    "人在外地",
)


def test_a_guide_says_everything_its_page_says(jinzhu: Edition) -> None:
    (township,) = jinzhu.townships
    sheets = sheets_of(jinzhu, "guide")
    for guide in township.guides[::5]:
        said = reading.text(pdf(sheets[township.slug, guide.identifier]))
        for fact in facts(guide, township):
            assert joined(fact) in said, (guide.identifier, fact)


def facts(guide: Guide, township: Township) -> list[str]:
    service, hall = guide.service, township.profile.hall
    steps = [part for step in service.steps for part in (step.name, step.by, step.note)]
    papers = [part for m in service.materials or () for part in (m.name, m.note, m.issuer)]
    laws = [part for law in service.legal_resources for part in (law.name, law.clause)]
    asked = [part for one in service.faq for part in (one.question, one.answer)]
    return [
        service.name,
        telling.heading(service),
        service.competent_authority,
        trips.of(service).sentence,
        *service.requirements,
        *service.channels,
        *service.deliveries,
        *(one for one in (*steps, *papers, *laws, *asked, hall.phone) if one),
        *(option for question in service.questions for option in question.options),
    ]


def test_a_guide_follows_the_order_of_the_standard(little: Edition) -> None:
    said = reading.text(pdf(sheets_of(little, "guide")["jinzhu", "sa-minimum-living"]))
    places = [said.index(f"、{name}") for name in ORDER]
    assert places == sorted(places)


def sizes(made: bytes) -> set[float]:
    """The sizes of a PDF's characters below the first page's head, in points."""
    with pypdfium2.PdfDocument(made) as document:
        page = document[1].get_textpage()
        found = (
            pypdfium2.raw.FPDFText_GetFontSize(page.raw, index)
            for index in range(page.count_chars())
        )
        return {round(size, 1) for size in found if size > 1}


def test_the_body_of_a_guide_is_14_points_and_in_large_print_18(
    little: Edition, large: Edition
) -> None:
    key = "jinzhu", "sa-minimum-living"
    least = {9.0, 11.9, 15.3}
    """Foot, and the line that says where the facts come from."""
    for edition, body in ((little, 14), (large, 18)):
        found = sizes(pdf(sheets_of(edition, "guide")[key])) - least
        assert min(found) == body


def test_the_longest_guide_is_whole(little: Edition) -> None:
    edition = stretched(little)
    made = pdf(next(iter(sheets_of(edition, "guide").values())))
    assert reading.misplaced(made) == []
    assert all(f"第{number}样材料：{LONG}" in reading.text(made) for number in range(12))


def test_no_guide_of_the_county_has_characters_out_of_place() -> None:
    for subject, sheet in every_service_somewhere("guide").items():
        assert reading.misplaced(pdf(sheet)) == [], subject


def test_a_guide_that_nobody_has_filled_in_says_whom_to_ask(little: Edition) -> None:
    empty = {"materials": None, "steps": (), "requirements": (), "deliveries": (), "output": None}
    edition = changed(little, empty, post_a=None, post_b=None, window=None)
    said = reading.text(pdf(next(iter(sheets_of(edition, "guide").values()))))
    assert said.count("待补充") >= 5


@pytest.fixture(scope="module")
def booklet(little: Edition) -> bytes:
    """The booklet of a small township."""
    return pdf(sheets_of(little, "booklet")["jinzhu", "jinzhu"])


def test_a_booklet_has_every_guide_of_its_township(little: Edition, booklet: bytes) -> None:
    said = reading.text(booklet)
    for guide in little.townships[0].guides:
        assert said.count(telling.heading(guide.service)) == 2  # in the contents and on its page


def test_a_booklet_has_bookmarks_by_area_and_contents_with_page_numbers(
    little: Edition, booklet: bytes
) -> None:
    with pikepdf.open(io.BytesIO(booklet)) as opened, opened.open_outline() as outline:
        areas = {str(one.title): [str(two.title) for two in one.children] for one in outline.root}
    guides = little.townships[0].guides
    for topic in {guide.service.topic for guide in guides}:
        here = [telling.heading(one.service) for one in guides if one.service.topic is topic]
        assert areas[topic.value] == here
    with pypdfium2.PdfDocument(booklet) as document:
        contents = document[1].get_textpage().get_text_range()
        for number, page in enumerate(document, 1):
            first = page.get_textpage().get_text_range()
            for guide in guides:
                title = telling.heading(guide.service)
                if number > 2 and title in first:
                    line = next(line for line in contents.splitlines() if title in line)
                    assert line.split()[-1] == str(number)


def test_guides_and_booklets_look_as_they_did(little: Edition, looks: Golden, booklet: bytes) -> None:
    guide = pdf(sheets_of(little, "guide")["jinzhu", "sa-minimum-living"])
    looks(reading.picture(guide, dpi=40), "guide")
    looks(reading.picture(booklet, dpi=40), "booklet")
