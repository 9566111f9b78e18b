"""Whose turn it is to write ratings, among processes.

SQLite itself lets those who wait sleep and try again, up to a tenth of a second: one worker writes
on and on while another sleeps. A lock on a file beside the database wakes the next one at once.
In PostgreSQL two transactions that count for the same guides would stop half-way, each with few
ratings; waiting at the beginning, the second gathers more. Turns only save time: what keeps the
data right are the databases' own locks.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from feedback_api import db

try:
    import fcntl
except ImportError:  # not on Windows, where there is one process
    fcntl = None  # type: ignore[assignment]

_LOCK = 0x7261_7465
"""The number of PostgreSQL's advisory lock: any, as long as nobody else uses it ("rate")."""


class Turns:
    """The turns of one process. Its threads take them one after the other."""

    def __init__(self, engine: Engine) -> None:
        """A database in memory needs none."""
        self._engine = engine
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        self._path = Path(f"{file}-turn") if file and file != ":memory:" and fcntl else None
        self._process, self._file = 0, -1

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that begins when it is our turn; a process that dies gives its turn up."""
        began = time.monotonic()
        with self._first(), db.writing(self._engine, time.monotonic() - began) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                db.wait_less(connection, time.monotonic() - began)
            yield connection

    @contextmanager
    def _first(self) -> Iterator[None]:
        file = self._locked()
        try:
            yield
        finally:
            if file >= 0:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _locked(self) -> int:
        """The file, locked; below 0 where there can't be one, as on a full disk."""
        if self._path is None:
            return -1
        with suppress(OSError):
            file = self._open(self._path)
            fcntl.flock(file, fcntl.LOCK_EX)
            return file
        return -1

    def _open(self, path: Path) -> int:
        # After a fork a file of one's own is needed: a shared one would share the lock.
        if self._process != os.getpid():
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            self._process = os.getpid()
        return self._file
