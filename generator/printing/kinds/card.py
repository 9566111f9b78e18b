"""干群连心卡: whom a household can call, in a wallet (85 × 54 mm) or beside the telephone.

Ten a page, fronts and then backs, which are printed on both sides of the paper (翻转长边). Where
not all people of a village fit a card, there is a second kind of card with the others. A private
number stands here only where the person's consent covers 卡片.
"""

from collections.abc import Iterator

from generator.models.place import Village
from generator.pages.township import village_file
from generator.printing import contacts, framing, lines
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around

NAME = "card"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """One for each village: a page of cards and a page of their backs."""
    for around in Around.each(edition):
        for village in edition.villages(around.township):
            yield _cards(around, village)


def _cards(around: Around, village: Village) -> Sheet:
    edition, township = around.edition, around.township
    page = f"{township.slug}/{village_file(village)}"
    code = edition.code(page, edition.mark(page, "people", "station", "above"))
    helpers = contacts.of(edition, township, village, contacts.CARD)
    said = {
        "large": edition.is_large,
        "village": village.name,
        "township": township.name,
        "people": [one.said for one in helpers],
        "station": lines.station(village),
        "hall": lines.hall(around),
        "duty": lines.duty(around),
        "hotline": edition.county.hotline,
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=village.code,
        title=f"{village.name}干群连心卡",
        data=framing.framed(edition, page, said, contacts.until(helpers)),
        hangs=(Place(township.slug, village.name),),
        people=contacts.people(township, helpers),
        links=(code["url"],) if code else (),
        variant=edition.variant("a4"),
    )


KIND = Kind(NAME, "干群连心卡", About.VILLAGE, sheets, has_large=True)
