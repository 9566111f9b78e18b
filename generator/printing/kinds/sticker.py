"""Stickers for the service points of a village's groups (便民服务点): one number and the way in."""

from collections.abc import Iterator

from generator.models.place import Village
from generator.pages.township import village_file
from generator.printing import framing, lines
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around

NAME = "sticker"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """One for each village that has groups, with a sticker for each of them."""
    for around in Around.each(edition):
        for village in edition.villages(around.township):
            if village.groups:
                yield _stickers(around, village)


def _stickers(around: Around, village: Village) -> Sheet:
    edition, township = around.edition, around.township
    page = f"{township.slug}/{village_file(village)}"
    code = edition.code(page, edition.mark(page, "station", "above", "groups"))
    said = {
        "village": village.name,
        "township": township.name,
        "groups": [
            {"name": group.name, "liaison": group.liaison or "", "place": group.place or ""}
            for group in village.groups
        ],
        "call": lines.usual(around, village),
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=village.code,
        title=f"{village.name}村民小组便民服务点标牌",
        data=framing.framed(edition, page, said),
        hangs=(Place(township.slug, village.name),),
        links=(code["url"],) if code else (),
    )


KIND = Kind(NAME, "便民服务点标牌", About.VILLAGE, sheets)
