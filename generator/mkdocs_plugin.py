"""The MkDocs plugin: catalog pages join a build as files that are HTML already.

MkDocs copies such a file as it copies a picture, so a thousand guides cost no Markdown and no
theme template; prose may link to them, and `mkdocs build` and `mkdocs serve` work as usual.
"""

import logging
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator import catalog, contents, pages, ratings, reference, review
from generator.catalog import Catalog
from generator.contents import Contents
from generator.pages import elder
from generator.project import PACKAGE, Project
from generator.standard import judging

_HANDBOOK = "handbook/"
_FRAMED = "document.html"
"""The override that passes a finished document through."""
_UNUSED = re.compile(r"\.map$|/lunr/")
"""Theme files for debugging it, and for a search that isn't used here."""


def slug(text: str, separator: str) -> str:
    """A heading's anchor that keeps Chinese words."""
    return re.sub(r"[^\w]+", separator, text.strip().lower()).strip(separator)


class ServicePath(config_options.Type[str]):
    """The path of the feedback service on the site's own host: no request leaves a site."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Refuses another host's address."""
        path = super().run_validation(value)
        if path and not re.fullmatch(r"(/[\w.~-]+)*/", path):
            message = f"不能写“{path}”：要写本网站上的路径，以 / 开头和结尾，例如 /api/v1/"
            raise config_options.ValidationError(message)
        return path


class Settings(Config):
    """Where ratings are given and read; what a county says stands in its catalog."""

    feedback = ServicePath()
    """The path of the feedback service (评价服务); empty: guides have no link to rate them."""
    ratings = config_options.Type(str, default="")
    """`ratings.json` (群众评价汇总), a file or an address; empty: no figures."""


class TownshipGuides(BasePlugin[Settings]):
    """Adds a county's catalog to a MkDocs build."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, str]] = {}
        self._contents: Contents | None = None
        self._writes_pages = True

    def leave_pages(self, content: Contents) -> None:
        """Takes the contents as given, and leaves writing them to `guides build`."""
        self._contents = content
        self._writes_pages = False

    def on_startup(self, **_: Any) -> None:  # noqa: ANN401  (MkDocs' signature)
        """Makes MkDocs keep this object while serving, and with it what was rendered."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Loads the catalog; our theme files come after the county's own."""
        project = Project.load(Path(config.config_file_path))
        for folder in project.overrides:
            if str(folder) not in config.theme.dirs:
                config.theme.dirs.insert(len(project.overrides) - 1, str(folder))
        config.theme.static_templates -= {"sitemap.xml", "404.html"}
        if self._writes_pages:
            today = date.today()  # noqa: DTZ011  (the hall's day)
            loaded = _sound(config.docs_dir, today)
            said = ratings.read(project.ratings, loaded, project.kept_ratings)
            for line in said.told:
                logging.getLogger("mkdocs.plugins.township-guides").info(line)
            self._contents = contents.of(project, loaded, today, said)
        config.extra["is_demo"] = self._loaded.frame.is_demo
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Puts the catalog's pages in the place of its YAML."""
        for file in list(files):
            if _is_source(file.src_uri) or _UNUSED.search(file.src_uri):
                files.remove(file)
        files.append(_reference(config))
        for path, make in self._outputs().items():
            files.append(_Made(path, make, config))
        return files

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:  # noqa: ANN401
        """Prose gets the frame of the guides; the handbook keeps the theme's, if it doesn't ask."""
        if page.file.src_uri.startswith(_HANDBOOK) and page.meta.get("frame") != "guides":
            return html
        page.meta["template"] = _FRAMED
        framed = pages.prose_page(page.file.dest_uri, str(page.title), html)
        return framed.document(self._loaded.renderer)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Prose for residents is written a second time, as 长辈版."""
        if page.meta.get("template") == _FRAMED and elder.exists(page.file.dest_uri):
            framed = pages.prose_page(page.file.dest_uri, str(page.title), "")
            path = Path(config.site_dir) / elder.path(framed.path)
            _write(path, framed.elder(output, self._loaded.renderer))
        return output

    def on_serve(self, server: LiveReloadServer, **_: Any) -> None:  # noqa: ANN401
        """Templates reload like everything else."""
        server.watch(str(PACKAGE / "pages"))

    @property
    def _loaded(self) -> Contents:
        if self._contents is None:
            message = "on_config has not run"
            raise RuntimeError(message)
        return self._contents

    def _outputs(self) -> dict[str, Callable[[], str] | None]:
        """What to write for each path of the catalog; None leaves it to somebody else."""
        loaded = self._loaded
        if not self._writes_pages:
            return dict.fromkeys([*chain(*(page.paths for page in loaded.pages)), *loaded.texts])
        keys = loaded.keys()
        made: dict[str, Callable[[], str] | None] = {
            path: partial(self._render, page, path, keys[path])
            for page in loaded.pages
            for path in page.paths
        }
        return made | {path: text.make for path, text in loaded.texts.items()}

    def _render(self, page: pages.Page, path: str, key: str) -> str:
        """The page's document for `path`, made anew only where its key has changed."""
        known = self._made.get(path)
        if known is None or known[0] != key:
            for each, document in page.documents(self._loaded.renderer):
                self._made[each] = key, document
        return self._made[path][1]


class _Made(File):
    """A file of the site that is made and not copied."""

    def __init__(self, path: str, make: Callable[[], str] | None, config: MkDocsConfig) -> None:
        super().__init__(path, None, config.site_dir, use_directory_urls=False)
        self.generated_by = "township-guides"
        self._make = make

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  (MkDocs' signature)
        """Writes the file."""
        if self._make is not None:
            _write(Path(self.abs_dest_path), self._make())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _sound(folder: str, today: date) -> Catalog:
    loaded = catalog.load(Path(folder))
    if wrong := judging.stop_publication(review.everything(loaded, today)):
        raise PluginError("\n".join(["指南里有错误：", *map(str, wrong)]))
    return loaded


def _is_source(path: str) -> bool:
    return path == "index.md" or path.endswith(".yaml") or path.startswith("schema/")


def _reference(config: MkDocsConfig) -> File:
    return File.generated(config, f"{_HANDBOOK}fields.md", content=reference.fields_page())
