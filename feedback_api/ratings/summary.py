"""Public summaries: what is published of the county, a township, a guide."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from threading import Lock
from typing import NamedTuple

from feedback_api.published import Guide, Published, Township
from feedback_api.ratings import indicators as told
from feedback_api.ratings import weeks
from feedback_api.ratings.blocks import Block, Place
from feedback_api.ratings.indicators import Figure, Indicators
from feedback_api.ratings.measures import PAPER, TAG
from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import Openness
from feedback_api.tabular import Table

MOST_KEPT = 1000
"""So many answers are kept ready: some 10 MB a process."""
LEVELS = ("全县", "乡镇", "事项")
COLUMNS = (
    *("层级", "乡镇", "乡镇名称", "事项", "事项名称", "评价来源"),
    *("从哪周", "到哪周", "评价数", "好评", "差评"),
)


class Row(NamedTuple):
    """A line of a table: verified and open ratings apart."""

    key: str
    name: str
    place: Place
    verified: Indicators
    open: Indicators

    @property
    def n(self) -> int:
        """How many ratings are published of it."""
        return self.verified.n + self.open.n


class Summary(NamedTuple):
    """What can be read of a place."""

    title: str
    place: Place
    through: str
    """The last week that it is about."""
    whole: Row
    townships: tuple[Row, ...]
    areas: tuple[Row, ...]
    services: tuple[Row, ...]
    township: str = ""
    promised: int | None = None

    @property
    def last_day(self) -> date:
        """The last day that it is about; asked only where there is one."""
        return weeks.sunday(self.through)


class Kept(NamedTuple):
    """An answer as it is sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class Library:
    """All summaries of one release; made anew when there is another."""

    def __init__(self, catalog: Published, blocks: Iterable[Block], through: str) -> None:
        self.through = through
        self._catalog = catalog
        self._found = told.by_place(blocks)
        self._kept: dict[object, Kept] = {}
        self._asked: dict[object, Kept] = {}
        self._changing = Lock()

    def kept(self, key: object, make: Callable[["Library"], Kept]) -> Kept:
        """An answer that is made once for each release, or again if many others came since."""
        found = self._kept.get(key)
        if found:
            return found
        with self._changing:
            if key not in self._kept:
                _put(self._kept, key, make(self))
            return self._kept[key]

    def note(self, asked: object, kept: Kept) -> None:
        """That this is the answer to whoever asks in exactly this way."""
        if asked not in self._asked:
            with self._changing:
                _put(self._asked, asked, kept)

    def noted(self, asked: object) -> Kept | None:
        """What was noted."""
        return self._asked.get(asked)

    def has(self, place: Place) -> bool:
        """Whether there is such a place."""
        township = self._catalog.by_slug.get(place.township)
        if township is None:
            return place == Place()
        return not place.service or place.service in township.services

    def of(self, place: Place) -> Summary:
        """The summary of a place that there is."""
        if place == Place():
            return self._county()
        guide = self._catalog.guide(*place)
        township = self._catalog.by_slug[place.township]
        return self._guide(guide) if guide else self._township(township)

    def table(self) -> Table:
        """Every published week of every place: open data."""
        rows = [
            (*self._named(place), "已核验" if verified else "公开评价", *values)
            for (verified, place), one in sorted(self._found.items(), key=_order)
            for values in _by_week(one)
        ]
        return Table(f"{self._catalog.county.name}群众评价", COLUMNS, rows)

    def _named(self, place: Place) -> tuple[str, str, str, str, str]:
        township = self._catalog.by_slug.get(place.township)
        guide = self._catalog.guide(*place)
        name = township.name if township else self._catalog.county.name
        return LEVELS[place.level], place.township, name, place.service, _name(guide)

    def _county(self) -> Summary:
        catalog = self._catalog
        guides = list(self._guides(catalog.townships))
        names = {guide.identifier: guide.service.plain_name for guide in guides}
        return Summary(
            catalog.county.name,
            Place(),
            self.through,
            self._row(Place(), catalog.county.name),
            tuple(self._row(Place(one.slug), one.name) for one in catalog.townships),
            self._areas(guides),
            tuple(
                self._sum(key, name, [one for one in guides if one.identifier == key])
                for key, name in names.items()
            ),
        )

    def _township(self, township: Township) -> Summary:
        guides = list(self._guides([township]))
        return Summary(
            township.name,
            Place(township.slug),
            self.through,
            self._row(Place(township.slug), township.name),
            (),
            self._areas(guides),
            tuple(self._row(_place(one), one.service.plain_name) for one in guides),
        )

    def _guide(self, guide: Guide) -> Summary:
        title = f"{guide.township.name} {guide.service.plain_name}"
        whole = self._row(_place(guide), guide.service.plain_name)
        promised = guide.service.trips.promised
        around = guide.township.name
        return Summary(title, _place(guide), self.through, whole, (), (), (), around, promised)

    def _guides(self, townships: Iterable[Township]) -> Iterator[Guide]:
        for township in townships:
            for identifier in township.services:
                guide = self._catalog.guide(township.slug, identifier)
                if guide:
                    yield guide

    def _row(self, place: Place, name: str) -> Row:
        nothing = Indicators()
        verified, unverified = (self._found.get((v, place), nothing) for v in (True, False))
        return Row(place.service or place.township, name, place, verified, unverified)

    def _sum(self, key: str, name: str, guides: Iterable[Guide]) -> Row:
        rows = [self._row(_place(one), "") for one in guides]
        verified = told.together(row.verified for row in rows)
        return Row(key, name, Place(), verified, told.together(row.open for row in rows))

    def _areas(self, guides: Iterable[Guide]) -> tuple[Row, ...]:
        mine: dict[str, list[Guide]] = {}
        for guide in guides:
            mine.setdefault(guide.service.topic, []).append(guide)
        return tuple(self._sum(area, area, some) for area, some in mine.items())


def _put(shelf: dict[object, Kept], key: object, kept: Kept) -> None:
    """Makes room by what has been there longest."""
    while len(shelf) >= MOST_KEPT:
        del shelf[next(iter(shelf))]
    shelf[key] = kept


def _by_week(some: Indicators) -> Iterator[tuple[str, str, int, int | None, int | None]]:
    """Two kinds of rows: how many came, and how many of them were good, where that is known."""
    for one in some.weeks:
        yield *one.weeks, one.n, None, None
    for split in some.splits:
        yield *split.weeks, split.good + split.bad, split.good, split.bad


def _name(guide: Guide | None) -> str:
    return guide.service.plain_name if guide else ""


def _order(one: tuple[tuple[bool, Place], Indicators]) -> tuple[Place, bool]:
    (verified, place), _ = one
    return place, not verified


def _place(guide: Guide) -> Place:
    return Place(guide.township.slug, guide.identifier)


def as_json(summary: Summary) -> dict[str, object]:
    """A summary as data."""
    found: dict[str, object] = {
        "name": summary.title,
        **summary.place._asdict(),
        "through": summary.through or None,
        "promisedTrips": summary.promised,
        **_row_json(summary.whole, is_whole=True),
    }
    for name in ("townships", "areas", "services"):
        rows: tuple[Row, ...] = getattr(summary, name)
        found[name] = [{"key": row.key, "name": row.name, **_row_json(row)} for row in rows]
    return found


def as_text(summary: Summary) -> bytes:
    """A summary as JSON."""
    return json.dumps(as_json(summary), ensure_ascii=False).encode()


def _row_json(row: Row, *, is_whole: bool = False) -> dict[str, object]:
    return {
        "verified": figures_json(row.verified, is_whole=is_whole),
        "open": figures_json(row.open, is_whole=is_whole),
    }


def figures_json(some: Indicators, *, is_whole: bool = True) -> dict[str, object]:
    """Indicators as data: what isn't published is null."""
    found: dict[str, object] = {"n": some.n, **indicators_json(some)}
    if is_whole:
        found["grades"] = some.grades
        found["missingPapers"] = [one._asdict() for one in some.named(PAPER)]
        found["tags"] = [
            {"code": one.name, "text": tags()[one.name].text, "number": one.number, "n": one.n}
            for one in some.named(TAG)
        ]
        found["weeks"] = [one.weeks._asdict() | {"n": one.n} for one in some.weeks]
        found["goodByWeeks"] = [
            one.weeks._asdict() | {"good": one.good, "bad": one.bad} for one in some.splits
        ]
    return found


def indicators(some: Indicators) -> dict[str, Figure]:
    """All indicators, by the key they have in data."""
    return {
        "good": some.good,
        "satisfied": some.satisfied,
        "bad": some.bad,
        "average": some.average,
        "keptPromise": some.kept,
        "lackedPaper": some.missing,
        "open": some.openness(Openness.OPEN),
        "posted": some.openness(Openness.POSTED),
        "discussed": some.openness(Openness.DISCUSSED),
    }


def indicators_json(some: Indicators) -> dict[str, object]:
    """All indicators as data."""
    return {name: figure._asdict() for name, figure in indicators(some).items()}
