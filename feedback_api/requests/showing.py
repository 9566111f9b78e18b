"""Requests as the ledger shows them, as a table to save, and a month in figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from feedback_api import typed
from feedback_api.calendar import Calendar, Deadline
from feedback_api.published import Published
from feedback_api.requests.machine import Level, Result
from feedback_api.requests.models import Category, Channel
from feedback_api.requests.store import Kept
from feedback_api.tabular import Table

COLUMNS = (
    "编号",
    "收到",
    "乡镇",
    "村",
    "来源",
    "类别",
    "内容",
    "状态",
    "在哪一级",
    "负责",
    "期限",
    "剩余工作日",
    "暂定",
    "结果",
    "办结",
)


class Line(NamedTuple):
    """A request in the ledger."""

    kept: Kept
    township: str
    village: str
    deadline: Deadline

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.kept.request.is_open


class Month(NamedTuple):
    """A month of the ledger in figures."""

    received: int
    categories: dict[str, int]
    channels: dict[str, int]
    results: dict[str, int]
    closed: int
    in_time: int
    overdue: int
    at_county: int


def line(kept: Kept, catalog: Published, today: date) -> Line:
    """The request's line; of a closed one the deadline is measured on the day it ended."""
    request = kept.request
    calendar = Calendar.of(catalog.county.calendar)
    return Line(
        kept,
        catalog.township_name(kept.township),
        catalog.village_name(kept.township, kept.told.village),
        calendar.deadline(request.due, request.closed or today),
    )


def table(lines: Iterable[Line]) -> Table:
    """The ledger as a table to save: no phone, no receipt, and its texts were masked."""
    return Table("民情台账", COLUMNS, [_row(one) for one in lines])


def _row(one: Line) -> list[str | int | date | None]:
    told, request = one.kept.told, one.kept.request
    return [
        one.kept.number,
        request.opened,
        one.township,
        one.village,
        told.channel,
        told.category,
        told.summary,
        request.state,
        request.level,
        request.owner,
        request.due,
        one.deadline.left,
        "是" if one.deadline.is_provisional else "",
        request.result,
        request.closed,
    ]


def month(received: Sequence[Kept], today: date) -> Month:
    """What came in a month, and what became of it until today."""
    closed = [kept for kept in received if kept.request.closed]
    return Month(
        received=len(received),
        categories=_counted(Category, (kept.told.category for kept in received)),
        channels=_counted(Channel, (kept.told.channel for kept in received)),
        results=_counted(Result, (kept.request.result or "" for kept in closed)),
        closed=len(closed),
        in_time=sum((kept.request.closed or today) <= kept.request.due for kept in closed),
        overdue=sum(kept.request.is_overdue(today) for kept in received),
        at_county=sum(kept.request.level is Level.COUNTY for kept in received),
    )


def _counted(words: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    """How often each of the words was found, those never found too."""
    numbers = Counter(found)
    return {word: numbers[word] for word in words}


def bounds(text: str, today: date) -> tuple[date, date]:
    """First and last day of a month written `2026-11`; of this one when it isn't one."""
    first = typed.day(f"{text}-01") or today.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)
