"""The indicators at one look: all ratings, verified and open apart, and the weeks before."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.cases import indicators as cases
from feedback_api.cases.sums import Span
from feedback_api.console import figures, indicators, lines
from feedback_api.console.asking import Ask
from feedback_api.console.figures import Sums, Trend
from feedback_api.console.indicators import FROM_CASES, FROM_RATINGS, PARTICIPATION, Share
from feedback_api.console.lines import rounded
from feedback_api.console.period import Period, month
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


def of(connection: Connection, ask: Ask, trend: Trend | None = None) -> Summary:
    """The summary of what is asked; the trend of its weeks needn't be read twice."""
    weeks = ask.period.weeks
    trend = figures.trend(connection, ask.wanted) if trend is None else trend
    verified, unverified = (lines.merged(trend, weeks, [kind]) for kind in (True, False))
    chosen = {None: verified + unverified, True: verified, False: unverified}[ask.wanted.verified]
    before = _all(figures.sums(connection, ask.before, "week"))
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
    found = cases.indicators(connection, Span(*period.days, slug), ask.today)
    return [Share(*one) for one in found]


def _all(found: Mapping[str, Sums]) -> Sums:
    return sum(found.values(), Counter())


def participation(connection: Connection, ask: Ask) -> Share:
    """Ratings of the months whose completed cases are known, by those cases."""
    completed = figures.completed_cases(connection, ask.period.months)
    shown = [ask.township] if ask.township else ask.catalog.townships
    asked = {one.slug for one in shown}
    known = {place: number for place, number in completed.items() if place[0] in asked}
    ratings = sum(
        indicators.total(sums)
        for (slug, week), sums in figures.by_township_and_week(connection, ask.wanted).items()
        if (slug, month(week)) in known
    )
    return Share(ratings, sum(known.values()))
