"""Rules about fees (收费)."""

from collections.abc import Iterator

from generator.models.service import PublicService
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule


@rule("E09", Severity.ERROR, Group.FEES, "XK第58条；GB/T 39554.2 收费项目")
def fees_have_name_amount_and_basis(service: PublicService) -> Iterator[Finding]:
    """收费要写明收什么、收多少、凭什么收。

    没有依据不得收费。请给每一项写上“项目”“标准”“依据”；不收费的写“收费: 不收费”。

    ```yaml title="符合"
    收费:
    - {项目: 居民身份证工本费, 标准: 20元/证, 依据: 发改价格〔2003〕2322号（使用前请核对）}
    ```

    ```yaml title="不符合：收费.0.依据"
    收费:
    - {项目: 居民身份证工本费, 标准: 20元/证}
    ```
    """
    for index, cost in enumerate(service.costs):
        for field, value in (("项目", cost.name), ("标准", cost.amount), ("依据", cost.basis)):
            if not value:
                hint = "收费必须列明项目、标准和依据"
                yield Finding(("收费", index, field), f"收费没有写{field}", hint)


@rule("E10", Severity.ERROR, Group.FEES, "推导规则（本项目）")
def what_is_free_is_not_paid_online(service: PublicService) -> Iterator[Finding]:
    """不收费的事项，不能写可以网上支付。

    一处说不收费，一处说可以交钱，群众不知道信哪个。请核对后改掉一处。

    ```yaml title="符合"
    收费: 不收费
    网上支付: 否
    ```

    ```yaml title="不符合：网上支付"
    收费: 不收费
    网上支付: 是
    ```
    """
    if not service.costs and service.online_payment:
        yield Finding(("网上支付",), "不收费，却写了可以网上支付", "请写“网上支付: 否”，或列明收费")
