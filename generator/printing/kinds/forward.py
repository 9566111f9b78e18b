"""A picture for each guide to forward in WeChat (转发图片): 1080 pixels wide, as high as it needs.

Android WeChat shows no PDF, so the picture carries all that one needs before setting out.
"""

from collections.abc import Iterator

from generator.catalog import Guide
from generator.printing import telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Sheet
from generator.printing.telling import Around

NAME = "forward"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A picture for each guide that is offered at present."""
    for around in Around.each(edition):
        for guide in edition.guides(around.township):
            if guide.service.is_active:
                yield _picture(around, guide)


def _picture(around: Around, guide: Guide) -> Sheet:
    edition, township = around.edition, around.township
    page = f"{township.slug}/{guide.identifier}.html"
    code = edition.code(page, edition.mark(page, *telling.TASK))
    data = {
        "frame": edition.frame(edition.version(page), telling.until(guide.service)),
        "township": township.name,
        **telling.task(around, guide),
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=guide.identifier,
        title=f"{data['heading']}（{township.name}）",
        data=data,
        people=telling.people(township, (guide.post_a, guide.post_b)),
        links=(code["url"],) if code else (),
        suffix=KIND.suffix,
    )


KIND = Kind(NAME, "转发图片", About.SERVICE, sheets, suffix="png")
