"""Rules about trips (跑动)."""

from collections.abc import Iterator

from generator.models.service import PublicService
from generator.problem import Finding, Severity
from generator.standard import trips
from generator.standard.rule import Group, rule


@rule("T01", Severity.ERROR, Group.TRIPS, "ZJ第2条")
def the_window_takes_one_trip(service: PublicService) -> Iterator[Finding]:
    """到窗口办，最多跑一次。

    按窗口这条路、用最省事的送达方式来算，来拿结果也算一次。超过一次的，请把再来签字、采集并到提交那一趟，
    或者增加邮寄、代办送达、电子证照。

    ```yaml title="符合"
    办理渠道: [窗口, 网上]
    送达方式: [窗口领取, 邮寄]
    ```

    ```yaml title="不符合：办理渠道"
    办理渠道: [窗口, 网上]
    跑动次数: 1
    必须现场原因: 证件须本人领取
    送达方式: [窗口领取, 当场领取]
    ```
    """
    count = trips.of(service).at_window
    if count is not None and count > 1:
        message = f"到窗口办理至少要跑 {count} 次，不符合“最多跑一次”"
        hint = "请把中间的到场并到提交那一趟，或者增加邮寄、代办送达、电子证照"
        yield Finding(("办理渠道",), message, hint)


@rule("T02", Severity.ERROR, Group.TRIPS, "评价标签114/313；GB/T 39554.2 limitSceneNum")
def declared_trips_are_the_derived_ones(service: PublicService) -> Iterator[Finding]:
    """填的跑动次数，要和算出来的一样。

    次数由程序按渠道、流程和送达方式算出来。对不上，请改“跑动次数”；觉得算错了，请核对流程里的“地点”
    “申请人到场”“与提交同次”。

    ```yaml title="符合"
    跑动次数: 0
    ```

    ```yaml title="不符合：跑动次数"
    跑动次数: 1
    ```
    """
    least = trips.of(service).least
    if service.visits is not None and least is not None and service.visits != least:
        message = f"填报跑动 {service.visits} 次，按数据推算为 {least} 次"
        yield Finding(("跑动次数",), message, "请改次数，或者核对流程、渠道和送达方式")


@rule("T03", Severity.ERROR, Group.TRIPS, "GB/T 39554.2 limitSceneExplain")
def a_needed_trip_is_explained(service: PublicService) -> Iterator[Finding]:
    """非要来一趟的，要写明为什么。

    哪条路都至少要到现场一次的，请写“必须现场原因”，例如法律规定要本人采集指纹。

    ```yaml title="符合"
    办理渠道: [窗口, 邮寄]
    跑动次数: 1
    必须现场原因: 依法须当面采集指纹
    办理流程:
    - {环节: 采集指纹, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核, 承办: 乡镇}
    ```

    ```yaml title="不符合：必须现场原因"
    办理渠道: [窗口, 邮寄]
    跑动次数: 1
    办理流程:
    - {环节: 采集指纹, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核, 承办: 乡镇}
    ```
    """
    least = trips.of(service).least
    if least and not service.why_visit:
        message = f"需到现场 {least} 次，没有写必须现场办理的原因"
        yield Finding(("必须现场原因",), message, "请写明为什么；没有理由的，请增加不用跑的渠道")


@rule("T07", Severity.WARNING, Group.TRIPS, "推导规则（本项目）")
def visits_elsewhere_are_told(service: PublicService) -> Iterator[Finding]:
    """另外要去医院、银行的，要写明去几次。

    不算进跑动次数，但群众要提前知道。流程里有申请人到场的医院、银行等环节的，请写“第三方到场次数”，
    网页和海报会写出“另需”。

    ```yaml title="符合"
    第三方到场次数: 1
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 残疾评定, 承办: 指定医院, 地点: 第三方机构, 申请人到场: 是}
    ```

    ```yaml title="不符合：第三方到场次数"
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 残疾评定, 承办: 指定医院, 地点: 第三方机构, 申请人到场: 是}
    ```
    """
    count = trips.visits_to_be_told(service)
    if count and not service.third_party_visits:
        message = f"另需到第三方场所 {count} 次，没有登记"
        yield Finding(("第三方到场次数",), message, f"请写：第三方到场次数: {count}")
