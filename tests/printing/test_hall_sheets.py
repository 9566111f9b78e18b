"""What hangs in a hall, against what the pages say."""

from dataclasses import replace

from generator.catalog import Township
from generator.models.governance import STANDING_RULES
from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.conftest import REPOSITORY
from tests.printing import places, reading, sizes
from tests.printing.changing import LONG
from tests.printing.conftest import Golden, page, pdf, sheets_of
from tests.printing.places import MOBILE


def hall(edition: Edition) -> dict[str, Sheet]:
    sheets = sheets_of(edition, "hall").items()
    return {subject: sheet for (township, subject), sheet in sheets if township == "jinzhu"}


def test_a_hall_has_its_whole_set(jinzhu: Edition) -> None:
    rules = {f"rule-{number}" for number in range(1, len(STANDING_RULES) + 1)}
    signs = {"window-1", "window-2"}
    assert set(hall(jinzhu)) == {"seats", "duties", "whereabouts", "powers"} | rules | signs


def test_a_window_sign_tells_number_areas_and_posts(jinzhu: Edition) -> None:
    sheet = hall(jinzhu)["window-2"]
    said = reading.text(pdf(sheet))
    assert "2号综合窗口办：教育、医疗卫生、就业、脱贫攻坚" in said
    assert "A岗医疗卫生岗（演示）、脱贫攻坚岗（演示）" in said
    assert sizes.of(pdf(sheet), "2") > 150
    assert set(sheet.people) == {("jinzhu", f"A0{number}") for number in (1, 2, 3, 4, 5)}


def test_everybody_sits_where_the_guides_say(jinzhu: Edition) -> None:
    said = reading.text(pdf(hall(jinzhu)["seats"]))
    (township,) = jinzhu.townships
    for guide in township.guides:
        assert guide.post_a
        assert guide.post_b
        row = f"{guide.service.topic.value}{guide.post_a.name}{guide.post_a.office_phone}"
        assert f"{row}{guide.post_b.name}{guide.post_b.office_phone}" in said


def test_duties_tell_main_and_other_areas(jinzhu: Edition) -> None:
    said = reading.text(pdf(hall(jinzhu)["duties"]))
    assert "社会保险岗（演示）1号综合窗口乡镇兼主兼兼" in said


def test_rules_have_the_words_of_their_page(jinzhu: Edition) -> None:
    words = (REPOSITORY / "generator/pages/templates/standing_rule.html").read_text("utf-8")
    for number, name in enumerate(STANDING_RULES, 1):
        said = hall(jinzhu)[f"rule-{number}"].data
        assert said["name"] == name
        assert f'"{name}": "{said["text"]}"' in words


def test_powers_are_those_of_the_page(jinzhu: Edition) -> None:
    said = reading.text(pdf(hall(jinzhu)["powers"]))
    assert "农村村民宅基地（住宅用地）审批法定" in said
    assert "临时救助审核确认委托县民政局待补待补" in said


def test_no_private_number_hangs_in_a_hall_without_consent(jinzhu: Edition) -> None:
    private = places.cadre(jinzhu, office_phone=None, mobile=MOBILE)
    assert not [sheet for sheet in hall(private).values() if MOBILE in sheet.words]


def test_what_isnt_registered_has_no_sheet(little: Edition) -> None:
    def empty(one: Township) -> Township:
        windows = one.profile.hall.model_copy(update={"windows": ()})
        profile = one.profile.model_copy(update={"hall": windows})
        return replace(one, staff=(), guides=(), profile=profile)

    assert {name.partition("-")[0] for name in hall(places.township(little, empty))} == {"rule"}


def test_sheets_of_a_hall_fit_with_long_names(jinzhu: Edition) -> None:
    def crowd(one: Township) -> Township:
        staff = tuple(
            person.model_copy(update={"name": LONG, "number": f"{person.number}{n}"})
            for n in range(3)
            for person in one.staff
        )
        named = {person.number: person.model_copy(update={"name": LONG}) for person in one.staff}
        guides = tuple(
            replace(guide, post_a=named[guide.post_a.number], post_b=named[guide.post_b.number])
            for guide in one.guides
            if guide.post_a and guide.post_b
        )
        return replace(one, staff=(*named.values(), *staff), guides=guides)

    for subject, sheet in hall(places.township(jinzhu, crowd)).items():
        made = pdf(sheet)
        assert reading.misplaced(made) == [], subject
        assert sizes.least(made) >= 9, subject


def test_codes_of_a_hall_open_pages(jinzhu: Edition, pages: set[str]) -> None:
    for subject in ("window-1", "seats", "duties", "powers"):
        sheet = hall(jinzhu)[subject]
        codes = reading.codes(reading.picture(pdf(sheet)))
        assert [code.text for code in codes] == list(sheet.links)
        assert {page(url) for url in sheet.links} <= pages
        assert codes[0].side > 49


def test_sheets_of_a_hall_look_as_they_did(jinzhu: Edition, looks: Golden) -> None:
    for subject in ("window-1", "seats", "duties", "whereabouts", "rule-1", "powers"):
        looks(reading.picture(pdf(hall(jinzhu)[subject]), 0, 40), f"hall-{subject}")
