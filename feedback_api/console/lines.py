"""A table of indicators: one line a township, area, service, channel, window, village, week."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.console import asking, figures, indicators
from feedback_api.console.asking import Ask
from feedback_api.console.figures import Sums, Trend
from feedback_api.console.indicators import FROM_RATINGS, Share
from feedback_api.ratings.words import CHANNELS
from feedback_api.tabular import Cell, Table


class Line(NamedTuple):
    """A name, and the sums of its ratings; `key` is what a filter calls it."""

    key: str
    name: str
    sums: Sums

    @property
    def number(self) -> int:
        """How many ratings."""
        return indicators.total(self.sums)

    @property
    def average(self) -> float | None:
        """The mean grade."""
        return indicators.average(self.sums)

    @property
    def shares(self) -> list[Share]:
        """In the order of FROM_RATINGS."""
        return [one.of(self.sums) for one in FROM_RATINGS]


class Lines(NamedTuple):
    """A named table. `filter` is the filter that a line's key goes into, if there is one."""

    title: str
    head: str
    filter: str
    lines: list[Line]

    def table(self) -> Table:
        """With numerators and denominators, to be saved."""
        columns = [self.head, "评价数", "平均分"]
        for one in FROM_RATINGS:
            columns += [one.name, f"{one.name}分子", f"{one.name}分母"]
        return Table(self.title, columns, [_row(line) for line in self.lines])


def _row(line: Line) -> list[Cell]:
    row: list[Cell] = [line.name, line.number, rounded(line.average)]
    for share in line.shares:
        row += [rounded(share.value), share.numerator, share.denominator]
    return row


def rounded(value: float | None) -> float | None:
    """Four digits are more than any of these figures has."""
    return None if value is None else round(value, 4)


Make = Callable[[Connection, Ask], Lines]


def by_week(connection: Connection, ask: Ask) -> Lines:
    """Every week of the period, also those without ratings."""
    return of_trend(ask, figures.trend(connection, ask.wanted))


def of_trend(ask: Ask, trend: Trend) -> Lines:
    """Every week of a trend, of the kind of ratings that is asked for."""
    kinds = [kind for kind in (True, False) if ask.wanted.verified in {None, kind}]
    lines = [Line(week, week, merged(trend, [week], kinds)) for week in ask.period.weeks]
    return Lines("按周", "周", "", lines)


def merged(trend: Trend, weeks: Iterable[str], kinds: Sequence[bool]) -> Sums:
    """The sums of these weeks, verified ratings, open ones or both."""
    found: Sums = Counter()
    for week, kind in product(weeks, kinds):
        found.update(trend.get((week, kind), Counter()))
    return found


def by_township(connection: Connection, ask: Ask) -> Lines:
    """Every township, also those without ratings."""
    found = figures.sums(connection, ask.wanted, "township")
    shown = [ask.township] if ask.township else ask.catalog.townships
    lines = [Line(one.slug, one.name, found.get(one.slug, Counter())) for one in shown]
    return Lines("按乡镇", "乡镇", "township", lines)


def by_service(connection: Connection, ask: Ask) -> Lines:
    """The services that were rated, the most rated first."""
    found = figures.sums(connection, ask.wanted, "service")
    known = asking.services(ask.catalog)
    names = {key: known[key].plain_name if key in known else key for key in found}
    return Lines("按事项", "事项", "service", _most_first(found, names))


def by_area(connection: Connection, ask: Ask) -> Lines:
    """Every area."""
    known = asking.services(ask.catalog)
    found: dict[str, Sums] = {area: Counter() for area in asking.areas(ask.catalog)}
    for key, sums in figures.sums(connection, ask.wanted, "service").items():
        if key in known:
            found[known[key].topic].update(sums)
    lines = [Line(area, area, sums) for area, sums in found.items()]
    return Lines("按领域", "领域", "area", lines)


def by_channel(connection: Connection, ask: Ask) -> Lines:
    """How the ratings came in."""
    found = figures.sums(connection, ask.wanted, "channel", ("grade",))
    lines = [Line(key, name, found.get(key, Counter())) for key, name in CHANNELS.items()]
    return Lines("按渠道", "渠道", "", lines)


def by_window(connection: Connection, ask: Ask) -> Lines:
    """The windows of a township's hall."""
    found = figures.by_key(connection, ask.wanted, "window")
    hall = ask.township.hall.windows if ask.township else ()
    names = {str(one.number): f"{one.number}号 {one.name}" for one in hall}
    return Lines("按窗口", "窗口", "", _most_first(found, names))


def by_village(connection: Connection, ask: Ask) -> Lines:
    """The villages of a township."""
    found = figures.by_key(connection, ask.wanted, "village")
    names = {one.code: one.name for one in ask.township.villages} if ask.township else {}
    return Lines("按村", "村", "", _most_first(found, names))


def _most_first(found: Mapping[str, Sums], names: Mapping[str, str]) -> list[Line]:
    lines = [Line(key, names.get(key, key), sums) for key, sums in found.items()]
    return sorted(lines, key=lambda line: (-line.number, line.name))


TABLES: dict[str, Make] = {
    "townships": by_township,
    "areas": by_area,
    "services": by_service,
    "channels": by_channel,
    "windows": by_window,
    "villages": by_village,
    "weeks": by_week,
}
OF_A_TOWNSHIP = {"windows", "villages"}
"""These are shown when a township is chosen."""
