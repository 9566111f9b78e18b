"""Recomputes everything: seals, texts, counts; from the database or from an export."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, RowMapping, func, select

from feedback_api import db
from feedback_api.operations import backups
from feedback_api.operations.progress import Say, untold
from feedback_api.ratings import counts
from feedback_api.ratings.tables import ratings
from feedback_api.seals import leaves, store, verification
from feedback_api.seals.verification import Rater


class Result(NamedTuple):
    """What is wrong, a sentence each, and how much was looked at."""

    problems: tuple[str, ...]
    ratings: int
    seals: int
    waiting: int


Published = Sequence[Mapping[str, Any]]


def database(engine: Engine, published: Published = (), say: Say = untold) -> Result:
    """Verifies the database itself. `published` are seals that somebody kept earlier."""
    with db.reading(engine) as connection:
        return state(connection, published, say)


def state(connection: Connection, published: Published = (), say: Say = untold) -> Result:
    """Verifies what a transaction sees."""
    wrong = [*_wrong(connection, published, _of_receipt, say), *verification.texts(connection)]
    return _result(connection, wrong)


def export(path: Path, published: Published, say: Say) -> Result:
    """Verifies an export. Raises `dump.DumpError` when the file isn't one."""
    with _scratch() as engine:
        backups.restore(engine, path, say, backups.EXPORT)
        with db.reading(engine) as connection:
            return _result(connection, _wrong(connection, published, _as_exported, say))


@contextmanager
def _scratch() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = db.engine(f"sqlite:///{folder}/export.sqlite3")
        try:
            yield engine
        finally:
            engine.dispose()


def _of_receipt(row: RowMapping) -> str:
    return leaves.rater(row["id"], row["receipt"])


def _as_exported(row: RowMapping) -> str:
    return str(row["id"])


def _wrong(connection: Connection, published: Published, rater: Rater, say: Say) -> Iterator[str]:
    yield from verification.seals(connection, rater, say)
    yield from verification.published(published, connection)
    say("正在重算统计", 0)
    yield from _counts(connection)


def _result(connection: Connection, problems: Iterable[str]) -> Result:
    told = tuple(problems)
    number = connection.scalar(select(func.count()).select_from(ratings)) or 0
    return Result(told, number, len(store.every(connection)), store.waiting(connection))


def _counts(connection: Connection) -> Iterator[str]:
    """Where the counts aren't what counting again gives."""
    kept, right = counts.kept(connection), counts.recount(connection)
    for line in sorted(key for key in kept | right if kept[key] != right[key]):
        scope, measure, township, key, week, verified, value = line
        kind = "已核验" if verified else "公开"
        cell = f"{township}，{scope} {key}，{week}，{kind}，{measure}“{value}”"
        yield f"统计对不上：{cell}：记的是 {kept[line]}，逐条重算是 {right[line]}"
