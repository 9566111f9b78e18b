"""Work done in processes beside this one, where the system can fork; in turn where it can't.

A forked process has the catalog in its memory already, so nothing has to be sent to it.
"""

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any


class Task:
    """A function and its arguments."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._function = function
        self._arguments = arguments

    def run(self) -> None:
        """Does it here and now."""
        self._function(*self._arguments)

    def report(self, pipe: Connection) -> None:
        """Does it and sends the traceback of a failure, or an empty text."""
        try:
            self.run()
        except BaseException:  # noqa: BLE001  (told to the parent, which raises)
            pipe.send(traceback.format_exc())
        else:
            pipe.send("")


class TaskError(Exception):
    """A task failed; the message is its traceback."""

    @property
    def reason(self) -> str:
        """The last line of the traceback: what went wrong."""
        return str(self).strip().rpartition("\n")[2]


@contextmanager
def running(tasks: Iterable[Task]) -> Iterator[None]:
    """Does `tasks` while the body runs; all are done after it. Raises TaskError."""
    if not _may_fork():
        for task in tasks:
            _run_here(task)
        yield
        return
    started = [_start(task) for task in tasks]
    try:
        yield
    finally:
        failures = [_finished(process, pipe) for process, pipe in started]
    for failure in filter(None, failures):
        raise TaskError(failure)


def _run_here(task: Task) -> None:
    """Does it in this process, and fails in the way of a process beside."""
    try:
        task.run()
    except Exception as error:
        raise TaskError("".join(traceback.format_exception_only(error))) from error


def _may_fork() -> bool:
    """Whether a fork gains time and is safe: a lock held by another thread would stay locked."""
    alone = threading.active_count() == 1
    cores = os.cpu_count() or 1
    return alone and cores > 1 and "fork" in multiprocessing.get_all_start_methods()


def _start(task: Task) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=task.report, args=(there,))
    process.start()
    there.close()
    return process, here


def _finished(process: Any, pipe: Connection) -> str:  # noqa: ANN401  (a process of any context)
    try:
        failure = str(pipe.recv())
    except EOFError:
        failure = "the process ended without a word"
    process.join()
    return failure
