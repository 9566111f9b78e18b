"""The database: SQLite by default, PostgreSQL by setting; the same SQL for both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

BUSY_MILLISECONDS = 10_000
"""How long another writer is waited for before we give up."""
_WRITE = "write"


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
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: one that began by reading could not
    # get it later without failing (SQLITE_BUSY_SNAPSHOT).
    immediate = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing(source: Engine) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, undone by an exception."""
    with source.execution_options(**{_WRITE: True}).begin() as connection:
        yield connection


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
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], number: str = "n"
) -> None:
    """Adds `number` of each row to the row with the same primary key, or makes it.

    Rows are taken in the order of their keys, so that two transactions never wait for each other.
    """
    keys = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(str(row[name]) for name in keys))
    statement = insert(connection, table)
    more = table.c[number] + statement.excluded[number]
    if ordered:
        connection.execute(
            statement.on_conflict_do_update(index_elements=keys, set_={number: more}), ordered
        )


def migrate(url: str) -> None:
    """Brings the database to today's tables; does nothing when it is there already."""
    command.upgrade(alembic_config(url), "heads")


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
