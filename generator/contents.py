"""Everything a site contains beside its prose: pages, search index, open data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

import markdown

from generator import offline, open_data, privacy, search
from generator.catalog import Catalog, Township
from generator.open_data import guide_values
from generator.pages import Digests, Frame, Page, Printed, Renderer, all_pages
from generator.project import Project, code_version
from generator.standard.verdict import verdicts

_PROSE = (
    ("about/how-to", "怎么用这个网站"),
    ("about/once", "什么是最多跑一次"),
    ("about/privacy", "隐私"),
    ("handbook/index", "工作人员手册"),
)
"""Prose pages that every page links to, where the county has them."""


_NOTHING: Mapping[str, tuple[Printed, ...]] = {}
_SCORE = ("最多跑一次：做到了多少", "standard.html")


class Text(NamedTuple):
    """A file that is no page: `make` gives its text, which depends on `values` alone."""

    values: object
    make: Callable[[], str]


@dataclass(frozen=True)
class Contents:
    """Pages and other files still to be made; `texts` by path."""

    frame: Frame
    pages: tuple[Page, ...]
    texts: dict[str, Text]

    @cached_property
    def renderer(self) -> Renderer:
        """Renders these pages."""
        return Renderer(self.frame)

    def keys(self) -> dict[str, str]:
        """For each path a word that changes when its content may."""
        digests = Digests()
        base = code_version() + digests.of(tuple(vars(self.frame).values()))
        made_by = digests.of(base)
        pages = {
            path: key
            for page in self.pages
            for key in [made_by + page.key(digests)]
            for path in page.paths
        }
        texts = {path: made_by + digests.of(text.values) for path, text in self.texts.items()}
        return pages | texts


def of(
    project: Project,
    catalog: Catalog,
    today: date,
    printed: Mapping[str, tuple[Printed, ...]] = _NOTHING,
) -> Contents:
    """The contents of a county's site; `catalog` has a county and no errors.

    `printed` are the sheets that lie in the site, by the paths of the pages they belong to.
    """
    county = catalog.county
    if county is None:
        message = "a catalog without a county cannot be published"
        raise ValueError(message)
    shown = privacy.for_web(catalog, today)
    found = verdicts(catalog, today)
    pages = tuple(
        replace(page, printed=printed[page.path]) if page.path in printed else page
        for page in all_pages(shown, found, today, _welcome(project), project.site_path)
    )
    everything = (county, tuple(shown.services.items()), tuple(map(_values, shown.townships)))
    links = (_SCORE, *((title, f"{name}.html") for name, title in _PROSE if _has(project, name)))
    frame = Frame.of(county, links, project.assets_version(), project.site_url)
    texts = {
        "assets/search-index.js": Text(everything, partial(search.index_script, shown)),
        "catalog.json": Text((everything, found), partial(open_data.catalog_json, shown, found)),
        "catalog.schema.json": Text((), open_data.schema_json),
        "sw.js": Text((), partial(offline.worker_script, frame)),
    }
    return Contents(frame, pages, texts)


def _values(township: Township) -> tuple[object, ...]:
    return tuple(
        tuple(map(guide_values, value)) if name == "guides" else value
        for name, value in vars(township).items()
    )


def _has(project: Project, name: str) -> bool:
    return (project.guides / f"{name}.md").is_file()


def _welcome(project: Project) -> str:
    """The county's own words, `index.md`, as HTML."""
    path = project.guides / "index.md"
    if not path.is_file():
        return ""
    return markdown.markdown(path.read_text(encoding="utf-8"), output_format="html")
