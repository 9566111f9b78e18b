"""Tells how far long work has come, a line a second at most."""

import time
from collections.abc import Callable

import click

EVERY_SECONDS = 1.0
Say = Callable[[str, int], None]
"""Told now and then what is being done, and how many are done."""


def untold(_what: str, _done: int) -> None:
    """Progress that nobody waits for."""


class Progress:
    """Called with what is being done and how many are done."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, what: str, done: int) -> None:
        """Prints it when the last line is a second old."""
        if time.monotonic() - self._told >= EVERY_SECONDS:
            self._told = time.monotonic()
            click.echo(f"{what}：{done:,}", err=True)
