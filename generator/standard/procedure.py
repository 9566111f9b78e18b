"""Rules about the procedure and what is posted in it (流程、公示)."""

from collections.abc import Iterator

from generator.models.base import TimeLimit, Unit
from generator.models.service import PublicService
from generator.models.words import Place
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule

_ON_THE_SPOT = {Place.SITE, Place.HOME}
_CHILDREN = ("孤儿", "事实无人抚养")
_POSTED = ("最低生活保障审核确认", "特困人员认定")
_SEVEN_DAYS = TimeLimit(7, Unit.DAYS)


@rule("T09", Severity.WARNING, Group.PROCEDURE, "YS第36条")
def visits_by_staff_have_a_limit(service: PublicService) -> Iterator[Finding]:
    """上门核查、现场踏勘，要说好几天之内来。

    没有期限，申请就停在等人上门。请给这一步写“用时”，或者在“说明”里写怎样约时间。

    ```yaml title="符合"
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核并入户核查, 承办: 乡镇, 地点: 入户, 用时: 2个工作日}
    ```

    ```yaml title="不符合：办理流程.1"
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核并入户核查, 承办: 乡镇, 地点: 入户}
    ```
    """
    for index, step in enumerate(service.steps if service.is_promised else ()):
        if step.place in _ON_THE_SPOT and step.time is None and not step.note:
            message = f"“{step.name or '现场环节'}”没有写多久之内安排"
            yield Finding(("办理流程", index), message, "请写“用时: 2个工作日”，或者写“说明”")


@rule("S03", Severity.ERROR, Group.NOTICE, "个人信息保护法第28、31条；未成年人保护法")
def childrens_cases_are_not_posted(service: PublicService) -> Iterator[Finding]:
    """孤儿、事实无人抚养儿童的事，不能公示。

    公示会把孩子的姓名和家里的事贴到墙上。请删去“公示”，改用不公开的核实办法。

    ```yaml title="符合"
    事项名称: 孤儿基本生活保障
    公示:
    ```

    ```yaml title="不符合：公示.期限"
    事项名称: 孤儿基本生活保障
    公示: {期限: 7日, 地点: 村}
    ```
    """
    is_childrens = any(word in service.name for word in _CHILDREN)
    if is_childrens and service.notice and service.notice.period.amount:
        message = "未成年人事项不得公示姓名和家庭信息"
        yield Finding(("公示", "期限"), message, "请删去“公示”")


@rule(
    "S04", Severity.ERROR, Group.NOTICE, "社会救助暂行办法第11、16条；民发〔2021〕57号、43号（7天）"
)
def assistance_is_posted_for_seven_days(service: PublicService) -> Iterator[Finding]:
    """低保、特困供养的公示期是 7 日。

    少了不合规定，多了耽误领钱。请写“公示: {期限: 7日, 地点: …}”。

    ```yaml title="符合"
    事项名称: 最低生活保障审核确认
    日常用语: 低保
    公示: {期限: 7日, 地点: 申请人所在村}
    ```

    ```yaml title="不符合：公示.期限"
    事项名称: 最低生活保障审核确认
    日常用语: 低保
    公示: {期限: 3日, 地点: 申请人所在村}
    ```
    """
    if not any(name in service.name for name in _POSTED):
        return
    period = service.notice.period if service.notice else None
    if period != _SEVEN_DAYS:
        message = f"公示期应为7日，现为{period}" if period is not None else "没有写公示期，应为7日"
        yield Finding(("公示", "期限"), message, "请写：公示: {期限: 7日, 地点: 申请人所在村}")
