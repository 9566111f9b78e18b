"""The search index: names, 日常用语, 别名, materials, villages, and pinyin with its initials.

A few kilobytes a county. It is a script and not JSON because a page opened from a USB stick
(`file://`) may load a script but may not fetch a file.
"""

import json
from collections.abc import Iterable

from generator.catalog import Catalog
from generator.models.service import PublicService
from generator.pages.township import village_file


def index_script(catalog: Catalog) -> str:
    """`guideIndex = {"towns": …, "services": …, "villages": …}` for the page's script."""
    index = {
        "towns": [[town.slug, town.name, *pinyin(town.name)] for town in catalog.townships],
        "services": _services(catalog),
        "villages": [
            [village.name, number, village_file(village), *pinyin(village.name)]
            for number, town in enumerate(catalog.townships)
            for village in town.villages
        ],
    }
    return f"guideIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"


def pinyin(text: str) -> tuple[str, str]:
    """`低保` as `("dibao", "db")`: letters and digits only."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (its dictionary takes 0.2 s to load)

    words = [_plain(word) for word in lazy_pinyin(text)]
    return "".join(words), "".join(word[:1] for word in words)


def _plain(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isascii() and letter.isalnum())


def _services(catalog: Catalog) -> list[list[object]]:
    """A row a service; the last column lists the townships offering it, empty where all do."""
    everywhere = len(catalog.townships)
    return [
        _row(service, towns if len(towns) < everywhere else ())
        for service, towns in catalog.offers().values()
    ]


def _row(service: PublicService, towns: Iterable[int]) -> list[object]:
    names = [service.plain_name or "", service.name, *service.aliases]
    sounds = [pinyin(name) for name in names if name]
    return [
        service.identifier,
        service.plain_name or "",
        service.name,
        service.topic.slug,
        " ".join(service.aliases),
        " ".join(material.name for material in service.materials or ()),
        " ".join(full for full, _ in sounds),
        " ".join(initials for _, initials in sounds),
        list(towns),
    ]
