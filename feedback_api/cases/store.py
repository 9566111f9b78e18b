"""Cases and their history in the database."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, update

from feedback_api import db
from feedback_api.actors import Actor
from feedback_api.cases import sums
from feedback_api.cases.states import ENDS, Appeal, Case, Level, Move, State
from feedback_api.cases.tables import case_steps, cases

PAGE = 50
OPEN = "未办结"
_OPEN = [state for state in State if state not in ENDS]
_FIELDS = tuple(field.name for field in fields(Case))
_CASE = [cases.c[name] for name in _FIELDS]


class Filed(NamedTuple):
    """A case as it is kept: under the number of its rating."""

    rating: int
    service: str
    case: Case

    @property
    def township(self) -> str:
        """Whose it is."""
        return self.case.township


class Entry(NamedTuple):
    """One line of a case's history: who did what, when, from where to where, and why."""

    day: date
    step: str
    actor: str
    role: str | None
    before: str | None
    after: str
    level: str
    due: date
    note: str
    reply: str


class Wanted(NamedTuple):
    """Which cases of an inbox are asked for; empty means all."""

    township: str = ""
    service: str = ""
    state: str = ""  # or OPEN
    level: str = ""
    overdue_on: date | None = None


def file(connection: Connection, filed: Sequence[Filed], first: Sequence[Entry]) -> None:
    """New cases, each with the first line of its history."""
    rows = [_row(one.case) | {"rating": one.rating, "service": one.service} for one in filed]
    db.add_all(connection, cases, rows)
    lines = zip(filed, first, strict=True)
    steps = [entry._asdict() | {"rating": one.rating, "number": 1} for one, entry in lines]
    db.add_all(connection, case_steps, steps)


def get(connection: Connection, rating: int, *, to_change: bool = False) -> Filed | None:
    """The case of a rating; nobody else changes it until the transaction ends if asked for."""
    query = _filed().where(cases.c.rating == rating)
    return _one(connection, query.with_for_update() if to_change else query)


def save(connection: Connection, filed: Filed, entry: Entry) -> None:
    """The case as it is now, and the line that says how it got there."""
    connection.execute(
        update(cases).where(cases.c.rating == filed.rating).values(**_row(filed.case))
    )
    number = select(func.count() + 1).where(case_steps.c.rating == filed.rating)
    values = entry._asdict() | {"rating": filed.rating, "number": number.scalar_subquery()}
    connection.execute(case_steps.insert().values(**values))
    sums.forget(connection, filed.rating)


def note_again(connection: Connection, rating: int, grade: int | None) -> None:
    """The grade of the 追评 that followed a rating; None when it doesn't count any more."""
    connection.execute(update(cases).where(cases.c.rating == rating).values(again=grade))
    sums.forget(connection, rating)


def history(connection: Connection, rating: int) -> list[Entry]:
    """Everything that happened to a case, from the beginning."""
    columns = [case_steps.c[name] for name in Entry._fields]
    query = select(*columns).where(case_steps.c.rating == rating).order_by(case_steps.c.number)
    return [Entry(*row) for row in connection.execute(query)]


def inbox(connection: Connection, wanted: Wanted, page: int | None = 1) -> list[Filed]:
    """Cases by deadline, open ones first: one more than a page when there are more.

    Without a page, all of them.
    """
    if page is None:
        return [one for ended in (False, True) for one in _some(connection, wanted, ended=ended)]
    skip = (page - 1) * PAGE
    found = _some(connection, wanted, slice(skip, skip + PAGE + 1), ended=False)
    if len(found) <= PAGE:
        # Closed ones apart: sorting both kinds together, a page would take in all there are.
        skip -= count(connection, wanted, ended=False) if skip else 0
        rest = slice(max(0, skip), max(0, skip) + PAGE + 1 - len(found))
        found += _some(connection, wanted, rest, ended=True)
    return found


def _some(
    connection: Connection, wanted: Wanted, place: slice | None = None, *, ended: bool
) -> list[Filed]:
    """The open or the closed ones by deadline, from one place to another."""
    if wanted.state and ended is not (wanted.state in ENDS):
        return []
    query = _filed().where(*_conditions(wanted), *_ended(ended=ended))
    query = query.order_by(cases.c.due, cases.c.rating)
    if place:
        query = query.offset(place.start).limit(place.stop - place.start)
    return [_read(row) for row in connection.execute(query)]


def _ended(*, ended: bool | None) -> list[ColumnElement[bool]]:
    if ended is None:
        return []
    return [cases.c.closed.is_not(None) if ended else cases.c.state.in_(_OPEN)]


def count(connection: Connection, wanted: Wanted, *, ended: bool | None = None) -> int:
    """How many there are; closed or open ones alone if asked for."""
    conditions = (*_conditions(wanted), *_ended(ended=ended))
    query = select(func.count()).select_from(cases).where(*conditions)
    return int(connection.execute(query).scalar_one())


def overdue(connection: Connection, today: date, limit: int) -> list[Filed]:
    """Some open cases of the townships past their deadline, to be changed in this transaction."""
    wanted = Wanted(level=Level.TOWNSHIP, overdue_on=today)
    query = _filed().where(*_conditions(wanted)).order_by(cases.c.rating).limit(limit)
    return [_read(row) for row in connection.execute(query.with_for_update())]


def line(before: Case | None, case: Case, move: Move, today: date) -> Entry:
    """The history's line for a step."""
    actor: Actor = move.actor
    why = f"{move.appeal}：{move.note}" if move.appeal and case.state is State.APPEAL else move.note
    return Entry(
        day=today,
        step=move.step,
        actor=actor.name,
        role=actor.role,
        before=before.state if before else None,
        after=case.state,
        level=case.level,
        due=case.due,
        note=why,
        reply=move.reply,
    )


def _filed() -> Select[Any]:
    return select(cases.c.rating, cases.c.service, *_CASE)


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    for name in ("township", "service", "level"):
        if getattr(wanted, name):
            yield cases.c[name] == getattr(wanted, name)
    if wanted.state == OPEN or wanted.overdue_on:
        yield cases.c.state.in_(_OPEN)
    if wanted.state and wanted.state != OPEN:
        yield cases.c.state == wanted.state
    if wanted.overdue_on:
        yield cases.c.due < wanted.overdue_on


def _row(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in _FIELDS}  # asdict() copies each value deeply


def _one(connection: Connection, query: Select[Any]) -> Filed | None:
    row = db.one_of(connection.execute(query))
    return _read(row) if row is not None else None


def _read(row: Row[Any]) -> Filed:
    named = row._asdict()
    rating, service = named.pop("rating"), named.pop("service")
    named |= {"state": State(named["state"]), "level": Level(named["level"])}
    named["appeal"] = Appeal(named["appeal"]) if named["appeal"] else None
    return Filed(rating, service, Case(**named))
