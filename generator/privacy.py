"""Leaves out of a catalog what may not be shown.

Leave (请假) that is over or far off is nobody's business, nor is a private number without consent.
Office numbers may be published; a private one needs the person's consent with scope and end
(个人信息保护法 13, 25; 政府信息公开条例 20).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from generator.catalog import Catalog, Guide, Township
from generator.models.base import is_mobile
from generator.models.place import Agent, Leave, Staff

Person = TypeVar("Person", Staff, Agent)

WEB = "网页"
LEAVE_SHOWN = timedelta(days=31)
"""So far ahead leave is shown."""
_PHONES = ("phone", "office_phone", "mobile")


def for_web(catalog: Catalog, today: date) -> Catalog:
    """The catalog as it may be put on the web on `today`."""
    return replace(catalog, townships=tuple(_township(t, today) for t in catalog.townships))


def may_show(person: Staff | Agent, phone: str | None, where: str, today: date) -> bool:
    """Whether a person's number may be shown at `where` (网页, 卡片) on `today`."""
    if phone is None or not is_mobile(phone):
        return True
    consent = person.consent
    if consent is None or where not in consent.scope:
        return False
    return consent.day <= today and (consent.ends is None or consent.ends >= today)


def _township(township: Township, today: date) -> Township:
    staff = {person.number: _person(person, today) for person in township.staff}
    return replace(
        township,
        staff=tuple(staff.values()),
        agents=tuple(_person(agent, today) for agent in township.agents),
        guides=tuple(_guide(guide, staff) for guide in township.guides),
    )


def _guide(guide: Guide, staff: dict[str, Staff]) -> Guide:
    post_a = staff[guide.post_a.number] if guide.post_a else None
    post_b = staff[guide.post_b.number] if guide.post_b else None
    if post_a is guide.post_a and post_b is guide.post_b:
        return guide
    return replace(guide, post_a=post_a, post_b=post_b)


def _person(person: Person, today: date) -> Person:
    hidden: dict[str, object] = {
        name: None
        for name in _PHONES
        if not may_show(person, getattr(person, name, None), WEB, today)
    }
    if isinstance(person, Staff) and person.leave:
        hidden["leave"] = tuple(one for one in person.leave if _is_near(one, today))
    return person.model_copy(update=hidden) if hidden else person


def _is_near(leave: Leave, today: date) -> bool:
    """Nobody needs to know of leave that is over, or of a house that will stand empty."""
    return leave.last >= today and leave.first <= today + LEAVE_SHOWN
