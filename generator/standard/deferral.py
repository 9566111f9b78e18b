"""Rules about what may be handed in later (容缺受理)."""

from collections.abc import Iterator

from generator.explain import closest
from generator.models.service import PublicService
from generator.models.words import Necessity
from generator.problem import Finding, Severity
from generator.standard.materials import most_required
from generator.standard.rule import Group, rule

_MANY = 3
"""From so many required materials on, a guide has to say which may follow later."""


_GUESSED = 20
"""For so many wrong names the right one is looked for."""


@rule("M10", Severity.WARNING, Group.DEFERRAL, "ZJ第4条、第11条")
def says_what_may_follow_later(service: PublicService) -> Iterator[Finding]:
    """要写明哪些材料可以先收下、以后再补。

    材料多的承诺件，差一样就退回，是白跑的头一个原因。请在“容缺材料”里写可以后补的材料名称；
    一样也不能后补的，写“无可容缺: 原因”。

    ```yaml title="符合"
    无可容缺: 三样都要当场核对
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备}
    - {名称: 购机发票, 来源: 申请人自备}
    - {名称: 一寸照片, 来源: 申请人自备}
    ```

    ```yaml title="不符合：申请材料"
    申请材料:
    - {名称: 流转合同, 来源: 申请人自备}
    - {名称: 购机发票, 来源: 申请人自备}
    - {名称: 一寸照片, 来源: 申请人自备}
    ```
    """
    later = any(m.necessity is Necessity.LATER for m in service.materials or ())
    said = later or service.deferrable or service.why_none_deferrable
    if service.is_promised and not said and most_required(service) >= _MANY:
        hint = "请写“容缺材料: [名称]”；没有可以后补的，写“无可容缺: 原因”"
        yield Finding(("申请材料",), "没有写明哪些材料可以后补（容缺受理）", hint)


@rule("M11", Severity.ERROR, Group.DEFERRAL, "ZJ第11条")
def what_may_follow_is_on_the_list(service: PublicService) -> Iterator[Finding]:
    """容缺材料的名字，要和材料清单里的一样。

    名字对不上，窗口和群众都不知道说的是哪一样。请照抄清单里的名称。

    ```yaml title="符合"
    容缺材料: [购机发票]
    申请材料:
    - {名称: 购机发票, 来源: 申请人自备}
    ```

    ```yaml title="不符合：容缺材料.0"
    容缺材料: [发票]
    申请材料:
    - {名称: 购机发票, 来源: 申请人自备}
    ```
    """
    names = [material.name for material in service.materials or ()]
    for index, name in enumerate(service.deferrable):
        if name not in names:
            guess = closest(name, names) if index < _GUESSED else ""
            message = f"容缺材料“{name}”不在材料清单中{guess}"
            yield Finding(("容缺材料", index), message, "请照抄清单里的材料名称")
