"""The same county for other builders: data for Hugo, Markdown for MkDocs and Zensical."""

import re
from pathlib import Path
from shutil import copytree, rmtree

from generator import catalog, contents
from generator.project import OVERRIDES, Project
from tests.bench import data
from tests.conftest import TODAY

HUGO = Path(__file__).parent / "hugo"

_STOCK = """\
site_name: 办事指南
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
plugins:
  - search
validation:
  links:
    unrecognized_links: ignore
"""


def hugo(project: Project, folder: Path) -> int:
    """A Hugo project that makes our pages from our data; gives their number."""
    rmtree(folder, ignore_errors=True)
    copytree(HUGO, folder)
    copytree(OVERRIDES / "assets", folder / "static" / "assets")
    return data.write(project, folder / "data")


def markdown(project: Project, folder: Path) -> int:
    """A stock Material project with the same words as Markdown; gives the number of pages.

    The pages are not in the navigation, which is kinder to Material: with them it is quadratic.
    """
    rmtree(folder, ignore_errors=True)
    content = contents.of(project, catalog.load(project.guides), TODAY)
    for page in content.pages:
        path = (folder / "docs" / page.path).with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_markdown(page.title, page.fragment(content.renderer)), encoding="utf-8")
    nav = "nav:\n  - index.md\n"
    (folder / "mkdocs.yml").write_text(_STOCK + nav, encoding="utf-8")
    return len(content.pages)


_RULES = (
    (r"<h1>(.*?)</h1>", r"\n# \1\n"),
    (r"<h2[^>]*>(.*?)</h2>", r"\n## \1\n"),
    (r"<h3[^>]*>(.*?)</h3>", r"\n### \1\n"),
    (r"<dt>(.*?)</dt><dd>(.*?)</dd>", r"\n**\1**: \2\n"),
    (r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)"),
    (r"<b>(.*?)</b>", r"**\1**"),
    (r"<li[^>]*>", r"\n- "),
    (r"<p[^>]*>", r"\n\n"),
    (r"<[^>]+>", r" "),
    (r"[ \t]+", r" "),
    (r"\n\s*\n+", r"\n\n"),
)


def _markdown(title: str, html: str) -> str:
    text = html
    for pattern, replacement in _RULES:
        text = re.sub(pattern, replacement, text, flags=re.DOTALL)
    return f"---\ntitle: {title}\n---\n{text.strip()}\n"
