"""The service killed again and again while phones rate, and what is there afterwards."""

import os
import signal

from sqlalchemy import select

from feedback_api import db
from feedback_api.operations import checking
from feedback_api.ratings.tables import ratings
from tests.feedback.phones import Phones
from tests.feedback.rows import opened
from tests.feedback.service import Service

BETWEEN = 60
"""Ratings acknowledged between two kills."""


def stored(url: str) -> dict[str, str]:
    """The receipts of all ratings by their ids, of which no two are the same."""
    with opened(url) as engine, db.reading(engine) as connection:
        found = connection.execute(select(ratings.c.id, ratings.c.receipt)).all()
    assert len({row.id for row in found}) == len(found)
    return {row.id: row.receipt for row in found}


def survive(service: Service, database: str, kills: int) -> int:
    """Kills a worker so often, and in the end all of it, while six phones rate without a pause.

    Gives how many ratings were acknowledged. Each of them is there once and no other is, and
    all that can be recomputed is right.
    """
    with Phones(service.port, 6) as phones:
        for kill in range(kills):
            assert phones.reach(BETWEEN * (kill + 1))
            os.kill(service.workers()[kill % 2], signal.SIGKILL)
        assert phones.reach(BETWEEN * (kills + 1))
        service.reload()
        service.kill()
        service.start()
        assert phones.reach(len(phones.receipts) + BETWEEN)
    assert phones.strange == []
    assert stored(database) == phones.receipts
    with opened(database) as engine:
        result = checking.database(engine)
    assert (result.problems, result.ratings) == ((), len(phones.receipts))
    return len(phones.receipts)
