"""Stickers of service points: one for each group, with one number and the way in."""

from generator.models.place import Group, Station
from generator.printing.edition import Edition
from generator.printing.sheet import Sheet
from tests.printing import places, reading, sizes
from tests.printing.conftest import Golden, page, pdf, sheets_of

VILLAGE = "361025205200"


def stickers(edition: Edition) -> Sheet:
    return sheets_of(edition, "sticker")["jinzhu", VILLAGE]


def test_every_group_of_the_county_has_a_sticker(jinzhu: Edition) -> None:
    (township,) = jinzhu.townships
    sheets = sheets_of(jinzhu, "sticker").values()
    names = [len(sheet.data["groups"]) for sheet in sheets]  # type: ignore[arg-type]
    assert sum(names) == sum(len(village.groups) for village in township.villages) == 140


def test_a_sticker_has_its_group_and_four_are_on_a_page(jinzhu: Edition, pages: set[str]) -> None:
    sheet = stickers(jinzhu)
    made = pdf(sheet)
    groups = sheet.data["groups"]
    assert isinstance(groups, list)
    said = reading.text(made)
    assert said.count("便民服务点") == len(groups)
    assert all(f"坪溪村委会{group['name']}" in said for group in groups)
    assert reading.pages(made) == -(-len(groups) // 4)
    codes = reading.codes(reading.copied(reading.picture(made)).convert("L"))
    assert [code.text for code in codes] == [*sheet.links] * 4
    assert page(sheet.links[0]) in pages
    assert min(code.side for code in codes) > 49


def test_the_number_is_the_nearest_there_is(little: Edition) -> None:
    assert "有事打乡镇大厅0794-00000311" in reading.text(pdf(stickers(little)))
    station = Station.model_construct(address=None, phone="0794-00000999", hours=())
    near = places.village(little, station=station)
    assert "有事打村便民服务站0794-00000999" in reading.text(pdf(stickers(near)))


def test_a_group_may_have_a_liaison_and_a_place(little: Edition) -> None:
    group = Group.model_construct(name="东头组", liaison="联络员（演示）", place="祠堂边")
    said = reading.text(pdf(stickers(places.village(little, groups=(group,)))))
    assert "地点：祠堂边" in said
    assert "联络员：联络员（演示）" in said


def test_a_village_without_groups_has_none(little: Edition) -> None:
    without = places.village(little, groups=())
    assert ("jinzhu", VILLAGE) not in sheets_of(without, "sticker")


def test_the_longest_names_fit(little: Edition) -> None:
    made = pdf(stickers(places.crowded(little)))
    assert reading.pages(made) == 2
    assert reading.misplaced(made) == []
    assert sizes.least(made) >= 9


def test_stickers_look_as_they_did(jinzhu: Edition, looks: Golden) -> None:
    looks(reading.picture(pdf(stickers(jinzhu)), 0, 40), "sticker")
