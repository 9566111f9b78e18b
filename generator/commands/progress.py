"""How far long work has come."""

import sys
from time import perf_counter

import click

_SECONDS_BETWEEN = 5.0
"""Between two lines of progress where lines can't be overwritten."""


class Progress:
    """Tells on the terminal how many sheets are made."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._told = 0.0

    def __call__(self, count: int, total: int, kind: str) -> None:
        """Overwrites its line on a terminal; elsewhere writes one every few seconds."""
        seconds = perf_counter() - self._started
        line = f"{count}/{total} {kind} {seconds:.0f} 秒"
        if sys.stderr.isatty():
            click.echo(f"\r{line}\033[K", nl=count == total, err=True)
        elif count == total or seconds - self._told >= _SECONDS_BETWEEN:
            self._told = seconds
            click.echo(line, err=True)
