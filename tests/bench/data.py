"""What our templates are given, as JSON: the same pages for a builder that isn't ours."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup
from pydantic import BaseModel

from generator import catalog, contents
from generator.models.base import TimeLimit
from generator.models.place import Opening
from generator.models.service import Evidence, PublicService
from generator.pages import Page, words
from generator.project import Project
from generator.standard import trips

Services = dict[str, object]


def write(project: Project, folder: Path) -> int:
    """Writes `pages.json`, `services.json` and `frame.json` into `folder`; gives the page count."""
    content = contents.of(project, catalog.load(project.guides), date(2026, 11, 24))
    services: Services = {}
    pages = [_page(page, services) for page in content.pages]
    folder.mkdir(parents=True, exist_ok=True)
    frame = _plain(vars(content.frame), services)
    for name, value in (("pages", pages), ("services", services), ("frame", frame)):
        text = json.dumps(value, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return len(pages)


def _page(page: Page, services: Services) -> dict[str, object]:
    return {
        "path": page.path,
        "title": page.title,
        "kind": page.template.removesuffix(".html"),
        "crumbs": [list(crumb) for crumb in page.crumbs],
        "values": _plain(page.values, services),
    }


def _plain(value: object, services: Services) -> object:
    if isinstance(value, PublicService):
        return _service(value, services)
    if isinstance(value, BaseModel):
        return _fields(value, services)
    if isinstance(value, Mapping):
        return {str(key): _plain(one, services) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return _sequence(value, services)
    return value if isinstance(value, int | float | Markup) or value is None else str(value)


def _sequence(value: Sequence[object], services: Services) -> object:
    """Hours and time limits as our templates print them, other named tuples by their names."""
    if isinstance(value, TimeLimit):
        return str(value)
    if value and all(isinstance(one, Opening) for one in value):
        return {"text": words.clock(tuple(one for one in value if isinstance(one, Opening)))}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one, services) for name, one in value._asdict().items()}
    return [_plain(one, services) for one in value]


def _fields(value: BaseModel, services: Services) -> dict[str, object]:
    said = {name: _plain(getattr(value, name), services) for name in type(value).model_fields}
    if isinstance(value, Evidence):
        said |= {"quantity": words.quantity(value), "is_looked_up": value.is_looked_up}
    return said


def _service(service: PublicService, services: Services) -> str:
    """Services stand once, under a key; what our templates compute of one stands with it."""
    key = f"s{id(service)}"
    if key not in services:
        route = trips.of(service)
        services[key] = None
        services[key] = {
            **_fields(service, services),
            "key": key,
            "short_name": service.short_name,
            "is_active": service.is_active,
            "least": route.least,
            "sentence": route.sentence,
            "need": {
                name: [_plain(one, services) for one in found]
                for name, found in words.facts(service)._asdict().items()
            },
        }
    return key
