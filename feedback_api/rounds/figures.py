"""The numbers that a round begins with (实绩): what is published of its period, and no more."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from feedback_api.ratings import indicators, release, weeks
from feedback_api.ratings.blocks import START, Block, Place
from feedback_api.ratings.indicators import Figure, Indicators

_WEEK, _SUNDAY = timedelta(days=7), timedelta(days=6)
_KINDS = {True: "凭评价码的", False: "公开评价的"}
Row = Mapping[str, str]


def of(conn: Connection, township: str, first: date, last: date) -> list[Row]:
    """Name, value and how it comes about, for each indicator that is published of these days.

    They are sums of published blocks that lie wholly within the days, verified and open ratings
    apart: nothing can be learnt from them that isn't public already.
    """
    place = Place(township)
    found = indicators.by_place(
        block
        for block in release.published(conn, place)
        if block.place == place and _lies_within(block, first, last)
    )
    return [
        row
        for is_verified, kind in _KINDS.items()
        if (is_verified, place) in found
        for row in _rows(kind, found[is_verified, place])
    ]


def _lies_within(block: Block, first: date, last: date) -> bool:
    """Whether its weeks do: from the Monday after `since` to the Sunday of `until`."""
    if block.since == START:
        return False
    begins, ends = weeks.monday(block.since) + _WEEK, weeks.monday(block.until) + _SUNDAY
    return first <= begins and ends <= last


def _rows(kind: str, found: Indicators) -> Iterator[Row]:
    shown = (("好评率", found.good), ("满意率", found.satisfied), ("一次办成率", found.kept))
    yield {"name": f"{kind}条数", "value": str(found.n), "how": ""}
    for name, figure in shown:
        if figure.value is not None:
            yield {"name": f"{kind}{name}", "value": f"{figure.value:.1%}", "how": _how(figure)}


def _how(figure: Figure) -> str:
    return f"{figure.numerator} ÷ {figure.denominator}"
