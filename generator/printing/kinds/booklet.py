"""A booklet with all guides of a township (办事指南汇编)."""

from collections.abc import Iterator
from datetime import date

from generator import open_data
from generator.catalog import Guide
from generator.models.words import Topic
from generator.pages.page import Digests
from generator.printing import full, telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around, Data


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A booklet for each township that has guides."""
    digests = Digests()
    for around in Around.each(edition):
        if around.township.guides:
            yield _booklet(around, digests)


def _booklet(around: Around, digests: Digests) -> Sheet:
    edition, township = around.edition, around.township
    guides = township.guides
    versions = tuple(open_data.version(guide, digests) for guide in guides)
    code = edition.code(f"{township.slug}/index.html")
    persons = {one for guide in guides for one in (guide.post_a, guide.post_b) if one}
    hall = township.profile.hall
    return Sheet(
        kind="booklet",
        township=township.slug,
        subject=township.slug,
        title=f"{township.name}办事指南汇编",
        data={
            "frame": edition.frame(digests.of(versions)[:8], _until(guides)),
            "large": edition.is_large,
            "township": township.name,
            "hall": {
                "name": hall.name,
                "address": hall.address,
                "phone": hall.phone or "",
                "hours": telling.opening_hours(hall.hours),
            },
            "hotline": edition.county.hotline,
            "areas": list(_areas(around)),
            "count": len(guides),
            "code": code,
        },
        hangs=(Place(township.slug, hall.name),),
        people=tuple(sorted(telling.people(township, persons))),
        links=(code["url"],) if code else (),
        variant=edition.variant("a4"),
    )


def _areas(around: Around) -> Iterator[Data]:
    for topic in Topic:
        found = [guide for guide in around.township.guides if guide.service.topic is topic]
        if found:
            guides = [full.guide(around, guide) for guide in found]
            yield {"name": topic.value, "guides": guides}


def _until(guides: tuple[Guide, ...]) -> date | None:
    """The day from which some guide in it may no longer be trusted."""
    days = [day for guide in guides if (day := telling.until(guide.service))]
    return min(days, default=None)


KIND = Kind("booklet", "办事指南汇编", About.TOWNSHIP, sheets, has_large=True)
