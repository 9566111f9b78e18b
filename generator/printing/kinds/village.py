"""A sheet for each village's notice board (村办事牌): what is done where, and who helps."""

from collections.abc import Iterable, Iterator

from generator.catalog import Guide
from generator.models.place import Village
from generator.models.words import Tier
from generator.pages.township import village_file
from generator.printing import contacts, framing, lines
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around, Data
from generator.privacy import WEB

NAME = "village"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """One for each village."""
    for around in Around.each(edition):
        tiers = _tiers(around.township.guides)
        for village in edition.villages(around.township):
            yield _sheet(around, village, tiers)


def _sheet(around: Around, village: Village, tiers: list[Data]) -> Sheet:
    edition, township = around.edition, around.township
    page = f"{township.slug}/{village_file(village)}"
    code = edition.code(page, edition.mark(page, "services", "people", "station", "above"))
    # The wall says what the village's page says to everybody, so the same consent is asked for.
    helpers = contacts.of(edition, township, village, WEB)
    said = {
        "village": village.name,
        "township": township.name,
        "tiers": tiers,
        "helpers": [one.said for one in helpers],
        "station": lines.station(village),
        "hall": lines.hall(around),
        "county_hall": lines.county_hall(edition.county),
        "duty": lines.duty(around),
        "hotline": edition.county.hotline,
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=village.code,
        title=f"{village.name}办事牌（{township.name}）",
        data=framing.framed(edition, page, said, contacts.until(helpers)),
        hangs=(Place(township.slug, village.name),),
        people=contacts.people(township, helpers),
        links=(code["url"],) if code else (),
    )


def _tiers(guides: Iterable[Guide]) -> list[Data]:
    """Services offered at present by where they can be handed in, the nearest first."""
    names: dict[Tier, list[str]] = {tier: [] for tier in Tier}
    for guide in guides:
        if guide.service.is_active:
            names[guide.lowest_tier].append(guide.service.short_name)
    return [{"tier": tier.value, "names": found} for tier, found in names.items() if found]


KIND = Kind(NAME, "村办事牌", About.VILLAGE, sheets, papers=("a3",))
