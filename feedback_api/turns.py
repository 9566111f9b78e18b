"""Whose turn it is to write to an SQLite file, among processes.

SQLite itself lets those who wait sleep and try again, up to a tenth of a second: one worker writes
on and on while another sleeps. A lock on a file beside the database wakes the next one at once.
It only saves time; what keeps the data right are SQLite's own locks.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

try:
    import fcntl
except ImportError:  # not on Windows, where there is one process
    fcntl = None  # type: ignore[assignment]


class Turns:
    """The turns of one process. Its threads take them one after the other."""

    def __init__(self, engine: Engine) -> None:
        """PostgreSQL needs none, nor does a database in memory."""
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        self._path = Path(f"{file}-turn") if file and file != ":memory:" and fcntl else None
        self._process, self._file = 0, -1

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for the turn, and gives it up at the end; a process that dies gives it up, too."""
        if self._path is None:
            yield
            return
        file = self._open(self._path)
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)

    def _open(self, path: Path) -> int:
        # After a fork a file of one's own is needed: a shared one would share the lock.
        if self._process != os.getpid():
            self._process = os.getpid()
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        return self._file
