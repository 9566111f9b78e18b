"""Requests and their history in the database."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, update

from feedback_api import db
from feedback_api.requests.machine import UP, Level, Move, Request, Result, State
from feedback_api.requests.tables import request_contacts, request_steps, requests

PAGE = 50
OPEN = "未办结"
STRUCK = "（文字已经依法删除）"
_WAY = [requests.c[field.name] for field in fields(Request)]


class Told(NamedTuple):
    """What a request says, and its two keys: the phone's and the resident's."""

    id: str
    receipt: str
    village: str | None
    channel: str
    category: str
    summary: str


class Kept(NamedTuple):
    """A request as it is kept, under its number."""

    number: int
    told: Told
    request: Request

    @property
    def township(self) -> str:
        """Whose it is."""
        return self.request.township


class Entry(NamedTuple):
    """One line of a request's history."""

    day: date
    step: str
    actor: str
    role: str | None
    state: str
    level: str
    owner: str | None
    due: date
    note: str
    reply: str


class Wanted(NamedTuple):
    """Which requests are asked for; empty means all."""

    township: str = ""
    category: str = ""
    channel: str = ""
    state: str = ""  # or OPEN
    level: str = ""
    overdue_on: date | None = None
    since: date | None = None
    until: date | None = None


def add(connection: Connection, told: Told, request: Request, phone: str | None) -> Kept | None:
    """A new request, and whom to call back; None when its phone has sent it before."""
    statement = db.insert(connection, requests).values(**told._asdict(), **asdict(request))
    number = connection.execute(
        statement.on_conflict_do_nothing(index_elements=["id"]).returning(requests.c.number)
    ).scalar_one_or_none()
    if number is None:
        return None
    if phone:
        connection.execute(request_contacts.insert().values(request=number, phone=phone))
    return Kept(number, told, request)


def record(connection: Connection, number: int, request: Request, move: Move, day: date) -> None:
    """The line of the history that says how the request got where it is."""
    before = select(func.count() + 1).where(request_steps.c.request == number)
    entry = Entry(
        day=day,
        step=move.step,
        actor=move.actor.name,
        role=move.actor.role,
        state=request.state,
        level=request.level,
        owner=request.owner,
        due=request.due,
        note=move.note,
        reply=move.reply,
    )
    values = entry._asdict() | {"request": number, "number": before.scalar_subquery()}
    connection.execute(request_steps.insert().values(**values))


def save(connection: Connection, number: int, request: Request) -> None:
    """The request as it is now."""
    connection.execute(
        update(requests).where(requests.c.number == number).values(**asdict(request))
    )


def forget_phone_after(connection: Connection, number: int, day: date) -> None:
    """The phone is deleted after that day."""
    contact = request_contacts.c.request == number
    connection.execute(update(request_contacts).where(contact).values(delete_after=day))


def prune(connection: Connection, today: date) -> int:
    """Deletes phones whose day is over; how many."""
    over = request_contacts.c.delete_after < today
    return connection.execute(request_contacts.delete().where(over)).rowcount


def strike(connection: Connection, number: int) -> bool:
    """Deletes what was written and whom to call back, for good; False when nothing is left."""
    connection.execute(request_contacts.delete().where(request_contacts.c.request == number))
    left = (requests.c.number == number, requests.c.summary != STRUCK)
    return connection.execute(update(requests).where(*left).values(summary=STRUCK)).rowcount == 1


def get(connection: Connection, number: int, *, to_change: bool = False) -> Kept | None:
    """One request; nobody else changes it until the transaction ends if asked for."""
    query = _kept().where(requests.c.number == number)
    return _one(connection, query.with_for_update() if to_change else query)


def of_phone(connection: Connection, identifier: str) -> Kept:
    """The request that a phone already sent under this number."""
    return _read(connection.execute(_kept().where(requests.c.id == identifier)).one())


def behind(connection: Connection, receipt: str) -> Kept | None:
    """The request that got this receipt."""
    return _one(connection, _kept().where(requests.c.receipt == receipt))


def phone(connection: Connection, number: int) -> str | None:
    """Whom to call back, if they asked for it."""
    query = select(request_contacts.c.phone).where(request_contacts.c.request == number)
    return connection.execute(query).scalar_one_or_none()


def history(connection: Connection, number: int) -> list[Entry]:
    """Everything that happened to a request, from the beginning."""
    columns = [request_steps.c[name] for name in Entry._fields]
    query = select(*columns).where(request_steps.c.request == number)
    return [Entry._make(row) for row in connection.execute(query.order_by(request_steps.c.number))]


def listed(connection: Connection, wanted: Wanted, page: int | None = 1) -> list[Kept]:
    """Requests by deadline, open ones first: one more than a page when there are more.

    Without a page, all of them.
    """
    query = (
        _kept()
        .where(*conditions(wanted))
        .order_by(requests.c.closed.is_not(None), requests.c.due, requests.c.number)
    )
    if page is not None:
        query = query.offset((page - 1) * PAGE).limit(PAGE + 1)
    return [_read(row) for row in connection.execute(query)]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many there are."""
    query = select(func.count()).select_from(requests).where(*conditions(wanted))
    return int(connection.execute(query).scalar_one())


def overdue(connection: Connection, today: date, limit: int) -> list[Kept]:
    """Some open requests past their deadline that can go up, to be changed at once."""
    late = conditions(Wanted(overdue_on=today))
    query = _kept().where(*late, requests.c.level.in_(UP)).order_by(requests.c.number)
    return [_read(row) for row in connection.execute(query.limit(limit).with_for_update())]


def conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """The same as SQL."""
    for name in ("township", "category", "channel", "level"):
        if getattr(wanted, name):
            yield requests.c[name] == getattr(wanted, name)
    if wanted.state == OPEN or wanted.overdue_on:
        yield requests.c.state.in_((State.WAITING, State.ACCEPTED))
    if wanted.state and wanted.state != OPEN:
        yield requests.c.state == wanted.state
    if wanted.overdue_on:
        yield requests.c.due < wanted.overdue_on
    if wanted.since:
        yield requests.c.opened >= wanted.since
    if wanted.until:
        yield requests.c.opened <= wanted.until


def _kept() -> Select[Any]:
    said = [requests.c[name] for name in Told._fields]
    return select(requests.c.number, *said, *_WAY)


def _one(connection: Connection, query: Select[Any]) -> Kept | None:
    row = db.one_of(connection.execute(query))
    return _read(row) if row is not None else None


def _read(row: Row[Any]) -> Kept:
    named = row._asdict()
    way = {field.name: named[field.name] for field in fields(Request)}
    way |= {"state": State(way["state"]), "level": Level(way["level"])}
    way["result"] = Result(way["result"]) if way["result"] else None
    told = Told(*(named[name] for name in Told._fields))
    return Kept(named["number"], told, Request(**way))
