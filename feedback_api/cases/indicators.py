"""按期联系率, 按期整改率, 差评整改率, 回访满意率, 申诉采纳率: numerators and denominators.

Cases that were excluded (误评, 恶意) count in none of them but 申诉采纳率.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from feedback_api.cases.states import State
from feedback_api.cases.tables import cases


class Share(NamedTuple):
    """Two counts: how many, of how many. Of none there is no share."""

    numerator: int
    denominator: int


class Indicators(NamedTuple):
    """What cases say of the townships' work."""

    contacted_in_time: Share
    mended_in_time: Share
    mended: Share
    satisfied_after: Share
    appeals_upheld: Share


class Period(NamedTuple):
    """Cases opened from one day up to and with another, of one township or of all."""

    first: date
    last: date
    township: str = ""


def indicators(connection: Connection, period: Period, today: date) -> Indicators:
    """All five. A case counts as late as soon as its deadline is over, done or not."""
    counts = _of_cases(connection, period, today)
    return Indicators(*(Share(*pair) for pair in zip(counts[::2], counts[1::2], strict=True)))


def _of_cases(connection: Connection, period: Period, today: date) -> list[int]:
    c = cases.c
    counted = c.state != State.EXCLUDED
    decided = c.upheld.is_not(None)
    wanted = (
        and_(counted, c.contacted <= c.contact_due),
        and_(counted, or_(c.contacted.is_not(None), c.contact_due < today)),
        and_(counted, c.mended <= c.mend_due),
        and_(counted, or_(c.mended.is_not(None), c.mend_due < today)),
        and_(counted, c.mended.is_not(None)),
        and_(counted, c.confirmed.is_not(None)),
        and_(counted, c.again >= _SATISFIED),
        and_(counted, c.again.is_not(None)),
        and_(decided, c.upheld.is_(True)),
        decided,
    )
    query = select(*(func.count().filter(one) for one in wanted)).where(*_within(period))
    return [int(number) for number in connection.execute(query).one()]


_SATISFIED = 3
"""A 追评 of 基本满意 or better."""


def _within(period: Period) -> list[ColumnElement[bool]]:
    found = [cases.c.opened >= period.first, cases.c.opened <= period.last]
    return [*found, cases.c.township == period.township] if period.township else found
