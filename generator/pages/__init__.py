"""Every page of a county's site, as values."""

from collections.abc import Iterator
from datetime import date

from generator import duty
from generator.catalog import Catalog
from generator.marks import Marks
from generator.pages.away import away_pages
from generator.pages.bulletin import bulletin_pages
from generator.pages.county import county_pages, offered, prose_page
from generator.pages.finder import finder_pages
from generator.pages.governance import governance_pages
from generator.pages.overview import overview_page
from generator.pages.page import Digests, Page, Printed
from generator.pages.powers import powers_page
from generator.pages.rendering import Frame, Renderer
from generator.pages.standard import standard_pages
from generator.pages.township import Around, township_pages
from generator.standard.verdict import Verdicts

__all__ = [
    "Digests",
    "Frame",
    "Page",
    "Printed",
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
    """Every page made from the catalog of a county on `today`.

    See `county_pages` for the other arguments.
    """
    county = catalog.county
    if county is None:
        return
    offers = offered(catalog)
    places = tuple((township.slug, township.name) for township in catalog.townships)
    halls = tuple((t.profile.hall.name, t.profile.hall.phone) for t in catalog.townships)
    yield from county_pages(catalog, offers, welcome, site_path)
    yield from standard_pages(catalog, verdicts)
    yield from finder_pages(offers, places)
    yield from away_pages(offers, places)
    yield from governance_pages(county, halls)
    yield powers_page(catalog)
    yield overview_page(catalog, county)
    office, marks = duty.office(county, today), Marks(county)
    for township in catalog.townships:
        around = Around(county.hall, office, verdicts[township.slug], today, marks)
        yield from township_pages(township, around)
        yield from bulletin_pages(township, today)
