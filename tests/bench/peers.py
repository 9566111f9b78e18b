"""The same county for other builders: data for Hugo, Markdown for MkDocs and Zensical.

Prose goes along, with the generated reference of fields; search index and open data don't.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import NamedTuple

from generator import catalog, contents, reference
from generator.contents import Contents
from generator.pages import elder
from generator.project import OVERRIDES, Project
from tests.bench import data
from tests.bench.county import TODAY
from tests.bench.markdown import as_markdown

HUGO = Path(__file__).parent / "hugo"

_STOCK = """\
site_name: 办事指南
use_directory_urls: false
theme:
  name: material
  language: zh
nav:
  - index.md
"""
"""What `mkdocs new` and Material's manual begin with. A page in the navigation stands on every
page, so that time would grow with the square of their number; it is kinder to leave them out."""


class Prose(NamedTuple):
    """A page written in Markdown; `path` ends in .md."""

    path: str
    text: str


def hugo(project: Project, folder: Path, *, adapter: bool) -> None:
    """A Hugo project that makes our pages from our data.

    With `adapter`, pages come from one JSON file by a content adapter; without, from a file of
    front matter each. Either way what pages share stands once in its data.
    """
    rmtree(folder, ignore_errors=True)
    copytree(HUGO, folder)
    copytree(OVERRIDES / "assets", folder / "static" / "assets")
    pages = data.write(_contents(project), folder / "data")
    if adapter:
        _write(folder / "data" / "pages.json", json.dumps(pages, ensure_ascii=False))
    else:
        (folder / "content" / "_content.gotmpl").unlink()
        for number, page in enumerate(pages):
            front = json.dumps(page, ensure_ascii=False, indent=1)
            _write(folder / "content" / f"p{number}.md", f"{front}\n")
    for name, text in _prose(project):
        # Flat names: a folder with an index.md is one page to Hugo, and the rest its attachments.
        _write(folder / "content" / name.replace("/", "-"), _hugo_prose(name, text))
    _copy_pictures(project, folder / "static")


def with_yaml(project: Project, made: Path, folder: Path) -> None:
    """A Hugo project that also reads the county's YAML, as we do, and makes nothing of it."""
    copytree(made, folder)
    for name in ("services", "townships"):
        copytree(project.guides / name, folder / "data" / name)


def markdown(project: Project, folder: Path) -> None:
    """A stock Material project with the same words as Markdown; Zensical builds it too."""
    rmtree(folder, ignore_errors=True)
    content = _contents(project)
    for page in content.pages:
        text = as_markdown(page.title, page.fragment(content.renderer))
        _write((folder / "docs" / page.path).with_suffix(".md"), text)
    for name, text in _prose(project):
        _write(folder / "docs" / name, text)
    _copy_pictures(project, folder / "docs")
    _write(folder / "mkdocs.yml", _STOCK)


def _contents(project: Project) -> Contents:
    return contents.of(project, catalog.load(project.guides), TODAY)


def _prose(project: Project) -> Iterator[Prose]:
    """The county's prose but its home, which is a page of the catalog's."""
    for path in sorted(project.guides.glob("*/*.md")):
        yield Prose(path.relative_to(project.guides).as_posix(), path.read_text(encoding="utf-8"))
    yield Prose("handbook/fields.md", reference.fields_page())


def _hugo_prose(name: str, text: str) -> str:
    """Prose with links to what is built, as Hugo wants it."""
    title = text.partition("\n")[0].lstrip("# ")
    path = f"{name.removesuffix('.md')}.html"
    has_twin = elder.exists(path)
    params = {
        "root": "../",
        "crumbs": [["首页", "index.html"]],
        "values": {},
        "path": path,
        "twin": elder.path(path if has_twin else "index.html"),
    }
    front = {
        "title": title,
        "url": f"/{path}",
        "layout": "xprose",
        "outputs": ["html", "elder"] if has_twin else ["html"],
        "params": params,
    }
    linked = re.sub(r"\.md([#)])", r".html\1", text)
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n{linked}"


def _copy_pictures(project: Project, folder: Path) -> None:
    for path in sorted(project.guides.glob("*/pictures/*")):
        target = folder / path.relative_to(project.guides)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
