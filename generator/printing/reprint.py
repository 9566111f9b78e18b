"""What differs between the sheets of two days, why, and where they hang."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from generator.marks import Mark
from generator.printing.edition import Edition
from generator.printing.kinds import Kind
from generator.printing.sheet import Place, Sheet

_NOWHERE = "https://localhost/"
"""Stands for the site's address where none is known: a sheet's mark is part of an address."""


class Status(StrEnum):
    """What has to be done about a sheet."""

    NEW = "新贴"
    CHANGED = "换新"
    RENEWED = "可以不换"
    GONE = "取下"


@dataclass(frozen=True)
class Change:
    """A sheet to print, to take down, or to know of, and why, in Chinese."""

    status: Status
    sheet: Sheet
    reasons: tuple[str, ...] = ()

    @property
    def is_printed(self) -> bool:
        """Whether a new sheet is needed."""
        return self.status in {Status.NEW, Status.CHANGED}


def sheets(edition: Edition, kinds: Iterable[Kind]) -> dict[str, Sheet]:
    """The sheets that hang somewhere, as values, by path."""
    found = (sheet for kind in kinds for sheet in kind.sheets(edition) if sheet.hangs)
    return {sheet.path: sheet for sheet in found}


def with_address(edition: Edition) -> Edition:
    """The edition with an address, so that its sheets have marks."""
    return edition if edition.site_url else replace(edition, site_url=_NOWHERE)


def changes(
    before: Mapping[str, Sheet], after: Mapping[str, Sheet], marks: Mapping[str, Mark], today: date
) -> Iterator[Change]:
    """What differs, sheet by sheet. `marks` are those of the pages now.

    A sheet that is only valid for longer need not be replaced before its own time is up.
    """
    for path, sheet in after.items():
        old = before.get(path)
        if old is None:
            yield Change(Status.NEW, sheet)
        elif _words(old) != _words(sheet):
            yield Change(Status.CHANGED, sheet, tuple(_reasons(old, sheet, marks)) or ("内容",))
        elif (until := _frame(old).get("until")) != _frame(sheet).get("until"):
            is_over = bool(until) and str(until) < today.isoformat()
            yield Change(Status.CHANGED if is_over else Status.RENEWED, sheet, ("有效期",))
    for path in before.keys() - after.keys():
        yield Change(Status.GONE, before[path])


def merged(found: Iterable[Change]) -> list[Change]:
    """One change a sheet, with all reasons; what asks for a new sheet comes first."""
    by_path: dict[str, Change] = {}
    for change in found:
        known = by_path.setdefault(change.sheet.path, change)
        status = known.status if known.is_printed else change.status
        reasons = tuple(dict.fromkeys((*known.reasons, *change.reasons)))
        by_path[change.sheet.path] = replace(change, status=status, reasons=reasons)
    return [by_path[path] for path in sorted(by_path)]


def by_place(found: Iterable[Change], townships: Sequence[str]) -> dict[Place, list[Change]]:
    """The changes for each place where a sheet hangs, in the order of townships; without copies."""
    places: dict[Place, list[Change]] = {}
    for change in found:
        for place in change.sheet.hangs:
            places.setdefault(place._replace(copies=1), []).append(change)
    order = {slug: number for number, slug in enumerate(townships)}
    ranked = sorted(places, key=lambda one: order.get(one.township, len(order)))
    return {place: places[place] for place in ranked}


def copies(sheet: Sheet, place: Place) -> int:
    """How many copies of a sheet a place needs."""
    return sum(one.copies for one in sheet.hangs if one._replace(copies=1) == place)


def _reasons(before: Sheet, after: Sheet, marks: Mapping[str, Mark]) -> Iterator[str]:
    """The parts that have changed, from the marks; and whether the address has."""
    old, new = _letters(before), _letters(after)
    for page, letters in new.items():
        mark = marks.get(page)
        then, now = (mark and mark.read(said) for said in (old.get(page, ""), letters))
        if now and then:
            yield from now.changes(then)
    addresses = [{url.partition("?")[0] for url in sheet.links} for sheet in (before, after)]
    if addresses[0] != addresses[1]:
        yield "网址"


def _letters(sheet: Sheet) -> dict[str, str]:
    """The marks in a sheet's addresses, by page."""
    found = {}
    for url in sheet.links:
        said = urlsplit(url)
        found["/".join(said.path.split("/")[-2:])] = parse_qs(said.query).get("v", [""])[0]
    return found


def _words(sheet: Sheet) -> str:
    """What a reader goes by: not the version, nor when it was checked and how long it is valid."""
    return json.dumps([sheet.title, _lasting(sheet.data), sheet.links], sort_keys=True)


_DATING = {"version", "until", "reviewed", "checked"}


def _lasting(said: object) -> object:
    if isinstance(said, Mapping):
        return {name: _lasting(one) for name, one in said.items() if name not in _DATING}
    return [_lasting(one) for one in said] if isinstance(said, list | tuple) else said


def _frame(sheet: Sheet) -> Mapping[str, object]:
    frame = sheet.data.get("frame")
    return frame if isinstance(frame, Mapping) else {}
