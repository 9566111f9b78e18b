"""Who of a village can be called, and by which numbers: only those that may stand on the sheet.

An office number may always stand; a private one needs the person's consent for just this use,
and the sheet is then valid no longer than the consent (个人信息保护法 13, 25). A volunteer whose
numbers may not stand is left out; a member of staff is called through the hall.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator import privacy
from generator.catalog import Township
from generator.models.base import is_mobile
from generator.models.place import Agent, Staff, Village
from generator.printing.edition import Edition
from generator.printing.telling import Data

CARD = "卡片"


class Contact(NamedTuple):
    """Somebody with the numbers that may stand; a sheet that shows them is valid until `ends`."""

    number: str
    name: str
    role: str
    phones: tuple[str, ...]
    ends: date | None

    @property
    def said(self) -> Data:
        """What a template is told of them."""
        return {"name": self.name, "role": self.role, "phones": list(self.phones)}


def of(edition: Edition, township: Township, village: Village, use: str) -> tuple[Contact, ...]:
    """A village's 包村干部 and 帮办代办员, as `use` (卡片, 网页) allows, in the village's order."""
    # The edition's own townships have lost what may not be put on the web; a card asks anew.
    whole = next(one for one in edition.catalog.townships if one.slug == township.slug)
    staff = {person.number: person for person in whole.staff}
    agents = {agent.number: agent for agent in whole.agents}
    return (
        *_cadres((staff[n] for n in village.lead_cadres if n in staff), use, edition.today),
        *_agents((agents[n] for n in village.agents if n in agents), use, edition.today),
    )


def until(contacts: Iterable[Contact]) -> date | None:
    """The day on which the first of their consents ends."""
    return min((one.ends for one in contacts if one.ends), default=None)


def people(township: Township, contacts: Iterable[Contact]) -> tuple[tuple[str, str], ...]:
    """Those who stand on a sheet, as (township, number)."""
    return tuple((township.slug, one.number) for one in contacts)


def _cadres(persons: Iterable[Staff], use: str, today: date) -> Iterator[Contact]:
    for person in persons:
        phones, ends = _allowed(person, (person.office_phone, person.mobile), use, today)
        yield Contact(person.number, person.name, "包村干部", phones, ends)


def _agents(persons: Iterable[Agent], use: str, today: date) -> Iterator[Contact]:
    for person in persons:
        phones, ends = _allowed(person, (person.phone,), use, today)
        if phones:
            yield Contact(person.number, person.name, f"代办员，{person.kind}", phones, ends)


def _allowed(
    person: Staff | Agent, phones: Iterable[str | None], use: str, today: date
) -> tuple[tuple[str, ...], date | None]:
    """The numbers that may stand, and when the consent they rest on ends."""
    found = tuple(p for p in phones if p and privacy.may_show(person, p, use, today))
    rests_on = person.consent if any(map(is_mobile, found)) else None
    return found, rests_on.ends if rests_on else None
