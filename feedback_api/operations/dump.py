"""A database as lines of JSON, the same from SQLite and PostgreSQL, so that it can move."""

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from sqlalchemy import JSON, Column, Connection, MetaData, Table, func, select, text

from feedback_api.operations.progress import Say

FORMAT = 1
CHUNK = 1000
VERSIONS = "alembic_version"
Change = Callable[[str, dict[str, Any]], dict[str, Any]]
"""What becomes of a row of the named table before it is written."""


class DumpError(Exception):
    """A file isn't a whole dump of this program; the message says in Chinese what is wrong."""


class Head(NamedTuple):
    """The first line: what kind of dump it is, and of which state of the tables."""

    kind: str
    revisions: tuple[str, ...]


def tables(connection: Connection) -> list[Table]:
    """The tables there are, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def revisions(connection: Connection) -> tuple[str, ...]:
    """The state of the tables, in Alembic's words."""
    return tuple(sorted(connection.scalars(text(f"SELECT version_num FROM {VERSIONS}"))))  # noqa: S608  (a constant)


@contextmanager
def new_file(path: Path) -> Iterator[IO[str]]:
    """A new gzip file that only its owner reads, in place once it is whole and on the disk.

    Raises FileExistsError where there is one already.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
        with gzip.open(raw, "wt", compresslevel=1, encoding="utf-8", newline="\n") as lines:
            yield lines
        raw.flush()
        os.fsync(raw.fileno())
    part.rename(path)


def write(
    connection: Connection,
    lines: IO[str],
    kind: str,
    say: Say,
    chosen: Mapping[str, Change] | None = None,
) -> dict[str, int]:
    """Writes every table, or the chosen ones with their rows changed; gives the numbers of rows."""
    _line(lines, {"format": FORMAT, "kind": kind, "revisions": revisions(connection)})
    counts = {}
    for table in tables(connection):
        if chosen is None or table.name in chosen:
            change = chosen[table.name] if chosen else _same
            counts[table.name] = _write(connection, lines, table, change, say)
    _line(lines, {"end": counts})
    return counts


def _same(_table: str, row: dict[str, Any]) -> dict[str, Any]:
    return row


def _write(connection: Connection, lines: IO[str], table: Table, change: Change, say: Say) -> int:
    done = 0
    query = select(table).order_by(*table.primary_key)
    rows = connection.execution_options(yield_per=CHUNK).execute(query).mappings()
    for chunk in rows.partitions():
        for row in chunk:
            told = {name: _plain(value) for name, value in row.items()}
            _line(lines, {table.name: change(table.name, told)})
        done += len(chunk)
        say(table.name, done)
    return done


def _line(lines: IO[str], value: object) -> None:
    lines.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


@contextmanager
def opened(path: Path, kind: str) -> Iterator[tuple[Head, Iterator[dict[str, Any]]]]:
    """The head of a dump and its other lines. Raises DumpError when it isn't of this kind."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        parsed = _parsed(lines)
        first = next(parsed, {})
        if first.get("format") != FORMAT or "kind" not in first:
            raise DumpError(f"{path.name} 不是评价服务的备份或导出文件")
        if first["kind"] != kind:
            raise DumpError(_WRONG_KIND[kind].format(path.name))
        yield Head(kind, tuple(first["revisions"])), parsed


_WRONG_KIND = {
    "backup": "{} 是导出文件，没有全部内容，不能用来恢复：请用 feedback backup 做的备份",
    "export": "{} 是备份，不是导出文件：请用 feedback export 做的文件",
}


def _parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    try:
        for line in lines:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise DumpError("文件里有读不懂的内容：请换一份备份")
            yield value
    except (OSError, EOFError, ValueError) as error:
        raise DumpError("文件不完整或者坏了：请换一份备份") from error


def read(connection: Connection, lines: Iterator[dict[str, Any]], say: Say) -> dict[str, int]:
    """Puts the rows into empty tables of the state that they were written in.

    Raises DumpError where the file ends early or names tables that there aren't.
    """
    known = {table.name: table for table in tables(connection)}
    counts: dict[str, int] = {}
    for name, rows in _chunks(lines):
        if name == "end":
            _must_be_whole(rows[0], counts)
            _continue_numbers(connection, known.values())
            return counts
        if name not in known:
            raise DumpError(f"文件里有不认识的表 {name}：请用同一版本的程序")
        _insert(connection, known[name], rows)
        counts[name] = counts.get(name, 0) + len(rows)
        say(name, counts[name])
    raise DumpError("文件没有写完：请换一份备份")


def _chunks(lines: Iterator[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows of one table in a row, CHUNK at most."""
    held: list[dict[str, Any]] = []
    name = ""
    for line in lines:
        ((found, row),) = line.items()
        if held and (found != name or len(held) == CHUNK):
            yield name, held
            held = []
        name = found
        held.append(row)
    if held:
        yield name, held


def _must_be_whole(told: Mapping[str, int], counts: Mapping[str, int]) -> None:
    if {name: n for name, n in told.items() if n} != dict(counts):
        raise DumpError("文件里少了或多了几行：请换一份备份")


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = {column.name: _parser(column) for column in table.columns}
    values = [{name: columns[name](value) for name, value in row.items()} for row in rows]
    connection.execute(table.insert(), values)


def _parser(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, JSON):
        column.type.none_as_null = True
        return _itself
    parse = _PARSERS.get(column.type.python_type, _itself)
    return lambda value: value if value is None else parse(value)


def _itself(value: object) -> object:
    return value


_PARSERS: Mapping[type, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    bytes: bytes.fromhex,
}


def _continue_numbers(connection: Connection, found: Iterable[Table]) -> None:
    """PostgreSQL goes on counting where the rows end; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in found:
        for column in table.primary_key:
            name = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            if name:
                highest = select(func.max(column)).scalar_subquery()
                connection.execute(select(func.setval(name, func.coalesce(highest, 1))))
