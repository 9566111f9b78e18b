"""The database: SQLite by default, PostgreSQL by setting; the same SQL for both."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

BUSY_MILLISECONDS = 10_000
"""How long another writer is waited for before we give up."""
_WRITE = "write"
_POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]


def engine(url: str) -> Engine:
    """An engine for the address. SQLite gets WAL, full durability and foreign keys.

    Errors don't tell the values of a statement: they could be anybody's words, and are logged.
    """
    if make_url(url).get_backend_name() == "sqlite":
        made = create_engine(
            url, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, hide_parameters=True
        )
        event.listen(made, "connect", _prepare)
        event.listen(made, "begin", _begin)
        return made
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=8,
        pool_timeout=BUSY_MILLISECONDS / 1000,
        connect_args={"connect_timeout": 5, "options": f"-c lock_timeout={BUSY_MILLISECONDS}"},
        hide_parameters=True,
    )


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, and only there
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "wal_autocheckpoint=4000",  # pages: the same ones are written again and again
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: one that began by reading could not
    # get it later without failing (SQLITE_BUSY_SNAPSHOT).
    is_writing = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def writing(source: Engine, waited: float = 0) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, undone by an exception.

    Seconds `waited` already for another writer are taken off how long SQLite's lock is waited for.
    """
    with source.connect() as connection, _patient(connection, waited):
        connection.execution_options(**{_WRITE: True})
        with connection.begin():
            yield connection


@contextmanager
def _patient(connection: Connection, waited: float) -> Iterator[None]:
    if waited < 1 or connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute(f"PRAGMA busy_timeout={_left(waited)}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def wait_less(connection: Connection, waited: float) -> None:
    """As `waited` of `writing`, for PostgreSQL and what is left of a transaction."""
    if waited >= 1:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, _left(waited))}")


def _left(waited: float) -> int:
    return max(0, BUSY_MILLISECONDS - round(1000 * waited))


@contextmanager
def forgetting(source: Engine) -> Iterator[Connection]:
    """As `writing`, for what must not be found in SQLite's files afterwards either."""
    small = source.dialect.name == "sqlite"
    with writing(source) as connection:
        if small:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        yield connection
    if small:
        with closing(source.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def reading(source: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the data throughout."""
    with source.execution_options(isolation_level=_snapshot(source)).connect() as connection:
        yield connection


def _snapshot(source: Engine) -> str:
    return "SERIALIZABLE" if source.dialect.name == "sqlite" else "REPEATABLE READ"


def insert(connection: Connection, table: Table) -> PostgresInsert | SqliteInsert:
    """An INSERT that knows ON CONFLICT in the connection's dialect."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def add_up(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    number: str = "n",
    tell: str = "",
) -> dict[Any, Any]:
    """Adds `number` of each row to the row with the same primary key, or makes it.

    Rows are taken in the order of their keys, so that two transactions never wait for each other.
    Gives the numbers that there are now by the column `tell`, if one is named.
    """
    if not rows:
        return {}
    keys = tuple(column.name for column in table.primary_key)
    ordered = sorted(rows, key=lambda row: tuple(str(row[name]) for name in keys))
    names = tuple(table.columns.keys())
    statement = _adding_up(connection.dialect.name, table, number, tell)
    return _run(connection, statement, ordered, names)


def add_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows that all have the same columns."""
    if rows:
        names = tuple(rows[0])
        _run(connection, _insert_from_json(connection.dialect.name, table, names), rows, names)


def add_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: str, number: str
) -> dict[str, Any]:
    """Adds rows, but none whose `key` is there already. Gives `number` of the added ones by key."""
    if not rows:
        return {}
    names = tuple(rows[0])
    statement = _adding_new(connection.dialect.name, table, names, key, number)
    return _run(connection, statement, rows, names)


def _run(
    connection: Connection, statement: str, rows: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> dict[Any, Any]:
    """All rows as arrays of values, in the order of the names, in one parameter."""
    values = json.dumps([[row[name] for name in names] for row in rows], default=str)
    found = connection.exec_driver_sql(statement, (values,))
    return {row[0]: row[1] for row in found} if found.returns_rows else {}


@cache
def _adding_up(dialect: str, table: Table, number: str, tell: str) -> str:
    told = f" RETURNING {tell}, {number}" if tell else ""
    keys = ", ".join(column.name for column in table.primary_key)
    return (
        f"{_insert_from_json(dialect, table, tuple(table.columns.keys()))} ON CONFLICT ({keys})"
        f" DO UPDATE SET {number} = {table.name}.{number} + excluded.{number}{told}"
    )


@cache
def _adding_new(dialect: str, table: Table, names: tuple[str, ...], key: str, number: str) -> str:
    start = _insert_from_json(dialect, table, names)
    return f"{start} ON CONFLICT ({key}) DO NOTHING RETURNING {key}, {number}"


@cache
def _insert_from_json(dialect: str, table: Table, names: tuple[str, ...]) -> str:
    """An INSERT of all rows in one parameter: one statement, parsed once, for any number of them.

    Only names of our own tables get into the SQL; values never do.
    """
    listed = ", ".join(f'"{name}"' for name in names)
    if dialect == "sqlite":
        values = (f"value ->> {place}" for place in range(len(names)))
        source = "json_each(?) WHERE true"
    else:
        types = (table.c[name].type.compile(_POSTGRES) for name in names)
        values = (f"CAST(value ->> {place} AS {kind})" for place, kind in enumerate(types))
        source = "json_array_elements(CAST(%s AS json))"
    return f"INSERT INTO {table.name} ({listed}) SELECT {', '.join(values)} FROM {source}"  # noqa: S608  (see above)


def migrate(url: str) -> None:
    """Brings the database to today's tables; does nothing when it is there already."""
    command.upgrade(alembic_config(url), "head")


def address(source: Engine) -> str:
    """The engine's URL, with its password."""
    return source.url.render_as_string(hide_password=False)


def is_current(source: Engine) -> bool:
    """Whether the database has today's tables."""
    wanted = ScriptDirectory.from_config(alembic_config(address(source))).get_heads()
    with source.connect() as connection:
        there = MigrationContext.configure(connection).get_current_heads()
    return set(there) == set(wanted)


def alembic_config(url: str) -> Config:
    """Alembic's settings for the migrations that come with this package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def one_of(rows: Iterable[Any]) -> Any:  # noqa: ANN401  (a row of any table)
    """The first row, or None."""
    return next(iter(rows), None)
