"""Servers under test: started, asked until they answer, ended."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

DEADLINE_SECONDS = 20


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(command: Sequence[str], folder: Path) -> Iterator[Path]:
    """Runs a server in `folder` while the body runs; gives the file it prints to."""
    log = folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process,
    ):
        try:
            yield log
        finally:
            process.terminate()
            process.wait(timeout=DEADLINE_SECONDS)


def answer(url: str, words: str) -> bool:
    """Asks until the page has the words; False when it hasn't by the deadline."""
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=5) as response:  # noqa: S310  (our own server)
                if words in response.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.05)
    return False


def printed(log: Path, words: str) -> bool:
    """Reads until the server has printed the words; False when it hasn't by the deadline."""
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        if words in log.read_text(encoding="utf-8", errors="replace"):
            return True
        time.sleep(0.05)
    return False


def until(condition: Callable[[], object], seconds: float = DEADLINE_SECONDS) -> bool:
    """Asks until it is so; False when it isn't by the deadline."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False
