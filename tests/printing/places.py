"""Editions with other people and places in them: with consent and without, many, of long names."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from generator.catalog import Township
from generator.models.place import Agent, Consent, Group, Staff, Village
from generator.printing.edition import Edition
from tests.printing.changing import LONG, paper

MOBILE = "13900000000"
"""A private number nobody may see without consent; no such number was ever given out."""

One = TypeVar("One", Staff, Agent, Village)


def consent(*scope: str, ends: date | None = None) -> Consent:
    """Consent given long ago."""
    return Consent.model_construct(day=date(2026, 1, 1), scope=scope, ends=ends)


def township(edition: Edition, change: Callable[[Township], Township]) -> Edition:
    """An edition in which 金竹畲族乡 is changed."""
    every = edition.catalog.townships
    townships = tuple(change(one) if one.slug == "jinzhu" else one for one in every)
    return replace(edition, catalog=replace(edition.catalog, townships=townships))


def first(those: Iterable[One], **changes: object) -> tuple[One, ...]:
    """The same people or places, with the first changed."""
    head, *tail = those
    return (head.model_copy(update=changes), *tail)


def agent(edition: Edition, **changes: object) -> Edition:
    """An edition whose first agent is changed."""
    return township(edition, lambda one: replace(one, agents=first(one.agents, **changes)))


def cadre(edition: Edition, **changes: object) -> Edition:
    """An edition whose first member of staff is changed."""
    return township(edition, lambda one: replace(one, staff=first(one.staff, **changes)))


def village(edition: Edition, **changes: object) -> Edition:
    """An edition whose first village is changed."""
    return township(edition, lambda one: replace(one, villages=first(one.villages, **changes)))


def crowded(edition: Edition) -> Edition:
    """A village with the longest name, six people of long names, and long groups."""

    def change(one: Township) -> Township:
        staff = tuple(
            one.staff[0].model_copy(
                update={
                    "number": f"A9{n}",
                    "name": LONG,
                    "mobile": MOBILE,
                    "consent": consent("卡片", "网页"),
                }
            )
            for n in range(3)
        )
        agents = tuple(
            one.agents[0].model_copy(
                update={
                    "number": f"H9{n}",
                    "name": LONG,
                    "phone": MOBILE,
                    "consent": consent("卡片", "网页"),
                }
            )
            for n in range(3)
        )
        groups = tuple(Group.model_construct(name=LONG, liaison=LONG, place=LONG) for _ in range(5))
        changes = {
            "name": LONG,
            "lead_cadres": tuple(person.number for person in staff),
            "agents": tuple(person.number for person in agents),
            "groups": groups,
        }
        return replace(
            one,
            staff=(*one.staff, *staff),
            agents=(*one.agents, *agents),
            villages=first(one.villages, **changes),
        )

    return township(edition, change)


def many_materials(edition: Edition) -> Edition:
    """Every service asks for twelve materials of long names."""
    materials = tuple(map(paper, range(12)))

    def change(one: Township) -> Township:
        guides = tuple(
            replace(guide, service=guide.service.model_copy(update={"materials": materials}))
            for guide in one.guides
        )
        return replace(one, guides=guides)

    return township(edition, change)
