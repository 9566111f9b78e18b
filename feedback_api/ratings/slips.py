"""Giving out slips with codes (评价小票): noted in the database before anybody gets one."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.ratings import store
from feedback_api.ratings.codes import Coder, Place

MOST = 2000
"""Slips in one order: a day of a busy hall."""


class Order(NamedTuple):
    """So many slips for a place and a day, each good for some days."""

    place: Place
    day: date
    number: int
    good_for: int


class GivenSlip(NamedTuple):
    """A slip as it is printed."""

    township: str
    service: str | None
    day: date
    code: str
    expires: date


def give_out(connection: Connection, coder: Coder, order: Order) -> list[GivenSlip]:
    """New slips. The few codes that were drawn before are drawn again."""
    given: dict[str, GivenSlip] = {}
    while len(given) < order.number:
        drawn = [_draw(coder, order) for _ in range(order.number - len(given))]
        new = {coder.stored(slip.code): slip for slip in drawn}
        rows = [_row(stored, slip) for stored, slip in new.items()]
        added = store.add_slips(connection, rows)
        given |= {stored: slip for stored, slip in new.items() if stored in added}
    return list(given.values())


def _draw(coder: Coder, order: Order) -> GivenSlip:
    expires = order.day + timedelta(days=order.good_for)
    code = coder.make(order.place, order.day)
    return GivenSlip(*order.place, order.day, code, expires)


def _row(stored: str, slip: GivenSlip) -> store.NewSlip:
    return store.NewSlip(stored, slip.township, slip.service, slip.day, slip.expires)
