"""Rules about time limits (时限)."""

import re
from collections.abc import Iterator

from generator import cases
from generator.models.base import TimeLimit, Unit
from generator.models.service import PublicService
from generator.models.words import Handling
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule

_NOT_COUNTED = re.compile(
    "公示|公告|评定|鉴定|施工|丈量|签约|采集|贴息|拨付|发放|评议|制卡|制证|放款|兑付|拨款|到场|村级"
)
"""Steps whose time the law doesn't count, or that aren't the authority's (reading of E08)."""
_ROUNDING = 1e-6


@rule("E05", Severity.ERROR, Group.TIME, "ZJ第12条；YS第36条")
def promises_a_time(service: PublicService) -> Iterator[Finding]:
    """要承诺几天办好。

    没有期限，群众只能一趟趟来问。法律没有规定时限的，也要合理定一个并且公布。

    ```yaml title="符合"
    承诺时限: 25个工作日
    ```

    ```yaml title="不符合：承诺时限"
    承诺时限:
    ```
    """
    if service.promised_time is None:
        hint = "请写：承诺时限: 5个工作日；当场办好的写“即时”"
        yield Finding(("承诺时限",), "没有承诺办结时限", hint)


@rule("E06", Severity.ERROR, Group.TIME, "ZJ第12条；YS第36条")
def promises_no_more_than_the_law_allows(service: PublicService) -> Iterator[Finding]:
    """承诺时限不能比法定时限长。

    按自然日比较：1 个工作日算 1.4 日，1 个月算 30 日。请把承诺时限改短，或者核对法定时限。

    ```yaml title="符合"
    法定时限: 30日
    承诺时限: 20个工作日
    ```

    ```yaml title="不符合：承诺时限"
    法定时限: 30日
    承诺时限: 25个工作日
    ```
    """
    promised, statutory = service.promised_time, service.statutory_time
    if promised is None or statutory is None:
        return
    if promised.calendar_days > statutory.calendar_days + _ROUNDING:
        message = f"承诺时限{promised}长于法定时限{statutory}"
        yield Finding(("承诺时限",), message, "请改短，或者核对法定时限")


@rule("E07", Severity.ERROR, Group.TIME, "GB/T 39554.2（projectType/promiseDay）")
def handling_and_time_agree(service: PublicService) -> Iterator[Finding]:
    """即办件当场办结，承诺件要写几天。

    办件类型是“即办件”，承诺时限就写“即时”；写了几天的，就是“承诺件”。

    ```yaml title="符合"
    办件类型: 承诺件
    承诺时限: 5个工作日
    ```

    ```yaml title="不符合：承诺时限"
    办件类型: 承诺件
    承诺时限: 即时
    ```
    """
    if service.promised_time is None:
        return
    at_once = service.promised_time.amount == 0
    if at_once != (service.handling is Handling.IMMEDIATE):
        message = f"{service.handling}的承诺时限不能是{service.promised_time}"
        yield Finding(("承诺时限",), message, "即办件写“即时”，承诺件写几个工作日")


@rule("E08", Severity.WARNING, Group.TIME, "YS第36条；XK第45条")
def steps_fit_into_the_promise(service: PublicService) -> Iterator[Finding]:
    """各步用时加起来，不能超过承诺时限。

    公示、评定、鉴定、施工、发放等依法不计时或者不由窗口掌握的环节不算在内。按工作日来比，
    承诺的是“即时”或者自然日的不比。超过了，请核对每一步的“用时”，或者把承诺时限写够。

    ```yaml title="符合"
    承诺时限: 10个工作日
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 用时: 即时, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核, 承办: 乡镇, 用时: 10个工作日}
    - {环节: 公示, 承办: 乡镇, 用时: 7日}
    ```

    ```yaml title="不符合：承诺时限"
    承诺时限: 10个工作日
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 用时: 1个工作日, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核, 承办: 乡镇, 用时: 10个工作日}
    ```
    """
    promised = service.promised_time
    if promised is None or not promised.amount or promised.unit is not Unit.WORKING_DAYS:
        return
    total = max(_counted(view) for view in cases.views(service))
    if total > promised.calendar_days + _ROUNDING:
        days = f"{total / TimeLimit(1).calendar_days:.4g}个工作日"
        message = f"各环节用时合计{days}，超过承诺时限{promised}"
        yield Finding(("承诺时限",), message, "请核对每一步的“用时”，或者把承诺时限写够")


def _counted(service: PublicService) -> float:
    """Calendar days of the steps whose time counts."""
    counted = [step.time for step in service.steps if not _NOT_COUNTED.search(step.name or "")]
    return sum(time.calendar_days for time in counted if time)
