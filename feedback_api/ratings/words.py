"""The words of ratings: what is stored, and how it is called in Chinese."""

from enum import StrEnum
from typing import Final

ELSEWHERE: Final = "清单以外的"
"""A missing paper that isn't on the guide's list."""
BAD = (1, 2)
"""The grades that are complaints (差评)."""
GRADES = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}


class Channel(StrEnum):
    """The way a rating came in."""

    WEB = "web"
    SLIP = "slip"
    PAPER = "paper"
    HOTLINE = "12345"
    VILLAGE = "village"


CHANNELS = {
    Channel.WEB: "网页",
    Channel.SLIP: "评价码",
    Channel.PAPER: "纸质",
    Channel.HOTLINE: "12345 热线",
    Channel.VILLAGE: "村便民服务站",
}
TYPED = (Channel.PAPER, Channel.HOTLINE)
"""Only staff type these in; nobody else can say that a rating came this way."""


class Openness(StrEnum):
    """The three 公: was it findable and right, was the result posted, was an opinion asked."""

    OPEN = "公开"
    POSTED = "公示"
    DISCUSSED = "公议"


class Said(StrEnum):
    """An answer on one of them."""

    YES = "是"
    NO = "否"
    UNSURE = "不清楚"
