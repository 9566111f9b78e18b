"""Runs a command and says how long it took and how much memory it needed."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import median
from typing import NamedTuple
from urllib.request import urlopen

LIMIT_SECONDS = 120
"""A command that takes longer is ended, and its time is infinite."""


class Run(NamedTuple):
    """Wall time in seconds, and the largest resident size of a process in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Runs `command` in `folder`; memory is the largest process's, children's included."""
    with tempfile.TemporaryFile() as said:  # and no pipe: a full one would stop the command
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        watch = threading.Timer(LIMIT_SECONDS, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == -signal.SIGKILL:
            return Run(float("inf"), usage.ru_maxrss / 1000)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{command} failed:\n{said.read().decode()}")
    return Run(seconds, usage.ru_maxrss / 1000)


def fresh(command: Sequence[str], folder: Path, leftovers: Sequence[str]) -> Run:
    """Runs a build that finds nothing of an earlier one, with the disk at rest."""
    for name in leftovers:
        rmtree(folder / name, ignore_errors=True)
    os.sync()
    return run(command, folder)


def middle(times: int, measure: Callable[[], Run]) -> Run:
    """The medians of several runs."""
    return median_of([measure() for _ in range(times)])


def median_of(runs: Sequence[Run]) -> Run:
    """The medians of times and of sizes."""
    return Run(median(r.seconds for r in runs), median(r.megabytes for r in runs))


def wait_for(url: str, words: str) -> None:
    """Asks often until the page has the words."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with urlopen(url, timeout=5) as response:  # noqa: S310  (our own server)
            if words in response.read().decode():
                return
        time.sleep(0.01)
    raise TimeoutError(url)


def tool(name: str) -> str:
    """A program installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def guides(*arguments: str) -> list[str]:
    """The `guides` command."""
    return [tool("guides"), *arguments]
