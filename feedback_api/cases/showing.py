"""A case as its pages show it: names instead of codes, deadlines in working days."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.calendar import Deadline
from feedback_api.cases import complaints, store
from feedback_api.cases.complaints import Complaint
from feedback_api.cases.states import Clock
from feedback_api.cases.store import Entry, Filed
from feedback_api.published import Published
from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import CHANNELS, GRADES, Channel
from feedback_api.tabular import Table


class Line(NamedTuple):
    """A case in the inbox."""

    number: int
    service: str
    township: str
    state: str
    level: str
    opened: date
    deadline: Deadline
    is_open: bool


class Told(NamedTuple):
    """A rating in words."""

    grade: str
    tags: list[str]
    channel: str
    village: str


class Sheet(NamedTuple):
    """Everything about one case."""

    filed: Filed
    line: Line
    complaint: Complaint
    told: Told
    again: str | None
    history: list[Entry]


def line(filed: Filed, catalog: Published, now: Clock) -> Line:
    """The case's line; of a closed one the deadline is measured on the day it ended."""
    case = filed.case
    return Line(
        filed.rating,
        catalog.service_name(filed.township, filed.service),
        catalog.township_name(filed.township),
        case.state,
        case.level,
        case.opened,
        now.calendar.deadline(case.due, now.today if case.is_open else case.since),
        case.is_open,
    )


def sheet(connection: Connection, filed: Filed, catalog: Published, now: Clock) -> Sheet:
    """The case with its rating, its 追评 and its history."""
    complaint = complaints.complaint(connection, filed.rating)
    again = complaints.again(connection, filed.rating)
    return Sheet(
        filed,
        line(filed, catalog, now),
        complaint,
        _told(complaint, catalog),
        GRADES[again] if again else None,
        store.history(connection, filed.rating),
    )


def _told(complaint: Complaint, catalog: Published) -> Told:
    known = tags()
    return Told(
        GRADES[complaint.grade],
        [known[code].text for code in complaint.tags if code in known],
        CHANNELS[Channel(complaint.channel)],
        catalog.village_name(complaint.township, complaint.village),
    )


def values(filed: Filed, catalog: Published) -> dict[str, str]:
    """What stands in the braces of a reply."""
    return {
        "事项": catalog.service_name(filed.township, filed.service),
        "乡镇": catalog.township_name(filed.township),
        "大厅电话": catalog.hall_phone(filed.township),
        "期限": filed.case.due.isoformat(),
    }


def table(lines: list[Line]) -> Table:
    """The inbox as a table to save."""
    columns = ("编号", "事项", "乡镇", "状态", "层级", "收到", "期限", "剩余工作日", "暂定")
    rows = [
        (*one[:6], one.deadline.day, one.deadline.left, "是" if one.deadline.is_provisional else "")
        for one in lines
    ]
    return Table("差评台账", columns, rows)
