"""A simulated year, and its figures recomputed from the ratings in plain Python."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import Row, select

from feedback_api import db
from feedback_api.console import asking, lines
from feedback_api.console.asking import Ask
from feedback_api.console.lines import Line
from feedback_api.ratings.tables import excluded, ratings
from feedback_api.services import services
from feedback_api.simulation import Story
from tests.feedback.clock import MORNING

Rating = Row[Any]


class Year(NamedTuple):
    """A simulated year, and the ratings that count."""

    app: Flask
    story: Story
    raw: list[Rating]

    def ask(self, **args: str) -> Ask:
        with self.app.app_context():
            return asking.read({"weeks": "52", **args}, services().catalog, None, MORNING)

    def lines(self, make: lines.Make, **args: str) -> dict[str, Line]:
        with self.app.app_context(), db.reading(services().engine) as connection:
            return {one.key: one for one in make(connection, self.ask(**args)).lines}


def counted(app: Flask) -> list[Rating]:
    query = select(ratings).where(ratings.c.seq.not_in(select(excluded.c.rating)))
    with app.app_context(), db.reading(services().engine) as connection:
        return list(connection.execute(query.order_by(ratings.c.seq)))


def share(rows: Iterable[Rating], of: Callable[[Rating], bool | None]) -> tuple[int, int]:
    said = [value for row in rows if (value := of(row)) is not None]
    return sum(said), len(said)


def kept(row: Rating) -> bool | None:
    known = row.trips is not None and row.promised is not None
    return row.trips <= row.promised if known else None


def recomputed(rows: list[Rating]) -> list[tuple[int, int]]:
    """好评率, 满意率, 一次办成率, 缺材料率, 差评率, straight from the ratings."""
    return [
        share(rows, lambda row: row.grade >= 3),
        share(rows, lambda row: row.grade >= 4),
        share(rows, kept),
        share(rows, lambda row: bool(row.missing)),
        share(rows, lambda row: row.grade <= 2),
    ]


def same(found: dict[str, Line], rows: list[Rating], key: Callable[[Rating], object]) -> None:
    groups: dict[str, list[Rating]] = {}
    for row in rows:
        groups.setdefault(str(key(row)), []).append(row)
    groups.pop("None", None)
    told = {name: [tuple(one) for one in line.shares] for name, line in found.items()}
    assert {name: recomputed(group) for name, group in groups.items()} == {
        name: shares for name, shares in told.items() if shares[0][1]
    }
    for name, group in groups.items():
        mean = sum(row.grade for row in group) / len(group)
        assert found[name].average == pytest.approx(mean)
