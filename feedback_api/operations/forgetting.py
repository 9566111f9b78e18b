"""Deletes what must not be kept any longer. Done twice, the second time deletes nothing."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api import throttle
from feedback_api.ratings.tables import contacts, slips
from feedback_api.requests import store as requests

SLIP_GRACE = timedelta(days=7)
"""How long an expired code is still told apart from one that never was."""


class Forgotten(NamedTuple):
    """How many of what were deleted."""

    what: str
    number: int


def forget(connection: Connection, today: date) -> list[Forgotten]:
    """Deletes what has had its day, and says how much it was."""
    old_contacts = contacts.delete().where(contacts.c.delete_after < today)
    old_slips = slips.delete().where(slips.c.expires < today - SLIP_GRACE)
    return [
        Forgotten("回访电话", connection.execute(old_contacts).rowcount),
        Forgotten("民情的回访电话", requests.prune(connection, today)),
        Forgotten("过期的评价码", connection.execute(old_slips).rowcount),
        Forgotten("限次数用的记录", throttle.prune(connection, today)),
    ]
