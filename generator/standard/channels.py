"""Rules about ways in and ways out (渠道、送达), and about help for those who need it (帮办)."""

import re
from collections.abc import Iterator

from generator.models.service import PublicService
from generator.models.words import Channel, Delivery
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule

_ON_LINE = {Channel.ONLINE, Channel.MOBILE}
_HELP = {Channel.AGENT, Channel.VILLAGE, Channel.HOME_VISIT, Channel.AUTOMATIC}
_IN_NEED = re.compile("高龄|残疾|失能|孤儿|困境|留守")


@rule("T04", Severity.ERROR, Group.DELIVERY, "ZJ第2条、第5条、第15条")
def result_needs_no_second_trip(service: PublicService) -> Iterator[Finding]:
    """承诺件的结果，不能只到窗口领取。

    只能窗口领取，就要跑第二次。请增加邮寄、代办送达或电子证照。

    ```yaml title="符合"
    办件类型: 承诺件
    送达方式: [窗口领取, 邮寄]
    ```

    ```yaml title="不符合：送达方式"
    办件类型: 承诺件
    送达方式: [窗口领取]
    ```
    """
    if service.is_promised and {*service.deliveries} == {Delivery.COUNTER}:
        message = "结果只能窗口领取，会造成第二次跑动"
        yield Finding(("送达方式",), message, "请增加邮寄、代办送达或电子证照")


@rule("T05", Severity.ERROR, Group.CHANNELS, "ZJ第6条；YS第37条；无障碍环境建设法第39条")
def there_is_a_way_without_a_phone(service: PublicService) -> Iterator[Finding]:
    """不能只有网上一条路。

    不会用手机的人也要能办。请保留窗口、村级代收、帮办代办或上门。

    ```yaml title="符合"
    办理渠道: [网上, 掌上, 村级代收]
    ```

    ```yaml title="不符合：办理渠道"
    办理渠道: [网上, 掌上]
    ```
    """
    if service.channels and {*service.channels} <= _ON_LINE:
        message = "只能网上办理，没有线下的路"
        yield Finding(("办理渠道",), message, "请增加窗口、村级代收、帮办代办或上门")


@rule("T06", Severity.ERROR, Group.CHANNELS, "ZJ第6条；XK第29条")
def there_is_a_way_beside_the_window(service: PublicService) -> Iterator[Finding]:
    """不能只有窗口一条路。

    只有窗口，住得远的、走不动的就只能跑。请增加网上、邮寄、村级代收或帮办代办；一个渠道也没写的，请补上。

    ```yaml title="符合"
    办理渠道: [窗口, 网上]
    ```

    ```yaml title="不符合：办理渠道"
    办理渠道: [窗口]
    跑动次数: 1
    必须现场原因: 依法须当面采集指纹
    ```

    ```yaml title="不符合：办理渠道"
    办理渠道: []
    ```
    """
    if {*service.channels} <= {Channel.WINDOW}:
        message = "只有窗口一个渠道" if service.channels else "没有写办理渠道"
        yield Finding(("办理渠道",), message, "请补充网上、邮寄、村级代收、帮办代办等方式")


@rule(
    "T08",
    Severity.WARNING,
    Group.ASSISTANCE,
    "国办发〔2020〕45号（待核对）；无障碍环境建设法第39、40条",
)
def people_in_need_are_helped(service: PublicService) -> Iterator[Finding]:
    """给老人、残疾人、孤儿等办的事，要有人帮办或者上门。

    重点人群里有高龄、残疾、失能、孤儿、困境、留守的，请在渠道里写帮办代办、村级代收、上门或免申即享。

    ```yaml title="符合"
    重点人群: [高龄老人]
    办理渠道: [窗口, 网上, 帮办代办]
    ```

    ```yaml title="不符合：办理渠道"
    重点人群: [高龄老人]
    办理渠道: [窗口, 网上]
    ```
    """
    if _IN_NEED.search(" ".join(service.target_groups)) and not _HELP & {*service.channels}:
        message = "面向特殊群体，没有帮办代办或上门服务"
        yield Finding(("办理渠道",), message, "请增加帮办代办、村级代收或上门")
