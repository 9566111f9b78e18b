"""A poster says what the guide says, large enough, and whole."""

from dataclasses import replace

import pytest

from generator.catalog import Catalog, Guide, Township
from generator.models.place import Staff
from generator.models.service import Evidence
from generator.pages import words
from generator.printing import telling
from generator.printing.edition import Edition
from generator.printing.kinds import poster
from generator.standard import trips
from tests.conftest import TODAY
from tests.printing import reading
from tests.printing.conftest import Golden, every_service_somewhere, pdf, sheets_of

LONG = "城乡居民最低生活保障边缘家庭及支出型困难家庭认定和动态管理"
NUMBERS = "0794-00000001"


def joined(text: str) -> str:
    return "".join(text.split())


def changed(edition: Edition, service: dict[str, object], **guide: object) -> Edition:
    """The edition with other facts in the first guide of its first township."""
    first, *others = edition.catalog.townships
    one = first.guides[0]
    other = replace(one, service=one.service.model_copy(update=service), **guide)
    people = tuple(one for one in (other.post_a, other.post_b) if one)
    staff = tuple({one.number: one for one in (*first.staff, *people)}.values())
    township = replace(first, guides=(other, *first.guides[1:]), staff=staff)
    return replace(edition, catalog=with_townships(edition.catalog, township, *others))


def with_townships(catalog: Catalog, *townships: Township) -> Catalog:
    return replace(catalog, townships=townships)


def first_poster(edition: Edition) -> bytes:
    return pdf(next(poster.sheets(edition)))


def paper(number: int, **said: object) -> Evidence:
    facts = {"名称": f"第{number}样材料：{LONG}", "来源": "申请人自备", "类型": "原件和复印件"}
    return Evidence.model_validate(facts | said)


def test_a_poster_says_the_facts_of_its_guide(jinzhu: Edition) -> None:
    for township in jinzhu.townships:
        sheets = sheets_of(jinzhu, "poster")
        for guide in township.guides[::6]:
            said = reading.text(pdf(sheets[township.slug, guide.identifier]))
            for fact in facts(guide, township):
                assert joined(fact) in said, (guide.identifier, fact)


def facts(guide: Guide, township: Township) -> list[str]:
    service, hall = guide.service, township.profile.hall
    need = words.facts(service)
    people = [one for one in (guide.post_a, guide.post_b) if one]
    return [
        telling.heading(service),
        trips.of(service).sentence,
        str(service.promised_time),
        "收费" if service.costs else "不收费",
        hall.name,
        hall.address,
        *(f"{material.name}（{words.quantity(material)}）" for material in need.bring),
        *(material.name for material in (*need.looked_up, *need.sometimes, *need.later)),
        *(clock for opening in hall.hours for clock in said_hours(opening.hours)),
        *(person.name for person in people),
        *(person.office_phone or "" for person in people),
        "达标",
    ]


def said_hours(hours: str) -> list[str]:
    return hours.replace("-", "—").split("、")


def test_a_poster_tells_its_version_and_how_long_it_is_valid(little: Edition) -> None:
    said = reading.text(first_poster(little))
    assert "版本" in said
    assert "印制2026年11月24日" in said
    assert "有效期至2027年11月23日" in said


@pytest.mark.parametrize(
    ("name", "title"),
    [("低保", "怎样办低保"), ("办残疾人证", "怎样办残疾人证"), ("领居民养老金", "怎样领居民养老金")],
)
def test_a_poster_begins_with_a_verb(little: Edition, name: str, title: str) -> None:
    assert title in reading.text(first_poster(changed(little, {"plain_name": name})))


def test_a_suspended_service_has_no_poster(little: Edition) -> None:
    service = little.townships[0].guides[0].service
    suspended = changed(little, {"status": "暂停"})
    subjects = {(sheet.township, sheet.subject) for sheet in poster.sheets(suspended)}
    assert (little.townships[0].slug, service.identifier) not in subjects


def test_a_demonstration_says_so_and_a_real_county_does_not(little: Edition) -> None:
    assert "演示数据" in reading.text(first_poster(little))
    county = little.county.model_copy(update={"is_demo": False})
    real = replace(little, catalog=replace(little.catalog, county=county))
    assert "演示数据" not in reading.text(first_poster(real))


def test_the_mark_of_a_demonstration_survives_a_copier(little: Edition) -> None:
    seen = reading.copied(reading.picture(first_poster(little), dpi=100))
    top = seen.crop((0, 0, seen.width, seen.height // 20))
    assert top.histogram()[0] > 500  # black remains of the line that says 演示数据


def test_without_an_address_a_poster_has_no_code_and_is_a_poster_still(little: Edition) -> None:
    silent = first_poster(replace(little, site_url=""))
    assert not reading.codes(reading.picture(silent))
    assert "扫一扫" not in reading.text(silent)
    assert "要带什么" in reading.text(silent)


def stretched(edition: Edition) -> Edition:
    """Everything as long as it can be."""
    bring = tuple(paper(number) for number in range(8))
    case = {"适用情形": {"是给自己办还是替别人办？": "替别人办"}}
    more = tuple(paper(number, **case) for number in range(8, 11))
    free = paper(11, 数据共享="人口库核验")
    long: dict[str, object] = {
        "name": LONG * 2,
        "plain_name": LONG,
        "materials": (*bring, *more, free),
    }
    return changed(edition, long)


def test_the_longest_poster_flows_on_and_nothing_is_cut(little: Edition) -> None:
    made = first_poster(stretched(little))
    assert reading.pages(made) == 2
    assert reading.misplaced(made) == []
    said = reading.text(made)
    assert LONG * 2 in said
    assert all(f"第{number}样材料：{LONG}" in said for number in range(12))


def test_a_poster_without_anybody_at_its_posts_names_the_hall(little: Edition) -> None:
    said = reading.text(first_poster(changed(little, {}, post_a=None, post_b=None, window=None)))
    hall = little.townships[0].profile.hall
    assert hall.name in said
    assert hall.phone
    assert hall.phone in said


def test_a_poster_with_three_numbers_has_all_of_them(little: Edition) -> None:
    people = [
        Staff.model_validate(
            {"编号": f"A{n}", "姓名": LONG, "岗位": "窗口", "主岗": "其他", "办公电话": f"{NUMBERS[:-1]}{n}"}
        )
        for n in (7, 8)
    ]
    made = first_poster(changed(little, {}, post_a=people[0], post_b=people[1]))
    said = reading.text(made)
    assert reading.misplaced(made) == []
    duty = little.townships[0].profile.duty
    assert duty
    for number in (f"{NUMBERS[:-1]}7", f"{NUMBERS[:-1]}8", duty.phone):
        assert number in said


def test_a_guide_that_misses_the_standard_says_why(little: Edition) -> None:
    edition = changed(little, {"channels": (), "deliveries": (), "visits": 3})
    first = edition.townships[0]
    verdict = edition.verdicts[first.slug][first.guides[0].identifier]
    assert not verdict.is_met
    said = reading.text(first_poster(edition))
    assert "!未达标" in said
    assert all(joined(reason.message) in said for reason in verdict.failures)


def test_a_poster_looks_as_it_did(little: Edition, looks: Golden) -> None:
    sheet = sheets_of(little, "poster")["jinzhu", "sa-minimum-living"]
    looks(reading.picture(pdf(sheet), dpi=40), "poster")


def test_no_poster_of_the_county_is_large_or_long_or_has_characters_out_of_place() -> None:
    for subject, sheet in every_service_somewhere("poster").items():
        made = pdf(sheet)
        assert len(made) <= 60_000, subject
        assert reading.pages(made) == 1, subject
        assert reading.misplaced(made) == [], subject


def test_a_sheet_says_nothing_of_the_day_but_when_it_was_made(little: Edition) -> None:
    later = replace(little, today=TODAY.replace(day=28))
    before, after = (sheets_of(one, "poster") for one in (little, later))
    assert {path: one.key for path, one in before.items()} == {
        path: one.key for path, one in after.items()
    }
