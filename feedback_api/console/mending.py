"""What to mend first: papers that were missing, promises that weren't kept, and in which line."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.console import asking, figures, indicators
from feedback_api.console.asking import Ask
from feedback_api.console.indicators import Share
from feedback_api.console.lines import rounded
from feedback_api.published import Service
from feedback_api.tabular import Cell, Table

LEAST = 5
"""Answers below which a broken promise is no pattern."""
SHOWN = 50
OFTEN = 0.1
"""From which share of broken promises a service is listed."""


class Paper(NamedTuple):
    """A paper that people came without, or that was asked for beyond the guide."""

    service: str
    name: str
    paper: str
    number: int
    rated: int
    place: str


class Promise(NamedTuple):
    """A service that took more trips than promised, for many."""

    service: str
    name: str
    promised: int | None
    broken: Share
    trips: list[tuple[str, int]]
    place: str


def papers(connection: Connection, ask: Ask) -> list[Paper]:
    """The most missed first."""
    rated = figures.sums(connection, ask.wanted, "service", ("grade",))
    known = _named(ask)
    found = [
        Paper(
            service,
            known[service].plain_name if service in known else service,
            paper,
            number,
            indicators.total(rated.get(service, Counter())),
            place(known.get(service), paper),
        )
        for service, sums in figures.missing(connection, ask.wanted).items()
        for (_, paper), number in sums.items()
    ]
    return sorted(found, key=lambda one: (-one.number, one.service, one.paper))[:SHOWN]


def promises(connection: Connection, ask: Ask) -> list[Promise]:
    """Services of whose visitors many needed more trips, the most first."""
    found = figures.sums(connection, ask.wanted, "service", ("kept", "trips"))
    known = _named(ask)
    listed = []
    for service, sums in found.items():
        kept = indicators.ONCE.of(sums)
        broken = Share(kept.denominator - kept.numerator, kept.denominator)
        if broken.denominator >= LEAST and (broken.value or 0) >= OFTEN:
            said = known.get(service)
            trips = [(number, sums["trips", number]) for number in "0123"]
            promised = said.trips.promised if said else None
            name = said.plain_name if said else service
            listed.append(Promise(service, name, promised, broken, trips, place(said, None)))
    return sorted(listed, key=lambda one: (-one.broken.numerator, one.service))[:SHOWN]


def _named(ask: Ask) -> dict[str, Service]:
    """The services as the chosen township offers them, or as the county does."""
    own = ask.township.services if ask.township else {}
    changed = {key: offer.service for key, offer in own.items() if offer.service}
    return asking.services(ask.catalog) | changed


def place(service: Service | None, paper: str | None) -> str:
    """Where a paper stands, the list for one that isn't on it, or the number of trips."""
    if service is None or service.places is None:
        return ""
    if paper is None:
        return service.places.trips
    if paper in service.materials:
        return service.places.materials[service.materials.index(paper)]
    return service.places.list


def papers_table(found: list[Paper]) -> Table:
    """To be saved."""
    columns = ["事项", "材料", "次数", "评价数", "在哪一行改"]
    rows: list[list[Cell]] = [
        [one.name, one.paper, one.number, one.rated, one.place] for one in found
    ]
    return Table("常缺的材料", columns, rows)


def promises_table(found: list[Promise]) -> Table:
    """To be saved."""
    columns = ["事项", "承诺次数", "超过承诺", "回答的人", "比例", "在哪一行改"]
    rows: list[list[Cell]] = [
        [one.name, one.promised, *one.broken, rounded(one.broken.value), one.place] for one in found
    ]
    return Table("跑得比承诺多", columns, rows)
