"""A round as published: one shape for its page, for `rounds.json` and for the sheets on paper."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from feedback_api.published import Published
from feedback_api.rounds import reading, store
from feedback_api.rounds.reading import Whole
from feedback_api.rounds.words import KINDS, REFUSALS

FORMAT = 1
Entry = dict[str, Any]


def entry(whole: Whole, township: str) -> Entry:
    """What everybody may see of a round. `township` is the township's name."""
    found = whole.round
    current = whole.stages[-1] if whole.stages else None
    return {
        "id": found.id,
        "township": found.township,
        "township_name": township,
        "kind": KINDS[found.kind].name,
        "title": found.title,
        "first": _day(found.first),
        "last": _day(found.last),
        "contact": found.contact,
        "phone": found.phone,
        "place": found.place,
        "stage": found.stage,
        "until": _day(found.until),
        "provisional": bool(current and current.provisional),
        "stages": [_stage(row) for row in whole.stages],
        "texts": _texts(whole.versions),
        "objections": [_objection(row) for row in whole.objections],
        "opinions": [_opinion(row) for row in whole.opinions if row.shown],
        "refused": _refused(whole.opinions),
        "poll": [{"grade": grade, "n": n} for grade, n in sorted(whole.poll.items(), reverse=True)],
        "lenience": [_lenience(row) for row in whole.lenience],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stage(row: Row[Any]) -> Entry:
    return {
        "stage": row.stage,
        "opened": _day(row.opened),
        "until": _day(row.until),
        "provisional": row.provisional,
        "why": row.why,
    }


def _texts(versions: Sequence[Row[Any]]) -> list[Entry]:
    """The texts in the order they were published, each with its versions, the newest first."""
    names = list(dict.fromkeys(row.name for row in versions))
    return [
        {
            "name": name,
            "versions": [_version(row) for row in reversed(versions) if row.name == name],
        }
        for name in names
    ]


def _version(row: Row[Any]) -> Entry:
    return {
        "number": row.number,
        "day": _day(row.day),
        "text": row.text,
        "figures": row.figures or [],
        "reason": row.reason,
    }


def _objection(row: Row[Any]) -> Entry:
    return {
        "day": _day(row.day),
        "channel": row.channel,
        "late": row.late,
        "text": row.text,
        "outcome": row.outcome,
        "reply": row.reply,
        "answered": _day(row.answered),
    }


def _opinion(row: Row[Any]) -> Entry:
    return {
        "day": _day(row.day),
        "channel": row.channel,
        "text": row.text,
        "reply": row.reply,
        "answered": _day(row.answered),
    }


def _refused(opinions: Sequence[Row[Any]]) -> list[Entry]:
    """How many opinions aren't shown, by the rule they break."""
    counted = Counter(row.refused for row in opinions if row.refused)
    return [{"rule": rule, "words": REFUSALS[rule], "n": n} for rule, n in sorted(counted.items())]


def _lenience(row: Row[Any]) -> Entry:
    return {
        "matter": row.matter,
        "grounds": [{"condition": name, "words": words} for name, words in row.grounds.items()],
        "approver": row.approver,
        "day": _day(row.day),
    }


def published(conn: Connection, found: Row[Any], catalog: Published) -> Entry:
    """A round as everybody sees it, read from the database."""
    township = catalog.by_slug.get(found.township)
    seen = reading.whole(conn, found, published=True)
    return entry(seen, township.name if township else found.township)


def file(conn: Connection, catalog: Published) -> Entry:
    """`rounds.json`: every published round, the newest first."""
    rows = store.listed(conn, None, prepared=False)
    return {"format": FORMAT, "rounds": [published(conn, row, catalog) for row in rows]}
