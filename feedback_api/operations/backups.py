"""Backups of everything, exports of what is nobody's own, and the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect

from feedback_api import db
from feedback_api.operations import dump
from feedback_api.operations.dump import DumpError
from feedback_api.operations.progress import Say
from feedback_api.seals import leaves

BACKUP, EXPORT = "backup", "export"


class NotEmptyError(Exception):
    """A backup is only restored into a new database."""


def backup(engine: Engine, path: Path, say: Say) -> dict[str, int]:
    """Writes one state of all tables, also while the service runs. Raises FileExistsError."""
    with db.reading(engine) as connection, dump.new_file(path) as lines:
        return dump.write(connection, lines, BACKUP, say)


def export(engine: Engine, path: Path, say: Say) -> dict[str, int]:
    """Writes what it takes to recompute everything, without what could lead to anybody.

    No texts and no phones; in the place of identifier and receipt, what only their holder knows.
    """
    with db.reading(engine) as connection, dump.new_file(path) as lines:
        return dump.write(connection, lines, EXPORT, say, _PUBLIC)


def _anonymous(_table: str, row: dict[str, Any]) -> dict[str, Any]:
    by = leaves.rater(row.pop("id"), row.pop("receipt"))
    return {**row, "id": by, "receipt": str(row["seq"])}


def _whole(_table: str, row: dict[str, Any]) -> dict[str, Any]:
    return row


_PUBLIC = {
    "ratings": _anonymous,
    "excluded": _whole,
    "counts": _whole,
    "seals": _whole,
    "strikes": _whole,
}


def restore(engine: Engine, path: Path, say: Say, kind: str = BACKUP) -> dict[str, int]:
    """Puts a backup into a new database, and brings its tables to today's state.

    Raises NotEmptyError where there are tables already, and DumpError when the file can't be
    used; the database is then as new as before.
    """
    if inspect(engine).get_table_names():
        raise NotEmptyError
    with dump.opened(path, kind) as (head, lines), _or_nothing(engine):
        _make_tables(engine, head.revisions)
        with db.writing(engine) as connection:
            _clear(connection)
            counts = dump.read(connection, lines, say)
        db.migrate(db.address(engine))
    return counts


def _make_tables(engine: Engine, revisions: tuple[str, ...]) -> None:
    """The tables as they were when the dump was written."""
    config = db.alembic_config(db.address(engine))
    try:
        for revision in revisions:
            command.upgrade(config, revision)
    except CommandError as error:
        raise DumpError("文件是更新的程序做的：请先更新程序") from error


def _clear(connection: Connection) -> None:
    """Deletes what migrations put into new tables: the dump has it, or the county deleted it."""
    for table in reversed(dump.tables(connection)):
        connection.execute(table.delete())


@contextmanager
def _or_nothing(engine: Engine) -> Iterator[None]:
    """Leaves no tables behind when the body fails."""
    try:
        yield
    except BaseException:
        with db.writing(engine) as connection:
            for table in reversed(dump.tables(connection)):
                table.drop(connection)
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {dump.VERSIONS}")
        raise
