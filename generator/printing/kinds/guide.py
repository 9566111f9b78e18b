"""The whole guide on A4 (办事指南), to take along or to hang beside the window."""

from collections.abc import Iterator

from generator import open_data
from generator.catalog import Guide
from generator.pages.page import Digests
from generator.printing import full, telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A sheet for each guide."""
    digests = Digests()
    for around in Around.each(edition):
        for guide in edition.guides(around.township):
            yield _sheet(around, guide, open_data.version(guide, digests))


def _sheet(around: Around, guide: Guide, version: str) -> Sheet:
    edition, township = around.edition, around.township
    code = edition.code(f"{township.slug}/{guide.identifier}.html")
    return Sheet(
        kind="guide",
        township=township.slug,
        subject=guide.identifier,
        title=f"{guide.service.short_name}办事指南（{township.name}）",
        data={
            "frame": edition.frame(version, telling.until(guide.service)),
            "large": edition.is_large,
            "guide": full.guide(around, guide),
            "code": code,
        },
        hangs=(Place(township.slug, township.profile.hall.name),),
        people=telling.people(township, (guide.post_a, guide.post_b)),
        links=(code["url"],) if code else (),
        variant=edition.variant("a4"),
    )


KIND = Kind("guide", "办事指南", About.SERVICE, sheets, has_large=True)
