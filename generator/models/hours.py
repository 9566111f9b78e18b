"""Hours of a hall by the days of the week (服务时间)."""

import re
from typing import Annotated, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from generator.models.base import wrong

WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS = re.compile(f"({'|'.join(WEEK)})(?:至({'|'.join(WEEK)}))?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
_BY_WORD = ("预约", "休息", "全天")


class Opening(NamedTuple):
    """Hours of some days of the week (服务时间), as written."""

    days: str
    hours: str


def _opening_hours(value: object) -> tuple[Opening, ...]:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, dict):
        raise wrong(
            "服务时间要按日子写", '例如：{周一至周五: "8:30-12:00, 14:00-17:30", 周六: 预约}'
        )
    openings = tuple(
        Opening(_checked_days(days), _checked_hours(hours)) for days, hours in value.items()
    )
    seen: set[int] = set()
    for opening in openings:
        for day in weekdays(opening.days):
            if day in seen:
                raise wrong(f"{WEEK[day]}写了两遍", "每一天只能出现一次")
            seen.add(day)
    return openings


def _checked_days(days: str) -> str:
    match = _DAYS.fullmatch(days)
    if not match or (match[2] and WEEK.index(match[1]) >= WEEK.index(match[2])):
        raise wrong(f"“{days}”不是星期", "请写“周一”或“周一至周五”")
    return days


def _checked_hours(hours: object) -> str:
    if not isinstance(hours, str):
        raise wrong("每一天的时间要写成一句话", '例如：周一至周五: "8:30-12:00, 14:00-17:30"')
    text = hours.strip()
    if text in _BY_WORD:
        return text
    for part in re.split(r"\s*[,\uff0c]\s*", text):
        match = _CLOCK.fullmatch(part)
        if not match or (int(match[1]), int(match[2])) >= (int(match[3]), int(match[4])):
            raise wrong(f"“{part}”不是时间段", f"请写成 8:30-12:00，或写{'、'.join(_BY_WORD)}")
    return re.sub(r"\s*[,\uff0c]\s*", "、", text)


def weekdays(days: str) -> range:
    """`周一至周五` as the numbers 0–4 (Monday is 0)."""
    match = _DAYS.fullmatch(days)
    if match is None:
        return range(0)
    first = WEEK.index(match[1])
    return range(first, WEEK.index(match[2]) + 1 if match[2] else first + 1)


def minutes(hours: str) -> tuple[tuple[int, int], ...]:
    """`8:30-12:00、14:00-17:30` as minutes of the day; nothing for 预约 and 休息."""
    if hours == "全天":
        return ((0, 24 * 60),)
    clocks = (map(int, match.groups()) for match in _CLOCK.finditer(hours))
    spans: list[tuple[int, int]] = []
    for start, end in sorted((h1 * 60 + m1, h2 * 60 + m2) for h1, m1, h2, m2 in clocks):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


Hours = Annotated[
    tuple[Opening, ...],
    PlainValidator(_opening_hours),
    PlainSerializer(dict),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]
