"""The rule against circular proofs (循环证明), on the graph of services, materials and results."""

import re
from collections.abc import Iterator, Mapping

from generator.models.service import Evidence, PublicService
from generator.models.words import Necessity
from generator.problem import Finding, Severity
from generator.standard.rule import About, Group, rule

_ASIDE = re.compile("（[^）]*）")
_CHOICE = re.compile("或者?|/|、")
_FORMER = re.compile("^(?:旧|原|变更后)|换领|补领|换发|补发")
"""What one gives back or shows is not what one is applying for."""


@rule(
    "M05",
    Severity.ERROR,
    Group.MATERIALS,
    "国办发〔2018〕47号（待核对）；民发〔2020〕20号",
    About.SERVICES,
)
def nothing_is_needed_to_get_itself(services: Mapping[str, PublicService]) -> Iterator[Finding]:
    """不能循环证明：办甲要先有乙，办乙又要先有甲。

    程序把全部事项的材料和结果连成一张图来查：一样证件，如果所有能办它的事项都要先有它自己，
    或者绕一圈又要它，第一次来的人就永远办不成。请把其中一样材料改成部门核对、承诺，或者删去。
    换领、补领时交回旧证不算。

    ```yaml title="符合"
    办理结果: {名称: 残疾人证, 类型: 证照}
    申请材料:
    - {名称: 残疾评定表, 来源: 其他, 出具单位: 指定医院}
    ```

    ```yaml title="不符合：申请材料.0.名称"
    办理结果: {名称: 残疾人证, 类型: 证照}
    申请材料:
    - {名称: 申请人残疾人证, 来源: 其他, 出具单位: 残联}
    ```
    """
    makers = _makers(services)
    stuck = _unobtainable(services, makers)
    for name, service in services.items():
        for index, material in enumerate(service.materials or ()):
            ways = _ways(material, makers)
            if not ways or not all(way in stuck for way in ways):
                continue
            if circle := _circle(name, ways, services, makers, stuck):
                message = f"存在循环证明：{' → '.join(circle)}"
                hint = "请把其中一样改成部门核对、告知承诺，或者删去"
                yield Finding((name, "申请材料", index, "名称"), message, hint)


def _makers(services: Mapping[str, PublicService]) -> dict[str, list[str]]:
    """For each result the services that give it."""
    makers: dict[str, list[str]] = {}
    for name, service in services.items():
        if service.output and service.output.name:
            makers.setdefault(_bare(service.output.name), []).append(name)
    return makers


def _bare(name: str) -> str:
    return _ASIDE.sub("", name)


def _ways(material: Evidence, makers: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The results that will do for a material everybody needs; none if it comes from elsewhere."""
    if material.necessity is not Necessity.REQUIRED or material.applies_when:
        return ()
    if _FORMER.search(material.name) or "交回" in (material.note or ""):
        return ()
    choices = (*_CHOICE.split(_bare(material.name)), *material.alternatives)
    found = [next((made for made in makers if choice.endswith(made)), None) for choice in choices]
    return tuple(one for one in found if one) if all(found) else ()


def _unobtainable(
    services: Mapping[str, PublicService], makers: Mapping[str, list[str]]
) -> set[str]:
    """Results that nobody can have who doesn't have one of them already."""
    stuck = set(makers)
    while True:
        freed = {made for made in stuck if _can_be_had(made, services, makers, stuck)}
        if not freed:
            return stuck
        stuck -= freed


def _can_be_had(
    made: str,
    services: Mapping[str, PublicService],
    makers: Mapping[str, list[str]],
    stuck: set[str],
) -> bool:
    return any(not _blocked(services[maker], makers, stuck) for maker in makers[made])


def _blocked(service: PublicService, makers: Mapping[str, list[str]], stuck: set[str]) -> list[str]:
    """The results a service waits for that can't be had."""
    needed = (_ways(material, makers) for material in service.materials or ())
    return [way for ways in needed if all(way in stuck for way in ways) for way in ways]


def _circle(
    start: str,
    needed: tuple[str, ...],
    services: Mapping[str, PublicService],
    makers: Mapping[str, list[str]],
    stuck: set[str],
) -> list[str]:
    """The way from a service over what it needs back to itself, as names; or nothing."""
    seen: set[str] = set()
    paths = [[need] for need in needed]
    while paths:
        path = paths.pop(0)
        for maker in makers[path[-1]]:
            if maker == start:
                return [services[start].name, *path, services[start].name]
            if maker not in seen:
                seen.add(maker)
                paths += [[*path, more] for more in _blocked(services[maker], makers, stuck)]
    return []
