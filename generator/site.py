"""Builds a county's site: what changed and nothing else, and all of it or nothing.

The order is the whole story:
1. the catalog is loaded and has no errors (the caller's doing);
2. every path gets a key; a path is stale when its key changed or its file was touched;
3. stale files are made in a staging folder beside the site: pages here, prose by MkDocs and
   indexes in a process beside this one;
4. only when all of that has succeeded are files moved into the site, one by one and each whole;
5. what is no longer made is deleted, and the keys are remembered.
A failure before 4 leaves the site as it was; one after it is mended by the next build, which
finds files that don't agree with what it remembers.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from generator import aside, compression, contents, prose, ratings
from generator.catalog import Catalog
from generator.contents import Contents, Text
from generator.memory import Memory, Report, files_in
from generator.pages import Frame, Page, Renderer
from generator.project import Project, code_version
from generator.ratings import Ratings

Write = Callable[[Path, bytes], object]
"""How a file gets to the disk: alone, or with its compressed forms."""

WORTH_SHARING = 200
"""Fewer pages are rendered sooner than a process is started."""


def build(
    project: Project,
    catalog: Catalog,
    *,
    today: date,
    said: Ratings = ratings.NOTHING,
    compressed: bool = False,
) -> Report:
    """Brings `project.site` up to date with `catalog`, with compressed forms where asked for.

    `said` is what residents said of its guides.
    Raises ForeignFolderError when the site's folder holds files of somebody else's.
    """
    content = contents.of(project, catalog, today, said)
    write, mark = (compression.write, compression.mark()) if compressed else (Path.write_bytes, "")
    memory = Memory(project)
    memory.refuse_foreign_folder()
    # Where nothing is remembered everything is stale, and keys can be made while pages are.
    keys = {} if memory.is_empty else _keys(content, mark)
    pages = [
        page
        for page in content.pages
        if not all(memory.knows(path, keys.get(path)) for path in page.paths)
    ]
    texts = {p: text for p, text in content.texts.items() if not memory.knows(p, keys.get(p))}
    prose_version = _prose_version(project, content.frame) + mark
    prose_paths = memory.made_with(prose_version)
    with _staging(project.site) as folder:
        made, prose_made = folder / "pages", folder / "prose"
        shared, mine = _halves(pages)
        tasks = [aside.Task(write_texts, made, texts, write)] if texts else []
        if not prose_paths:
            tasks.append(aside.Task(_prose_into, prose_made, project, content, compressed))
        if shared:
            tasks.append(aside.Task(render_into, made, content.frame, shared, write))
        with aside.running(tasks):
            keys = keys or _keys(content, mark)
            render_into(made, content.frame, mine, write)
        prose_keys = dict.fromkeys(prose_paths or files_in(prose_made), prose_version)
        return memory.commit((made, prose_made), prose_keys | keys)


def forget(project: Project) -> None:
    """Makes the next build do everything anew."""
    Memory(project).forget()


def render_into(
    folder: Path, frame: Frame, pages: Iterable[Page], write: Write = Path.write_bytes
) -> None:
    """Writes the documents of `pages`, standard and elder, under `folder`."""
    renderer = Renderer(frame)
    folders: set[Path] = set()
    for name, document in chain.from_iterable(page.documents(renderer) for page in pages):
        path = folder / name
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        write(path, document.encode())


def write_texts(folder: Path, texts: Mapping[str, Text], write: Write = Path.write_bytes) -> None:
    """Writes files that are no pages under `folder`."""
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, text.make().encode())


def _prose_into(folder: Path, project: Project, content: Contents, compressed: bool) -> None:  # noqa: FBT001  (a task takes its arguments in order)
    """Has MkDocs make what it makes, under `folder`."""
    prose.build(project, content, folder)
    if compressed:
        compression.compress_folder(folder)


def _keys(content: Contents, mark: str) -> dict[str, str]:
    """A word for each path that changes with the content and with how it is written."""
    return {path: key + mark for path, key in content.keys().items()}


def _halves(pages: list[Page]) -> tuple[list[Page], list[Page]]:
    """Pages for another process, and pages for this one."""
    middle = len(pages) // 2 if len(pages) > WORTH_SHARING else 0
    return pages[:middle], pages[middle:]


def _prose_version(project: Project, frame: Frame) -> str:
    """The key of everything MkDocs makes: prose pages and the theme's files."""
    parts = project.prose_version() + code_version() + repr(frame)
    return blake2b(parts.encode(), digest_size=16).hexdigest()


@contextmanager
def _staging(site: Path) -> Iterator[Path]:
    """A folder beside the site, so that moving files from it into the site is atomic."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{site.name}.", dir=site.parent) as folder:
        yield Path(folder)
