"""全县概况: the model 1-1-3-4 in figures counted from the catalog, and its gaps."""

from typing import NamedTuple

from generator.catalog import Catalog, Township
from generator.models.place import County
from generator.models.words import Tier
from generator.pages.page import Page
from generator.pages.powers import mode
from generator.pages.township import HOME

_TOWN = "乡镇"


class Count(NamedTuple):
    """A township in figures; `gaps` are words for what its hall still lacks."""

    slug: str
    name: str
    services: int
    villages: int
    stations: int
    groups: int
    staff: int
    agents: int
    gaps: tuple[str, ...]


class Shifts(NamedTuple):
    """What came down: powers to townships, staff under them, work into the villages."""

    powers: int
    stationed: int
    near: int


def overview_page(catalog: Catalog, county: County) -> Page:
    """Every figure is counted, none is typed."""
    values = {
        "county": county.name,
        "counts": tuple(map(_count, catalog.townships)),
        "shifts": _shifts(catalog),
        "services": len(catalog.offers()),
    }
    return Page("overview.html", "全县概况", "overview.html", (HOME,), values)


def _count(township: Township) -> Count:
    stations = [one for one in township.villages if one.station.address or one.station.phone]
    return Count(
        township.slug,
        township.name,
        len(township.guides),
        len(township.villages),
        len(stations),
        sum(len(one.groups) for one in township.villages),
        len(township.staff),
        len(township.agents),
        _gaps(township),
    )


def _gaps(township: Township) -> tuple[str, ...]:
    hall = township.profile.hall
    wanted = {"地址": hall.address, "电话": hall.phone, "时间": hall.hours, "窗口": hall.windows}
    return tuple(name for name, given in wanted.items() if not given)


def _shifts(catalog: Catalog) -> Shifts:
    guides = [guide for township in catalog.townships for guide in township.guides]
    staff = [person for township in catalog.townships for person in township.staff]
    return Shifts(
        len({guide.identifier for guide in guides if mode(guide.service)}),
        sum(one.managed_by != _TOWN or one.home_department is not None for one in staff),
        len({g.identifier for g in guides if g.lowest_tier in {Tier.GROUP, Tier.VILLAGE}}),
    )
