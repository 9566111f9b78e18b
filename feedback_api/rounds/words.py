"""The stages of a round, and the lists its forms offer."""

from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """Where a round is. `PREPARED` is seen by officials only."""

    PREPARED = "准备"
    OPEN = "公开"
    POSTED = "公示"
    DELIBERATED = "公议"
    RESULT = "结果"


ORDER = tuple(Stage)


class Term(NamedTuple):
    """How long something stays posted: working days (工作日), or days of the calendar (日)."""

    days: int
    working: bool

    def __str__(self) -> str:
        return f"{self.days}个工作日" if self.working else f"{self.days}日"


class Kind(NamedTuple):
    """What a round is about, and how long its draft has to be posted at least (公示期)."""

    name: str
    posted: Term


KINDS = {
    "实绩": Kind("乡镇服务实绩", Term(5, working=True)),
    "救助": Kind("社会救助", Term(7, working=False)),
    "其他": Kind("其他事项", Term(5, working=True)),
}
"""By key. Source of the days: 社会救助暂行办法 11 (7 日), otherwise 5 working days."""

OPINION_TERM = Term(5, working=True)
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
