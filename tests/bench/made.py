"""A rating and a case as they might be, by chance."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from feedback_api.cases.states import Level, State
from feedback_api.published import Guide
from feedback_api.ratings import weeks
from feedback_api.ratings.tags import of_grade
from feedback_api.ratings.words import CHANNELS

_GRADES, _OFTEN = (5, 4, 3, 2, 1), (60, 20, 12, 5, 3)
_TRIPS = (10, 70, 15, 5)
_EDITED = "2026-W20"
"""The week in which every guide got the version it has."""
_CONTACT, _MEND, _LATE = timedelta(days=1), timedelta(days=21), timedelta(days=30)


def rating(number: int, week: str, guide: Guide, chance: Random) -> dict[str, Any]:
    """A row of `ratings`."""
    grade = chance.choices(_GRADES, _OFTEN)[0]
    papers, villages = guide.service.materials, guide.township.villages
    return {
        "seq": number,
        "id": str(UUID(int=chance.getrandbits(128))),
        "receipt": f"{chance.getrandbits(64):016X}",
        "township": guide.township.slug,
        "service": guide.identifier,
        "version": guide.offer.version if week >= _EDITED else "0a0a0a0a",
        "week": week,
        "grade": grade,
        "tags": [chance.choice(of_grade(grade)).code] if chance.random() < 0.4 else [],
        "trips": chance.choices(range(4), _TRIPS)[0] if chance.random() < 0.6 else None,
        "promised": guide.service.trips.promised,
        "missing": [chance.choice(papers)] if papers and chance.random() < 0.1 else [],
        "open": {"公开": "是", "公示": "否", "公议": "不清楚"} if chance.random() < 0.3 else {},
        "verified": chance.random() < 0.5,
        "channel": chance.choice(list(CHANNELS)).value,
        "village": chance.choice(villages).code if villages else None,
        "window": guide.offer.window,
        "follows": None,
        "text_hash": None,
    }


def case(row: dict[str, Any], chance: Random, today: date) -> dict[str, Any]:
    """A row of `cases` for a rating, as far as it has come by today; one in ten is late."""
    day = weeks.monday(row["week"]) + timedelta(days=chance.randrange(5))
    late = _LATE if chance.random() < 0.1 else timedelta()
    contacted, mended = (_until(day + took + late, today) for took in (_CONTACT, _MEND))
    state = State.CLOSED if mended else State.MEND if contacted else State.CONTACT
    return {
        "rating": row["seq"],
        "township": row["township"],
        "service": row["service"],
        "state": state,
        "level": Level.TOWNSHIP,
        "opened": day,
        "since": contacted or day,
        "due": day + (_MEND if contacted else _CONTACT),
        "contact_due": day + _CONTACT,
        "contacted": contacted,
        "confirmed": contacted,
        "mend_due": day + _MEND if contacted else None,
        "mended": mended,
        "closed": mended,
        "extended": False,
        "appeal": None,
        "appellant": None,
        "upheld": None,
        "again": chance.choice(_GRADES) if mended and chance.random() < 0.3 else None,
    }


def _until(day: date, today: date) -> date | None:
    return day if day < today else None
