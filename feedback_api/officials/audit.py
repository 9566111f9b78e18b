"""The log of changes: who, when, what, from, to. It holds nothing personal."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from feedback_api.officials.tables import audit

PAGE = 50


class Change(NamedTuple):
    """One entry. `official` is the name they sign in with, or 命令行 for the command line."""

    at: datetime
    official: str
    action: str
    subject: str
    township: str | None = None
    before: str | None = None
    after: str | None = None


class Filter(NamedTuple):
    """Which entries are asked for; empty means all."""

    official: str = ""
    action: str = ""
    township: str = ""
    since: date | None = None
    until: date | None = None


def record(connection: Connection, change: Change) -> None:
    """Writes an entry, in the transaction of the change itself."""
    row = change._asdict() | {"at": change.at.replace(tzinfo=None, microsecond=0)}
    connection.execute(audit.insert().values(row))


def changes(connection: Connection, wanted: Filter, page: int = 1) -> Sequence[Change]:
    """Entries, the newest first: one more than a page when there are more."""
    columns = [audit.c[name] for name in Change._fields]
    query = select(*columns).where(*_conditions(wanted)).order_by(audit.c.id.desc())
    rows = connection.execute(query.offset((page - 1) * PAGE).limit(PAGE + 1))
    return [Change(*row) for row in rows]


def actions(connection: Connection) -> list[str]:
    """The kinds of changes there are."""
    query = select(audit.c.action).distinct().order_by(audit.c.action)
    return list(connection.execute(query).scalars())


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    equal = {name: getattr(wanted, name) for name in ("official", "action", "township")}
    found = [audit.c[name] == value for name, value in equal.items() if value]
    if wanted.since:
        found.append(audit.c.at >= datetime.combine(wanted.since, time()))
    if wanted.until:
        found.append(audit.c.at < datetime.combine(wanted.until + timedelta(days=1), time()))
    return found
