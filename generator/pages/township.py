"""Pages of one township: its home, hall, staff, open-government table, villages and guides."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.catalog import Guide, Township
from generator.models.place import Duty, Opening, Staff, Village, Window
from generator.models.service import PublicService
from generator.models.words import Tier, Topic
from generator.pages.page import Page

HOME = ("首页", "index.html")
Tiers = tuple[tuple[Tier, tuple[PublicService, ...]], ...]
Crumbs = tuple[tuple[str, str], ...]


class Where(NamedTuple):
    """The township and its hall, as far as other pages speak of them."""

    slug: str
    name: str
    hall: str
    address: str
    phone: str | None
    hours: tuple[Opening, ...]
    duty: Duty | None


class Filled(NamedTuple):
    """Who filled in a township's pages, and when a guide of it was last checked."""

    by: str
    checked: date | None


class Row(NamedTuple):
    """A service in a list: enough to choose by."""

    service: PublicService
    tier: Tier


class Seat(NamedTuple):
    """Who deals with an area at a window."""

    topic: Topic
    post_a: Staff | None
    post_b: Staff | None


def township_pages(township: Township) -> Iterator[Page]:
    """Every page under the township's folder."""
    where = _where(township)
    filled = _filled(township)
    yield _home(township, where, filled)
    yield _hall(township, where, filled)
    yield _staff(township, where, filled)
    yield _open_table(township, where, filled)
    yield _bring_list(township, where, filled)
    tiers = _by_tier(township.guides)
    for village in township.villages:
        yield _village(township, where, village, (tiers, filled))
    trails = {topic: _trail(where, topic) for topic in Topic}
    for guide in township.guides:
        yield service_page(guide, where, trails[guide.service.topic])


def service_page(guide: Guide, where: Where, crumbs: Crumbs) -> Page:
    """One service as one township offers it (办事指南)."""
    service = guide.service
    return Page(
        f"{where.slug}/{service.identifier}.html",
        service.short_name,
        "service.html",
        crumbs,
        {
            "service": service,
            "where": where,
            "window": guide.window,
            "post_a": guide.post_a,
            "post_b": guide.post_b,
            "tier": guide.lowest_tier,
            "why_county": guide.why_county,
        },
    )


def village_file(village: Village) -> str:
    """The village's page in its township's folder: `v` and the last three digits of its code."""
    return f"v{village.code[-3:]}.html"


def _where(township: Township) -> Where:
    hall = township.profile.hall
    return Where(
        township.slug,
        township.name,
        hall.name,
        hall.address,
        hall.phone,
        hall.hours,
        township.profile.duty,
    )


def _filled(township: Township) -> Filled:
    said = (guide.service.provenance for guide in township.guides)
    days = [provenance.checked for provenance in said if provenance and provenance.checked]
    return Filled(township.profile.hall.name, max(days, default=None))


def _crumbs(where: Where) -> Crumbs:
    return (HOME, (where.name, f"{where.slug}/index.html"))


def _trail(where: Where, topic: Topic) -> Crumbs:
    return (*_crumbs(where), (topic.value, f"{where.slug}/index.html#{topic.slug}"))


def _home(township: Township, where: Where, filled: Filled) -> Page:
    villages = tuple((village.name, village_file(village)) for village in township.villages)
    areas = _by_area(township.guides)
    values = {"where": where, "filled": filled, "areas": areas, "villages": villages}
    return Page(f"{where.slug}/index.html", where.name, "township.html", (HOME,), values)


def _hall(township: Township, where: Where, filled: Filled) -> Page:
    values = {"where": where, "filled": filled, "windows": tuple(_windows(township))}
    return Page(f"{where.slug}/hall.html", where.hall, "hall.html", _crumbs(where), values)


def _staff(township: Township, where: Where, filled: Filled) -> Page:
    title = f"{where.name}工作人员"
    areas = tuple(
        (
            topic,
            tuple(person for person in township.staff if person.main_area is topic),
            tuple(person for person in township.staff if topic in person.other_areas),
        )
        for topic in Topic
    )
    values = {"where": where, "filled": filled, "areas": areas, "people": township.staff}
    return Page(f"{where.slug}/staff.html", title, "staff.html", _crumbs(where), values)


def _open_table(township: Township, where: Where, filled: Filled) -> Page:
    title = f"{where.name}政务公开目录"
    values = {"where": where, "filled": filled, "areas": _by_area(township.guides)}
    return Page(f"{where.slug}/open.html", title, "open.html", _crumbs(where), values)


def _bring_list(township: Township, where: Where, filled: Filled) -> Page:
    """What to bring for each service, on one page that a phone keeps for when it has no signal."""
    areas, count = _by_area(township.guides), len(township.guides)
    values = {"where": where, "filled": filled, "areas": areas, "count": count}
    return Page(f"{where.slug}/bring.html", "办事带什么", "bring.html", _crumbs(where), values)


def _village(
    township: Township, where: Where, village: Village, shared: tuple[Tiers, Filled]
) -> Page:
    cadres = tuple(person for person in township.staff if person.number in village.lead_cadres)
    agents = tuple(agent for agent in township.agents if agent.number in village.agents)
    values = {
        "where": where,
        "village": village,
        "cadres": cadres,
        "agents": agents,
        "tiers": shared[0],
        "filled": shared[1],
    }
    path = f"{where.slug}/{village_file(village)}"
    return Page(path, village.name, "village.html", _crumbs(where), values)


def _by_area(guides: Iterable[Guide]) -> tuple[tuple[Topic, tuple[Row, ...]], ...]:
    rows: dict[Topic, list[Row]] = {topic: [] for topic in Topic}
    for guide in guides:
        rows[guide.service.topic].append(Row(guide.service, guide.lowest_tier))
    return tuple((topic, tuple(found)) for topic, found in rows.items() if found)


def _by_tier(guides: Iterable[Guide]) -> Tiers:
    rows: dict[Tier, list[PublicService]] = {tier: [] for tier in Tier}
    for guide in guides:
        rows[guide.lowest_tier].append(guide.service)
    return tuple((tier, tuple(found)) for tier, found in rows.items() if found)


def _windows(township: Township) -> Iterator[tuple[Window, tuple[Seat, ...]]]:
    """Each window with the areas dealt with there; who sits there follows from the guides."""
    for window in township.profile.hall.windows:
        here = [guide for guide in township.guides if guide.window is window]
        seats = {
            (guide.service.topic, guide.post_a, guide.post_b): None
            for guide in sorted(here, key=lambda guide: list(Topic).index(guide.service.topic))
        }
        yield window, tuple(Seat(*seat) for seat in seats)
