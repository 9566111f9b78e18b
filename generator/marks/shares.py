"""What services, townships and people say in each part of a page, as text to digest.

Values as pages show them, in an order that stays; no words of templates, which may change without
making any paper wrong.
"""

import json
from datetime import date

from pydantic import BaseModel

from generator.catalog import Township
from generator.models.place import Staff
from generator.models.service import PublicService
from generator.standard import trips


def by_service(service: PublicService) -> tuple[str, ...]:
    """A service's share in each part of its guides."""
    route = trips.of(service)
    said = service.provenance
    shares = (
        (service.questions, service.materials, service.deferrable, service.declaration),
        (service.channels,),
        (service.enquiry_phone, service.complaint_phone),
        (service.costs, service.costs and service.online_payment),
        (service.promised_time, service.statutory_time, service.time_note),
        (
            (service.steps, service.notice, service.why_visit, service.deliveries),
            (service.output, service.visits, route.varies),
            (route.least, route.at_window, route.elsewhere, route.elsewhere_at),
        ),
        (
            (service.name, service.plain_name, service.topic, service.status, service.expires),
            (service.audience, service.target_groups, service.scope, service.requirements),
            (service.service_type, service.handling),
        ),
        (
            (service.legal_resources, service.competent_authority, service.level),
            (service.township_role, service.power_source, service.faq),
            (service.implementation_code, service.handling_code),
            said and (said.sources, said.credibility),
        ),
    )
    return tuple(map(text, shares))


def row(service: PublicService) -> tuple[str, ...]:
    """What a list of services says of one."""
    said = (service.topic, service.short_name, service.name, service.status)
    return (text([said, trips.of(service).least, service.promised_time, bool(service.costs)]),)


def by_township(township: Township) -> tuple[str, ...]:
    """Where and when, which numbers, and the name."""
    hall, duty = township.profile.hall, township.profile.duty
    return text([hall.name, hall.address, hall.hours]), text([hall.phone, duty]), township.name


def tiers(township: Township) -> tuple[str, ...]:
    """What can be done how near."""
    found = [
        (one.lowest_tier, one.service.short_name, one.service.status) for one in township.guides
    ]
    return (text(sorted(found)),)


def staff(township: Township) -> tuple[str, ...]:
    """Who is there, and who knows what."""
    return (text([_member(person) for person in township.staff]),)


def windows(township: Township) -> tuple[str, ...]:
    """Who sits at which window for which area."""
    seats = {
        (guide.window.number, guide.service.topic, *map(person, (guide.post_a, guide.post_b)))
        for guide in township.guides
        if guide.window
    }
    return text(township.profile.hall.windows), text(sorted(map(text, seats)))


def person(person: Staff | None) -> tuple[object, ...]:
    """A person as pages speak of them; nothing where there is nobody."""
    return (person.name, person.post, person.office_phone or person.mobile) if person else ()


def _member(one: Staff) -> tuple[object, ...]:
    known = one.number, one.name, one.post, one.office_phone
    return *known, one.areas, one.managed_by, one.home_department


def text(value: object) -> str:
    """A value as text; what is as it is by default is left out."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
