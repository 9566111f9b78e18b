"""Answers `guides reprint`: compares the county with an earlier day, or looks for people."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator import catalog
from generator.catalog import Catalog, Township
from generator.explain import closest
from generator.printing import history, people, reprint
from generator.printing.edition import Choice, Edition
from generator.printing.kinds import Kind
from generator.printing.people import Person
from generator.printing.reprint import Change
from generator.project import Project


class QuestionError(Exception):
    """What was asked can't be answered; the message says in Chinese what to write instead."""


@dataclass(frozen=True)
class Question:
    """Which sheets of `kinds` and `choice` have changed since, or name a person, or both."""

    project: Project
    catalog: Catalog
    today: date
    kinds: tuple[Kind, ...]
    choice: Choice
    since: str | None = None
    person: str | None = None


@dataclass(frozen=True)
class Answer:
    """What there is to do, and what was asked, in Chinese."""

    asked: str
    changes: tuple[Change, ...]


class _Then(NamedTuple):
    """The edition of an earlier day."""

    edition: Edition
    day: date
    words: str


def answer(question: Question) -> Answer:
    """All there is to do. Raises QuestionError, HistoryError."""
    now = _edition(question, question.catalog, question.today, question.project.site_url)
    after = reprint.sheets(now, question.kinds)
    then = _then(question) if question.since else None
    before = reprint.sheets(then.edition, question.kinds) if then else {}
    found = list(reprint.changes(before, after, now.marks, question.today)) if then else []
    if question.person is not None:
        wanted = _called(question.person, now, then)
        named = list(people.naming((*before.values(), *after.values()), wanted))
        about = {change.sheet.path for change in named}
        kept = [one for one in found if one.sheet.path in about] if then else named
        return _told(then, f"有 {'、'.join(wanted.values())} 的", kept)
    ended = people.consent_ended(_townships(now), then and then.day, question.today)
    named = list(people.naming(after.values(), ended))
    return _told(then, "" if then else "公开号码的同意已经到期的", found + named)


def _told(then: _Then | None, whose: str, found: list[Change]) -> Answer:
    words = "，".join(word for word in (then.words if then else "", whose) if word)
    return Answer(words, tuple(reprint.merged(found)))


def _then(question: Question) -> _Then:
    with history.past(question.project, question.since or "") as past:
        loaded = catalog.load(past.project.guides)
        if loaded.county is None:
            raise QuestionError(f"{past.revision} 那时候的 county.yaml 读不出来，请换一个日期")
        edition = _edition(question, loaded, past.day, past.project.site_url)
        return _Then(edition, past.day, f"和 {past.day} 的内容比（版本 {past.revision}）")


def _edition(question: Question, loaded: Catalog, today: date, site_url: str) -> Edition:
    return reprint.with_address(Edition(loaded, today, site_url, question.choice))


def _townships(edition: Edition) -> tuple[Township, ...]:
    """The townships asked about, with everything that is known of people."""
    wanted = edition.choice.townships
    return tuple(one for one in edition.catalog.townships if not wanted or one.slug in wanted)


def _called(number: str, now: Edition, then: _Then | None) -> dict[Person, str]:
    """The one person with a number; who has left stands in the earlier edition."""
    townships = (*(_townships(then.edition) if then else ()), *_townships(now))
    found = people.called(number, townships)
    if not found:
        raise QuestionError(f"没有“{number}”这个编号{closest(number, people.numbers(townships))}")
    if len(found) > 1:
        names = {one.slug: one.name for one in townships}
        where = "、".join(names[slug] for slug, _ in found)
        raise QuestionError(f"{where}都有 {number}，请用 --township 写出是哪一个")
    return found
