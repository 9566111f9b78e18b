"""What a page of the console is asked for: its filters, as they stand in the address."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from feedback_api.console import period
from feedback_api.console.figures import Wanted
from feedback_api.console.period import Period
from feedback_api.published import Published, Service, Township

KINDS = {"": None, "verified": True, "open": False}


class Ask(NamedTuple):
    """The filters. `township` is an official's own where they see no other."""

    catalog: Published
    period: Period
    weeks: int
    month: str
    township: Township | None
    area: str
    service: str
    kind: str

    @property
    def wanted(self) -> Wanted:
        """As the counts are asked."""
        return Wanted(self.period, self._slug, self._services, KINDS[self.kind])

    @property
    def before(self) -> Wanted:
        """The same, for the weeks before."""
        return self.wanted._replace(period=self.period.before)

    @property
    def _slug(self) -> str | None:
        return self.township.slug if self.township else None

    @property
    def _services(self) -> tuple[str, ...] | None:
        if self.service:
            return (self.service,)
        return tuple(of_area(self.catalog, self.area)) if self.area else None

    @property
    def title(self) -> str:
        """What the figures are about, in words."""
        parts = [self.township.name if self.township else self.catalog.county.name]
        if self.service:
            parts.append(services(self.catalog)[self.service].plain_name)
        elif self.area:
            parts.append(self.area)
        return " · ".join(parts)


def read(args: Mapping[str, str], catalog: Published, own: str | None, now: datetime) -> Ask:
    """The filters of an address. Raises LookupError for what isn't there, or isn't theirs."""
    slug = args.get("township") or own
    if slug and (slug not in catalog.by_slug or own not in {None, slug}):
        raise LookupError(slug)
    service, area, kind = (args.get(name, "") for name in ("service", "area", "kind"))
    if kind not in KINDS or (service and service not in services(catalog)):
        raise LookupError(service)
    number = int(args["weeks"]) if args.get("weeks", "").isdigit() else period.USUAL
    number = number if number in period.CHOICES else period.USUAL
    month = args.get("month", "")
    return Ask(
        catalog,
        _of_month(month) if month else period.latest(number, now),
        number,
        month,
        catalog.by_slug[slug] if slug else None,
        area,
        service,
        kind,
    )


def _of_month(month: str) -> Period:
    try:
        return period.of_month(month)
    except ValueError as error:
        raise LookupError(month) from error


def services(catalog: Published) -> dict[str, Service]:
    """Every service by its identifier: the county's, and each township's own."""
    own = {
        identifier: offer.service
        for township in catalog.townships
        for identifier, offer in township.services.items()
        if offer.service
    }
    return own | catalog.services


def of_area(catalog: Published, area: str) -> list[str]:
    """The services of an area (领域)."""
    return [key for key, service in services(catalog).items() if service.topic == area]


def areas(catalog: Published) -> list[str]:
    """The areas that have services, in the catalog's order."""
    return list(dict.fromkeys(service.topic for service in services(catalog).values()))
