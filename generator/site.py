"""Builds a county's site: what changed and nothing else, and all of it or nothing.

The order is the whole story:
1. the catalog is loaded and has no errors (the caller's doing);
2. every path gets a key; a path is stale when its key changed or its file was touched;
3. stale pages are rendered into a staging folder beside the site, prose by MkDocs;
4. only when all of that has succeeded are files moved into the site, one by one and each whole;
5. what is no longer made is deleted, and the keys are remembered.
A failure before 4 leaves the site as it was; one after it is mended by the next build, which
finds files that don't agree with what it remembers.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from generator import contents, prose
from generator.catalog import Catalog
from generator.pages import Frame, Page, Renderer
from generator.project import Project, code_version

CHUNK = 100
"""Pages a worker renders at a time: enough to be worth sending, few enough to balance."""

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


def build(
    project: Project, catalog: Catalog, *, today: date, executor: Executor | None = None
) -> Report:
    """Brings `project.site` up to date with `catalog`; with an executor, pages are made in it."""
    content = contents.of(project, catalog, today)
    memory = _Memory(project)
    memory.refuse_foreign_folder()
    keys = content.keys()
    stale = [page for page in content.pages if not memory.knows(page.path, keys[page.path])]
    with _staging(project.site) as folder:
        made, prose_made = folder / "pages", folder / "prose"
        _render(made, content.frame, stale, executor)
        for path, text in content.texts.items():
            if not memory.knows(path, keys[path]):
                _write(made / path, text.make())
        prose_keys = _prose(project, content.frame, memory, prose_made)
        return memory.commit((prose_made, made), {**prose_keys, **keys})


def forget(project: Project) -> None:
    """Makes the next build do everything anew."""
    _Memory(project).forget()


def render_into(folder: Path, frame: Frame, pages: Sequence[Page]) -> None:
    """Writes the documents of `pages` under `folder`. Runs in a worker as well as here."""
    renderer = Renderer(frame)
    for page in pages:
        _write(folder / page.path, page.document(renderer))


def _render(
    folder: Path, frame: Frame, pages: Sequence[Page], executor: Executor | None
) -> None:
    if executor is None or len(pages) <= CHUNK:
        render_into(folder, frame, pages)
        return
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    for future in [executor.submit(render_into, folder, frame, chunk) for chunk in chunks]:
        future.result()


def _prose(project: Project, frame: Frame, memory: "_Memory", folder: Path) -> dict[str, str]:
    """Keys of the files MkDocs makes; they are made anew only if anything behind them changed."""
    version = blake2b(
        "".join([project.prose_version(), code_version(), repr(frame)]).encode(), digest_size=16
    ).hexdigest()
    known = memory.made_with(version)
    if known and all(memory.knows(path, version) for path in known):
        return dict.fromkeys(known, version)
    prose.build(project, folder)
    return dict.fromkeys(_files_in(folder), version)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _staging(site: Path) -> Iterator[Path]:
    """A folder beside the site, so that moving files from it into the site is atomic."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{site.name}.", dir=site.parent) as folder:
        yield Path(folder)


class ForeignFolderError(Exception):
    """The folder to build into has files in it that no build of ours made."""


class _Memory:
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

    def knows(self, path: str, key: str) -> bool:
        """Whether the site's file is the one written with this key."""
        stamp = self._stamps.get(path)
        return stamp is not None and stamp[0] == key and stamp[1:] == _size_and_time(self._site / path)

    def made_with(self, key: str) -> list[str]:
        """The paths written with this key."""
        return [path for path, stamp in self._stamps.items() if stamp[0] == key]

    def forget(self) -> None:
        """Forgets the keys but not that the files are ours."""
        self._stamps = {path: ("", size, time) for path, (_, size, time) in self._stamps.items()}
        self._remember()

    def refuse_foreign_folder(self) -> None:
        """Raises before files are lost: a build deletes from its folder what it didn't make."""
        if not self._stamps and not (self._site / MARK).exists() and _files_in(self._site):
            raise ForeignFolderError(self._site)

    def commit(self, staged: Iterable[Path], keys: dict[str, str]) -> Report:
        """Moves what was staged into the site, deletes what isn't made any more, remembers."""
        fresh = [path for folder in staged for path in self._move(folder)]
        gone = self._delete(set(_files_in(self._site)) - keys.keys())
        kept = {path: stamp for path, stamp in self._stamps.items() if path in keys}
        written = {path: (keys[path], *_size_and_time(self._site / path)) for path in fresh}
        self._stamps = kept | written
        self._remember()
        return Report(len(fresh), gone, len(keys))

    def _move(self, folder: Path) -> list[str]:
        paths = _files_in(folder)
        for path in paths:
            target = self._site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / path).replace(target)
        return paths

    def _delete(self, paths: Iterable[str]) -> int:
        count = 0
        for count, path in enumerate(paths, 1):
            (self._site / path).unlink()
        for folder, _, _ in os.walk(self._site, topdown=False):
            if not any(os.scandir(folder)):
                Path(folder).rmdir()
        return count

    def _remember(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps(self._stamps, ensure_ascii=False), encoding="utf-8")
        draft.replace(self._file)


def _files_in(folder: Path) -> list[str]:
    return [
        os.path.relpath(os.path.join(where, name), folder).replace(os.sep, "/")
        for where, _, names in os.walk(folder)
        for name in names
    ]


def _size_and_time(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns
