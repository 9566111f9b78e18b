"""What changed lately in a township, and notices on guides whose dates have passed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.catalog import Township
from generator.models.service import PublicService
from generator.standard.offices import needs_review

LATELY = timedelta(days=180)
SOON = timedelta(days=60)

BEGINS, CHECKED, ENDS, ENDED = "起执行", "核对过", "到期", "已到期"


class News(NamedTuple):
    """What happens to services (identifier, name) on a day."""

    day: date
    kind: str
    services: tuple[tuple[str, str], ...]


class Notice(NamedTuple):
    """What a guide says of itself: that it has ended, or should have been reviewed."""

    kind: str
    day: date


def notice(service: PublicService, today: date) -> Notice | None:
    """The notice on a guide's page as of `today`."""
    if service.expires and service.expires < today:
        return Notice(ENDED, service.expires)
    if service.reviewed and needs_review(service.reviewed, today):
        return Notice(CHECKED, service.reviewed)
    return None


def news(township: Township, today: date) -> tuple[News, ...]:
    """What begins, ends or was checked from half a year ago to two months ahead, latest first."""
    found: dict[tuple[date, str], list[tuple[str, str]]] = {}
    for guide in township.guides:
        for day, kind in _events(guide.service, today):
            row = guide.identifier, guide.service.short_name
            found.setdefault((day, kind), []).append(row)
    latest = sorted(found, reverse=True)
    return tuple(News(day, kind, tuple(found[day, kind])) for day, kind in latest)


def _events(service: PublicService, today: date) -> Iterator[tuple[date, str]]:
    if service.effective and today - LATELY <= service.effective <= today + SOON:
        yield service.effective, BEGINS
    checked = _last_checked(service)
    if checked and today - LATELY <= checked <= today:
        yield checked, CHECKED
    if service.expires and today - LATELY <= service.expires <= today + SOON:
        yield service.expires, ENDED if service.expires < today else ENDS


def _last_checked(service: PublicService) -> date | None:
    said = service.provenance
    days = (service.reviewed, said.checked if said else None)
    return max((day for day in days if day), default=None)
