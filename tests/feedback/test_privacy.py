"""What is private is hidden before anybody can read it, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api import privacy

WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def digits(number: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=number, max_size=number)


def with_check(first: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def with_luhn(first: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(first)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return first + str(-total % 10)


birthdays = st.dates().map(lambda day: f"{day.year % 150 + 1900}{day.month:02}{day.day:02}")
ids = st.builds(lambda a, day, c: with_check(f"36{a}{day}{c}"), digits(4), birthdays, digits(3))
old_ids = st.builds(lambda a, day, c: f"36{a}{day[2:]}{c}", digits(4), birthdays, digits(3))
cards = st.builds(lambda tail: with_luhn(f"62{tail}"), digits(13) | digits(16))
mobiles = st.builds(lambda kind, tail: f"1{kind}{tail}", st.sampled_from("3456789"), digits(9))
landlines = st.builds(lambda tail: f"0794-6{tail}", digits(6))
plates = st.builds(lambda tail: f"赣F{tail}", digits(5) | digits(5).map("D{}".format))
kinds = {"身份证号": ids | old_ids, "银行卡号": cards, "手机号": mobiles, "座机号": landlines}
private = st.one_of(
    [st.tuples(values, st.just(name)) for name, values in (kinds | {"车牌号": plates}).items()]
)


@st.composite
def typed(draw: st.DrawFn) -> tuple[str, str]:
    """Something private as people type it, and what it is."""
    value, name = draw(private)
    gap = draw(st.sampled_from(["", " ", "-", "·"]))
    if gap and value[0].isdigit():
        value = gap.join((value[:3], value[3:7], value[7:]))
    return (value.translate(WIDE) if draw(st.booleans()) else value), name


@given(
    typed(), st.sampled_from(["", "我的号码是", "电话:", "x"]), st.sampled_from(["", "。谢谢", " "])
)
def test_nothing_private_is_left(said: tuple[str, str], before: str, after: str) -> None:
    value, name = said
    masked = privacy.mask(before + value + after)
    assert masked.startswith(before)
    assert masked.endswith(after)
    assert not any(character.isdigit() for character in masked)
    assert f"【{name}】" in masked


@given(st.text())
def test_masking_once_is_enough(text: str) -> None:
    masked = privacy.mask(text)
    assert privacy.mask(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "慢",
        "2026年11月24日跑了3次，花了1200元",
        "办了12345热线，3楼305室",
        "编号360000199013451234",  # the check digit doesn't fit, nor is there such a month
        "赣江边上的新A楼",
        "排队 20 到 30 分钟，第 1380 号",
    ],
)
def test_what_is_not_private_stays(text: str) -> None:
    assert privacy.mask(text) == text


def test_the_mask_says_what_it_hid() -> None:
    text = "我叫的车赣FD12345，手机 138-0013-8000，身份证 11010519491231002X"
    assert privacy.mask(text) == "我叫的车【车牌号】，手机 【手机号】，身份证 【身份证号】"
