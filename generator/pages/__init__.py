"""Every page of a county's site, as values."""

from collections.abc import Iterator
from datetime import date

from generator import duty
from generator.catalog import Catalog
from generator.pages.county import county_pages, prose_page
from generator.pages.page import Digests, Page
from generator.pages.rendering import Frame, Renderer
from generator.pages.standard import standard_pages
from generator.pages.township import township_pages
from generator.standard.verdict import Verdicts

__all__ = [
    "Digests",
    "Frame",
    "Page",
    "Renderer",
    "all_pages",
    "county_pages",
    "prose_page",
    "standard_pages",
    "township_pages",
]


def all_pages(
    catalog: Catalog, verdicts: Verdicts, today: date, welcome: str, site_path: str = ""
) -> Iterator[Page]:
    """Every page made from the catalog on `today`; `county_pages` has the other arguments."""
    yield from county_pages(catalog, welcome, site_path)
    yield from standard_pages(catalog, verdicts)
    if catalog.county is None:
        return
    office = duty.office(catalog.county, today)
    for township in catalog.townships:
        yield from township_pages(township, verdicts[township.slug], office, today)
