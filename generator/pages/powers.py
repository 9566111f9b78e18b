"""赋权事项清单: which powers a township exercises, how it came to them, and its enforcement."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog import Catalog, Township
from generator.models.governance import EnforcementTeam
from generator.models.service import PowerSource, PublicService
from generator.pages.page import Page
from generator.pages.township import HOME

MODES = ("授权", "委托", "派驻", "服务下沉", "法定")
_OTHER = "其他"
_NONE = "无"


class Power(NamedTuple):
    """A power and the townships (slug, name) that exercise it."""

    identifier: str
    name: str
    mode: str
    source: PowerSource
    townships: tuple[tuple[str, str], ...]


class Holder(NamedTuple):
    """A township and the powers (identifier, name, mode) it exercises."""

    slug: str
    name: str
    powers: tuple[tuple[str, str, str], ...]
    team: EnforcementTeam | None


def mode(service: PublicService) -> str | None:
    """How townships came to the power: the first word of `MODES` that its 方式 has."""
    source = service.power_source
    if source is None or source.mode == _NONE:
        return None
    found = [(source.mode.index(word), word) for word in MODES if word in source.mode]
    return min(found)[1] if found else _OTHER


def powers_page(catalog: Catalog) -> Page:
    """The list, counted by how the powers came."""
    powers = tuple(_powers(catalog))
    modes = Counter({one.identifier: one.mode for one in powers}.values())
    values = {
        "counts": tuple((word, modes[word]) for word in (*MODES, _OTHER)),
        "powers": powers,
        "holders": tuple(map(_holder, catalog.townships)),
    }
    return Page("powers.html", "赋权事项清单", "powers.html", (HOME,), values)


def _powers(catalog: Catalog) -> Iterator[Power]:
    """Every power once for each way in which townships came to it."""
    holders: dict[tuple[str, PowerSource], list[tuple[str, str]]] = {}
    known: dict[str, PublicService] = {}
    for township in catalog.townships:
        for service in _exercised(township):
            if service.power_source:
                known.setdefault(service.identifier, service)
                key = service.identifier, service.power_source
                holders.setdefault(key, []).append((township.slug, township.name))
    for (identifier, source), places in holders.items():
        service = known[identifier]
        yield Power(identifier, service.name, mode(service) or _OTHER, source, tuple(places))


def _exercised(township: Township) -> Iterator[PublicService]:
    return (guide.service for guide in township.guides if mode(guide.service))


def _holder(township: Township) -> Holder:
    powers = tuple((s.identifier, s.short_name, mode(s) or _OTHER) for s in _exercised(township))
    return Holder(township.slug, township.name, powers, township.profile.enforcement)
