"""An overview for each township (办事总览): all its services by area, on one wall.

Rows are 14 pt or larger on A3; where a township offers more than fits so, it flows to another page.
"""

from collections.abc import Iterator

from generator.catalog import Guide, Township
from generator.models.words import Tier, Topic
from generator.printing import framing, lines, telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around, Data
from generator.standard import trips

NAME = "overview"
_NEAR = {Tier.GROUP, Tier.VILLAGE}


def sheets(edition: Edition) -> Iterator[Sheet]:
    """One for each township."""
    return map(_overview, Around.each(edition))


def _overview(around: Around) -> Sheet:
    edition, township = around.edition, around.township
    page = f"{township.slug}/index.html"
    code = edition.code(page, edition.mark(page, "services", "place", "phones"))
    said = {
        "paper": edition.paper or "a3",
        "township": township.name,
        "count": len(township.guides),
        "areas": _areas(township),
        "hall": lines.hall(around),
        "duty": lines.duty(around),
        "hotline": edition.county.hotline,
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=township.slug,
        title=f"{township.name}办事总览",
        data=framing.framed(edition, page, said, framing.soonest(township.guides)),
        hangs=(
            Place(township.slug, township.profile.hall.name),
            *(Place(township.slug, village.name) for village in township.villages),
        ),
        links=(code["url"],) if code else (),
        variant=edition.variant("a3"),
    )


def _areas(township: Township) -> list[Data]:
    rows: dict[Topic, list[Data]] = {topic: [] for topic in Topic}
    for guide in township.guides:
        rows[guide.service.topic].append(_row(guide))
    return [{"name": topic.value, "rows": found} for topic, found in rows.items() if found]


def _row(guide: Guide) -> Data:
    service = guide.service
    return {
        "name": service.short_name,
        "trips": trips.of(service).least,
        "days": telling.limit(service.promised_time),
        "window": str(guide.window.number) if guide.window else "",
        "near": guide.lowest_tier in _NEAR,
        "active": service.is_active,
    }


KIND = Kind(NAME, "办事总览", About.TOWNSHIP, sheets, papers=("a3", "a2"))
