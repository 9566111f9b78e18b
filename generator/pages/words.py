"""Small sentences that templates need in more than one place."""

from typing import NamedTuple

from generator.models.place import Leave, Opening
from generator.models.service import Evidence, PublicService
from generator.models.words import Necessity

GLYPHS = {
    "教育": "教",
    "医疗卫生": "医",
    "就业": "业",
    "社会保险": "保",
    "社会救助": "救",
    "脱贫攻坚": "扶",
    "乡村振兴": "农",
    "文化体育": "文",
    "环保": "环",
    "其他": "他",
}
"""One character that stands for an area on its tile."""

_WHOLE = "\u2060-\u2060"
"""A hyphen at which a line does not break."""


class Facts(NamedTuple):
    """What to bring, sorted by what the applicant has to do about it."""

    bring: tuple[Evidence, ...]
    looked_up: tuple[Evidence, ...]
    sometimes: tuple[Evidence, ...]
    later: tuple[Evidence, ...]


def facts(service: PublicService) -> Facts:
    """Materials to bring always, not at all (免交), in some cases, and afterwards (容缺后补)."""
    materials = service.materials or ()
    required = [m for m in materials if m.necessity is Necessity.REQUIRED]
    return Facts(
        tuple(m for m in required if not m.is_looked_up and not m.applies_when),
        tuple(m for m in required if m.is_looked_up),
        tuple(
            m
            for m in materials
            if m.necessity is Necessity.CONDITIONAL
            or (m in required and m.applies_when and not m.is_looked_up)
        ),
        tuple(m for m in materials if m.necessity is Necessity.LATER),
    )


def quantity(material: Evidence) -> str:
    """`原件 1 份、复印件 1 份`."""
    parts = [
        f"{name} {count} 份"
        for name, count in (("原件", material.originals), ("复印件", material.copies))
        if count
    ]
    if material.form == "原件或复印件":
        return "原件或复印件 1 份"
    return "、".join(parts)


def clock(hours: tuple[Opening, ...]) -> str:
    """`周一至周五 8:30-12:00、14:00-17:30；周六 预约`."""
    return "；".join(f"{opening.days} {opening.hours.replace('-', _WHOLE)}" for opening in hours)


def tel(phone: str) -> str:
    """The number as a `tel:` address."""
    return "tel:" + phone.replace("-", "")


def days(leave: Leave) -> str:
    """`12月1日至12月3日`, or the one day."""
    first, last = (f"{day.month}月{day.day}日" for day in (leave.first, leave.last))
    return first if first == last else f"{first}至{last}"
