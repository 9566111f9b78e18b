"""Pages of one township: its home, hall, staff, open-government table, villages and guides."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator import duty
from generator.catalog import Guide, Township
from generator.duty import Office, Roster
from generator.models.hours import Opening
from generator.models.place import ContactPoint, Duty, Staff, Village
from generator.models.service import PublicService
from generator.models.words import Tier, Topic
from generator.pages.news import Notice, notice
from generator.pages.page import Page
from generator.pages.rating import Opinion, Opinions
from generator.ratings import Rated
from generator.standard.verdict import Verdict

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


class Made(NamedTuple):
    """What else a guide's page shows: the way to it, who answers, what the standard says."""

    crumbs: Crumbs
    roster: Roster
    verdict: Verdict
    overdue: Notice | None
    opinion: Opinion | None


class Around(NamedTuple):
    """What a township's pages take from outside it; `verdicts` are by service.

    `county_hall` is where a village's questions end; guides tell `today` whether they are overdue;
    `opinions` are what residents said.
    """

    county_hall: ContactPoint
    office: Office
    verdicts: Mapping[str, Verdict]
    today: date
    opinions: Opinions


def township_pages(township: Township, around: Around) -> Iterator[Page]:
    """The pages under the township's folder that answer what, where, who and when."""
    where = where_of(township)
    filled = filled_by(township)
    roster = duty.roster(around.office, township)
    yield _home(township, where, (filled, around.opinions.township), roster)
    yield _hall(township, where, filled, roster)
    yield _duty(where, filled, roster, duty.fortnight(around.office, township, around.today))
    yield _staff(township, where, filled)
    yield _open_table(township, where, filled)
    yield _bring_list(township, where, filled, roster)
    tiers = _by_tier(township.guides)
    for village in township.villages:
        yield _village(township, where, village, (tiers, filled, around.county_hall))
    trails = {topic: _trail(where, topic) for topic in Topic}
    rosters: dict[tuple[Staff | None, Staff | None], Roster] = {}
    for guide in township.guides:
        posts = guide.post_a, guide.post_b
        if posts not in rosters:
            rosters[posts] = duty.roster(around.office, township, *posts)
        trail, verdict = trails[guide.service.topic], around.verdicts[guide.identifier]
        overdue = notice(guide.service, around.today)
        opinion = around.opinions.on(where.slug, guide)
        yield service_page(guide, where, Made(trail, rosters[posts], verdict, overdue, opinion))


def service_page(guide: Guide, where: Where, made: Made) -> Page:
    """One service as one township offers it (办事指南)."""
    service = guide.service
    return Page(
        f"{where.slug}/{service.identifier}.html",
        service.short_name,
        "service.html",
        made.crumbs,
        {
            "service": service,
            "where": where,
            "window": guide.window,
            "roster": made.roster,
            "tier": guide.lowest_tier,
            "why_county": guide.why_county,
            "verdict": made.verdict,
            "overdue": made.overdue,
            "opinion": made.opinion,
        },
    )


def village_file(village: Village) -> str:
    """The village's page in its township's folder: `v` and the last three digits of its code."""
    return f"v{village.code[-3:]}.html"


def where_of(township: Township) -> Where:
    """The township as its pages speak of it."""
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


def filled_by(township: Township) -> Filled:
    """Who filled in the township's pages, and when."""
    said = (guide.service.provenance for guide in township.guides)
    days = [provenance.checked for provenance in said if provenance and provenance.checked]
    return Filled(township.profile.hall.name, max(days, default=None))


def crumbs_to(where: Where) -> Crumbs:
    """The way from the county's home to a page of the township."""
    return (HOME, (where.name, f"{where.slug}/index.html"))


def _trail(where: Where, topic: Topic) -> Crumbs:
    return (*crumbs_to(where), (topic.value, f"{where.slug}/index.html#{topic.slug}"))


def _home(
    township: Township, where: Where, told: tuple[Filled, Rated | None], roster: Roster
) -> Page:
    villages = tuple((village.name, village_file(village)) for village in township.villages)
    areas = _by_area(township.guides)
    values = {
        "where": where,
        "filled": told[0],
        "rated": told[1],
        "roster": roster,
        "areas": areas,
        "villages": villages,
    }
    return Page(f"{where.slug}/index.html", where.name, "township.html", (HOME,), values)


def _hall(township: Township, where: Where, filled: Filled, roster: Roster) -> Page:
    windows = tuple(duty.windows(township))
    values = {"where": where, "filled": filled, "roster": roster, "windows": windows}
    return Page(f"{where.slug}/hall.html", where.hall, "hall.html", crumbs_to(where), values)


def _duty(where: Where, filled: Filled, roster: Roster, days: tuple[duty.Day, ...]) -> Page:
    title = f"{where.name}今天谁在岗"
    values = {
        "where": where,
        "filled": filled,
        "roster": roster,
        "weeks": (days[:7], days[7:]),
    }
    return Page(f"{where.slug}/duty.html", title, "duty.html", crumbs_to(where), values)


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
    return Page(f"{where.slug}/staff.html", title, "staff.html", crumbs_to(where), values)


def _open_table(township: Township, where: Where, filled: Filled) -> Page:
    title = f"{where.name}政务公开目录"
    values = {"where": where, "filled": filled, "areas": _by_area(township.guides)}
    return Page(f"{where.slug}/open.html", title, "open.html", crumbs_to(where), values)


def _bring_list(township: Township, where: Where, filled: Filled, roster: Roster) -> Page:
    """What to bring for each service, on one page that a phone keeps for when it has no signal."""
    areas, count = _by_area(township.guides), len(township.guides)
    values = {
        "where": where,
        "filled": filled,
        "roster": roster,
        "areas": areas,
        "count": count,
    }
    return Page(f"{where.slug}/bring.html", "办事带什么", "bring.html", crumbs_to(where), values)


def _village(
    township: Township, where: Where, village: Village, shared: tuple[Tiers, Filled, ContactPoint]
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
        "county_hall": shared[2],
    }
    path = f"{where.slug}/{village_file(village)}"
    return Page(path, village.name, "village.html", crumbs_to(where), values)


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
