"""The rule against circular proofs (循环证明), on the graph of services, materials and results."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

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
    graph = _Graph.of(services)
    stuck = graph.unobtainable()
    for name, needs in graph.needs.items():
        for index, ways in needs:
            circle = graph.circle(name, ways[0], stuck) if stuck.issuperset(ways) else []
            if circle:
                names = (services[name].name, *circle, services[name].name)
                message = f"存在循环证明：{' → '.join(names)}"
                hint = "请把其中一样改成部门核对、告知承诺，或者删去"
                yield Finding((name, "申请材料", index, "名称"), message, hint)


class _Graph(NamedTuple):
    """For each result the services that give it, and for each service the results it waits for.

    A need is the material's index and the results of which any one will do.
    """

    makers: Mapping[str, list[str]]
    needs: Mapping[str, list[tuple[int, tuple[str, ...]]]]

    @classmethod
    def of(cls, services: Mapping[str, PublicService]) -> "_Graph":
        """The graph of all services."""
        makers: dict[str, list[str]] = {}
        for name, service in services.items():
            if service.output and service.output.name:
                makers.setdefault(_bare(service.output.name), []).append(name)
        needs = {
            name: [
                (index, ways)
                for index, material in enumerate(service.materials or ())
                if (ways := _ways(material, makers))
            ]
            for name, service in services.items()
        }
        return cls(makers, needs)

    def unobtainable(self) -> set[str]:
        """Results that nobody can have who doesn't have one of them already."""
        stuck = set(self.makers)
        while freed := {made for made in stuck if self._can_be_had(made, stuck)}:
            stuck -= freed
        return stuck

    def _can_be_had(self, made: str, stuck: set[str]) -> bool:
        return any(not self._waits_for(maker, stuck) for maker in self.makers[made])

    def _waits_for(self, service: str, stuck: set[str]) -> list[str]:
        """The results a service needs and can't have."""
        return [ways[0] for _, ways in self.needs[service] if stuck.issuperset(ways)]

    def circle(self, start: str, need: str, stuck: set[str]) -> list[str]:
        """The results on the way from a service over what it needs back to it; or nothing."""
        seen: set[str] = set()
        paths = deque([[need]])
        while paths:
            path = paths.popleft()
            for maker in self.makers[path[-1]]:
                if maker == start:
                    return path
                if maker not in seen:
                    seen.add(maker)
                    paths.extend([*path, more] for more in self._waits_for(maker, stuck))
        return []


def _bare(name: str) -> str:
    return _ASIDE.sub("", name)


def _ways(material: Evidence, makers: Mapping[str, object]) -> tuple[str, ...]:
    """The results that will do for a material everybody needs; none if it comes from elsewhere."""
    if material.necessity is not Necessity.REQUIRED or material.applies_when:
        return ()
    if _FORMER.search(material.name) or "交回" in (material.note or ""):
        return ()
    choices = (*_CHOICE.split(_bare(material.name)), *material.alternatives)
    found = [_made(choice, makers) for choice in choices]
    return tuple(one for one in found if one) if all(found) else ()


def _made(material: str, makers: Mapping[str, object]) -> str:
    """The result a material's name ends with, the longest there is: 申请人残疾人证 is 残疾人证."""
    ends = (material[start:] for start in range(len(material)))
    return next((end for end in ends if end in makers), "")
