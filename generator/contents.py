"""Everything a site contains beside its prose: pages, search index, open data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

import markdown

from generator import offline, open_data, privacy, ratings, search
from generator.catalog import Catalog, Township
from generator.open_data import guide_values
from generator.pages import Digests, Frame, Outside, Page, Renderer, all_pages, rating_form_script
from generator.project import Project, code_version
from generator.ratings import Ratings
from generator.standard.verdict import verdicts

_PROSE = (
    ("about/how-to", "怎么用这个网站"),
    ("about/once", "什么是最多跑一次"),
    ("about/privacy", "隐私"),
    ("handbook/index", "工作人员手册"),
)
"""Prose pages that every page links to, where the county has them."""


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
    project: Project, catalog: Catalog, today: date, said: Ratings = ratings.NOTHING
) -> Contents:
    """The contents of a county's site; `catalog` has a county and no errors.

    `said` is what residents said of its guides.
    """
    county = catalog.county
    if county is None:
        message = "a catalog without a county cannot be published"
        raise ValueError(message)
    shown = privacy.for_web(catalog, today)
    found = verdicts(catalog, today)
    versions = _versions(shown) if project.feedback else {}
    outside = Outside(_welcome(project), project.site_path, said, versions)
    pages = tuple(all_pages(shown, found, today, outside))
    everything = (county, tuple(shown.services.items()), tuple(map(_values, shown.townships)))
    links = (_SCORE, *((title, f"{name}.html") for name, title in _PROSE if _has(project, name)))
    frame = Frame.of(county, links, project.assets_version(), project.site_url, project.feedback)
    texts = {
        "assets/search-index.js": Text(everything, partial(search.index_script, shown)),
        "catalog.json": Text((everything, found), partial(open_data.catalog_json, shown, found)),
        "catalog.schema.json": Text((), open_data.schema_json),
        "sw.js": Text((), partial(offline.worker_script, frame)),
    }
    if project.feedback:
        texts["assets/rate-form.js"] = Text((), partial(rating_form_script, Renderer(frame)))
    return Contents(frame, pages, texts)


def _versions(catalog: Catalog) -> dict[tuple[str, str], str]:
    """What a rating is given under, by township and service."""
    digests = Digests()
    return {
        (township.slug, guide.identifier): open_data.version(guide, digests)
        for township in catalog.townships
        for guide in township.guides
    }


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
