"""The catalog as open data: `catalog.json` and its schema, where generator and feedback meet."""

import json
from collections.abc import Mapping
from datetime import date

from generator import places, workdays
from generator.catalog import Catalog, Guide, Township
from generator.models.place import County, EscalationStep, Hall, Staff
from generator.models.service import PublicService
from generator.pages.page import Digests
from generator.standard import trips
from generator.standard.verdict import Verdict, Verdicts

FORMAT = 1
CALENDAR_SINCE = date(2024, 1, 1)
"""The first day of the published calendar: fixed, so that the file doesn't change by the day."""


def version(guide: Guide, digests: Digests) -> str:
    """Eight hexadecimal digits that change when what the guide says changes (指南版本)."""
    return digests.of(guide_values(guide))[:8]


def guide_values(guide: Guide) -> tuple[object, ...]:
    """What a guide says, as values to digest."""
    return tuple(_lasting(value) for name, value in vars(guide).items() if name != "entry")


def _lasting(value: object) -> object:
    """Without leave: a guide is the same guide whoever is away this week."""
    if isinstance(value, Staff) and value.leave:
        return value.model_copy(update={"leave": ()})
    return value


def catalog_json(catalog: Catalog, verdicts: Verdicts) -> str:
    """Everything published, machine-readable; described by `catalog.schema.json` beside it."""
    county = catalog.county
    digests = Digests()
    data = {
        "format": FORMAT,
        "county": _county(county) if county else None,
        "services": {
            identifier: _service(service, places.of_service(catalog.sources, service))
            for identifier, service in catalog.services.items()
        },
        "townships": [
            _township(catalog, township, verdicts[township.slug], digests)
            for township in catalog.townships
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _county(county: County) -> dict[str, object]:
    return {
        "name": county.name,
        "code": county.code,
        "demo": county.is_demo,
        "hotline": county.hotline,
        "complaints": county.supervision.phone,
        "calendar": _calendar(county),
        "ladder": [_rung(step) for step in county.escalation],
    }


def _rung(step: EscalationStep) -> dict[str, object]:
    """A rung of 转接; the last has no limit."""
    limit = step.limit
    return {
        "level": step.tier.value,
        "amount": limit.amount if limit else None,
        "unit": limit.unit.value if limit else None,
    }


def _calendar(county: County) -> dict[str, object]:
    """Where days differ from Monday to Friday, so that who reads this needs no calendar."""
    known = workdays.calendar(county.holidays.extra, CALENDAR_SINCE)
    return {
        "since": CALENDAR_SINCE.isoformat(),
        "settled": known.settled.isoformat(),
        "off": [[one.first.isoformat(), one.last.isoformat()] for one in known.holidays],
        "worked": [day.isoformat() for day in known.made_up],
    }


def _hall(hall: Hall) -> dict[str, object]:
    return {
        "name": hall.name,
        "address": hall.address,
        "phone": hall.phone,
        "windows": [{"number": one.number, "name": one.name} for one in hall.windows],
    }


def _service(service: PublicService, where: dict[str, object]) -> dict[str, object]:
    """The service in the words of its YAML file, and the trips derived from it."""
    said = service.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"identifier"}
    )
    route = trips.of(service)
    return {
        "name": service.name,
        "plainName": service.short_name,
        "topic": service.topic.value,
        "materials": [material.name for material in service.materials or ()],
        "trips": {"least": route.least, "atWindow": route.at_window, "elsewhere": route.elsewhere},
        "places": where,
        "source": said,
    }


def _township(
    catalog: Catalog, township: Township, verdicts: Mapping[str, Verdict], digests: Digests
) -> dict[str, object]:
    offers = {
        guide.identifier: _offer(guide, verdicts[guide.identifier], digests)
        | _own(catalog, township, guide)
        for guide in township.guides
    }
    return {
        "slug": township.slug,
        "name": township.name,
        "code": township.profile.code,
        "class": township.profile.peer_class,
        "hall": _hall(township.profile.hall),
        "villages": [{"name": v.name, "code": v.code} for v in township.villages],
        "services": offers,
    }


def _offer(guide: Guide, verdict: Verdict, digests: Digests) -> dict[str, object]:
    """What the township adds."""
    return {
        "version": version(guide, digests),
        "page": f"{guide.identifier}.html",
        "window": guide.window.number if guide.window else None,
        "lowestTier": guide.lowest_tier.value,
        "active": guide.service.is_active,
        "standard": {
            "mark": verdict.mark,
            "failed": [reason.rule for reason in verdict.failures],
            "excepted": [reason.rule for reason in verdict.allowed],
        },
    }


def _own(catalog: Catalog, township: Township, guide: Guide) -> dict[str, object]:
    """A changed or own service is written out whole."""
    if not (guide.is_own or guide.changed):
        return {}
    return {"service": _service(guide.service, places.of_guide(catalog.sources, township, guide))}


_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_COUNT = {"type": ["integer", "null"], "minimum": 0}


def _object(properties: Mapping[str, object], **more: object) -> dict[str, object]:
    return {"type": "object", "properties": dict(properties), "required": list(properties), **more}


def catalog_schema() -> dict[str, object]:
    """The JSON Schema of `catalog.json`."""
    whole = _object(
        {
            "format": {"const": FORMAT, "description": "格式版本"},
            "county": _county_schema(),
            "services": {"type": "object", "additionalProperties": {"$ref": "#/$defs/service"}},
            "townships": {"type": "array", "items": _township_schema()},
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "办事指南开放数据",
        "$defs": {"service": _service_schema()},
        **whole,
    }


def _county_schema() -> dict[str, object]:
    days = {"type": "array", "items": _DAY}
    calendar = _object(
        {
            "since": {**_DAY, "description": "从哪天起"},
            "settled": {**_DAY, "description": "到哪天为止是公布过的，以后是暂定"},
            "off": {"type": "array", "items": days, "description": "放假：第一天、最后一天"},
            "worked": {"type": "array", "items": _DAY, "description": "周末补班的日子"},
        }
    )
    rung = _object({"level": _TEXT, "amount": _COUNT, "unit": {"type": ["string", "null"]}})
    ladder = {"type": "array", "items": rung, "description": "转接：多久没解决就找上一级"}
    return _object(
        {
            "name": _TEXT,
            "code": _TEXT,
            "demo": {"type": "boolean"},
            "hotline": {**_TEXT, "description": "全县热线"},
            "complaints": {**_TEXT, "description": "监督投诉电话"},
            "calendar": calendar,
            "ladder": ladder,
        }
    )


def _hall_schema() -> dict[str, object]:
    window = _object({"number": {"type": "integer"}, "name": _TEXT})
    return _object(
        {
            "name": _TEXT,
            "address": _TEXT,
            "phone": {"type": ["string", "null"]},
            "windows": {"type": "array", "items": window},
        }
    )


def _service_schema() -> dict[str, object]:
    return _object(
        {
            "name": {**_TEXT, "description": "事项名称"},
            "plainName": {**_TEXT, "description": "日常用语，没有时同事项名称"},
            "topic": {**_TEXT, "description": "领域"},
            "materials": {"type": "array", "items": _TEXT, "description": "申请材料名称"},
            "trips": _object({"least": _COUNT, "atWindow": _COUNT, "elsewhere": _COUNT}),
            "places": _places_schema(),
            "source": {"type": "object", "description": "事项原文，字段见工作人员手册"},
        }
    )


def _places_schema() -> dict[str, object]:
    place = {"type": "string", "pattern": r"^[^:]+:\d+$"}
    return _object(
        {
            "list": {**place, "description": "申请材料在哪个文件第几行"},
            "materials": {"type": "array", "items": place, "description": "每样材料在哪一行"},
            "trips": {**place, "description": "跑动次数在哪一行"},
        }
    )


def _township_schema() -> dict[str, object]:
    village = _object({"name": _TEXT, "code": {"type": "string", "pattern": r"^\d{12}$"}})
    return _object(
        {
            "slug": _TEXT,
            "name": _TEXT,
            "code": {"type": "string", "pattern": r"^\d{12}$"},
            "class": {"type": ["string", "null"], "description": "类别，差别化考核用"},
            "hall": _hall_schema(),
            "villages": {"type": "array", "items": village},
            "services": {"type": "object", "additionalProperties": _offer_schema()},
        }
    )


def _offer_schema() -> dict[str, object]:
    standard = _object(
        {
            "mark": {"enum": ["达标", "例外", "未达标"], "description": "最多跑一次标准"},
            "failed": {"type": "array", "items": _TEXT, "description": "违反的规则"},
            "excepted": {"type": "array", "items": _TEXT, "description": "列为例外的规则"},
        }
    )
    offer = _object(
        {
            "version": {"type": "string", "pattern": "^[0-9a-f]{8}$", "description": "指南版本"},
            "page": {**_TEXT, "description": "页面，在乡镇目录下"},
            "window": {**_COUNT, "description": "窗口编号"},
            "lowestTier": {"enum": ["组", "村", "乡", "县"], "description": "最低层级"},
            "active": {"type": "boolean", "description": "是否在办"},
            "standard": standard,
        }
    )
    offer["properties"] = {**_properties(offer), "service": {"$ref": "#/$defs/service"}}
    return offer


def schema_json() -> str:
    """The schema as a file."""
    return json.dumps(catalog_schema(), ensure_ascii=False, indent=1) + "\n"


def _properties(schema: Mapping[str, object]) -> dict[str, object]:
    found = schema["properties"]
    return dict(found) if isinstance(found, dict) else {}
