"""Cases and requests for tests: ratings that arrive on a day, and an application on that day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime

from flask import Flask
from sqlalchemy import Connection, select

from feedback_api import db
from feedback_api.actors import SYSTEM
from feedback_api.cases import machine, store
from feedback_api.cases.states import Clock, Days, Level, Move, Step
from feedback_api.ratings.intake import Origin, checked
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.tables import ratings
from feedback_api.requests import store as requests
from feedback_api.requests.machine import Rules, received
from feedback_api.services import CHINA, Services, services
from tests.feedback.rating import sent
from tests.feedback.test_calendar import MADE

FRIDAY = date(2026, 2, 13)
"""Before 春节 2026: the next day is made up, then nine days are off."""


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=CHINA)


@contextmanager
def connected(app: Flask) -> Iterator[Connection]:
    """A transaction on the application's database."""
    with app.app_context(), db.writing(services().engine) as connection:
        yield connection


def rate(app: Flask, day: date = FRIDAY, follows: int | None = None, **values: object) -> int:
    """A rating that arrives on a day; gives its number."""
    with app.app_context():
        rating = checked(NewRating, sent(**values))
        taken = services().intake.take(rating, Origin(at(day), "10.0.0.1", follows))
    with connected(app) as connection:
        known = ratings.c.receipt == taken.receipt
        return int(connection.execute(select(ratings.c.seq).where(known)).scalar_one())


@dataclass(frozen=True)
class _OnADay(Services):
    day: date = FRIDAY

    def now(self) -> datetime:
        return at(self.day)


def set_day(app: Flask, day: date) -> None:
    """From now on it is that day for the application."""
    with app.app_context():
        here = services()
    known = {field.name: getattr(here, field.name) for field in fields(Services)}
    app.extensions["feedback"] = _OnADay(**known, day=day)


def some_case(connection: Connection) -> int:
    """The number of a case of 金竹, put straight into the database, once."""
    known = connection.execute(select(ratings.c.seq).where(ratings.c.id == _ROW["id"])).scalar()
    if known is not None:
        return int(known)
    seq = connection.execute(ratings.insert().values(**_ROW).returning(ratings.c.seq)).scalar_one()
    case = machine.opened("jinzhu", Level.TOWNSHIP, Clock(FRIDAY, MADE, Days()))
    filed = store.Filed(seq, "sa-minimum-living", case)
    store.file(connection, [filed], [store.line(None, case, Move(Step.OPENED, SYSTEM), FRIDAY)])
    return int(seq)


_ROW = {
    "id": "sample",
    "receipt": "sample",
    "township": "jinzhu",
    "service": "sa-minimum-living",
    "week": "2026-W07",
    "grade": 1,
    "tags": [],
    "missing": [],
    "open": {},
    "verified": False,
    "channel": "web",
}


def some_request(connection: Connection) -> int:
    """The number of a request of 金竹, put straight into the database, once."""
    told = requests.Told("sample", "sample", None, "网页", "咨询", "怎么办")
    now = Rules(FRIDAY, MADE, {}, 15, 5)
    kept = requests.add(connection, told, received("jinzhu", now, in_village=False), None)
    return (kept or requests.of_phone(connection, "sample")).number
