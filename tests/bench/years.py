"""Two years of a county's ratings with their cases, as dense as they would be, on either database.

`filling` copies so few ratings that most guides have none in most weeks. What officials read is
summed over guides and weeks, so here every guide is rated every week.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, select, text

from feedback_api import db
from feedback_api.cases import sums
from feedback_api.cases.sums import Span
from feedback_api.cases.tables import cases
from feedback_api.console import watching
from feedback_api.console.tables import completed, flags
from feedback_api.published import Guide, Published
from feedback_api.ratings import counts, weeks
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.measures import MEASURES, Level, Tally, details, parts
from feedback_api.ratings.tables import blocks, ratings, releases
from feedback_api.ratings.tables import counts as table_of_counts
from feedback_api.ratings.words import BAD
from tests.bench import made
from tests.feedback.rows import opened

WEEKS = 104
ALIKE = 5
"""Ratings that differ in nothing but number and receipt: the fewer, the longer filling takes."""
LAST_FLAGS = 3
"""Copies come one after the other, which looks like runs of praise: so few weeks keep theirs."""


class Plan(NamedTuple):
    """How many ratings up to when."""

    size: int
    now: datetime


def fill(url: str, catalog: Published, plan: Plan, say: Callable[[str], None]) -> int:
    """Fills an empty database, finished weeks published and summed; how many ratings it got."""
    chance = random.Random(plan.size)  # noqa: S311  (sample data)
    this = weeks.of(plan.now.date())
    names = [weeks.after(this, number - WEEKS + 1) for number in range(WEEKS)]
    guides, each = _guides(catalog), max(1, plan.size // WEEKS // ALIKE)
    with opened(url) as engine:
        for number, week in enumerate(names):
            say(f"filling {engine.dialect.name}, week {number + 1} of {WEEKS}")
            chosen = chance.choices(guides, k=each)
            rows = [
                made.rating(1 + (number * each + at) * ALIKE, week, guide, chance)
                for at, guide in enumerate(chosen)
            ]
            bad = [made.case(row, chance, plan.now.date()) for row in rows if row["grade"] in BAD]
            with db.writing(engine) as connection:
                _put(connection, rows, bad)
                _publish(connection, _counted(connection, rows), week)
        with db.writing(engine) as connection:
            _rest(connection, catalog, names)
        watching.catch_up(engine, plan.now)
        sums.catch_up(engine, Span(weeks.monday(names[0]), plan.now.date()), plan.now)
        with db.writing(engine) as connection:
            connection.execute(delete(flags).where(flags.c.week < names[-LAST_FLAGS]))
            connection.exec_driver_sql("ANALYZE")
            return connection.scalar(select(func.count()).select_from(ratings)) or 0


def _guides(catalog: Published) -> list[Guide]:
    found = (catalog.guide(town.slug, one) for town in catalog.townships for one in town.services)
    return [guide for guide in found if guide]


def _put(
    connection: Connection, rows: Sequence[dict[str, Any]], bad: Sequence[dict[str, Any]]
) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size=-1000000")  # KB: two random keys a row
    for table, number, new in ((ratings, "seq", rows), (cases, "rating", bad)):
        db.add_all(connection, table, new)
        copy = text(_copy(connection.dialect.name, table, number))
        connection.execute(copy, {"more": ALIKE - 1, "first": rows[0]["seq"]})


_FRESH = {
    "sqlite": {"id": "lower(hex(randomblob(16)))", "receipt": "hex(randomblob(8))"},
    "postgresql": {
        "id": "CAST(gen_random_uuid() AS text)",
        "receipt": "left(md5(CAST(random() AS text)), 16)",
    },
}


def _copy(dialect: str, table: Table, number: str) -> str:
    own = {number: f"{number} + n", **_FRESH[dialect]}
    names = table.columns.keys()
    into = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(own.get(name, f'"{name}"') for name in names)
    return f"""
WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :more)
INSERT INTO {table.name} ({into})
SELECT {values} FROM {table.name} CROSS JOIN copies WHERE {number} >= :first
"""  # noqa: S608  (names of our own columns)


def _counted(connection: Connection, rows: Sequence[dict[str, Any]]) -> Mapping[counts.Line, int]:
    lines = (line for row in rows for line in counts.lines(SimpleNamespace(**row)))  # type: ignore[arg-type]
    found = Counter(lines)
    names = table_of_counts.columns.keys()
    kept = [dict(zip(names, (*line, n * ALIKE), strict=True)) for line, n in sorted(found.items())]
    db.add_all(connection, table_of_counts, kept)
    return found


def _publish(connection: Connection, found: Mapping[counts.Line, int], week: str) -> None:
    """A block of each measure for the county and its townships, and one for each guide."""
    tallies: dict[tuple[bool, Place], Tally] = defaultdict(Counter)
    for (scope, measure, township, key, _, verified, value), number in found.items():
        if scope == "service":
            guide = Place(township, key)
            for place in (guide, guide.parent, guide.county):
                tallies[verified, place][measure, value] += number * ALIKE
    new = [
        {
            "measure": measure.name,
            "verified": verified,
            "township": place.township,
            "service": place.service,
            "since": "",
            "until": week,
            "parts": parts(measure.name, tally),
        }
        for (verified, place), tally in tallies.items()
        for measure in (*MEASURES, *details(tally))
        if place.level in measure.levels
        if place.level is not Level.GUIDE or measure.name == "n"
    ]
    connection.execute(blocks.insert(), new)


def _rest(connection: Connection, catalog: Published, names: Sequence[str]) -> None:
    """Cases completed by month, and that all finished weeks are published."""
    months = sorted({weeks.monday(week).isoformat()[:7] for week in names})
    rows = [
        {"township": one.slug, "month": month, "n": 20_000}
        for one in catalog.townships
        for month in months
    ]
    connection.execute(completed.insert(), rows)
    connection.execute(releases.insert().values(week=names[-2]))
