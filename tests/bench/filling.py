"""Fills a database with years of a county's ratings, counted as they would be."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from feedback_api import db
from feedback_api.published import Guide, Published
from feedback_api.ratings import counts, release, weeks
from feedback_api.ratings.tables import ratings
from feedback_api.services import CHINA
from tests.feedback.rows import opened

DIFFERENT = 5_000
"""Ratings that are made one by one; all others are copies of these."""
YEARS_WEEKS = 104
MIN_CELL = 5
"""As the service has it."""
_COPIED = [column.name for column in ratings.c if column.name not in {"seq", "id", "receipt"}]


def fill(url: str, catalog: Published, size: int, say: Callable[[str], None]) -> None:
    """Puts `size` ratings, a multiple of 5,000 or less than that, into an empty SQLite."""
    chance = random.Random(size)  # noqa: S311  (sample data)
    guides = [
        guide
        for township in catalog.townships
        for identifier in township.services
        if (guide := catalog.guide(township.slug, identifier))
    ]
    different = min(size, DIFFERENT)
    say(f"filling with {size:,} ratings")
    with opened(url) as engine, db.writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA cache_size=-1000000")  # KB: two random keys a row
        rows = [_row(number, chance.choice(guides), chance) for number in range(different)]
        connection.execute(ratings.insert(), rows)
        counts.rebuild(connection)
        connection.execute(text("UPDATE counts SET n = n * :times"), {"times": size // different})
        connection.execute(text(_COPY), {"more": size // different - 1, "different": different})
    with opened(url) as engine:
        # Every week would have been published when it was over; now that takes half a minute.
        release.catch_up(engine, datetime.now(CHINA).date(), MIN_CELL)
    with opened(url) as engine, engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM ratings")) == size
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


_NAMES = ", ".join(f'"{name}"' for name in _COPIED)
_COPY = f"""
WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :more)
INSERT INTO ratings (id, receipt, {_NAMES})
SELECT lower(hex(randomblob(16))), hex(randomblob(8)), {_NAMES}
FROM copies CROSS JOIN ratings WHERE :more > 0 AND seq <= :different
"""  # noqa: S608  (names of our own columns)


def _row(number: int, guide: Guide, chance: random.Random) -> dict[str, object]:
    week = date(2026, 11, 16) - timedelta(weeks=chance.randrange(YEARS_WEEKS))
    return {
        "id": str(UUID(int=number)),
        "receipt": f"{number:016}",
        "township": guide.township.slug,
        "service": guide.identifier,
        "version": guide.offer.version,
        "week": weeks.of(week),
        "grade": chance.choices((5, 4, 3, 2, 1), (60, 20, 10, 6, 4))[0],
        "tags": [],
        "trips": chance.choices((0, 1, 2, 3), (10, 70, 15, 5))[0],
        "promised": guide.service.trips.promised,
        "missing": [*guide.service.materials[:1]] if chance.random() < 0.1 else [],
        "open": {"公开": "是"},
        "verified": chance.random() < 0.5,
        "channel": "web",
        "village": None,
        "window": guide.offer.window,
        "text_hash": None,
    }
