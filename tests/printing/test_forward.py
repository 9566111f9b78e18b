"""A guide as a picture to forward: small, wide enough, and with all one needs."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from generator.printing import choosing, press
from generator.printing.edition import Edition
from generator.printing.kinds import forward
from generator.printing.sheet import Sheet
from tests.conftest import TODAY
from tests.printing import places, reading, sizes
from tests.printing.changing import LONG
from tests.printing.conftest import Golden, every_service_somewhere, page, pdf, sheets_of


def picture(edition: Edition, service: str = "sa-minimum-living") -> Sheet:
    return sheets_of(edition, "forward")["jinzhu", service]


def as_pdf(sheet: Sheet) -> bytes:
    """The same sheet as text that can be read back."""
    return pdf(replace(sheet, suffix="pdf"))


def test_pictures_are_1080_wide_and_at_most_200_kb() -> None:
    sheets = list(every_service_somewhere("forward").values())
    for sheet in sheets[::8]:
        made = pdf(sheet)
        assert len(made) <= 200_000, sheet.path
        seen = reading.from_png(made)
        assert seen.width == 1080
        assert seen.height <= 4096


def test_twelve_long_materials_still_make_a_small_picture(little: Edition) -> None:
    sheet = picture(places.many_materials(little))
    assert len(pdf(sheet)) <= 200_000
    assert reading.misplaced(as_pdf(sheet)) == []
    assert all(f"第{n}样材料：{LONG}" in reading.text(as_pdf(sheet)) for n in range(12))


def test_a_picture_tells_what_one_needs_before_setting_out(little: Edition) -> None:
    made = as_pdf(picture(little))
    said = reading.text(made)
    for words in (
        "怎样办低保",
        "到窗口：跑1次",
        "最低生活保障申请表（含收入、财产声明）（原件1份）",
        "不用带（窗口自己查，查不到才要）：共同生活家庭成员居民身份证",
        "A岗社会救助岗（演示）0794-00000315",
        "金竹畲族乡便民服务中心1号窗口",
        "周一至周五8:30",
        "25个工作日，不收费",
        "长按图片，识别二维码",
    ):
        assert words in said, words
    assert sizes.least(made) >= 16  # 32 pixels of 1080
    assert reading.pages(made) == 1


def test_a_guide_that_fails_the_standard_says_so(little: Edition) -> None:
    sheet = picture(little)
    failing = {**sheet.data, "standard": {"mark": "未达标", "met": False, "reasons": []}}
    assert "!未达标" in reading.text(as_pdf(replace(sheet, data=failing)))
    assert "未达标" not in reading.text(as_pdf(sheet))


def test_the_code_of_a_picture_opens_its_guide(jinzhu: Edition, pages: set[str]) -> None:
    sheet = picture(jinzhu, "ps-id-card")
    (code,) = reading.codes(reading.from_png(pdf(sheet)))
    assert (code.text,) == sheet.links
    assert page(code.text) in pages


def test_equal_pictures_have_equal_bytes(little: Edition) -> None:
    assert pdf(picture(little)) == pdf(picture(little))


def test_pictures_are_kept_and_removed_beside_pdfs(little: Edition, tmp_path: Path) -> None:
    kinds = choosing.kinds(["overview", "forward"], little.choice, "", is_large=False)

    def run(edition: Edition) -> press.Report:
        return press.run(press.order(edition, kinds), tmp_path, TODAY, lambda *_: None)

    first = run(little)
    assert (tmp_path / "jinzhu" / "forward" / "ps-id-card.png").is_file()
    assert (tmp_path / "jinzhu" / "overview" / "jinzhu.pdf").is_file()
    assert run(little).made == ()
    less = run(places.township(little, lambda one: replace(one, guides=one.guides[1:])))
    assert less.deleted == 1
    assert less.wanted == first.wanted - 1


def test_a_picture_has_greys_alone(little: Edition, tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(pdf(picture(little)))
    with Image.open(tmp_path / "one.png") as seen:
        colours = seen.convert("RGB").getcolors()
    assert colours
    assert len(colours) <= 16
    assert all(red == green == blue for _, (red, green, blue) in colours)  # type: ignore[misc]


def test_a_picture_looks_as_it_did(little: Edition, looks: Golden) -> None:
    seen = reading.from_png(pdf(picture(little)))
    looks(seen.resize((seen.width // 3, seen.height // 3)), "forward")


def test_a_picture_is_made_for_every_guide_on_offer(jinzhu: Edition) -> None:
    active = {one.identifier for one in jinzhu.townships[0].guides if one.service.is_active}
    assert {sheet.subject for sheet in forward.sheets(jinzhu)} == active
