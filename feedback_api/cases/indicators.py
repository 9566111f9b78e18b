"""按期联系率, 按期整改率, 差评整改率, 回访满意率, 申诉采纳率: numerators and denominators.

Cases that were excluded (误评, 恶意) count in none of them but 申诉采纳率.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api.cases import sums
from feedback_api.cases.sums import Span


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


def indicators(connection: Connection, span: Span, today: date) -> Indicators:
    """All five."""
    numbers = sums.read(connection, span, today)
    return Indicators(*(Share(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)))
