"""Rules about the result, and about whom to ask and to complain to (结果、监督)."""

from collections.abc import Iterator

from generator.models.service import PublicService
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule


@rule("E11", Severity.ERROR, Group.RESULT, "GB/T 36114（结果、送达）；ZX第6条")
def names_the_result_and_its_delivery(service: PublicService) -> Iterator[Finding]:
    """要写明办好了拿到什么、怎样拿到。

    请写“办理结果”的名称，再写“送达方式”。

    ```yaml title="符合"
    办理结果: {名称: 残疾人证, 类型: 证照}
    送达方式: [邮寄, 窗口领取]
    ```

    ```yaml title="不符合：办理结果"
    办理结果:
    ```

    ```yaml title="不符合：送达方式"
    送达方式: []
    ```
    """
    if service.output is None or not service.output.name:
        hint = "请写：办理结果: {名称: 残疾人证, 类型: 证照}"
        yield Finding(("办理结果",), "没有写明办理结果的名称", hint)
    if not service.deliveries:
        yield Finding(("送达方式",), "没有写明送达方式", "请写：送达方式: [邮寄, 窗口领取]")


@rule(
    "E12", Severity.ERROR, Group.SUPERVISION, "ZJ第42条；GB/T 39554.2（linkWay/superviseWay 必填）"
)
def can_be_asked_and_complained_about(service: PublicService) -> Iterator[Finding]:
    """要有咨询电话，也要有监督电话。

    打一个电话就能问清的，不该让人跑一趟；办得不好，要有地方说。本乡镇没有专门号码的，写 12345。

    ```yaml title="符合"
    咨询电话: "12345"
    监督电话: "12345"
    ```

    ```yaml title="不符合：监督电话"
    监督电话:
    ```
    """
    phones = (("咨询电话", service.enquiry_phone), ("监督电话", service.complaint_phone))
    for field, phone in phones:
        if not phone:
            yield Finding((field,), f"缺少{field}", f'没有专门号码的，请写：{field}: "12345"')
