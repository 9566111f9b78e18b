"""A poster for each guide (海报): one task, read from across the hall."""

from collections.abc import Iterator

from generator import open_data
from generator.catalog import Guide
from generator.pages import words
from generator.pages.page import Digests
from generator.printing import telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A poster for each guide that is offered at present."""
    digests = Digests()
    for around in Around.each(edition):
        for guide in edition.guides(around.township):
            if guide.service.is_active:
                yield _poster(around, guide, open_data.version(guide, digests))


def _poster(around: Around, guide: Guide, version: str) -> Sheet:
    edition, township, service = around.edition, around.township, guide.service
    code = edition.code(f"{township.slug}/{guide.identifier}.html")
    data = {
        "frame": edition.frame(version, telling.until(service)),
        "paper": edition.paper or "a3",
        "heading": telling.heading(service),
        "official": service.name if service.plain_name else "",
        "trips": telling.route(service),
        "standard": telling.standard(edition.verdicts[township.slug][guide.identifier]),
        "bring": telling.bring(service),
        "place": telling.place(around, guide),
        "far": list(words.ways(service)),
        "days": telling.limit(service.promised_time),
        "fees": [[cost.name or "", cost.amount or ""] for cost in service.costs],
        "code": code,
    }
    return Sheet(
        kind="poster",
        township=township.slug,
        subject=guide.identifier,
        title=f"{data['heading']}（{township.name}）",
        data=data,
        hangs=(Place(township.slug, township.profile.hall.name),),
        people=telling.people(township, (guide.post_a, guide.post_b)),
        links=(code["url"],) if code else (),
        variant=edition.variant("a3"),
    )


KIND = Kind("poster", "海报", About.SERVICE, sheets, papers=("a3", "a2"))
