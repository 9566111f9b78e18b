"""People who stand on paper: on which sheets, and whose consent to that has ended."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.catalog import Township
from generator.models.base import is_mobile
from generator.models.place import Agent, Staff
from generator.printing.reprint import Change, Status
from generator.printing.sheet import Sheet

Person = tuple[str, str]
"""Township and number."""


def called(number: str, townships: Iterable[Township]) -> dict[Person, str]:
    """Everybody with this number, with the name to tell them by."""
    return {
        one: f"{person.name}（{person.number}）"
        for one, person in _everybody(townships)
        if person.number == number
    }


def numbers(townships: Iterable[Township]) -> list[str]:
    """Every number there is, once."""
    return list(dict.fromkeys(person.number for _, person in _everybody(townships)))


def consent_ended(
    townships: Iterable[Township], since: date | None, today: date
) -> dict[Person, str]:
    """Everybody whose consent to show a private number has ended (since a day), and when."""
    return {
        one: f"{person.name}的同意 {ended} 到期"
        for one, person in _everybody(townships)
        if (ended := _end_of_consent(person)) and ended < today
        if since is None or since <= ended
    }


def naming(sheets: Iterable[Sheet], people: Mapping[Person, str]) -> Iterator[Change]:
    """The sheets on which any of the people stands, each with what is said of the person."""
    for sheet in sheets:
        said = tuple(people[one] for one in sheet.people if one in people)
        if said:
            yield Change(Status.CHANGED, sheet, said)


def _everybody(townships: Iterable[Township]) -> Iterator[tuple[Person, Staff | Agent]]:
    for township in townships:
        yield from (((township.slug, one.number), one) for one in township.staff)
        yield from (((township.slug, one.number), one) for one in township.agents)


def _end_of_consent(person: Staff | Agent) -> date | None:
    """The day, where there is a private number to consent to."""
    number = person.mobile if isinstance(person, Staff) else person.phone
    return person.consent.ends if person.consent and number and is_mobile(number) else None
