"""Applies the rules to a catalog: what is wrong, where it stands, and what it means."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel

from generator.catalog import Catalog, Guide, Township
from generator.models.place import County
from generator.models.service import PublicService
from generator.problem import Finding, Path, Problem, Severity
from generator.standard import settings
from generator.standard.catalogue import RULES
from generator.standard.rule import About, Rule
from generator.standard.settings import Settings

_IN_GRAPH = {"申请材料", "办理结果"}
"""Fields whose change may close a circle of proofs."""


class Remark(NamedTuple):
    """A finding of a rule, as serious as the county has it; `document` allows it (例外)."""

    rule: Rule
    finding: Finding
    severity: Severity
    document: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether it means 未达标."""
        return self.severity is Severity.ERROR and self.rule.group.is_of_the_standard

    @property
    def mark(self) -> tuple[str, Path, str, Severity]:
        """What makes two remarks the same remark."""
        return self.rule.identifier, self.finding.path, self.finding.message, self.severity

    def at(self, path: Path) -> Finding:
        """The finding somewhere else, with the exception's document in its words."""
        message = self.finding.message
        if self.document:
            message += f"（已列例外：{self.document}）"
        return Finding(path, message, self.finding.hint)


Circles = Mapping[str, tuple[Remark, ...]]


class Judge:
    """The rules on one catalog on one day. Each service is judged once."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog = catalog
        self._today = today
        self._settings = Settings.of(catalog.county, RULES, today)
        self._used: set[tuple[str, str]] = set()
        self._known: dict[int, tuple[PublicService, tuple[Remark, ...]]] = {}
        self._circles = self._circles_among(catalog.services)

    def problems(self) -> Iterator[Problem]:
        """Everything the rules say, at the lines that say it."""
        for name, service in self._catalog.services.items():
            for remark in self._on(service, self._circles):
                yield self._problem(f"services/{name}.yaml", remark, remark.finding.path)
        for township in self._catalog.townships:
            folder = f"townships/{township.slug}"
            yield from self._offers(township, f"{folder}/catalog.yaml")
            for file, path, contact in _contacts(township, folder):
                yield from self._contact(file, path, contact)
        yield from self._county()  # last: it tells which exceptions nothing needed

    def remarks(self, township: Township) -> Iterator[tuple[Guide, tuple[Remark, ...]]]:
        """Each guide of a township with what the rules say of its service."""
        circles = self._circles_in(township)
        for guide in township.guides:
            yield guide, self._on(guide.service, circles)

    def on(self, service: PublicService) -> tuple[Remark, ...]:
        """What is said of a service by itself."""
        known = self._known.get(id(service))
        if known is None:
            known = self._known[id(service)] = service, tuple(self._judged(service))
        return known[1]

    def _on(self, service: PublicService, circles: Circles) -> tuple[Remark, ...]:
        """What is said of a service, and of the circles it stands in."""
        return self.on(service) + circles.get(service.identifier, ())

    def _judged(self, service: PublicService) -> Iterator[Remark]:
        for rule in _ABOUT_SERVICES:
            yield from self._weighed(rule, rule.check(service), service.identifier)
        for rule in _ABOUT_DATED:
            yield from self._weighed(rule, rule.check(service, self._today), service.identifier)

    def _weighed(
        self, rule: Rule, findings: Iterable[Finding], service: str = ""
    ) -> Iterator[Remark]:
        """Findings with their severity here; an exception makes a failure a warning."""
        for finding in findings:
            severity = self._settings.severity(rule, finding)
            if severity is None:
                continue
            allowed = self._settings.exceptions.get((service, rule.identifier))
            remark = Remark(rule, finding, severity)
            if allowed and remark.is_failure:
                self._used.add((service, rule.identifier))
                remark = Remark(rule, finding, Severity.WARNING, allowed.document)
            yield remark

    def _circles_among(self, services: Mapping[str, PublicService]) -> Circles:
        found: dict[str, tuple[Remark, ...]] = {}
        for rule in _ABOUT_ALL:
            for finding in rule.check(services):
                name = str(finding.path[0])
                placed = replace(finding, path=finding.path[1:])
                found[name] = found.get(name, ()) + tuple(self._weighed(rule, [placed], name))
        return found

    def _circles_in(self, township: Township) -> Circles:
        """The county's circles, or others where the township changed what they are made of."""
        changed = {
            guide.identifier: guide.service
            for guide in township.guides
            if guide.is_own or _IN_GRAPH & {*guide.changed}
        }
        if not changed:
            return self._circles
        return self._circles_among({**self._catalog.services, **changed})

    def _county(self) -> Iterator[Problem]:
        county = self._catalog.county
        if county is None or "county.yaml" not in self._catalog.sources:
            return
        source = self._catalog.sources["county.yaml"]
        known = {*self._catalog.services, *self._catalog.offers()}
        for finding in settings.problems(county, RULES, known, self._today):
            yield source.problem(finding, "schema", finding.severity or Severity.ERROR)
        for finding in self._unused(county, known):
            yield source.problem(finding, "schema", Severity.WARNING)
        for field, contact in (("政务服务中心", county.hall), ("监督投诉", county.supervision)):
            yield from self._contact("county.yaml", (field,), contact)

    def _unused(self, county: County, services: Container[str]) -> Iterator[Finding]:
        """Exceptions that could be used and that nothing needs (any more)."""
        for index, said in enumerate(county.exceptions):
            key = said.service, said.rule
            in_force = self._settings.exceptions.get(key) is said and said.service in services
            allows = said.rule in RULES and RULES[said.rule].group.is_of_the_standard
            if in_force and allows and key not in self._used:
                message = f"{said.service} 没有违反 {said.rule}，这条例外没有用上"
                yield Finding(("例外", index), message, "已经做到的，请删去这一条")

    def _offers(self, township: Township, file: str) -> Iterator[Problem]:
        """What a township's own words bring about, and who deals with it."""
        for guide, remarks in self.remarks(township):
            county = self._catalog.services.get(guide.identifier)
            known = {remark.mark for remark in self._on(county, self._circles)} if county else set()
            for remark in remarks:
                if remark.mark not in known:
                    yield self._problem(file, remark, _township_path(guide, remark.finding.path))
            for rule in _ABOUT_GUIDES:
                for remark in self._weighed(rule, rule.check(guide), guide.identifier):
                    yield self._problem(file, remark, self._post_path(file, guide, remark))

    def _post_path(self, file: str, guide: Guide, remark: Remark) -> Path:
        """Where a post is written: at the entry itself, or else for its whole area (分工)."""
        own = (*guide.entry, *remark.finding.path)
        if self._catalog.sources[file].says(own):
            return own
        return ("分工", guide.service.topic.value, *remark.finding.path)

    def _contact(self, file: str, path: Path, contact: BaseModel) -> Iterator[Problem]:
        for rule in _ABOUT_CONTACTS:
            for remark in self._weighed(rule, rule.check(contact, self._today)):
                yield self._problem(file, remark, (*path, *remark.finding.path))

    def _problem(self, file: str, remark: Remark, path: Path) -> Problem:
        source = self._catalog.sources[file]
        return source.problem(remark.at(path), remark.rule.identifier, remark.severity)


def review(catalog: Catalog, today: date) -> tuple[Problem, ...]:
    """Everything wrong with a catalog, in reading it and by the rules, sorted by file and line."""
    return tuple(sorted({*catalog.problems, *Judge(catalog, today).problems()}))


def stop_publication(problems: Iterable[Problem]) -> list[Problem]:
    """Errors that keep a site from being made.

    A guide that is 未达标 is published, with its mark and the reasons; one that can't be read,
    that nobody deals with or that shows a private number is not.
    """
    return [
        problem
        for problem in problems
        if problem.severity is Severity.ERROR
        and not (problem.rule in RULES and RULES[problem.rule].group.is_of_the_standard)
    ]


def _rules_about(*kinds: About) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES.values() if rule.about in kinds)


_ABOUT_SERVICES = _rules_about(About.SERVICE)
_ABOUT_DATED = _rules_about(About.DATED_SERVICE, About.DATED_CONTACT)
"""A service has phones too."""
_ABOUT_ALL = _rules_about(About.SERVICES)
_ABOUT_GUIDES = _rules_about(About.GUIDE)
_ABOUT_CONTACTS = _rules_about(About.DATED_CONTACT)


def _contacts(township: Township, folder: str) -> Iterator[tuple[str, Path, BaseModel]]:
    """Everybody and everything with a phone: file, place, and what stands there."""
    for section, people in (("人员", township.staff), ("帮办代办员", township.agents)):
        for index, person in enumerate(people):
            yield f"{folder}/staff.yaml", (section, index), person
    yield f"{folder}/township.yaml", ("便民服务中心",), township.profile.hall
    if township.profile.duty:
        yield f"{folder}/township.yaml", ("值班",), township.profile.duty
    for index, village in enumerate(township.villages):
        yield f"{folder}/villages.yaml", ("村", index, "便民服务站"), village.station


def _township_path(guide: Guide, path: Path) -> Path:
    """Where a township's words brought a finding about: the field itself, or the only change."""
    if guide.is_own or path[0] in guide.changed:
        return (*guide.entry, *path)
    only = guide.changed if len(guide.changed) == 1 else ()
    return (*guide.entry, *only)
