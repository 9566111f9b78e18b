"""Counts of ratings, kept up in the transaction that stores them: what everybody reads.

Which measures are kept in which scope:

- `service` (key: the service): grade, tag, trips, kept, missing, any_missing, 公开, 公示, 公议,
  and again (grades of 追评, which count nowhere else).
- `version` (key: service@version): grade, kept, any_missing, for before and after an edit.
- `village` (key: its code) and `window` (key: its number): grade, kept.
- `channel` (key: the channel): grade.

A township is the sum over its services, an area the sum over the services of its topic: kept
rows of their own would be written by every rating, and workers would wait for each other.
`kept` is 是 or 否, trips within the promise; only where both are known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from feedback_api import db
from feedback_api.ratings.stored import Stored
from feedback_api.ratings.tables import counts, excluded, ratings

_AT_ONCE = 2000
_KEY = [column.name for column in counts.primary_key]
Countable = Stored | Row[Any]
"""A rating, or its row."""
Line = tuple[str, str, str, str, str, bool, str]
"""The primary key of a count: scope, measure, township, key, week, verified, value."""


def count(connection: Connection, stored: Sequence[Countable]) -> None:
    """Counts new ratings (a follower)."""
    _add(connection, stored, 1)


def take_back(connection: Connection, rating: Countable) -> None:
    """Counts a rating no longer, because it was upheld as mistaken or malicious (误评、恶意)."""
    _add(connection, [rating], -1)


def _add(connection: Connection, stored: Iterable[Countable], number: int) -> None:
    found = Counter(line for one in stored for line in lines(one))
    rows = [dict(zip(_KEY, line, strict=True)) | {"n": n * number} for line, n in found.items()]
    db.add_up(connection, counts, rows)


def lines(rating: Countable) -> Iterator[Line]:
    """Everything that one rating counts for, once each."""
    measured = tuple(_measured(rating))
    for scope, key, measures in _cuts(rating):
        for measure, value in measured:
            if measure in measures:
                yield (
                    scope,
                    measure,
                    rating.township,
                    key,
                    rating.week,
                    rating.verified,
                    value,
                )


_EDITS = frozenset({"grade", "kept", "any_missing"})
_PLACES = frozenset({"grade", "kept"})
_WAYS = frozenset({"grade"})
_ALL = frozenset(
    {"grade", "tag", "trips", "kept", "missing", "any_missing", "公开", "公示", "公议", "again"}
)


def _cuts(rating: Countable) -> Iterator[tuple[str, str, frozenset[str]]]:
    yield "service", rating.service, _ALL
    if rating.version:
        yield "version", f"{rating.service}@{rating.version}", _EDITS
    if rating.village:
        yield "village", rating.village, _PLACES
    if rating.window is not None:
        yield "window", str(rating.window), _PLACES
    yield "channel", rating.channel, _WAYS


def _measured(rating: Countable) -> Iterator[tuple[str, str]]:
    if rating.follows is not None:
        yield "again", str(rating.grade)
        return
    yield "grade", str(rating.grade)
    yield from (("tag", tag) for tag in rating.tags)
    if rating.trips is not None:
        yield "trips", str(rating.trips)
    if rating.trips is not None and rating.promised is not None:
        yield "kept", _yes(is_true=rating.trips <= rating.promised)
    yield from (("missing", name) for name in rating.missing)
    yield "any_missing", _yes(is_true=bool(rating.missing))
    yield from rating.open.items()


def _yes(*, is_true: bool) -> str:
    return "是" if is_true else "否"


def recount(connection: Connection) -> Counter[Line]:
    """What the counts must be, from the ratings themselves; excluded ones are left out."""
    out = select(excluded.c.rating)
    wanted = select(ratings).where(ratings.c.seq.not_in(out))
    rows = connection.execute(wanted, execution_options={"yield_per": _AT_ONCE})
    return Counter(line for row in rows for line in lines(row))


def kept(connection: Connection) -> Counter[Line]:
    """What the counts are, without those that came back to nought."""
    rows = connection.execute(select(counts).where(counts.c.n != 0))
    return Counter({tuple(getattr(row, name) for name in _KEY): row.n for row in rows})


def rebuild(connection: Connection) -> None:
    """Throws the counts away and counts again: for data that came in another way."""
    connection.execute(delete(counts))
    rows = [
        dict(zip(_KEY, line, strict=True)) | {"n": n} for line, n in recount(connection).items()
    ]
    db.add_up(connection, counts, rows)
