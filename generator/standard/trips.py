"""How often an applicant goes to the hall, derived from the guide and not declared in it.

Source of the definition: 《浙江省保障“最多跑一次”改革规定》 art. 2 (from applying to holding the
result; fetching the result counts; visits to a hospital or a bank are shown, not counted).
"""

from itertools import groupby
from typing import NamedTuple

from generator import cases
from generator.models.service import PublicService, Step
from generator.models.words import Channel, Delivery, Place

_NOT_FETCHED = {
    Delivery.POST,
    Delivery.ELECTRONIC,
    Delivery.AGENT,
    Delivery.BANK_CARD,
    Delivery.NOTICE,
    Delivery.POSTED,
}
_HANDED_OVER = {Channel.WINDOW, Channel.VILLAGE, Channel.HOME_VISIT}
_ELSEWHERE = {Place.BANK, Place.SCHOOL, Place.EMPLOYER, Place.THIRD_PARTY}
_TO_BE_TOLD = {Place.BANK, Place.THIRD_PARTY}
_WORDS = {
    Channel.WINDOW: "到窗口",
    Channel.ONLINE: "网上",
    Channel.MOBILE: "手机",
    Channel.POST: "邮寄",
    Channel.VILLAGE: "村里",
    Channel.AGENT: "代办",
    Channel.HOME_VISIT: "上门",
    Channel.AUTOMATIC: "免申即享",
}


class Route(NamedTuple):
    """One way through: in by `channel`, result by `delivery`, `trips` to the hall."""

    channel: Channel
    delivery: Delivery | None
    trips: int


class Trips(NamedTuple):
    """The best route of each channel, in the guide's order, and visits to other places.

    `varies` tells that in some other case (情形) they are fewer.
    """

    routes: tuple[Route, ...]
    elsewhere: int
    elsewhere_at: str
    varies: bool = False

    @property
    def least(self) -> int | None:
        """The declared minimum: 上门 counts only where there is no other way."""
        if not self.routes:
            return None
        others = [route for route in self.routes if route.channel is not Channel.HOME_VISIT]
        return min(route.trips for route in others or self.routes)

    @property
    def best(self) -> Route | None:
        """The route that achieves the minimum; the first listed wins a draw."""
        least = self.least
        return next((route for route in self.routes if route.trips == least), None)

    @property
    def at_window(self) -> int | None:
        """Trips when applying at the window, None where the window is no way in."""
        return next((r.trips for r in self.routes if r.channel is Channel.WINDOW), None)

    @property
    def sentence(self) -> str:
        """`到窗口：跑 1 次 · 网上、村里、代办：跑 0 次 · 另需：到指定医疗机构 1 次`."""
        ordered = sorted(self.routes, key=lambda r: (r.channel is not Channel.WINDOW, r.trips))
        parts = [
            f"{'、'.join(_WORDS[route.channel] for route in group)}：跑 {trips} 次"
            for (_, trips), group in groupby(
                ordered, key=lambda r: (r.channel is Channel.WINDOW, r.trips)
            )
        ]
        if self.elsewhere:
            parts.append(f"另需：到{self.elsewhere_at} {self.elsewhere} 次")
        return " · ".join(parts)


def of(service: PublicService) -> Trips:
    """Trips of a service, by the formulas of the standard.

    With 情形 those of the case that takes most, and the visits elsewhere of the case that has most
    of them: what is promised holds for everybody.
    """
    every = [_in_one_case(view) for view in cases.views(service)]
    most = max(every, key=lambda one: (one.least or 0, one.at_window or 0, one.elsewhere))
    outside = max(every, key=lambda one: one.elsewhere)
    said = most._replace(elsewhere=outside.elsewhere, elsewhere_at=outside.elsewhere_at)
    return said._replace(varies=any(one.sentence != said.sentence for one in every))


def visits_to_be_told(service: PublicService) -> int:
    """How many steps need the applicant at a hospital or a bank; a new job isn't one (T07)."""
    return max(
        sum(step.place in _TO_BE_TOLD for step in _outside(view)) for view in cases.views(service)
    )


def _in_one_case(service: PublicService) -> Trips:
    routes = tuple(_route(service, channel) for channel in service.channels)
    outside = _outside(service)
    count = service.third_party_visits or len(outside)
    return Trips(routes, count, next((s.by for s in outside if s.by), None) or "第三方场所")


def _outside(service: PublicService) -> list[Step]:
    return [step for step in service.steps if step.applicant_present and step.place in _ELSEWHERE]


def _route(service: PublicService, channel: Channel) -> Route:
    fixed = _visit(service, channel) + _extra(service)
    collected = [
        (_collect(service, channel, delivery), delivery) for delivery in service.deliveries
    ]
    if not collected:
        return Route(channel, None, fixed)
    trips, delivery = min(collected, key=lambda pair: pair[0])
    return Route(channel, delivery, fixed + trips)


def _visit(service: PublicService, channel: Channel) -> int:
    if channel is Channel.WINDOW:
        return 1
    if channel is Channel.HOME_VISIT:
        return 0
    return int(any(_needs_presence(step) for step in service.steps))


def _needs_presence(step: Step) -> bool:
    at_hall = step.place is Place.HALL and step.applicant_present
    return at_hall and not (step.name or "").startswith("提交")


def _extra(service: PublicService) -> int:
    return sum(
        step.place is Place.HALL and step.applicant_present and not step.same_visit
        for step in service.steps
    )


def _collect(service: PublicService, channel: Channel, delivery: Delivery) -> int:
    if delivery in _NOT_FETCHED:
        return 0
    if service.is_promised:
        return 1
    if delivery is Delivery.ON_THE_SPOT:
        return int(channel not in _HANDED_OVER)
    return int(_visit(service, channel) != 1)
