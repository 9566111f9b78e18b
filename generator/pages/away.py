"""人在外地: what can be done from afar and how, and a letter that lets somebody else do it."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.models.service import PublicService
from generator.models.words import Delivery
from generator.pages.county import Offered
from generator.pages.page import Page
from generator.pages.township import HOME
from generator.pages.words import WAYS, ways
from generator.standard import trips

_AWAY = ("人在外地", "away.html")


class Far(NamedTuple):
    """A service in a list of those that can be done from afar; `elsewhere` may be empty."""

    identifier: str
    name: str
    area: str
    elsewhere: str


def away_pages(
    offers: tuple[Offered, ...], townships: tuple[tuple[str, str], ...]
) -> Iterator[Page]:
    """The page of ways, and the letter; `townships` are (slug, name)."""
    services = [one.service for one in offers if one.service.is_active]
    values = {
        "ways": tuple((way, _rows(s for s in services if way in ways(s))) for way in WAYS),
        "posted": _rows(s for s in services if Delivery.POST in s.deliveries),
        "present": _rows(s for s in services if not ways(s)),
        "townships": townships,
    }
    yield Page(_AWAY[1], _AWAY[0], "away.html", (HOME,), values)
    yield Page("proxy-letter.html", "授权委托书", "proxy_letter.html", (HOME, _AWAY), {})


def _rows(services: Iterator[PublicService]) -> tuple[Far, ...]:
    return tuple(
        Far(service.identifier, service.short_name, service.topic.slug, _elsewhere(service))
        for service in services
    )


def _elsewhere(service: PublicService) -> str:
    route = trips.of(service)
    return f"另要到{route.elsewhere_at} {route.elsewhere} 次" if route.elsewhere else ""
