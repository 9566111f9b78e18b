"""A poster for each guide (海报): one task, read from across the hall."""

from collections.abc import Iterator

from generator.catalog import Guide
from generator.printing import telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A poster for each guide that is offered at present."""
    for around in Around.each(edition):
        for guide in edition.guides(around.township):
            if guide.service.is_active:
                yield _poster(around, guide)


def _poster(around: Around, guide: Guide) -> Sheet:
    edition, township, service = around.edition, around.township, guide.service
    page = f"{township.slug}/{guide.identifier}.html"
    code = edition.code(page, edition.mark(page, *telling.TASK))
    rate = edition.rating_code(township, guide)
    data = {
        "frame": edition.frame(edition.version(page), telling.until(service)),
        "paper": edition.paper or "a3",
        **telling.task(around, guide),
        "code": code,
        **({"rate": rate} if rate else {}),
    }
    return Sheet(
        kind="poster",
        township=township.slug,
        subject=guide.identifier,
        title=f"{data['heading']}（{township.name}）",
        data=data,
        hangs=(Place(township.slug, township.profile.hall.name),),
        people=telling.people(township, (guide.post_a, guide.post_b)),
        links=tuple(one["url"] for one in (code, rate) if one),
        variant=edition.variant("a3"),
    )


KIND = Kind("poster", "海报", About.SERVICE, sheets, papers=("a3", "a2"))
