"""The indicators at one look: all ratings, verified and open apart, and the weeks before."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.cases import indicators as cases
from feedback_api.console import figures, indicators
from feedback_api.console.asking import Ask
from feedback_api.console.figures import Sums, Wanted
from feedback_api.console.indicators import FROM_CASES, FROM_RATINGS, PARTICIPATION, Share
from feedback_api.console.lines import rounded
from feedback_api.console.period import Period, of_month
from feedback_api.tabular import Cell, Table

OTHERS = (PARTICIPATION, *FROM_CASES)
"""Indicators that need more than ratings, with their definitions."""


class Figure(NamedTuple):
    """An indicator with its figures; verified, open and before only where they are told apart."""

    name: str
    definition: str
    all: Share
    verified: Share | None = None
    open: Share | None = None
    before: Share | None = None

    @property
    def change(self) -> float | None:
        """In percentage points against the weeks before."""
        if self.before is None or self.before.value is None or self.all.value is None:
            return None
        return (self.all.value - self.before.value) * 100


class Summary(NamedTuple):
    """All indicators, and how many ratings they rest on."""

    number: int
    average: float | None
    figures: list[Figure]

    def table(self) -> Table:
        """To be saved."""
        columns = ["指标", "数值", "分子", "分母", "已核验", "公开评价", "上一期", "定义"]
        return Table("指标", columns, [_row(one) for one in self.figures])


def _row(one: Figure) -> list[Cell]:
    parts = [one.all, one.verified, one.open, one.before]
    values = [rounded(share.value) if share else None for share in parts]
    whole = one.all
    return [one.name, values[0], whole.numerator, whole.denominator, *values[1:], one.definition]


def of(connection: Connection, ask: Ask) -> Summary:
    """The summary of what is asked."""
    wanted = ask.wanted
    verified = _sums(connection, wanted._replace(verified=True))
    unverified = _sums(connection, wanted._replace(verified=False))
    chosen = {None: verified + unverified, True: verified, False: unverified}[wanted.verified]
    before = _sums(connection, ask.before)
    found = [
        Figure(
            one.name, one.definition, *(one.of(s) for s in (chosen, verified, unverified, before))
        )
        for one in FROM_RATINGS
    ]
    if not (ask.area or ask.service or ask.kind):
        found.append(Figure(*PARTICIPATION, participation(connection, ask)))
        found += _of_cases(connection, ask)
    return Summary(indicators.total(chosen), indicators.average(chosen), found)


def _of_cases(connection: Connection, ask: Ask) -> list[Figure]:
    """What became of the complaints that were made in the period, and in the one before."""
    now, before = (_cases(connection, ask, one) for one in (ask.period, ask.period.before))
    return [
        Figure(name, definition, share, before=earlier)
        for (name, definition), share, earlier in zip(FROM_CASES, now, before, strict=True)
    ]


def _cases(connection: Connection, ask: Ask, period: Period) -> list[Share]:
    slug = ask.township.slug if ask.township else ""
    found = cases.indicators(connection, cases.Period(*period.days, slug), ask.today)
    return [Share(*one) for one in found]


def _sums(connection: Connection, wanted: Wanted) -> Sums:
    return sum(figures.sums(connection, wanted, "week").values(), Counter())


def participation(connection: Connection, ask: Ask) -> Share:
    """Ratings of the months whose completed cases are known, by those cases."""
    completed = figures.completed_cases(connection, ask.period.months)
    shown = [ask.township] if ask.township else ask.catalog.townships
    asked = {one.slug for one in shown}
    known = {place: number for place, number in completed.items() if place[0] in asked}
    ratings = 0
    for name in {month for _, month in known}:
        towns = {slug for slug, month in known if month == name}
        ratings += _rated(connection, name, towns, ask)
    return Share(ratings, sum(known.values()))


def _rated(connection: Connection, month: str, towns: set[str], ask: Ask) -> int:
    wanted = ask.wanted._replace(period=of_month(month))
    found = figures.sums(connection, wanted, "township", ("grade",))
    return sum(indicators.total(sums) for slug, sums in found.items() if slug in towns)
