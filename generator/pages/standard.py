"""The public page on the standard, with the county's score, and a page for each rule."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.catalog import Catalog, Guide, Township
from generator.models.place import County
from generator.models.words import Tier, Topic
from generator.pages.page import Page
from generator.pages.township import HOME
from generator.ratings import Rated
from generator.standard import trips
from generator.standard.catalogue import RULES, by_group
from generator.standard.rule import Example, Rule
from generator.standard.settings import in_force
from generator.standard.verdict import Reason, Verdict, Verdicts

PATH = "standard.html"
RULES_FOLDER = "handbook/rules"
_NEAR = {Tier.GROUP, Tier.VILLAGE}


class Score(NamedTuple):
    """How many guides of a township or an area keep what, out of `total`; `path` is its page."""

    name: str
    path: str
    total: int
    met: int
    allowed: int
    no_trip: int
    one_trip: int
    near: int
    county: int

    @property
    def more_trips(self) -> int:
        """Guides that take more than one trip, or whose trips can't be derived."""
        return self.total - self.once

    @property
    def once(self) -> int:
        """Guides that take one trip at most."""
        return self.no_trip + self.one_trip

    @property
    def in_town(self) -> int:
        """Guides for which one has to go to the township and no further."""
        return self.total - self.near - self.county

    def share(self, count: int) -> str:
        """`count` as a percentage of all: `97.8%`; a dash where there is nothing."""
        return f"{count / self.total:.1%}".replace(".0%", "%") if self.total else "—"


class Failing(NamedTuple):
    """A service that breaks the standard in some townships (slug, name) for the same reasons."""

    identifier: str
    name: str
    mark: str
    townships: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]


class RuleEntry(NamedTuple):
    """A rule as its page shows it; `reason` tells why the county made it more or less serious."""

    identifier: str
    severity: str
    reason: str
    group: str
    of_the_standard: bool
    title: str
    paragraphs: tuple[str, ...]
    sources: str
    examples: tuple[Example, ...]


def standard_pages(
    catalog: Catalog, verdicts: Verdicts, told: Rated | None = None
) -> Iterator[Page]:
    """The score, beside what residents told of it, and the rules."""
    rules = tuple(
        (group.value, tuple(_entry(rule, catalog.county) for rule in found))
        for group, found in by_group().items()
    )
    told = told if told and told.tells_once else None
    values = {**_scores(catalog, verdicts), "told": told, "rules": rules}
    yield Page(PATH, "最多跑一次：做到了多少", "standard.html", (HOME,), values)
    for rule in RULES.values():
        entry = _entry(rule, catalog.county)
        title = f"{entry.identifier} {entry.title}"
        crumbs = (HOME, ("最多跑一次标准", PATH))
        path = f"{RULES_FOLDER}/{entry.identifier}.html"
        yield Page(path, title, "rule.html", crumbs, {"rule": entry})


def _entry(rule: Rule, county: County | None) -> RuleEntry:
    level = in_force(rule, county)
    return RuleEntry(
        rule.identifier,
        level.level.value if level else rule.severity.value,
        level.reason if level else "",
        rule.group.value,
        rule.group.is_of_the_standard,
        rule.title,
        rule.paragraphs,
        rule.sources,
        rule.examples,
    )


class _Row(NamedTuple):
    """One guide in the count. A service that is suspended isn't counted."""

    township: Township
    guide: Guide
    verdict: Verdict
    least: int | None

    @property
    def topic(self) -> Topic:
        """The area it belongs to."""
        return self.guide.service.topic


def _scores(catalog: Catalog, verdicts: Verdicts) -> dict[str, object]:
    rows = list(_rows(catalog, verdicts))
    towns = [
        _score(t.name, f"{t.slug}/index.html", (row for row in rows if row.township is t))
        for t in catalog.townships
    ]
    areas = [
        _score(topic, f"area/{topic.slug}.html", (row for row in rows if row.topic is topic))
        for topic in Topic
    ]
    return {
        "whole": _score("全县", "index.html", rows),
        "towns": tuple(towns),
        "areas": tuple(area for area in areas if area.total),
        "failing": tuple(_failing(rows)),
    }


def _rows(catalog: Catalog, verdicts: Verdicts) -> Iterator[_Row]:
    least: dict[int, int | None] = {}
    for township in catalog.townships:
        for guide in township.guides:
            service = guide.service
            if not service.is_active:
                continue
            if id(service) not in least:
                least[id(service)] = trips.of(service).least
            verdict = verdicts[township.slug][guide.identifier]
            yield _Row(township, guide, verdict, least[id(service)])


def _score(name: str, path: str, rows: Iterable[_Row]) -> Score:
    rows = list(rows)
    least = Counter(row.least for row in rows)
    return Score(
        str(name),
        path,
        len(rows),
        sum(row.verdict.is_met for row in rows),
        sum(bool(row.verdict.allowed) and not row.verdict.failures for row in rows),
        least[0],
        least[1],
        sum(row.guide.lowest_tier in _NEAR for row in rows),
        sum(row.guide.lowest_tier is Tier.COUNTY for row in rows),
    )


def _failing(rows: Iterable[_Row]) -> Iterator[Failing]:
    """Services that break the standard, townships with the same reasons together."""
    found: dict[tuple[str, str, Verdict], list[tuple[str, str]]] = {}
    for row in rows:
        if not row.verdict.is_met:
            key = row.guide.identifier, row.guide.service.short_name, row.verdict
            found.setdefault(key, []).append((row.township.slug, row.township.name))
    for (identifier, name, verdict), towns in found.items():
        reasons = verdict.failures + verdict.allowed
        yield Failing(identifier, name, verdict.mark, tuple(towns), reasons)
