"""A whole guide on paper, as data for templates, in the order of GB/T 36114."""

from generator.catalog import Guide
from generator.models.service import Evidence, Step
from generator.models.words import Medium, Place
from generator.pages import words
from generator.printing import telling
from generator.printing.telling import Around, Data

_AS_WRITTEN = {
    "name",
    "plain_name",
    "topic",
    "audience",
    "target_groups",
    "service_type",
    "handling",
    "implementation_code",
    "handling_code",
    "scope",
    "legal_resources",
    "competent_authority",
    "level",
    "township_role",
    "power_source",
    "requirements",
    "questions",
    "deferrable",
    "declaration",
    "notice",
    "statutory_time",
    "promised_time",
    "time_note",
    "costs",
    "output",
    "deliveries",
    "channels",
    "why_visit",
    "faq",
    "enquiry_phone",
    "complaint_phone",
    "reviewed",
    "provenance",
}
"""Fields that a guide on paper says as they are written."""


def guide(around: Around, guide: Guide) -> Data:
    """Everything the guide says, except for its QR code."""
    service = guide.service
    edition, township = around.edition, around.township
    return {
        "heading": telling.heading(service),
        "active": service.is_active,
        "said": service.model_dump(mode="json", include=_AS_WRITTEN),
        "trips": telling.route(service),
        "standard": telling.standard(edition.verdicts[township.slug][guide.identifier]),
        "bring": telling.bring(service),
        "materials": [_material(material) for material in service.materials or ()],
        "steps": [_step(step) for step in service.steps],
        "place": telling.place(around, guide),
        "supervision": edition.county.supervision.phone,
        "pays_online": service.online_payment,
        "far": list(words.ways(service)),
    }


def _material(material: Evidence) -> Data:
    said = material.applies_when
    return {
        "name": material.name,
        "quantity": words.quantity(material),
        "medium": "" if material.medium is Medium.ANY else material.medium.value,
        "necessity": material.necessity.value,
        "looked_up": material.shared_data or "",
        "when": words.condition(said) if said else "",
        "instead": list(material.alternatives),
        "returned": material.returned,
        "blank": material.blank_form,
        "sample": material.sample_form,
        "from": material.source.value,
        "issuer": material.issuer or "",
        "notes": _notes(material),
    }


def _notes(material: Evidence) -> list[list[str]]:
    """Remarks with their names; the template has words for each name."""
    said = {
        "source": material.source_note,
        "note": material.note,
        "not_shared": material.why_not_shared,
        "paper": material.why_paper,
        "basis": material.legal_basis,
    }
    return [[name, remark] for name, remark in said.items() if remark]


def _step(step: Step) -> Data:
    at_hall = step.place is Place.HALL
    hands_in = (step.name or "").startswith("提交")
    return {
        "name": step.name or "",
        "by": step.by or "",
        "time": telling.limit(step.time),
        "place": step.place.value if step.place else "",
        "present": step.applicant_present and not (at_hall and hands_in),
        "when": words.condition(step.applies_when) if step.applies_when else "",
        "note": step.note or "",
    }
