"""Slips to tear off, each with a single-use code for a rating (评价小票): ten on A4.

The code is spent when the rating is sent, and the slip says how to use it without a smartphone. A
slip for any service opens the township's page: a rating page is about one service.
"""

from collections.abc import Iterator

from generator.printing import framing, links
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.slips import Slip
from generator.printing.telling import Around, Data

NAME = "slip-codes"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """One for each township that has codes, in the order of the file."""
    for around in Around.each(edition):
        here = [slip for slip in edition.slips if slip.township == around.township.slug]
        if here:
            yield _slips(around, here)


def _slips(around: Around, here: list[Slip]) -> Sheet:
    edition, township = around.edition, around.township
    names = {guide.identifier: guide.service.short_name for guide in township.guides}
    rows = [_slip(edition, slip, names) for slip in here]
    said = {
        "township": township.name,
        "hall": township.profile.hall.name,
        "hotline": edition.county.hotline,
        "slips": rows,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=township.slug,
        title=f"{township.name}评价小票",
        data=framing.framed(edition, "", said),
        hangs=(Place(township.slug, township.profile.hall.name),),
        links=tuple(dict.fromkeys(str(row["url"]) for row in rows if row["url"])),
    )


def _slip(edition: Edition, slip: Slip, names: dict[str, str]) -> Data:
    page = f"{slip.township}/{slip.service or 'index'}.html"
    url = edition.address(page)
    if slip.service:
        path = f"rate/{slip.township}/{slip.service}?code={slip.code}"
        url = links.answered(edition.site_url, edition.feedback or links.SERVICE, path)
    return {
        "service": names.get(slip.service, ""),
        "code": slip.code,
        "expires": slip.expires.isoformat(),
        "url": url,
        "typed": links.typed(edition.address(page)),
    }


KIND = Kind(NAME, "评价小票", About.TOWNSHIP, sheets, on_request=True)
