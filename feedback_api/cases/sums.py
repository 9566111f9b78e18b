"""Figures of finished weeks' cases, kept: a year of them is some 400,000 rows to go through.

A week's figures are kept for the county and each township with cases in it, and thrown away as
soon as anything happens to one of its cases. What happens by itself, a deadline that passes, is
known before: the figures are good until then.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    and_,
    case,
    delete,
    func,
    literal,
    or_,
    select,
)

from feedback_api import db
from feedback_api.cases.states import State
from feedback_api.cases.tables import case_sums, cases
from feedback_api.ratings import weeks

COUNTY = ""
NAMES = tuple(column.name for column in case_sums.c if isinstance(column.type, Integer))
"""Numerators and denominators of the indicators, in their order."""
_SATISFIED = 3
"""A 追评 of 基本满意 or better."""
_WEEK = timedelta(days=6)
_GRACE = timedelta(hours=1)
"""A rating of Sunday night may be stored a moment after the week is over."""


class Span(NamedTuple):
    """Cases opened from one day up to and with another, of one township or of all."""

    first: date
    last: date
    township: str = COUNTY


def figures(today: date) -> list[ColumnElement[int]]:
    """The numbers named above. A case is late as soon as its deadline is over, done or not."""
    c = cases.c
    counted = c.state != State.EXCLUDED
    decided = c.upheld.is_not(None)
    wanted = (
        and_(counted, c.contacted <= c.contact_due),
        and_(counted, or_(c.contacted.is_not(None), c.contact_due < today)),
        and_(counted, c.mended <= c.mend_due),
        and_(counted, or_(c.mended.is_not(None), c.mend_due < today)),
        and_(counted, c.mended.is_not(None)),
        and_(counted, c.confirmed.is_not(None)),
        and_(counted, c.again >= _SATISFIED),
        and_(counted, c.again.is_not(None)),
        and_(decided, c.upheld.is_(True)),
        decided,
    )
    return [func.count().filter(one) for one in wanted]


def read(connection: Connection, span: Span, today: date) -> list[int]:
    """The numbers of a span, from what is kept and, where nothing is, from the cases."""
    names = _whole_weeks(span)
    known = _good(connection, names, today)
    kept = select(*(func.sum(case_sums.c[name]) for name in NAMES)).where(
        case_sums.c.week.in_(known), case_sums.c.township == span.township
    )
    found = [[int(number or 0) for number in connection.execute(kept).one()]] if known else []
    for first, last in _gaps(span, known):
        query = select(*figures(today)).where(*_within(Span(first, last, span.township)))
        found.append([int(number) for number in connection.execute(query).one()])
    return [sum(numbers) for numbers in zip(*found, strict=True)]


def _whole_weeks(span: Span) -> list[str]:
    found, monday = [], span.first + timedelta(days=-span.first.weekday() % 7)
    while monday + _WEEK <= span.last:
        found.append(weeks.of(monday))
        monday += timedelta(weeks=1)
    return found


def _good(connection: Connection, names: Sequence[str], today: date) -> list[str]:
    c = case_sums.c
    good = or_(c.until.is_(None), c.until >= today)
    query = select(c.week).where(c.week.in_(names), c.township == COUNTY, good)
    return sorted(connection.execute(query).scalars())


def _gaps(span: Span, known: Iterable[str]) -> Iterator[tuple[date, date]]:
    """The days between what is kept."""
    first = span.first
    for monday in map(weeks.monday, known):
        if first < monday:
            yield first, monday - timedelta(days=1)
        first = monday + _WEEK + timedelta(days=1)
    if first <= span.last:
        yield first, span.last


def _within(span: Span) -> list[ColumnElement[bool]]:
    found = [cases.c.opened >= span.first, cases.c.opened <= span.last]
    return [*found, cases.c.township == span.township] if span.township else found


def catch_up(engine: Engine, span: Span, now: datetime) -> None:
    """Keeps the figures of the span's finished weeks that aren't kept, or not any more."""
    with db.reading(engine) as connection:
        if not due(connection, span, now):
            return
    with db.writing(engine) as connection:
        if connection.dialect.name == "postgresql":  # or a case could change while it is summed
            connection.exec_driver_sql("LOCK TABLE case_sums IN SHARE ROW EXCLUSIVE MODE")
        keep(connection, due(connection, span, now), now.date())


def due(connection: Connection, span: Span, now: datetime) -> list[str]:
    """The finished weeks of a span that have to be summed."""
    this = weeks.of((now - _GRACE).date())
    finished = [name for name in _whole_weeks(span) if name < this]
    known = set(_good(connection, finished, now.date()))
    return [name for name in finished if name not in known]


def keep(connection: Connection, names: Sequence[str], today: date) -> None:
    """Keeps the figures of these weeks, as of today."""
    connection.execute(delete(case_sums).where(case_sums.c.week.in_(names)))
    columns = ["week", "township", "until", *NAMES]
    for name in names:
        monday = weeks.monday(name)
        within = _within(Span(monday, monday + _WEEK))
        towns: Select[Any] = (
            select(literal(name), cases.c.township, _until(today), *figures(today))
            .where(*within)
            .group_by(cases.c.township)
        )
        connection.execute(case_sums.insert().from_select(columns, towns))
        c = case_sums.c
        numbers = (func.coalesce(func.sum(c[one]), 0) for one in NAMES)
        county: Select[Any] = select(literal(name), literal(COUNTY), func.min(c.until), *numbers)
        connection.execute(case_sums.insert().from_select(columns, county.where(c.week == name)))


def _until(today: date) -> ColumnElement[date]:
    """The first day a deadline ends on that isn't over: the figures change after it."""
    c = cases.c
    contact = and_(c.contacted.is_(None), c.contact_due >= today)
    mend = and_(c.mended.is_(None), c.mend_due >= today, or_(~contact, c.mend_due < c.contact_due))
    return func.min(case((mend, c.mend_due), (contact, c.contact_due)))


def forget(connection: Connection, rating: int) -> None:
    """Throws the figures of the week away in which a case was opened that has changed."""
    opened = connection.execute(select(cases.c.opened).where(cases.c.rating == rating)).scalar()
    if opened is not None:
        connection.execute(delete(case_sums).where(case_sums.c.week == weeks.of(opened)))
