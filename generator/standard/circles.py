"""The rule against circular proofs (循环证明), on the graph of services, materials and results."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator import cases
from generator.models.service import Evidence, PublicService
from generator.models.words import Necessity
from generator.problem import Finding, Severity
from generator.standard.rule import About, Group, rule

_ASIDE = re.compile("（[^）]*）")
_ANY = re.compile("任一|任何一|或|/")
_PARTS = re.compile("或者?|/|、")
_WHOSE = re.compile(
    "^(?:申请人|本人|户主|双方|夫妻双方|父或母|父母|监护人|子女|儿童|配偶|经营者|购机者|申报人|经办人"
    "|代办人|委托人|受托人|共同生活家庭成员|家庭成员)的?"
)
"""Whose a paper is: 申请人残疾人证 is a 残疾人证."""
_COPY = re.compile("(?:原件|复印件|原件和复印件|原件或复印件)$")
_FORMER = re.compile("^(?:旧|原(?!件)|变更后)|换领|补领|换发|补发")
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

    程序把全部事项的材料和结果连成一张图来查：一样证件，如果所有能办它的事项、每一种情形都要先有它自己，
    或者绕一圈又要它，第一次来的人就永远办不成。请把其中一样材料改成部门核对、承诺，或者删去。
    有的人才要的、有别的可以代替的、换领时交回的旧证，不算。

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
    for name, service in services.items():
        for index, material in enumerate(service.materials or ()):
            for ways in _needs(cases.unconditional(material), graph.makers):
                circle = graph.circle(name, ways, stuck) if stuck.issuperset(ways) else []
                if circle and graph.waits(name, stuck):
                    names = (service.name, *circle, service.name)
                    message = f"存在循环证明：{' → '.join(names)}"
                    hint = "请把其中一样改成部门核对、告知承诺，或者删去"
                    yield Finding((name, "申请材料", index, "名称"), message, hint)


Ways = tuple[str, ...]
"""Results of which any one will do."""


class _Graph(NamedTuple):
    """For each result the services that give it, for each case of a service what it waits for."""

    makers: Mapping[str, list[str]]
    needs: Mapping[str, list[list[Ways]]]

    @classmethod
    def of(cls, services: Mapping[str, PublicService]) -> "_Graph":
        """The graph of all services."""
        makers: dict[str, list[str]] = {}
        for name, service in services.items():
            if service.output and service.output.name:
                makers.setdefault(_bare(service.output.name), []).append(name)
        needs = {
            name: [
                [ways for one in view.materials or () for ways in _needs(one, makers)]
                for view in cases.views(service)
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
        return any(not self.waits(maker, stuck) for maker in self.makers[made])

    def waits(self, service: str, stuck: set[str]) -> list[str]:
        """The results that a service needs in each of its cases and that can't be had."""
        waiting = [
            [way for ways in case if stuck.issuperset(ways) for way in ways]
            for case in self.needs[service]
        ]
        return [result for case in waiting for result in case] if all(waiting) else []

    def circle(self, start: str, needed: Ways, stuck: set[str]) -> list[str]:
        """The results on the way from a service over what it needs back to it; or nothing."""
        seen: set[str] = set()
        paths = deque([need] for need in needed)
        while paths:
            path = paths.popleft()
            for maker in self.makers[path[-1]]:
                if maker == start:
                    return path
                if maker not in seen:
                    seen.add(maker)
                    paths.extend([*path, more] for more in self.waits(maker, stuck))
        return []


def _bare(name: str) -> str:
    return _ASIDE.sub("", name)


def _needs(material: Evidence, makers: Mapping[str, object]) -> Iterator[Ways]:
    """What a material everybody needs waits for; nothing if it comes from elsewhere.

    `甲证、乙证` are two needs, `甲证或乙证` is one that either will satisfy.
    """
    if material.necessity is not Necessity.REQUIRED or material.applies_when:
        return
    if _FORMER.search(material.name) or "交回" in (material.note or ""):
        return
    parts = [_made(part, makers) for part in _PARTS.split(_bare(material.name))]
    if _ANY.search(material.name) or material.alternatives:
        parts += [_made(other, makers) for other in material.alternatives]
        yield from [tuple(parts)] if all(parts) else []
    else:
        yield from ((part,) for part in parts if part)


def _made(material: str, makers: Mapping[str, object]) -> str:
    """The result that a material is, whosever it is and on whatever paper."""
    names = (material, _COPY.sub("", material), _COPY.sub("", _WHOSE.sub("", material)))
    return next((name for name in names if name in makers), "")
