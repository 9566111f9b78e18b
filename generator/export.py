"""Writes the pages as Markdown files with HTML in them, for any other site builder."""

import json
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path
from shutil import copytree, rmtree

from generator import contents, ratings, reference
from generator.catalog import Catalog
from generator.memory import ForeignFolderError
from generator.pages import Page, Renderer
from generator.project import Project

_MARK = "# 由 guides export-pages 写出；再运行一次会重写 mkdocs.yml 和整个 docs。\n"
_SETTINGS = f"""\
{_MARK}site_name: {{name}}
docs_dir: docs
site_dir: site
use_directory_urls: false
extra_css:
  - assets/guide.css
markdown_extensions:
  - admonition
  - attr_list
  - fenced_code
  - tables
validation:
  omitted_files: ignore
  unrecognized_links: ignore
"""


def export(project: Project, catalog: Catalog, folder: Path, *, today: date) -> int:
    """Writes `mkdocs.yml` and `docs/` into `folder`; gives the number of catalog pages.

    Prose pages go along as they are. The result needs neither our plugin nor our theme, so
    ProperDocs, Zensical or MkDocs can build it. Raises ForeignFolderError when `folder` holds
    files that no export of ours wrote.
    """
    _refuse_foreign_folder(folder)
    said = ratings.read(project.ratings, catalog, project.kept_ratings)
    content = contents.of(project, catalog, today, said)
    docs = folder / "docs"
    if docs.exists():
        rmtree(docs)
    docs.mkdir(parents=True)
    _copy_prose(project.guides, docs)
    for overrides in reversed(project.overrides):
        copytree(overrides / "assets", docs / "assets", dirs_exist_ok=True)
    _write(docs / "handbook" / "fields.md", reference.fields_page())
    for path, text in content.texts.items():
        _write(docs / path, text.make())
    _write_pages(docs, content.pages, content.renderer)
    _write(
        folder / "mkdocs.yml", _SETTINGS.format(name=json.dumps(content.frame.county + "办事指南"))
    )
    return len(content.pages)


def _refuse_foreign_folder(folder: Path) -> None:
    settings = folder / "mkdocs.yml"
    is_ours = settings.is_file() and settings.read_bytes().startswith(_MARK.encode())
    if not is_ours and folder.exists() and any(folder.iterdir()):
        raise ForeignFolderError(folder)


def _write_pages(docs: Path, pages: Iterable[Page], renderer: Renderer) -> None:
    for page in pages:
        title = json.dumps(escape(page.title, quote=False), ensure_ascii=False)  # themes don't
        html = _without_blank_lines(page.fragment(renderer))
        front = f"---\ntitle: {title}\nhide:\n  - navigation\n  - toc\n---\n"
        _write(
            (docs / page.path).with_suffix(".md"),
            f'{front}\n<div class="guide-page">\n{html}\n</div>\n',
        )


def _copy_prose(guides: Path, docs: Path) -> None:
    for path in guides.rglob("*"):
        if path.is_file() and path.suffix not in {".yaml", ".json"}:
            target = docs / path.relative_to(guides)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def _without_blank_lines(html: str) -> str:
    """Markdown ends a block of HTML at a blank line."""
    return "\n".join(line for line in html.splitlines() if line.strip())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
