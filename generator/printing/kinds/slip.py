"""一次性告知单: a blank for each service, on which a clerk ticks once all that is missing.

行政许可法 32, GB/T 9704-2012 (margins, heads). No name is typed: the clerk writes post and day.
With them goes a blank 授权委托书 for the hall, in the words of the site's own.
"""

from collections.abc import Iterator

from generator.catalog import Guide
from generator.models.service import Evidence
from generator.pages import rendering, words
from generator.printing import framing, telling
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around, Data

NAME = "slip"
LETTER = "0-letter"
"""No service is called so: their names begin with a letter."""


def sheets(edition: Edition) -> Iterator[Sheet]:
    """A slip for each guide offered at present, and the letter where no service was chosen."""
    for around in Around.each(edition):
        for guide in edition.guides(around.township):
            if guide.service.is_active:
                yield _slip(around, guide)
        if not edition.choice.services:
            yield _letter(around)


def _slip(around: Around, guide: Guide) -> Sheet:
    edition, township, service = around.edition, around.township, guide.service
    page = f"{township.slug}/{guide.identifier}.html"
    code = edition.code(page, edition.mark(page, "materials", "place", "people", "scope"))
    said = {
        "frame": edition.frame(edition.version(page), telling.until(service)),
        "part": "slip",
        "service": service.short_name,
        "official": service.name if service.plain_name else "",
        "materials": [_row(material) for material in service.materials or ()],
        "channels": [channel.value for channel in service.channels],
        "place": telling.place(around, guide),
        "complaint": service.complaint_phone or edition.county.supervision.phone,
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=guide.identifier,
        title=f"一次性告知单：{service.short_name}（{township.name}）",
        data=said,
        hangs=(Place(township.slug, township.profile.hall.name),),
        people=telling.people(township, (guide.post_a, guide.post_b)),
        links=(code["url"],) if code else (),
    )


def _row(material: Evidence) -> Data:
    said = material.applies_when
    return {
        "name": material.name,
        "quantity": words.quantity(material),
        "when": words.condition(said) if said else "",
        "free": material.is_looked_up,
        "source": material.source.value,
        "issuer": material.issuer or "",
        "note": material.source_note or "",
        "blank": material.blank_form,
    }


def _letter(around: Around) -> Sheet:
    township = around.township
    said: Data = {"part": "letter", "letter": rendering.part("letter.html")}
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=LETTER,
        title="授权委托书",
        data=framing.framed(around.edition, "", said),
        hangs=(Place(township.slug, township.profile.hall.name),),
    )


KIND = Kind(NAME, "一次性告知单", About.SERVICE, sheets)
