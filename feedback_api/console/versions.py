"""Before and after each edit of a guide: what its versions were rated."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.console import asking, figures
from feedback_api.console.asking import Ask
from feedback_api.console.figures import Span
from feedback_api.console.lines import Line, Lines
from feedback_api.published import Township


class Version(NamedTuple):
    """A version of a guide, and from when to when it was rated."""

    line: Line
    span: Span
    is_current: bool


class Edited(NamedTuple):
    """A guide with its versions, the oldest first."""

    service: str
    name: str
    versions: list[Version]


def edited(connection: Connection, ask: Ask, township: Township) -> list[Edited]:
    """The township's guides that were rated under more than one version."""
    spans = figures.spans(connection, ask.wanted)
    sums = figures.by_key(connection, ask.wanted, "version")
    known = asking.services(ask.catalog)
    guides: dict[str, list[Version]] = {}
    for key, span in sorted(spans.items(), key=lambda one: one[1]):
        service, _, version = key.partition("@")
        offer = township.services.get(service)
        current = offer is not None and offer.version == version
        line = Line(key, version or "不清楚", sums.get(key, Counter()))
        guides.setdefault(service, []).append(Version(line, span, current))
    return [
        Edited(service, known[service].plain_name if service in known else service, versions)
        for service, versions in guides.items()
        if len(versions) > 1 and any(one.line.number for one in versions)
    ]


def lines(found: list[Edited]) -> Lines:
    """All of them as one table."""
    rows = [
        version.line._replace(
            name=f"{guide.name} {version.line.name}（{version.span.first} 至 {version.span.last}）"
        )
        for guide in found
        for version in guide.versions
    ]
    return Lines("指南修改前后", "指南和版本", "", rows)
