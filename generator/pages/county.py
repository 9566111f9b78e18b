"""Pages above the townships: the home, areas, all services, and what isn't found or is kept."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.catalog import Catalog
from generator.models.place import County
from generator.models.service import PublicService
from generator.models.words import Topic
from generator.pages.page import Page
from generator.pages.township import HOME

HANDBOOK = ("工作人员手册", "handbook/index.html")


class Offered(NamedTuple):
    """A service and the townships (slug, name) that offer it."""

    service: PublicService
    townships: tuple[tuple[str, str], ...]


class Entry(NamedTuple):
    """A township on the county's home."""

    slug: str
    name: str
    services: int
    villages: int


def county_pages(
    catalog: Catalog, offers: tuple[Offered, ...], welcome: str, site_path: str = ""
) -> Iterator[Page]:
    """The pages of the county itself; `offers` are those of `catalog`.

    `welcome` is HTML made from the county's own Markdown; `site_path` is the folder the site is
    published under (`/guides/`), where it is known.
    """
    county = catalog.county
    if county is None:
        return
    areas, chosen = _areas(offers), _townships_by_area(catalog)
    yield _home(catalog, county, welcome, areas)
    for topic in Topic:
        yield Page(
            f"area/{topic.slug}.html",
            topic.value,
            "area.html",
            (HOME,),
            {"topic": topic, "offered": areas[topic], "townships": chosen[topic]},
        )
    yield Page("search.html", "全部事项", "search.html", (HOME,), {"areas": areas})
    yield _not_found(site_path)
    yield Page("offline.html", "没有网也能看", "offline.html", (HOME,), {})


def _not_found(site_path: str) -> Page:
    """Shown in place of any address, however deep: its links can't be relative to its own."""
    return Page("404.html", "没有这一页", "404.html", (HOME,), {"root": site_path})


def prose_page(path: str, title: str, html: str) -> Page:
    """A page whose content MkDocs has already made from Markdown."""
    crumbs = (HOME, HANDBOOK) if path.startswith("handbook/") else (HOME,)
    return Page(path, title, "prose.html", crumbs, {"html": Markup(html)})  # noqa: S704  (the county's own Markdown)


def _home(
    catalog: Catalog, county: County, welcome: str, areas: dict[Topic, tuple[Offered, ...]]
) -> Page:
    values = {
        "welcome": Markup(welcome),  # noqa: S704  (the county's own Markdown)
        "counts": tuple((topic, len(offered)) for topic, offered in areas.items()),
        "townships": _entries(catalog),
        "hall": county.hall,
        "groups": sum(len(v.groups) for t in catalog.townships for v in t.villages),
    }
    return Page("index.html", f"{county.name}办事指南", "home.html", (), values)


def _entries(catalog: Catalog) -> tuple[Entry, ...]:
    return tuple(Entry(t.slug, t.name, len(t.guides), len(t.villages)) for t in catalog.townships)


def _townships_by_area(catalog: Catalog) -> dict[Topic, tuple[Entry, ...]]:
    """The townships that have services of an area, as their own pages sort them."""
    areas = [{guide.service.topic for guide in town.guides} for town in catalog.townships]
    entries = tuple(zip(_entries(catalog), areas, strict=True))
    return {topic: tuple(entry for entry, has in entries if topic in has) for topic in Topic}


def offered(catalog: Catalog) -> tuple[Offered, ...]:
    """Every service once, with the townships that offer it."""
    names = [(township.slug, township.name) for township in catalog.townships]
    return tuple(
        Offered(service, tuple(names[place] for place in places))
        for service, places in catalog.offers().values()
    )


def _areas(offers: tuple[Offered, ...]) -> dict[Topic, tuple[Offered, ...]]:
    return {topic: tuple(o for o in offers if o.service.topic is topic) for topic in Topic}
