"""What was written into a site, and the one way anything gets into it."""

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from generator.compression import ENDINGS, original
from generator.project import Project

MARK = "catalog.schema.json"
"""A file that every site of ours has."""

Stamp = tuple[str, int, int]
"""Key, size in bytes and modification time in ns of a file that was written."""


@dataclass(frozen=True)
class Report:
    """What a build did: numbers of files."""

    written: int
    deleted: int
    total: int


class ForeignFolderError(Exception):
    """The folder to build into has files in it that no build of ours made."""


class Memory:
    """What was written into a site, and with which keys."""

    def __init__(self, project: Project) -> None:
        self._site = project.site
        name = blake2b(str(project.site.resolve()).encode(), digest_size=6).hexdigest()
        self._file = project.cache / f"{name}.json"
        self._stamps: dict[str, Stamp] = {}
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
            self._stamps = {path: (key, size, time) for path, (key, size, time) in stored.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            self._stamps = {}  # nothing remembered, everything is made anew

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet, as far as is remembered."""
        return not self._stamps

    @property
    def paths(self) -> Collection[str]:
        """The paths of all that was written."""
        return self._stamps.keys()

    def knows(self, path: str, key: str | None) -> bool:
        """Whether the site's file, with its compressed forms, is the one written with this key."""
        stamp = self._stamps.get(path)
        written = [path, *(path + ending for ending in ENDINGS if path + ending in self._stamps)]
        return stamp is not None and stamp[0] == key and all(map(self._is_untouched, written))

    def _is_untouched(self, path: str) -> bool:
        return self._stamps[path][1:] == _size_and_time(self._site / path)

    def made_with(self, key: str) -> list[str]:
        """The paths written with this key; none when one of them has been touched since."""
        paths = [path for path, stamp in self._stamps.items() if stamp[0] == key]
        return paths if all(self.knows(path, key) for path in paths) else []

    def forget(self) -> None:
        """Forgets the keys but not that the files are ours."""
        self._stamps = {path: ("", size, time) for path, (_, size, time) in self._stamps.items()}
        self._remember()

    def refuse_foreign_folder(self) -> None:
        """Raises before files are lost: a build deletes from its folder what it didn't make."""
        if not self._stamps and not (self._site / MARK).exists() and files_in(self._site):
            raise ForeignFolderError(self._site)

    def commit(self, staged: Iterable[Path], keys: dict[str, str]) -> Report:
        """Moves what was staged into the site, deletes what isn't made any more, remembers."""
        fresh = {path: _owner(path, keys) for folder in staged for path in self._move(folder)}
        remade = set(fresh.values())
        kept = {
            path: stamp
            for path, stamp in self._stamps.items()
            if (owner := _owner(path, keys)) in keys and owner not in remade
        }
        written = {
            path: (keys[owner], *_size_and_time(self._site / path)) for path, owner in fresh.items()
        }
        gone = self._delete(set(files_in(self._site)) - kept.keys() - written.keys())
        self._stamps = kept | written
        self._remember()
        return Report(len(written), gone, len(self._stamps))

    def _move(self, folder: Path) -> list[str]:
        paths = files_in(folder)
        if paths and not self._site.exists():
            folder.rename(self._site)
            return paths
        for path in paths:
            target = self._site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / path).replace(target)
        return paths

    def _delete(self, paths: Iterable[str]) -> int:
        gone = list(paths)
        for path in gone:
            (self._site / path).unlink()
        for folder, _, _ in os.walk(self._site, topdown=False):
            if not os.listdir(folder):  # noqa: PTH208  (a plain path from os.walk)
                Path(folder).rmdir()
        return len(gone)

    def _remember(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps(self._stamps, ensure_ascii=False), encoding="utf-8")
        draft.replace(self._file)


def files_in(folder: Path) -> list[str]:
    """The paths of all files under `folder`, relative to it; none where there is no folder."""
    return [
        (Path(where) / name).relative_to(folder).as_posix()
        for where, _, names in os.walk(folder)
        for name in names
    ]


def _owner(path: str, keys: dict[str, str]) -> str:
    """The path whose key a file has: its own, or that of the file it is a form of."""
    return path if path in keys else original(path)


def _size_and_time(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns
