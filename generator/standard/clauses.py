"""Rules about open clauses and about proofs that may not be asked for (材料)."""

import re
from collections.abc import Iterator

from generator.models.service import Evidence, PublicService
from generator.problem import Finding, Path, Severity
from generator.standard.rule import Group, rule

_OPEN = re.compile(
    "其[他它](?:相关|有关|必要|需要)?(?:材料|证明|资料|文件|手续)"
    "|(?:有关|相关)(?:证明)?(?:材料|资料|手续|文件)"
    "|等(?:有关)?材料$"
    "|视(?:具体)?情况(?:提供|提交)"
    "|根据(?:实际)?需要"
    "|窗口(?:工作)?人员要求的"
    "|(?:要求|需要)(?:提供|提交)的其他"
    "|以窗口(?:要求|告知)为准"
    "|法律、?法规规定的其他"
)
"""Clauses that leave open what to bring (reading of M01)."""

_OF_A_VILLAGE = (
    "亲属关系",
    "居民身份信息",
    "户口登记项目内容变更申请",
    "居民养犬",
    "无犯罪记录",
    "社区戒毒社区康复人员情况",
    "人员失踪",
    "婚姻状况",
    "出生",
    "健在",
    "死亡",
    "疾病状况",
    "残疾状况",
    "婚育状况",
    "居民就业状况",
    "居民个人档案",
    "居民财产",
    "遗产继承权",
    "市场主体住所",
    "证件遗失",
)
"""The twenty proofs that a village may not be asked for (民发〔2020〕20号, annex)."""

_FORBIDDEN = re.compile(f"(?:{'|'.join(_OF_A_VILLAGE)})证明")
_VILLAGE = re.compile("(?<![农乡])村(?!卫生)|居委|居民委员会")
"""A village or a residents' committee, and not 农村 or 乡村 in the name of an office."""
_ALLOWED = ("出生医学证明", "健康证明", "诊断证明", "死亡医学证明", "接种证", "身份证")
_PROOF = "证明"


@rule(
    "M01",
    Severity.ERROR,
    Group.MATERIALS,
    "国发〔2018〕27号、行政许可标准化指引（待核对）；ZJ第43条(三)",
)
def says_exactly_what_to_bring(service: PublicService) -> Iterator[Finding]:
    """不能有“其他材料”这样的兜底话。

    “其他有关材料”“视情况提供”“以窗口告知为准”，等于叫群众先跑一趟来问。
    请把要带的一样一样列出来；列不出来的，就删去。

    ```yaml title="符合"
    申请材料:
    - {名称: 土地经营权流转合同, 来源: 申请人自备}
    ```

    ```yaml title="不符合：申请材料.0.名称"
    申请材料:
    - {名称: 其他有关材料, 来源: 申请人自备}
    ```

    ```yaml title="不符合：受理条件.0"
    受理条件: [法律法规规定的其他条件]
    ```
    """
    for path, text in _texts(service):
        if hit := _OPEN.search(text):
            message = f"出现兜底条款“{hit[0]}”"
            yield Finding(path, message, "请逐项列明，列不出来的请删除")


@rule("M02", Severity.ERROR, Group.MATERIALS, "民发〔2020〕20号附件")
def asks_no_village_for_forbidden_proofs(service: PublicService) -> Iterator[Finding]:
    """不能叫村（居）委会开不该开的证明。

    民政部等部门列了二十项村（居）委会不再出具的证明，例如亲属关系、婚姻状况、居民财产证明。
    凡是写明由村（居）委会出具的证明，也都算。请改成部门之间核对、申请人承诺，或者干脆不要。

    ```yaml title="符合"
    申请材料:
    - {名称: 家庭经济状况核对授权书, 来源: 申请人自备, 空白表: 有}
    ```

    ```yaml title="不符合：申请材料.0.名称"
    申请材料:
    - {名称: 家庭收入证明, 来源: 其他, 出具单位: 村民委员会}
    ```

    ```yaml title="不符合：申请材料.0.名称"
    申请材料:
    - {名称: 亲属关系证明, 来源: 申请人自备}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        if _is_forbidden(material):
            message = f"“{material.name}”属于村（居）委会不得出具的证明"
            hint = "请改成部门核对或者告知承诺，不需要的请删去"
            yield Finding(("申请材料", index, "名称"), message, hint)


@rule("M03", Severity.ERROR, Group.MATERIALS, "YS第44条")
def proofs_rest_on_the_law(service: PublicService) -> Iterator[Finding]:
    """要证明，就要有法律、法规或者国务院决定的依据。

    没有依据的证明不能要。请写上“法定依据”，或者换成承诺、换成部门核对。
    出生医学证明、死亡医学证明、诊断证明、健康证明、接种证和身份证，本来就是法定文书，可以直接写。

    ```yaml title="符合"
    申请材料:
    - {名称: 诊断证明, 来源: 其他, 出具单位: 二级以上医院}
    ```

    ```yaml title="符合"
    申请材料:
    - {名称: 完税证明, 来源: 申请人自备, 法定依据: 契税法第十一条（使用前请核对）}
    ```

    ```yaml title="不符合：申请材料.0.名称"
    申请材料:
    - {名称: 收入证明, 来源: 其他, 出具单位: 用人单位}
    ```
    """
    for index, material in enumerate(service.materials or ()):
        if _PROOF in material.name and not _is_forbidden(material) and not _is_allowed(material):
            message = f"证明事项“{material.name}”没有法律、法规或者国务院决定依据"
            hint = "请写“法定依据”，或者改成告知承诺、部门核对"
            yield Finding(("申请材料", index, "名称"), message, hint)


def _texts(service: PublicService) -> Iterator[tuple[Path, str]]:
    for index, material in enumerate(service.materials or ()):
        yield ("申请材料", index, "名称"), material.name
    for index, sentence in enumerate(service.requirements):
        yield ("受理条件", index), sentence


def _is_forbidden(material: Evidence) -> bool:
    if _FORBIDDEN.search(material.name.replace("、", "")):
        return True
    issuers = f"{material.issuer or ''} {material.source_note or ''}"
    return _PROOF in material.name and bool(_VILLAGE.search(issuers))


def _is_allowed(material: Evidence) -> bool:
    return bool(material.legal_basis) or any(word in material.name for word in _ALLOWED)
