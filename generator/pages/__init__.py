"""Every page of a county's site, as values."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from generator import duty, rounds
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
from generator.pages.rating import Opinions, rating_form_script
from generator.pages.rendering import Frame, Renderer
from generator.pages.round import round_pages
from generator.pages.standard import standard_pages
from generator.pages.township import Around, township_pages
from generator.ratings import NOTHING, Ratings
from generator.rounds import Rounds
from generator.standard.verdict import Verdicts

__all__ = [
    "Digests",
    "Frame",
    "Outside",
    "Page",
    "Printed",
    "Renderer",
    "all_pages",
    "county_pages",
    "prose_page",
    "rating_form_script",
    "standard_pages",
    "township_pages",
]


class Outside(NamedTuple):
    """What pages show that isn't in the catalog.

    See `county_pages` for the first two. `versions` are of the guides that can be rated, by
    township and service.
    """

    welcome: str = ""
    site_path: str = ""
    ratings: Ratings = NOTHING
    versions: Mapping[tuple[str, str], str] = MappingProxyType({})
    rounds: Rounds = rounds.NOTHING


def all_pages(
    catalog: Catalog, verdicts: Verdicts, today: date, outside: Outside
) -> Iterator[Page]:
    """Every page made from the catalog of a county on `today`."""
    county = catalog.county
    if county is None:
        return
    offers = offered(catalog)
    places = tuple((township.slug, township.name) for township in catalog.townships)
    halls = tuple((t.profile.hall.name, t.profile.hall.phone) for t in catalog.townships)
    yield from county_pages(catalog, offers, outside.welcome, outside.site_path)
    yield from standard_pages(catalog, verdicts, outside.ratings.county)
    yield from finder_pages(offers, places)
    yield from away_pages(offers, places)
    yield from governance_pages(county, halls)
    yield powers_page(catalog)
    yield overview_page(catalog, county)
    office, marks = duty.office(county, today), Marks(county)
    for township in catalog.townships:
        around = Around(
            county.hall,
            office,
            verdicts[township.slug],
            today,
            Opinions.of(township.slug, outside.ratings, outside.versions),
            marks,
        )
        yield from township_pages(township, around)
        yield from bulletin_pages(township, today)
        yield from round_pages(township, outside.rounds.finished(township.slug))
