"""Makes sheets into a folder: those that changed and no others, on all cores."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.printing import manifest
from generator.printing.edition import Choice, Edition
from generator.printing.kinds import Kind
from generator.printing.manifest import Entry
from generator.printing.sheet import Sheet

WORTH_SHARING = 24
"""Fewer sheets are made sooner than processes are started."""

Progress = Callable[[int, int, str], object]
"""Told how many sheets are made, how many there are to make, and the kind of the last."""


class Failure(NamedTuple):
    """A sheet that could not be made, and why, in Chinese."""

    path: str
    title: str
    reason: str


@dataclass(frozen=True)
class Report:
    """What the press did: how many sheets were wanted, which were made now, and what failed."""

    wanted: int
    made: tuple[str, ...]
    deleted: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Order:
    """Which sheets are wanted: all that the choice has in these folders of each township."""

    sheets: tuple[Sheet, ...]
    folders: frozenset[str]
    choice: Choice

    def covers(self, path: str, entry: Entry) -> bool:
        """Whether a sheet made earlier would be among the wanted, if it still existed."""
        _, folder, name = path.split("/")
        return (
            folder in self.folders
            and self.choice.has(entry.township, entry.subject)
            and name.rpartition(".")[2] == self.sheets[0].suffix
        )


def order(edition: Edition, kinds: Iterable[Kind], *, as_png: bool = False) -> Order:
    """Every sheet of some kinds that an edition has, as PDF or as pictures."""
    kinds = tuple(kinds)
    sheets = (sheet for kind in kinds for sheet in kind.sheets(edition))
    return Order(
        tuple(replace(sheet, suffix="png") if as_png else sheet for sheet in sheets),
        frozenset(kind.folder(edition) for kind in kinds),
        edition.choice,
    )


def run(order: Order, folder: Path, today: date, progress: Progress) -> Report:
    """Brings the folder up to date with the order; other sheets in it are left alone."""
    known = manifest.load(folder)
    wanted = {sheet.path: sheet for sheet in order.sheets}
    made: dict[str, Entry] = {}
    failures = []
    fresh = [task for sheet in wanted.values() for task in _tasks(folder, known, sheet, today)]
    for count, (task, result) in enumerate(_results(fresh), 1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            made[task.sheet.path] = result
        progress(count, len(fresh), task.sheet.kind)
    stale = {p for p, entry in known.items() if p not in wanted and order.covers(p, entry)}
    entries = {path: entry for path, entry in known.items() if path not in stale} | made
    deleted = _delete(folder, known.values(), entries.values())
    folder.mkdir(parents=True, exist_ok=True)
    manifest.save(folder, entries)
    return Report(len(wanted), tuple(made), deleted, tuple(failures))


class _Task(NamedTuple):
    """A sheet to make, and the day it is issued on."""

    folder: Path
    sheet: Sheet
    issued: date


def _tasks(folder: Path, known: Mapping[str, Entry], sheet: Sheet, today: date) -> Iterator[_Task]:
    """Nothing where the sheet is there; its old day of issue where only its files are gone."""
    entry = known.get(sheet.path)
    if entry is None or entry.key != sheet.key:
        yield _Task(folder, sheet, today)
    elif not all((folder / name).is_file() for name in entry.files):
        yield _Task(folder, sheet, date.fromisoformat(entry.issued))


def _results(tasks: list[_Task]) -> Iterator[tuple[_Task, Entry | Failure]]:
    """Each task with the entry or the failure it ends in, in order."""
    with _workers(len(tasks)) as pool:
        results = pool.map(_make, tasks, chunksize=8) if pool else map(_make, tasks)
        yield from zip(tasks, results, strict=True)


@contextmanager
def _workers(count: int) -> Iterator[Executor | None]:
    """Processes beside this one, where they gain time."""
    cores = os.cpu_count() or 1
    if count < WORTH_SHARING or cores == 1:
        yield None
        return
    with ProcessPoolExecutor(cores) as pool:
        yield pool


def _make(task: _Task) -> Entry | Failure:
    """Makes one sheet, each file whole or not at all."""
    from generator.printing import typesetting  # noqa: PLC0415  (fonts, in this process alone)

    folder, sheet, issued = task
    try:
        files, pages = typesetting.typeset(sheet, issued)
    except typesetting.TypesettingError as error:
        return Failure(sheet.path, sheet.title, str(error))
    names = tuple(_file(sheet.path, number) for number in range(1, len(files) + 1))
    for name, content in zip(names, files, strict=True):
        _write(folder / name, content)
    return Entry.of(sheet, issued, pages, names)


def _file(path: str, number: int) -> str:
    """The first file is called as the sheet, the others by their number."""
    stem, _, suffix = path.rpartition(".")
    return path if number == 1 else f"{stem}-{number}.{suffix}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(content)
    draft.replace(path)


def _delete(folder: Path, before: Iterable[Entry], after: Iterable[Entry]) -> int:
    """Deletes files that are no sheet's any more, and folders left empty."""
    gone = {name for entry in before for name in entry.files}
    gone -= {name for entry in after for name in entry.files}
    for name in gone:
        path = folder / name
        path.unlink(missing_ok=True)
        for above in (path.parent, path.parent.parent):
            if above.is_dir() and not any(above.iterdir()):
                above.rmdir()
    return len(gone)
