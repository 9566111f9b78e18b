"""The marks of a county's pages."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from generator.catalog import Guide, Township
from generator.marks import shares
from generator.marks.mark import GUIDE, HALL, STAFF, TOWNSHIP, VILLAGE, Mark, Part, code
from generator.models.place import County, Village
from generator.standard.verdict import Verdict

T = TypeVar("T")
Shares = tuple[str, ...]


class Marks:
    """The marks of a county's pages. What guides have in common is digested once.

    Everything given has to be as the web may show it (see `privacy`).
    """

    def __init__(self, county: County) -> None:
        self._county = county
        self._known: dict[tuple[Callable[..., object], int], tuple[object, tuple[str, ...]]] = {}
        self._common = shares.text(
            [county.hall.name, county.hall.phone, county.hotline, county.escalation]
        )
        self._whose = shares.text([county.name, county.footer.sponsor, county.is_demo])

    def guide(self, township: Township, guide: Guide, verdict: Verdict) -> Mark:
        """The mark of a guide's page."""
        materials, channels, phones, fee, time, steps, scope, basis = self._once(
            guide.service, shares.by_service
        )
        address, hall_phones, name = self._once(township, shares.by_township)
        window = guide.window and (guide.window.number, guide.window.name)
        place = shares.text([window, guide.lowest_tier, guide.why_county])
        people = shares.text([shares.person(person) for person in (guide.post_a, guide.post_b)])
        supervision = self._county.supervision.phone
        kept = shares.text([verdict.mark, [one.rule for one in verdict.failures + verdict.allowed]])
        return _mark(
            GUIDE,
            (
                (materials,),
                (channels, address, place),
                (phones, hall_phones, people, supervision, self._common),
                (fee,),
                (time,),
                (steps, kept),
                (scope, name, self._whose),
                (basis,),
            ),
        )

    def village(self, township: Township, village: Village) -> Mark:
        """The mark of a village's page."""
        address, phones, name = self._once(township, shares.by_township)
        cadres = [
            (one.name, one.post, one.office_phone, one.mobile)
            for one in township.staff
            if one.number in village.lead_cadres
        ]
        agents = [
            (one.name, one.kind, one.phone)
            for one in township.agents
            if one.number in village.agents
        ]
        return _mark(
            VILLAGE,
            (
                self._once(township, shares.tiers),
                (shares.text([cadres, agents]),),
                (shares.text([village.name, village.station]), name, self._whose),
                (address, phones, self._common, shares.text(self._county.hall)),
                (shares.text(village.groups),),
            ),
        )

    def hall(self, township: Township) -> Mark:
        """The mark of the page of a township's hall, and of the page that tells who is there."""
        address, phones, name = self._once(township, shares.by_township)
        windows = self._once(township, shares.windows)
        return _mark(HALL, (windows, (address, name, self._whose), (phones, self._common)))

    def staff(self, township: Township) -> Mark:
        """The mark of the page of a township's people."""
        names = township.name, township.profile.hall.name
        return _mark(STAFF, ((*self._once(township, shares.staff), *names, self._whose),))

    def township(self, township: Township, guides: Iterable[Mark]) -> Mark:
        """The mark of a township's home, which speaks for a booklet of its guides too."""
        address, phones, name = self._once(township, shares.by_township)
        rows = shares.text([self._row(guide) for guide in township.guides])
        villages = shares.text([village.name for village in township.villages])
        shown = (rows,), (address, name, self._whose), (phones, self._common), (villages,)
        return _mark(TOWNSHIP, (*shown, map(str, guides)))

    def _row(self, guide: Guide) -> tuple[object, ...]:
        said = self._once(guide.service, shares.row)
        return said, guide.lowest_tier, guide.window and guide.window.number

    def _once(self, value: T, said: Callable[[T], Shares]) -> Shares:
        """What `said` makes of `value`, which is kept so that no other takes its id."""
        key = said, id(value)
        if key not in self._known:
            self._known[key] = value, said(value)
        return self._known[key][1]


def _mark(parts: tuple[Part, ...], shares: Iterable[Iterable[str]]) -> Mark:
    return Mark(parts, tuple(code(*share) for share in shares))
