"""Finds what somebody wants printed by the names they write."""

from collections.abc import Iterable, Iterator, Mapping

from generator.catalog import Catalog
from generator.explain import closest
from generator.printing.edition import Choice
from generator.printing.kinds import KINDS, About, Kind


class NotFoundError(Exception):
    """A name that is nothing's; the message says so in Chinese, with the closest that is."""


def choice(
    catalog: Catalog, townships: Iterable[str], villages: Iterable[str], services: Iterable[str]
) -> Choice:
    """What is chosen, by names or identifiers. Raises NotFoundError."""
    towns = {one.slug: one.slug for one in catalog.townships}
    towns |= {one.name: one.slug for one in catalog.townships}
    slugs = frozenset(_found(townships, towns, "这个乡镇"))
    here = [one for one in catalog.townships if not slugs or one.slug in slugs]
    places = {name: v.code for one in here for v in one.villages for name in (v.code, v.name)}
    offered = {
        name: guide.identifier
        for one in here
        for guide in one.guides
        for name in (guide.identifier, guide.service.name, guide.service.short_name)
    }
    return Choice(
        slugs,
        frozenset(_found(villages, places, "这个村")),
        frozenset(_found(services, offered, "这个事项")),
    )


def kinds(names: Iterable[str], chosen: Choice, paper: str, *, is_large: bool) -> tuple[Kind, ...]:
    """The kinds named; or all that come so large, on that paper, and about what is chosen.

    Raises NotFoundError, also for one that is named and doesn't come so.
    """
    named = list(_found(names, {kind.name: kind.name for kind in KINDS}, "这一种"))
    found = [kind for kind in KINDS if kind.name in named] if named else _usual(chosen)
    if paper or is_large:
        for kind in found if named else ():
            _refuse(kind, paper, is_large=is_large)
        found = [kind for kind in found if _comes(kind, paper, is_large=is_large)]
    return tuple(found)


def _usual(chosen: Choice) -> list[Kind]:
    wanted = {
        about
        for about, names in ((About.VILLAGE, chosen.villages), (About.SERVICE, chosen.services))
        if names
    }
    return [kind for kind in KINDS if not kind.on_request and (not wanted or kind.about in wanted)]


def _comes(kind: Kind, paper: str, *, is_large: bool) -> bool:
    return (not paper or paper in kind.papers) and (not is_large or kind.has_large)


def _refuse(kind: Kind, paper: str, *, is_large: bool) -> None:
    if is_large and not kind.has_large:
        large = "、".join(one.name for one in KINDS if one.has_large)
        raise NotFoundError(f"{kind.name}（{kind.title}）没有大字版。有大字版的：{large}")
    if not _comes(kind, paper, is_large=is_large):
        papers = "、".join(kind.papers)
        raise NotFoundError(f"{kind.name}（{kind.title}）不能印在 {paper} 上。可以用：{papers}")


def _found(names: Iterable[str], known: Mapping[str, str], what: str) -> Iterator[str]:
    for name in names:
        if name not in known:
            guess = closest(name, known) or f"。可以写：{'、'.join(list(known)[:_FEW])}"
            raise NotFoundError(f"没有“{name}”{what}{guess}")
        yield known[name]


_FEW = 12
"""So many names are listed where none is close."""
