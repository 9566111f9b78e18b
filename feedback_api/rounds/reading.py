"""What is shown of a round: to everybody, and more of it to the officials who run it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from feedback_api.rounds.tables import lenience, objections, opinions, stages, versions
from feedback_api.rounds.words import Stage

MIN_POLL = 5
"""A poll of fewer voices isn't shown: one could guess who gave which grade."""


class Whole(NamedTuple):
    """A round with everything in it; rows in the order they came."""

    round: Row[Any]
    stages: Sequence[Row[Any]]
    versions: Sequence[Row[Any]]
    objections: Sequence[Row[Any]]
    opinions: Sequence[Row[Any]]
    poll: Mapping[int, int]
    lenience: Sequence[Row[Any]]

    def latest(self, name: str) -> Row[Any] | None:
        """The newest version of a text."""
        found = [one for one in self.versions if one.name == name]
        return found[-1] if found else None


def whole(conn: Connection, found: Row[Any], *, published: bool) -> Whole:
    """The round as officials see it, or as everybody does.

    Everybody sees published texts, and of opinions those that are shown, and how many were
    refused by which rule.
    """
    texts = _all(conn, versions, found.id)
    voices = _all(conn, opinions, found.id)
    return Whole(
        found,
        [one for one in _all(conn, stages, found.id) if one.stage != Stage.PREPARED],
        [one for one in texts if one.published or not published],
        _all(conn, objections, found.id),
        [one for one in voices if one.text and (one.shown is not None or not published)],
        _poll(conn, found.id),
        _all(conn, lenience, found.id),
    )


def _all(conn: Connection, table: Any, number: int) -> Sequence[Row[Any]]:  # noqa: ANN401
    return conn.execute(select(table).where(table.c.round == number).order_by(table.c.id)).all()


def _poll(conn: Connection, number: int) -> Mapping[int, int]:
    """How many gave each grade, or nothing while they are few."""
    rows = conn.execute(
        select(opinions.c.grade, func.count())
        .where(opinions.c.round == number, opinions.c.grade.is_not(None))
        .group_by(opinions.c.grade)
    ).all()
    counted = {int(grade): int(n) for grade, n in rows}
    few = sum(counted.values()) < MIN_POLL or any(
        n == sum(counted.values()) for n in counted.values()
    )
    return {} if few else counted


def by_receipt(conn: Connection, receipt: str) -> tuple[str, Row[Any]] | None:
    """The objection or opinion of a receipt, with the word for it."""
    for word, table in (("异议", objections), ("意见", opinions)):
        row = conn.execute(select(table).where(table.c.receipt == receipt)).one_or_none()
        if row is not None:
            return word, row
    return None
