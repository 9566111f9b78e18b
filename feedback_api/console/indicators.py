"""Indicators: each a numerator and a denominator, and the words that define it."""

from collections.abc import Callable
from typing import NamedTuple

from feedback_api.console.figures import Sums

YES, NO = "是", "否"


class Share(NamedTuple):
    """A share; of nothing it is none, never 100 %."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1."""
        return self.numerator / self.denominator if self.denominator else None


class Indicator(NamedTuple):
    """What is measured, and how."""

    name: str
    definition: str
    of: Callable[[Sums], Share]
    is_good: bool = True
    """Whether more is better."""


def grades(sums: Sums, *wanted: int) -> int:
    """How many ratings have one of these grades."""
    return sum(sums["grade", str(grade)] for grade in wanted)


def total(sums: Sums) -> int:
    """How many ratings there are."""
    return grades(sums, 1, 2, 3, 4, 5)


def average(sums: Sums) -> float | None:
    """The mean grade."""
    number = total(sums)
    return sum(g * grades(sums, g) for g in range(1, 6)) / number if number else None


def _answered(measure: str) -> Callable[[Sums], Share]:
    def of(sums: Sums) -> Share:
        yes = sums[measure, YES]
        return Share(yes, yes + sums[measure, NO])

    return of


PRAISE = Indicator(
    "好评率",
    "非常满意、满意、基本满意的评价，占有效评价的比例。申诉成立、不计入的评价不算。",
    lambda sums: Share(grades(sums, 5, 4, 3), total(sums)),
)
SATISFIED = Indicator(
    "满意率",
    "非常满意、满意的评价，占有效评价的比例。“基本满意”不算满意。",
    lambda sums: Share(grades(sums, 5, 4), total(sums)),
)
ONCE = Indicator(
    "一次办成率",
    "回答了“实际跑了几次”的人里，没有超过指南承诺次数的比例。没回答的不算。",
    _answered("kept"),
)
COMPLAINTS = Indicator(
    "差评率",
    "不满意、非常不满意的评价，占有效评价的比例。",
    lambda sums: Share(grades(sums, 2, 1), total(sums)),
    is_good=False,
)
MISSING = Indicator(
    "缺材料率",
    "办事时被要求指南以外的、或者漏看了的材料的人，占有效评价的比例。",
    _answered("any_missing"),
    is_good=False,
)
FROM_RATINGS = (PRAISE, SATISFIED, ONCE, MISSING, COMPLAINTS)
BY_NAME = {one.name: one for one in FROM_RATINGS}
PARTICIPATION = (
    "主动评价率",
    "收到的评价，除以同一个月办结的件数。只算办件量已经填好、而且整月都在所选期间里的月份。",
)
FROM_CASES = (
    ("按期联系率", "期限以内联系的差评，占已经联系的和过了期限还没联系的。"),
    ("按期整改率", "期限以内改完的差评，占已经改完的和过了期限还没改完的；延期的按新的期限。"),
    ("差评整改率", "已经改完的差评，占核实属实的差评。"),
    ("回访满意率", "追评“基本满意”以上的，占追评。"),
    ("申诉采纳率", "县里采纳的申诉，占县里决定了的申诉。"),
)
"""In the order of `cases.indicators.Indicators`."""
