"""What the API promises about ratings, in models that its OpenAPI document is made of."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from feedback_api.openapi import Answer, Operation
from feedback_api.ratings.models import NewRating


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TakenAnswer(_Part):
    """The rating is stored."""

    id: UUID = Field(description="手机生成的编号")
    receipt: str = Field(description="回执号，凭它查办理结果", pattern=r"^[2-9A-HJKMNP-Z]{16}$")
    verified: bool = Field(description="有没有窗口给的评价码")


class WrongAnswer(_Part):
    """One thing that is wrong."""

    field: str = Field(description="哪一项；空的是整个请求")
    message: str = Field(description="错在哪里、怎么改，中文一句话")


class Errors(_Part):
    """What is wrong with a request."""

    errors: list[WrongAnswer]


class TagAnswer(_Part):
    """A tag."""

    code: str = Field(description="标签代码")
    text: str = Field(description="标签的字")
    basic: bool = Field(description="是不是基础指标")


class GradeAnswer(_Part):
    """A grade with its tags."""

    grade: int = Field(ge=1, le=5, description="5 最好，1 最差")
    name: str = Field(description="非常满意 … 非常不满意")
    tags: list[TagAnswer]


class TagsAnswer(_Part):
    """All grades with their tags."""

    grades: list[GradeAnswer]


class FigureAnswer(_Part):
    """An indicator; null where too few are published."""

    numerator: int | None = Field(description="分子")
    denominator: int | None = Field(description="分母，0 时没有值")
    n: int | None = Field(description="一共多少条评价")
    value: float | None = Field(description="分子除以分母")


class FiguresAnswer(_Part):
    """Indicators of some ratings."""

    n: int = Field(ge=0, description="公布了多少条")
    good: FigureAnswer = Field(description="好评率")
    satisfied: FigureAnswer = Field(description="满意率")
    bad: FigureAnswer = Field(description="差评率")
    average: FigureAnswer = Field(description="平均分")
    keptPromise: FigureAnswer = Field(description="一次办成率")  # noqa: N815  (as in the data)
    lackedPaper: FigureAnswer = Field(description="缺材料率")  # noqa: N815
    open: FigureAnswer = Field(description="公开：查得到、说得准")
    posted: FigureAnswer = Field(description="公示：结果张榜了")
    discussed: FigureAnswer = Field(description="公议：问过意见、有答复")


class NumberAnswer(_Part):
    """So many out of n."""

    name: str
    number: int
    n: int


class ChosenAnswer(_Part):
    """How often a tag was chosen."""

    code: str
    text: str
    number: int
    n: int


class WeeksAnswer(_Part):
    """Some weeks, often only one."""

    first: str = Field(description="第一周；空的是从头起")
    last: str = Field(description="最后一周，例如 2026-W47")


class ArrivedAnswer(WeeksAnswer):
    """How many ratings came in these weeks."""

    n: int


class SplitAnswer(WeeksAnswer):
    """How many of the ratings of these weeks were good, and how many bad."""

    good: int
    bad: int


class WholeAnswer(FiguresAnswer):
    """Everything about one place."""

    grades: dict[int, int] | None = Field(description="各档人数")
    missingPapers: list[NumberAnswer] = Field(description="最常缺的材料")  # noqa: N815
    tags: list[ChosenAnswer]
    weeks: list[ArrivedAnswer] = Field(description="每周多少条")
    goodByWeeks: list[SplitAnswer] = Field(  # noqa: N815
        description="好评和差评，凑够人数的几周一算"
    )


class RowAnswer(_Part):
    """A place or an area in a list."""

    key: str
    name: str
    verified: FiguresAnswer
    open: FiguresAnswer


class SummaryAnswer(_Part):
    """What is published about a place."""

    name: str
    township: str
    service: str
    through: str | None = Field(description="到哪一周")
    promisedTrips: int | None = Field(description="指南承诺跑几次")  # noqa: N815
    verified: WholeAnswer = Field(description="已核验：凭窗口给的评价码")
    open: WholeAnswer = Field(description="公开评价：谁都可以评")
    townships: list[RowAnswer]
    areas: list[RowAnswer]
    services: list[RowAnswer]


EXAMPLE = {
    "id": "5f0e8a52-6a58-4d3a-9d6f-0f5a3c1f7f10",
    "township": "jinzhu",
    "service": "sa-minimum-living",
    "grade": 4,
    "tags": ["413"],
    "trips": 1,
    "missing": ["清单以外的"],
    "open": {"公开": "是", "公示": "不清楚"},
    "text": "工作人员讲得清楚，就是排队久。",
    "channel": "web",
}
_TAKEN = {"id": EXAMPLE["id"], "receipt": "K7QXH2M9PADEF345", "verified": False}
_WRONG = {"errors": [{"field": "grade", "message": "没有填写"}]}
_NOWHERE = Answer("没有这个乡镇或者事项", Errors)
_SUMMARY = {200: Answer("公布的评价", SummaryAnswer), 404: _NOWHERE}
OPERATIONS = (
    Operation(
        "post",
        "/api/v1/ratings",
        "评价一件事。同一个编号再发一次，回答一样，什么也不会变",
        {
            201: Answer("收到了，已经存好", TakenAnswer, example=_TAKEN),
            200: Answer("早就收到了", TakenAnswer, example=_TAKEN),
            404: _NOWHERE,
            409: Answer("评价码用过了或者过期了", Errors),
            413: Answer("内容太大", Errors),
            422: Answer("哪里写得不对", Errors, example=_WRONG),
            429: Answer("评价太多，过 Retry-After 秒再试", Errors),
            503: Answer("系统正忙，没有保存，过 Retry-After 秒再发一次", Errors),
        },
        NewRating,
        EXAMPLE,
    ),
    Operation("get", "/api/v1/tags", "五档评价和四十个标签", {200: Answer("全部标签", TagsAnswer)}),
    Operation("get", "/api/v1/summary", "全县的评价", {200: _SUMMARY[200]}),
    Operation("get", "/api/v1/summary/{township}", "一个乡镇的评价", _SUMMARY),
    Operation("get", "/api/v1/summary/{township}/{service}", "一个乡镇一个事项的评价", _SUMMARY),
    Operation(
        "get",
        "/api/v1/export.csv",
        "公布的评价，按周，表格",
        {200: Answer("CSV，可以用 Excel 打开", media="text/csv")},
    ),
    Operation(
        "get",
        "/api/v1/metrics",
        "给运维看的计数，没有个人信息",
        {200: Answer("Prometheus 格式", media="text/plain")},
    ),
)
