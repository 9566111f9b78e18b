"""Rules about each material: where it comes from, how many, on what (材料)."""

import re
from collections import Counter
from collections.abc import Iterator

from generator import cases
from generator.models.service import Evidence, PublicService
from generator.models.words import Channel, MaterialForm, MaterialSource, Medium, Necessity
from generator.problem import Finding, Severity
from generator.standard.rule import Group, rule

_CERTIFICATE = re.compile("(?:证|证书|户口簿|执照|批准书)(?:（[^）]*）)?$")
_FILLED_IN = re.compile("(?:申请|登记|申报|审批|备案|承诺|授权|申报单)(?:表|书|单)$|表$|表（")
"""Names of what the applicant fills in (reading of M12)."""
_MOST_SHEETS = 3
_MOST_MATERIALS = 6
_ON_LINE = {Channel.ONLINE, Channel.MOBILE}


@rule("M04", Severity.ERROR, Group.MATERIALS, "ZX第7条；ZJ第7条、第8条")
def what_government_issued_is_looked_up(service: PublicService) -> Iterator[Finding]:
    """政府部门发的证件，要写明能不能由窗口去查。

    能共享的，不得再要群众带来。请写“数据共享: 从哪里查”；现在还查不到的，写“不可共享原因”。

    ```yaml title="符合"
    申请材料:
    - {名称: 居民身份证, 来源: 政府部门核发, 出具单位: 公安, 核验后退还: 是, 数据共享: 人口库}
    ```

    ```yaml title="不符合：申请材料.0"
    申请材料:
    - {名称: 居民身份证, 来源: 政府部门核发, 出具单位: 公安机关, 核验后退还: 是}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        said = material.shared_data or material.why_not_shared
        if _is_issued(material) and material.necessity is Necessity.REQUIRED and not said:
            message = f"“{material.name}”由政府部门核发，没有写能不能数据共享"
            hint = "请写“数据共享: 从哪里查”，或者“不可共享原因: …”"
            yield Finding(("申请材料", index), message, hint)


@rule("M06", Severity.ERROR, Group.MATERIALS, "ZJ第7条")
def no_material_is_asked_for_twice(service: PublicService) -> Iterator[Finding]:
    """同一样材料只要一次。

    写了两遍，群众会带两份，或者不知道该信哪一条。请合成一条；两种情形各要一次的，用“适用情形”分开。

    ```yaml title="符合"
    申请材料:
    - {名称: 补贴申请表, 来源: 申请人自备, 空白表: 有}
    - {名称: 购机发票, 来源: 申请人自备}
    ```

    ```yaml title="不符合：申请材料.1.名称"
    申请材料:
    - {名称: 购机发票, 来源: 申请人自备}
    - {名称: 购机发票, 来源: 申请人自备}
    ```
    """
    materials = service.materials or ()
    repeated = {name for view in cases.views(service) for name in _repeated(view)}
    seen: set[str] = set()
    for index, material in enumerate(materials):
        if material.name in seen & repeated:
            message = f"材料“{material.name}”重复，申请人只需提供一套"
            hint = "请合成一条；两种情形各要一次的，写成“适用情形: {问题: 回答}”"
            yield Finding(("申请材料", index, "名称"), message, hint)
        seen.add(material.name)


@rule("M07", Severity.ERROR, Group.MATERIALS, "GB/T 39554.2（materialType/pageNum）")
def numbers_fit_the_kind(service: PublicService) -> Iterator[Finding]:
    """份数要和“原件”“复印件”对得上。

    写要原件，原件份数就不能是 0。请核对“类型”和两个份数。

    ```yaml title="符合"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 类型: 原件和复印件, 原件份数: 1, 复印件份数: 1}
    ```

    ```yaml title="不符合：申请材料.0.原件份数"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 类型: 原件, 原件份数: 0}
    ```

    ```yaml title="不符合：申请材料.0.复印件份数"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 类型: 原件和复印件, 复印件份数: 0}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        for field in _zero_where_needed(material):
            message = f"“{material.name}”的份数与“{material.form}”不符"
            hint = "请改“类型”，或者写 1 份以上"
            yield Finding(("申请材料", index, field), message, hint)


@rule("M08", Severity.WARNING, Group.MATERIALS, "GB/T 36114；适老化")
def originals_are_said_to_be_given_back(service: PublicService) -> Iterator[Finding]:
    """证照原件，要写明看过就还。

    老人最怕证件交出去拿不回来。请写“核验后退还: 是”；依法要收走的，在“说明”里写明交回。

    ```yaml title="符合"
    申请材料:
    - {名称: 残疾人证, 来源: 政府部门核发, 出具单位: 残联, 数据共享: 残疾人库, 核验后退还: 是}
    ```

    ```yaml title="符合"
    申请材料:
    - {名称: 残疾人证, 来源: 政府部门核发, 出具单位: 残联, 数据共享: 残疾人库, 说明: 旧证交回}
    ```

    ```yaml title="不符合：申请材料.0"
    申请材料:
    - {名称: 残疾人证, 来源: 政府部门核发, 出具单位: 残联, 数据共享: 残疾人库}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        is_shown = _is_issued(material) and material.form is not MaterialForm.COPY
        said = "returned" in material.model_fields_set or "交回" in (material.note or "")
        if is_shown and _CERTIFICATE.search(material.name) and not said:
            message = f"“{material.name}”没有写看过以后还不还"
            hint = "请写“核验后退还: 是”；依法收回的，在“说明”里写明交回"
            yield Finding(("申请材料", index), message, hint)


@rule("M09", Severity.ERROR, Group.MATERIALS, "GB/T 39554.2（isNeed）；ZJ第43条(三)")
def conditional_materials_tell_the_condition(service: PublicService) -> Iterator[Finding]:
    """不是人人都要的材料，要写明什么情形才要。

    只写“非必要”，群众不知道自己要不要带，只好都带上。请写“适用情形”。

    ```yaml title="符合"
    申请材料:
    - {名称: 委托书, 来源: 申请人自备, 必要性: 非必要, 适用情形: 请别人代办时}
    ```

    ```yaml title="不符合：申请材料.0"
    申请材料:
    - {名称: 委托书, 来源: 申请人自备, 必要性: 非必要}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        if material.necessity is Necessity.CONDITIONAL and not material.applies_when:
            message = f"“{material.name}”标为非必要，没有写什么情形才需要"
            yield Finding(("申请材料", index), message, "请写：适用情形: 什么情况才要带")


@rule("M12", Severity.WARNING, Group.MATERIALS, "好差评标签207/308；GB/T 36114")
def forms_can_be_had(service: PublicService) -> Iterator[Finding]:
    """要群众填的表，要有空白表或填写样本。

    没有表就填不了，填错了又要再跑。窗口有空白表的写“空白表: 有”，有样本的写“样表: 有”。

    ```yaml title="符合"
    申请材料:
    - {名称: 小额信贷申请表, 来源: 申请人自备, 空白表: 有}
    ```

    ```yaml title="不符合：申请材料.0"
    申请材料:
    - {名称: 小额信贷申请表, 来源: 申请人自备}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        is_filled_in = material.source is MaterialSource.APPLICANT and _FILLED_IN.search(
            material.name
        )
        if is_filled_in and not material.blank_form and not material.sample_form:
            message = f"“{material.name}”没有空白表或填写样本"
            yield Finding(("申请材料", index), message, "请备好空白表，写“空白表: 有”")


@rule("M13", Severity.ERROR, Group.MATERIALS, "GB/T 39554.2（sourceType/sourceExplain）")
def what_government_issued_names_the_issuer(service: PublicService) -> Iterator[Finding]:
    """政府部门发的证件，要写明是哪个部门发的。

    不知道找谁补办，证件丢了的人就卡住了。请写“出具单位”。

    ```yaml title="符合"
    申请材料:
    - {名称: 居民身份证, 来源: 政府部门核发, 出具单位: 公安, 核验后退还: 是, 数据共享: 人口库}
    ```

    ```yaml title="不符合：申请材料.0"
    申请材料:
    - {名称: 居民身份证, 来源: 政府部门核发, 核验后退还: 是, 数据共享: 人口库核验}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        if _is_issued(material) and not material.issuer:
            message = f"“{material.name}”没有写核发部门"
            yield Finding(("申请材料", index), message, "请写：出具单位: 公安机关")


@rule("M14", Severity.ERROR, Group.MATERIALS, "ZJ第6条第2款；ZX第11条")
def online_applicants_need_no_paper(service: PublicService) -> Iterator[Finding]:
    """网上能办的，不能再要纸质材料。

    网上交了又叫人送纸来，等于没有网上办。请把“形式”改成“纸质或电子”；法律要求纸质的，写“仅限纸质原因”。

    ```yaml title="符合"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 形式: 纸质, 仅限纸质原因: 写明法律条款}
    ```

    ```yaml title="不符合：申请材料.0.形式"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 形式: 纸质}
    ```
    """
    if not _ON_LINE & {*service.channels}:
        return
    for index, material in enumerate(service.materials or ()):
        is_paper = material.medium is Medium.PAPER and material.necessity is Necessity.REQUIRED
        if is_paper and not material.why_paper:
            message = f"可以网上申请，却还要纸质的“{material.name}”"
            hint = "请改成“纸质或电子”，或者写“仅限纸质原因”（法律条款）"
            yield Finding(("申请材料", index, "形式"), message, hint)


@rule("M15", Severity.WARNING, Group.MATERIALS, "YS第35条“减材料”")
def few_materials_and_few_copies(service: PublicService) -> Iterator[Finding]:
    """材料和份数不要太多。

    一样材料原件加复印件超过 3 份，或者必带的材料超过 6 样，请核对能不能精简、能不能由窗口复印。

    ```yaml title="符合"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 类型: 原件和复印件, 复印件份数: 2}
    ```

    ```yaml title="不符合：申请材料.0"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备, 类型: 原件和复印件, 复印件份数: 3}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        sheets = material.originals + material.copies
        if sheets > _MOST_SHEETS:
            message = f"“{material.name}”要 {sheets} 份，偏多"
            yield Finding(("申请材料", index), message, "请核对能否精简，复印件由窗口来印")
    if (count := most_required(service)) > _MOST_MATERIALS:
        message = f"必要材料有 {count} 项，偏多"
        yield Finding(("申请材料",), message, "请核对能否精简，能共享的由窗口去查")


def most_required(service: PublicService) -> int:
    """How many materials are required (必要) in the case that requires most."""
    return max(
        sum(material.necessity is Necessity.REQUIRED for material in view.materials or ())
        for view in cases.views(service)
    )


def _is_issued(material: Evidence) -> bool:
    return material.source is MaterialSource.GOVERNMENT


def _repeated(service: PublicService) -> set[str]:
    names = Counter(material.name for material in service.materials or ())
    return {name for name, count in names.items() if count > 1}


def _zero_where_needed(material: Evidence) -> Iterator[str]:
    """The fields that give no sheet of a kind that is asked for."""
    form, originals, copies = material.form, material.originals, material.copies
    if form in {MaterialForm.ORIGINAL, MaterialForm.BOTH} and not originals:
        yield "原件份数"
    if form in {MaterialForm.COPY, MaterialForm.BOTH} and not copies:
        yield "复印件份数"
