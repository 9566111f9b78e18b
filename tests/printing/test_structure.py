"""PDFs can be read aloud, kept in an archive, and made again byte for byte."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from generator.printing import typesetting
from generator.printing.edition import Edition
from generator.printing.kinds import KINDS
from tests.conftest import TODAY
from tests.printing import reading
from tests.printing.conftest import pdf, sheets_of

PRINTED = [kind.name for kind in KINDS if not kind.on_request]


@pytest.mark.parametrize("kind", PRINTED)
def test_a_sheet_is_tagged_titled_and_in_chinese(little: Edition, kind: str) -> None:
    sheet = next(iter(sheets_of(little, kind).values()))
    if sheet.suffix != "pdf":
        return
    with pikepdf.open(io.BytesIO(pdf(sheet))) as opened:
        root = opened.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "zh-CN"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.StructTreeRoot.K
        said = opened.open_metadata()
        assert said["dc:title"] == sheet.title
        assert str(said["pdfuaid:part"]) == "1"
        assert said.pdfa_status == "2A"


@pytest.mark.parametrize("kind", PRINTED)
def test_a_sheet_brings_its_fonts_and_only_the_characters_it_needs(
    little: Edition, kind: str
) -> None:
    sheet = next(iter(sheets_of(little, kind).values()))
    if sheet.suffix != "pdf":
        return
    with pikepdf.open(io.BytesIO(pdf(sheet))) as opened:
        fonts = [
            font
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
            for font in [one]
        ]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font or "/FontFile3" in font
            assert str(font.FontName)[7:8] == "+"  # six letters before it: a subset


def test_a_sheet_is_the_same_byte_for_byte_whenever_it_is_made(little: Edition) -> None:
    sheet = sheets_of(little, "poster")["jinzhu", "sa-minimum-living"]
    assert typesetting.typeset(sheet, TODAY) == typesetting.typeset(sheet, TODAY)
    again = sheets_of(replace(little), "poster")["jinzhu", "sa-minimum-living"]
    assert pdf(again) == pdf(sheet)
    assert typesetting.typeset(sheet, TODAY + timedelta(1)) != typesetting.typeset(sheet, TODAY)


def test_a_character_no_font_has_is_told_in_chinese(little: Edition) -> None:
    sheet = sheets_of(little, "poster")["jinzhu", "sa-minimum-living"]
    odd = replace(sheet, data={**sheet.data, "heading": "怎样办\U000f0000"})
    with pytest.raises(typesetting.TypesettingError, match="字体里没有"):
        typesetting.typeset(odd, TODAY)


def test_a_picture_of_a_sheet_shows_its_code_too(little: Edition) -> None:
    sheet = replace(sheets_of(little, "poster")["jinzhu", "sa-minimum-living"], suffix="png")
    made = typesetting.typeset(sheet, TODAY)
    assert made.pages == len(made.files) == 1
    (code,) = reading.codes(reading.from_png(made.files[0]))
    assert (code.text,) == sheet.links
