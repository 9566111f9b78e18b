"""What a guide says on paper, as data for templates."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator import duty
from generator.catalog import Guide, Township
from generator.models.place import Staff
from generator.models.service import Evidence, PublicService
from generator.models.words import Channel
from generator.pages import words
from generator.printing.edition import Edition
from generator.standard import trips
from generator.standard.verdict import Verdict

_VERBS = ("办", "领", "签约", "销", "交", "申请", "查", "补", "换")
"""What a name that is a task already begins with."""

Data = dict[str, object]


class Around(NamedTuple):
    """What guides of one township have in common."""

    edition: Edition
    township: Township
    office: duty.Office

    @classmethod
    def each(cls, edition: Edition) -> Iterator["Around"]:
        """One for each township of an edition."""
        office = duty.office(edition.county, edition.today)
        return (cls(edition, township, office) for township in edition.townships)


def heading(service: PublicService) -> str:
    """The task, verb first: `怎样办低保`, `怎样领居民养老金`."""
    name = service.short_name
    return f"怎样{name}" if name.startswith(_VERBS) else f"怎样办{name}"


def until(service: PublicService) -> date | None:
    """The last day on which a sheet may be trusted (有效期至), None where nothing tells it.

    That is a year after the facts were last checked, or the service's own end if that is sooner.
    """
    said = service.provenance
    checked = service.reviewed or (said.checked if said else None)
    days = (service.expires, _a_year_after(checked) if checked else None)
    return min((day for day in days if day), default=None)


def people(township: Township, persons: Iterable[Staff | None]) -> tuple[tuple[str, str], ...]:
    """Those named on a sheet, as (township, number)."""
    return tuple((township.slug, person.number) for person in persons if person)


def place(around: Around, guide: Guide) -> Data:
    """Where, when and with whom: hall, window, posts, and who is called."""
    hall = around.township.profile.hall
    roster = duty.roster(around.office, around.township, guide.post_a, guide.post_b)
    usual = roster.usual
    return {
        "hall": hall.name,
        "window": f"{guide.window.number}号窗口" if guide.window else "",
        "window_name": guide.window.name if guide.window else "",
        "address": hall.address,
        "hours": opening_hours(hall.hours),
        "phone": hall.phone or "",
        "tier": guide.lowest_tier.value,
        "why_county": guide.why_county or "",
        "call": {"name": usual.name, "phone": usual.phone},
        "posts": [
            {"label": post.label, "name": post.person.name, "phone": post.phone or ""}
            for post in roster.posts
        ],
        "duty": _duty(roster),
        "hotline": roster.hotline.phone,
    }


def opening_hours(hours: Iterable[tuple[str, str]]) -> list[Data]:
    """Hours a row for each group of days."""
    return [{"days": days, "hours": said.replace("-", "—")} for days, said in hours]


def route(service: PublicService) -> Data:
    """How often one goes, and the way with fewest trips."""
    found = trips.of(service)
    best = found.best
    return {
        "least": found.least,
        "sentence": found.sentence,
        "varies": found.varies,
        "way": words.way(best) if best else "",
        "home_visit": bool(best and best.trips and Channel.HOME_VISIT in service.channels),
    }


def standard(verdict: Verdict) -> Data:
    """The mark on the guide, and why it isn't 达标 where it isn't."""
    reasons = [reason.message for reason in (*verdict.failures, *verdict.allowed)]
    return {"mark": verdict.mark, "met": verdict.is_met, "reasons": reasons}


def limit(said: object) -> str:
    """A time limit, or nothing where none is given."""
    return "" if said is None else str(said)


def bring(service: PublicService) -> Data:
    """What to bring: always, in some cases by the case, afterwards, and not at all."""
    need = words.facts(service)
    cases: dict[str, list[Data]] = {}
    for material in need.sometimes:
        when = words.condition(material.applies_when) if material.applies_when else ""
        cases.setdefault(when, []).append(_row(material))
    return {
        "known": service.materials is not None,
        "automatic": Channel.AUTOMATIC in service.channels,
        "always": [_row(material) for material in need.bring],
        "more": [{"when": when, "materials": rows} for when, rows in cases.items()],
        "later": [material.name for material in need.later],
        "free": [material.name for material in need.looked_up],
        "asks": [question.question for question in service.questions],
    }


def _row(material: Evidence) -> Data:
    return {"name": material.name, "quantity": words.quantity(material)}


def _duty(roster: duty.Roster) -> Data | None:
    if roster.duty is None:
        return None
    return {"phone": roster.duty.phone, "note": roster.duty.note or "大厅下班以后"}


def _a_year_after(day: date) -> date:
    """The same day next year (28 February after a 29th)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
