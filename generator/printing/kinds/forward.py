"""A picture for each guide to forward in WeChat (转发图片): 1080 pixels wide, as high as it needs.

Android WeChat shows no PDF, so the picture carries all that one needs before setting out.
"""

from collections.abc import Iterator

from generator import open_data
from generator.catalog import Guide
from generator.pages.page import Digests
from generator.printing import telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Sheet
from generator.printing.telling import Around

NAME = "forward"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A picture for each guide that is offered at present."""
    digests = Digests()
    for around in Around.each(edition):
        for guide in edition.guides(around.township):
            if guide.service.is_active:
                yield _picture(around, guide, open_data.version(guide, digests))


def _picture(around: Around, guide: Guide, version: str) -> Sheet:
    edition, township = around.edition, around.township
    code = edition.code(f"{township.slug}/{guide.identifier}.html")
    data = {
        "frame": edition.frame(version, telling.until(guide.service)),
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
