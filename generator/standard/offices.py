"""Rules about who deals with it, by what power, and on whose word (岗位、赋权、来源、联系人)."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from generator.catalog import Guide
from generator.models.base import is_mobile
from generator.models.place import Consent
from generator.models.service import PublicService
from generator.models.words import Credibility
from generator.problem import Finding, Severity
from generator.standard.rule import About, Group, rule

_DELEGATED = "委托"
_HANDED_DOWN = ("授权", _DELEGATED)
_PHONES = (
    ("办公电话", "office_phone"),
    ("手机", "mobile"),
    ("电话", "phone"),
    ("咨询电话", "enquiry_phone"),
    ("监督电话", "complaint_phone"),
)


def needs_review(reviewed: date, today: date) -> bool:
    """Whether a guide was last reviewed more than a year ago (catalog format, 复核日期)."""
    return (today.year - 1, today.month, today.day) > (reviewed.year, reviewed.month, reviewed.day)


@rule(
    "S01",
    Severity.ERROR,
    Group.POSTS,
    "种子文章“服务AB岗交流制度”；首问负责/限时办结",
    About.GUIDE,
)
def two_people_know_the_matter(guide: Guide) -> Iterator[Finding]:
    """每件事要有 A 岗和 B 岗，而且是两个人。

    A 岗下乡、请假，B 岗顶上，群众就不会白跑。请在“分工”里给这个领域写上 A岗、B岗的人员编号，
    个别事项不一样的，写在事项自己的下面。

    ```yaml title="符合"
    A岗: A01
    B岗: A02
    ```

    ```yaml title="不符合：B岗"
    A岗: A01
    ```

    ```yaml title="不符合：B岗"
    A岗: A01
    B岗: A01
    ```
    """
    hint = "请写两个不同的人员编号，例如：A岗: A01，B岗: A02"
    post_a, post_b = guide.posts
    missing = [field for field, number in (("A岗", post_a), ("B岗", post_b)) if not number]
    if missing:
        yield Finding((missing[0],), f"没有{'和'.join(missing)}", hint)
    elif post_a == post_b:
        yield Finding(("B岗",), f"A岗和B岗是同一个人（{post_a}）", hint)


@rule("S02", Severity.ERROR, Group.POWERS, "XK第23、24条；赣府发〔2025〕14号")
def powers_handed_down_name_their_source(service: PublicService) -> Iterator[Finding]:
    """上面放下来的权力，要写明是哪个部门放的；委托的要公告。

    群众有权知道谁在决定、错了找谁。请写“来源部门”；方式是“委托”的，再写“公告”的名称、日期或网址。

    ```yaml title="符合"
    权力来源: {方式: 委托, 来源部门: 县林业局, 公告: 委托公告（写明日期和网址）}
    ```

    ```yaml title="不符合：权力来源.来源部门"
    权力来源: {方式: 授权}
    ```

    ```yaml title="不符合：权力来源.公告"
    权力来源: {方式: 委托, 来源部门: 县林业局}
    ```
    """
    power = service.power_source
    if power is None or not power.mode.startswith(_HANDED_DOWN):
        return
    if not power.from_authority:
        message = f"{power.mode}的事项没有写来源部门"
        yield Finding(("权力来源", "来源部门"), message, "请写：来源部门: 县林业局")
    elif power.mode == _DELEGATED and not power.announcement:
        yield Finding(("权力来源", "公告"), "委托的事项没有公告", "请写公告的名称、日期或网址")


@rule("S05", Severity.WARNING, Group.SOURCES, "本项目数据质量规则", About.DATED_SERVICE)
def what_is_published_is_confirmed_and_current(
    service: PublicService, today: date
) -> Iterator[Finding]:
    """资料要可靠，也要没有过期。

    可信度写“低”的，经主管部门确认后再启用，没有确认前请写“状态: 暂停”。过了失效日期的，
    请更新或者暂停。复核日期过了一年的，请和主管部门再核对一遍，改成当天的日期。

    ```yaml title="符合"
    资料来源: {可信度: 低}
    状态: 暂停
    ```

    ```yaml title="不符合：资料来源.可信度"
    资料来源: {可信度: 低}
    ```

    ```yaml title="不符合：失效日期"
    失效日期: 2020-12-31
    ```

    ```yaml title="不符合：复核日期"
    复核日期: 2020-01-01
    ```
    """
    if not service.is_active:
        return
    if service.provenance and service.provenance.credibility is Credibility.LOW:
        hint = "须经主管部门确认后启用，确认前请写“状态: 暂停”"
        yield Finding(("资料来源", "可信度"), "来源可信度低", hint)
    if service.expires and service.expires < today:
        message = f"已过失效日期（{service.expires}）"
        yield Finding(("失效日期",), message, "请更新指南，或者写“状态: 暂停”")
    if service.reviewed and needs_review(service.reviewed, today):
        message = f"复核日期（{service.reviewed}）已过一年"
        yield Finding(("复核日期",), message, "请和主管部门核对后，改成核对那天的日期")


@rule(
    "S06",
    Severity.ERROR,
    Group.CONTACTS,
    "个人信息保护法第13、25条；政府信息公开条例第20条(二)",
    About.DATED_CONTACT,
)
def private_numbers_need_consent(contact: BaseModel, today: date) -> Iterator[Finding]:
    """私人手机号，本人同意了才能公开。

    固定电话、12345、短号可以直接写。要公开手机号的，把人登记到“人员”或“帮办代办员”里，
    写上“同意公开”的日期和范围。同意到期以后，网页自动不再显示，请和本人续签，或者换成固定电话。

    ```yaml title="符合"
    电话: 0794-00000001
    ```

    ```yaml title="符合"
    电话: "13800000000"
    同意公开: {日期: 2026-10-01, 范围: [网页], 到期: 2099-10-01}
    ```

    ```yaml title="不符合：电话"
    电话: "13800000000"
    ```

    ```yaml title="不符合：同意公开.日期"
    电话: "13800000000"
    同意公开: {日期: 2099-10-01, 范围: [网页]}
    ```

    ```yaml title="不符合：同意公开.到期"
    电话: "13800000000"
    同意公开: {日期: 2019-10-01, 范围: [网页], 到期: 2020-10-01}
    ```
    """
    numbers = ((field, getattr(contact, name, None)) for field, name in _PHONES)
    private = [field for field, number in numbers if number and is_mobile(number)]
    consent: Consent | None = getattr(contact, "consent", None)
    if consent is None:
        hint = "请换成固定电话；一定要用手机号的，登记到人员名下，写“同意公开”"
        for field in private:
            yield Finding((field,), "手机号公开无依据或同意", hint)
    elif private and consent.day > today:
        message = f"同意从{consent.day}起才有，现在还不能公开手机号"
        yield Finding(("同意公开", "日期"), message, "请核对日期，或者先换成固定电话")
    elif private and consent.ends and consent.ends < today:
        message = f"公开手机号的同意已到期（{consent.ends}），网页上不再显示"
        hint = "请和本人续签，或者换成固定电话"
        yield Finding(("同意公开", "到期"), message, hint, Severity.WARNING)
