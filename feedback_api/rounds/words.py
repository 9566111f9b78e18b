"""The stages of a round, and the lists its forms offer."""

from enum import StrEnum
from typing import NamedTuple

from feedback_api.calendar import Limit, Unit


class Stage(StrEnum):
    """Where a round is. `PREPARED` is seen by officials only."""

    PREPARED = "准备"
    OPEN = "公开"
    POSTED = "公示"
    DELIBERATED = "公议"
    RESULT = "结果"


ORDER = tuple(Stage)


class Kind(NamedTuple):
    """What a round is about, and how long its draft has to be posted at least (公示期)."""

    name: str
    posted: Limit


KINDS = {
    "实绩": Kind("乡镇服务实绩", Limit(5)),
    "救助": Kind("社会救助", Limit(7, Unit.DAYS)),
    "其他": Kind("其他事项", Limit(5)),
}
"""By key. Source of the days: 社会救助暂行办法 11 (7 日), otherwise 5 working days."""

OPINION_TERM = Limit(5)
"""How long residents can speak (公议期). No law sets it; it is as long as a draft is posted."""


class Outcome(StrEnum):
    """What became of an objection (异议)."""

    UPHELD = "采纳"
    PARTLY = "部分采纳"
    DISMISSED = "不采纳"


REFUSALS = {
    "R1": "与本轮公议的事项无关",
    "R2": "含有他人的姓名、证件号、电话、账号或病情",
    "R3": "辱骂、威胁或者歧视他人",
    "R4": "广告，或者同一内容反复提交",
    "R5": "涉及未成年人的个人情况",
}
"""The written rules of moderation: an opinion that isn't shown is listed with its rule."""

CONDITIONS = (
    "符合改革方向",
    "未违反法律法规",
    "程序合规",
    "勤勉尽责",
    "主动纠正",
)
"""The five conditions of 容错: all of them, or none of it."""

CHANNELS = ("网页", "纸质")
