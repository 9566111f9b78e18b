"""What to mend first: papers that were missing, promises that weren't kept, and in which line."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.console import asking, figures, indicators
from feedback_api.console.asking import Ask
from feedback_api.console.indicators import Share
from feedback_api.console.lines import rounded
from feedback_api.published import Service
from feedback_api.tabular import Table

LEAST = 5
"""Answers below which a broken promise is no pattern."""
SHOWN = 50
OFTEN = 0.1
"""From which share of broken promises a service is listed."""


class Place(NamedTuple):
    """Where in the YAML files it stands."""

    file: str
    line: int


class Paper(NamedTuple):
    """A paper that people came without, or that was asked for beyond the guide."""

    service: str
    name: str
    paper: str
    number: int
    rated: int
    place: Place | None


class Promise(NamedTuple):
    """A service that took more trips than promised, for many."""

    service: str
    name: str
    promised: int | None
    broken: Share
    trips: list[tuple[str, int]]
    place: Place | None


def papers(connection: Connection, ask: Ask) -> list[Paper]:
    """The most missed first."""
    rated = figures.sums(connection, ask.wanted, "service")
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


def place(service: Service | None, paper: str | None) -> Place | None:
    """The line of a paper, of the list for one that isn't on it, or of the number of trips."""
    if service is None or service.place is None:
        return None
    lines = service.place.lines
    if paper is None:
        line = lines.trips
    elif paper in service.materials:
        line = lines.materials[service.materials.index(paper)]
    else:
        line = lines.list
    return Place(service.place.file, line)


def papers_table(found: list[Paper]) -> Table:
    """To be saved."""
    columns = ["事项", "材料", "次数", "评价数", "文件", "行"]
    rows = [[one.name, one.paper, one.number, one.rated, *_told(one.place)] for one in found]
    return Table("常缺的材料", columns, rows)


def promises_table(found: list[Promise]) -> Table:
    """To be saved."""
    columns = ["事项", "承诺次数", "超过承诺", "回答的人", "比例", "文件", "行"]
    rows = [
        [one.name, one.promised, *one.broken, rounded(one.broken.value), *_told(one.place)]
        for one in found
    ]
    return Table("跑得比承诺多", columns, rows)


def _told(found: Place | None) -> tuple[str | None, int | None]:
    return (found.file, found.line) if found else (None, None)
