"""What our templates are given, as JSON: the same pages for a builder that isn't ours."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from generator.contents import Contents
from generator.duty import Day, script_data
from generator.duty.roster import Roster
from generator.marks import Mark
from generator.models.base import TimeLimit, Unit
from generator.models.hours import Opening
from generator.models.place import Staff
from generator.models.service import Evidence, PublicService, Question, Step
from generator.models.words import Topic
from generator.pages import Page, elder, papers, words
from generator.pages.standard import Score
from generator.pages.township import Filled, Where
from generator.standard import trips
from generator.standard.rule import Example
from generator.standard.verdict import Verdict

_SHARED = (PublicService, Staff, Where, Filled, Roster, Verdict)
"""Values that many pages have in common. Our templates get them by reference, and so do Hugo's."""

_SHARES = ("met", "no_trip", "one_trip", "near", "in_town", "county")


class Dump:
    """Values as JSON has them; a shared one is a key, under which it stands once in `shared`."""

    def __init__(self) -> None:
        self.shared: dict[str, object] = {}
        self._keys: dict[int, tuple[object, str]] = {}

    def plain(self, value: object, name: str = "") -> object:
        """A value of a page's; `tiers` and a mark's `parts` are tuples with no class."""
        if isinstance(value, _SHARED) or name in {"tiers", "parts"}:
            return self._key(value)
        if isinstance(value, Mapping):
            return {str(key): self.plain(one, str(key)) for key, one in value.items()}
        if isinstance(value, BaseModel | tuple | list):
            return self._whole(value)
        return value if isinstance(value, int | float | Markup) or value is None else str(value)

    def _key(self, value: object) -> str:
        if id(value) not in self._keys:
            key = f"k{len(self._keys)}"
            self._keys[id(value)] = value, key
            self.shared[key] = {"key": key, **_as_dict(self._whole(value))}
        return self._keys[id(value)][1]

    def _whole(self, value: object) -> object:
        """Hours and time limits as our templates print them, other values by their fields."""
        if isinstance(value, TimeLimit):
            return str(value)
        if isinstance(value, BaseModel):
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            return {name: self.plain(one) for name, one in (fields | _computed(value)).items()}
        if isinstance(value, tuple) and hasattr(value, "_asdict"):
            return {name: self.plain(one, name) for name, one in _fields(value).items()}
        if not isinstance(value, tuple | list):
            raise TypeError(value)
        openings = tuple(one for one in value if isinstance(one, Opening))
        if openings:
            lines = [f"{opening.days} {opening.hours}" for opening in openings]
            return {"text": words.clock(openings), "lines": lines}
        return [self.plain(one) for one in value]


def write(content: Contents, folder: Path) -> list[dict[str, object]]:
    """Writes `shared.json` and `frame.json` into `folder`; gives the pages."""
    dump = Dump()
    pages = [_page(page, dump) for page in content.pages]
    slugs = {topic.value: topic.slug for topic in Topic}
    frame = _as_dict(dump.plain(vars(content.frame))) | {"slugs": slugs, "glyphs": words.GLYPHS}
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in (("shared", dump.shared), ("frame", frame)):
        text = json.dumps(value, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return pages


def _page(page: Page, dump: Dump) -> dict[str, object]:
    """`layout` has a name of ours: Hugo keeps `home` and `404` for kinds of its own."""
    has_twin = elder.exists(page.path)
    return {
        "url": f"/{page.path}",
        "title": page.title,
        "layout": f"x{page.template.removesuffix('.html')}",
        "outputs": ["html", "elder"] if has_twin else ["html"],
        "params": {
            "path": page.path,
            "twin": elder.path(page.path if has_twin else "index.html"),
            "crumbs": [list(crumb) for crumb in page.crumbs],
            "root": page.values.get("root", page.root),
            "values": dump.plain(page.values),
        },
    }


def _fields(value: Any) -> dict[str, object]:  # noqa: ANN401  (any named tuple)
    """A named tuple's fields, with what our templates ask of it beside them."""
    if isinstance(value, Roster):
        return _called(value)
    if isinstance(value, Mark):
        return {"text": str(value), "version": value.version, "parts": value.parts}
    fields: dict[str, object] = value._asdict()
    if isinstance(value, Verdict):
        fields |= {"mark": value.mark, "is_met": value.is_met}
    if isinstance(value, Where):
        phone = words.digits(value.phone) if value.phone else ""
        fields |= {"spoken": words.spoken(value.hall), "spoken_phone": phone}
    if isinstance(value, Score):
        asked = {name: getattr(value, name) for name in ("more_trips", "in_town")}
        counts = {**fields, **asked}
        shares = {name: value.share(counts[name]) for name in _SHARES}
        fields |= {**asked, "shares": shares}
    if isinstance(value, Example):
        fields["place"] = value.place
    if isinstance(value, Day):
        said = f"{value.day.month}月{value.day.day}日"
        fields |= {"weekday": value.weekday, "words": said, "id": f"{value.day:%Y%m%d}"}
    return fields


def _called(roster: Roster) -> dict[str, object]:
    """Who is called, as `call.html` and `ladder.html` print it."""
    return {
        "script": script_data(roster),
        "usual": roster.usual,
        "openings": roster.hall.openings,
        "posts": roster.posts,
        "duty": roster.duty,
        "hall": roster.hall,
        "county_hall": roster.office.hall,
        "ladder": [{"tier": one.tier, "limit": one.limit} for one in roster.office.ladder],
        "hotline": roster.office.hotline,
    }


def _computed(value: BaseModel) -> dict[str, object]:
    """What our templates compute of a model."""
    if isinstance(value, Evidence):
        told = {"quantity": words.quantity(value), "is_looked_up": value.is_looked_up}
        return told | {"look": papers.look(value.name), "condition": _condition(value)}
    if isinstance(value, Step):
        return {"condition": _condition(value)}
    if isinstance(value, Question):
        return {"names": [words.option_name(option) for option in value.options]}
    if isinstance(value, Staff):
        return {"away": [words.days(leave) for leave in value.leave]}
    return _of_service(value) if isinstance(value, PublicService) else {}


def _condition(value: Evidence | Step) -> str:
    return words.condition(value.applies_when) if value.applies_when else ""


def _of_service(service: PublicService) -> dict[str, object]:
    route = trips.of(service)
    return {
        "short_name": service.short_name,
        "is_active": service.is_active,
        "is_automatic": "免申即享" in service.channels,
        **_trips(service),
        "varies": route.varies,
        "at_window": route.at_window,
        "elsewhere": route.elsewhere,
        "spoken": _spoken(service, route),
        "best_trips": route.best.trips if route.best else 0,
        "need": words.facts(service),
        "ways": words.ways(service),
        "anchors": [words.case_anchors(one, service) for one in service.materials or ()],
        "cases": [
            {"anchor": case.anchor, "answers": case.answers, "need": words.facts(case.service)}
            | _trips(case.service)
            for case in (words.case_views(service) if service.questions else ())
        ],
    }


def _spoken(service: PublicService, route: trips.Trips) -> dict[str, object]:
    """What loudspeakers say of a service, as `loud_script.html` makes it of its fields."""
    time, phone = service.promised_time, service.enquiry_phone
    days = f"{time.amount}天" if time and time.unit is Unit.DAYS else str(time or "")
    return {
        "name": words.spoken(service.short_name),
        "elsewhere": words.spoken(route.elsewhere_at or ""),
        "time": "当场就" if time and not time.amount else days,
        "costs": [words.cost(one) for one in service.costs or ()],
        "phone": words.digits(phone) if phone else "",
    }


def _trips(service: PublicService) -> dict[str, object]:
    route = trips.of(service)
    best = words.way(route.best) if route.best else ""
    return {"least": route.least, "sentence": route.sentence, "best": best}


def _as_dict(value: object) -> dict[str, object]:
    """Fields of a shared value; a bare sequence has the field `of`."""
    return value if isinstance(value, dict) else {"of": value}
