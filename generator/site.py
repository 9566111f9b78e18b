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

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from pathlib import Path

from generator import contents, prose
from generator.catalog import Catalog
from generator.memory import Memory, Report, files_in
from generator.pages import Frame, Page, Renderer
from generator.project import Project, code_version

CHUNK = 100
"""Pages a worker renders at a time: enough to be worth sending, few enough to balance."""


def build(
    project: Project, catalog: Catalog, *, today: date, executor: Executor | None = None
) -> Report:
    """Brings `project.site` up to date with `catalog`; with an executor, pages are made in it."""
    content = contents.of(project, catalog, today)
    memory = Memory(project)
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
    Memory(project).forget()


def render_into(folder: Path, frame: Frame, pages: Sequence[Page]) -> None:
    """Writes the documents of `pages` under `folder`. Runs in a worker as well as here."""
    renderer = Renderer(frame)
    for page in pages:
        _write(folder / page.path, page.document(renderer))


def _render(folder: Path, frame: Frame, pages: Sequence[Page], executor: Executor | None) -> None:
    if executor is None or len(pages) <= CHUNK:
        render_into(folder, frame, pages)
        return
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    for future in [executor.submit(render_into, folder, frame, chunk) for chunk in chunks]:
        future.result()


def _prose(project: Project, frame: Frame, memory: Memory, folder: Path) -> dict[str, str]:
    """Keys of the files MkDocs makes; they are made anew only if anything behind them changed."""
    version = blake2b(
        "".join([project.prose_version(), code_version(), repr(frame)]).encode(), digest_size=16
    ).hexdigest()
    known = memory.made_with(version)
    if known and all(memory.knows(path, version) for path in known):
        return dict.fromkeys(known, version)
    prose.build(project, folder)
    return dict.fromkeys(files_in(folder), version)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _staging(site: Path) -> Iterator[Path]:
    """A folder beside the site, so that moving files from it into the site is atomic."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{site.name}.", dir=site.parent) as folder:
        yield Path(folder)
