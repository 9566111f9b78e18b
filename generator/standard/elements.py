"""Rules about what a guide has to say at all (要素)."""

import re
from collections.abc import Iterator

from generator import cases
from generator.models.service import PublicService
from generator.models.words import Channel, ServiceType
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule

_APPLYING = re.compile("申请|申报|受理|采集")
_REVIEWING = re.compile("审|核|检疫")
_DECIDING = re.compile("决定|批|发|登记|出证")
_LONG_NAME = 12
"""A name of more characters than this needs a plain one beside it."""


@rule("E01", Severity.ERROR, Group.ELEMENTS, "ZJ第4条；YS第35条")
def has_a_legal_basis(service: PublicService) -> Iterator[Finding]:
    """办事要有依据，依据要写到条、款或文号。

    群众有权知道凭什么要办、凭什么这样办。请在“设定依据”里写上法律或文件的名称，再写条款或文号。

    ```yaml title="符合"
    设定依据:
    - {名称: 社会救助暂行办法, 条款: 第九条至第十三条}
    ```

    ```yaml title="不符合：设定依据"
    设定依据: []
    ```

    ```yaml title="不符合：设定依据.0.条款"
    设定依据:
    - {名称: 社会救助暂行办法}
    ```
    """
    if not service.legal_resources:
        yield Finding(("设定依据",), "缺少办事依据", "请写 {名称: 法律或文件, 条款: 第几条或文号}")
    for index, law in enumerate(service.legal_resources):
        for field, value in (("名称", law.name), ("条款", law.clause)):
            if not value:
                yield Finding(
                    ("设定依据", index, field), f"依据没有写{field}", "请写到条、款（文号）"
                )


@rule("E02", Severity.ERROR, Group.ELEMENTS, "ZX第6条")
def has_requirements(service: PublicService) -> Iterator[Finding]:
    """受理条件要写明。

    不写条件，群众来了才知道自己不符合，白跑一趟。请一条一句写在“受理条件”里。

    ```yaml title="符合"
    受理条件: [具有本县户籍]
    ```

    ```yaml title="不符合：受理条件"
    受理条件: []
    ```
    """
    if not service.requirements:
        yield Finding(("受理条件",), "没有写明受理（办理）条件", "请写：受理条件: [第一条, 第二条]")


@rule("E03", Severity.ERROR, Group.ELEMENTS, "ZX第6条；ZJ第4条")
def lists_the_materials(service: PublicService) -> Iterator[Finding]:
    """申请材料要一样一样列出来。

    不列材料，群众只能空着手来问，再跑一趟来交。真的什么都不用带，请写“申请材料: 无需提交材料”。
    渠道里有“免申即享”的不用申请，可以不列。

    ```yaml title="符合"
    申请材料: 无需提交材料
    ```

    ```yaml title="符合"
    申请材料: []
    办理渠道: [免申即享, 窗口]
    ```

    ```yaml title="不符合：申请材料"
    申请材料: []
    ```
    """
    if service.materials is None and Channel.AUTOMATIC not in service.channels:
        yield Finding(("申请材料",), "没有列出申请材料", "确实没有的，请写：申请材料: 无需提交材料")


@rule("E04", Severity.ERROR, Group.ELEMENTS, "ZX第6条；ZJ第4条")
def tells_the_steps(service: PublicService) -> Iterator[Finding]:
    """办理流程要写明，每一步都有人承办。

    没有人承办的一步，就是没有人负责的一步。请给每一步写上“环节”和“承办”。

    ```yaml title="符合"
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核, 承办: 乡镇便民服务中心}
    ```

    ```yaml title="不符合：办理流程"
    办理流程: []
    ```

    ```yaml title="不符合：办理流程.1.承办"
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审核}
    ```
    """
    if not service.steps:
        yield Finding(("办理流程",), "没有写明办理流程", "请写：- {环节: 提交申请, 承办: 申请人}")
    elif not all(view.steps for view in cases.views(service)):
        hint = "请给每种情形都写上流程，或者删去步骤的“适用情形”"
        yield Finding(("办理流程",), "有的情形一步流程也没有", hint)
    for index, step in enumerate(service.steps):
        for field, value in (("环节", step.name), ("承办", step.by)):
            if not value:
                hint = "请写明这一步叫什么、谁来做"
                yield Finding(("办理流程", index, field), f"这一步没有写{field}", hint)


@rule("E13", Severity.WARNING, Group.ELEMENTS, "GB/T 39554.2 常见问题")
def answers_common_questions(service: PublicService) -> Iterator[Finding]:
    """要有常见问题解答；行政许可必须有。

    群众问得最多的话写在指南里，就少一趟、少一个电话。请写群众的原话，答一两句。
    行政许可没有常见问题，算不达标。

    ```yaml title="符合"
    常见问题:
    - {问: 村干部可以替我申请吗？, 答: 可以。}
    ```

    ```yaml title="不符合：常见问题"
    常见问题: []
    ```
    """
    if not service.faq:
        is_licence = service.service_type is ServiceType.LICENCE
        severity = Severity.ERROR if is_licence else None
        yield Finding(("常见问题",), "没有常见问题解答", "请写：- {问: …, 答: …}", severity)


@rule("E14", Severity.WARNING, Group.ELEMENTS, "XK第32—44条")
def licences_are_applied_for_reviewed_and_decided(service: PublicService) -> Iterator[Finding]:
    """行政许可的流程要有申请受理、审查、决定三段。

    许可要走法定程序，少写一段，群众就不知道卡在哪里。请检查“环节”的名字里有没有申请或受理、
    审查或审核、决定或核发。

    ```yaml title="符合"
    事项类型: 行政许可
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 审查, 承办: 乡镇, 用时: 3个工作日}
    - {环节: 决定并送达, 承办: 乡镇, 用时: 1个工作日}
    ```

    ```yaml title="不符合：办理流程"
    事项类型: 行政许可
    办理流程:
    - {环节: 提交申请, 承办: 申请人, 地点: 大厅, 申请人到场: 是}
    - {环节: 决定并送达, 承办: 乡镇, 用时: 1个工作日}
    ```
    """
    if service.service_type is not ServiceType.LICENCE:
        return
    names = " ".join(step.name or "" for step in service.steps)
    parts = (("受理", _APPLYING), ("审查", _REVIEWING), ("决定", _DECIDING))
    if missing := [name for name, words in parts if not words.search(names)]:
        message = f"许可事项流程缺少{'、'.join(missing)}"
        hint = "受理、审查、决定三段，环节的名字里要看得出来"
        yield Finding(("办理流程",), message, hint)


@rule("E15", Severity.WARNING, Group.ELEMENTS, "江西/广东办事指南“日常用语”字段；适老化规范 3.1.1")
def long_names_have_a_plain_one(service: PublicService) -> Iterator[Finding]:
    """名称长的事项，要有群众听得懂的叫法。

    老人找的是“低保”，不是“最低生活保障审核确认”。名称超过 12 个字的，请在“日常用语”里写群众的叫法，
    不要照抄事项名称。

    ```yaml title="符合"
    事项名称: 农村村民宅基地（住宅用地）审批
    日常用语: 批地建房
    ```

    ```yaml title="不符合：日常用语"
    事项名称: 农村村民宅基地（住宅用地）审批
    日常用语: 农村村民宅基地（住宅用地）审批
    ```
    """
    if len(service.name) > _LONG_NAME and service.plain_name in {None, service.name}:
        hint = "例如：最低生活保障审核确认，群众叫“低保”"
        yield Finding(("日常用语",), "没有群众听得懂的叫法", hint)
