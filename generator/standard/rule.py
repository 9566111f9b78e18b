"""What a rule of the standard is. Its docstring is its page in the handbook and its test."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from typing import NamedTuple

from generator.problem import Finding, Path, Severity, dotted


class Group(StrEnum):
    """What a rule is about (组)."""

    ELEMENTS = "要素"
    TIME = "时限"
    FEES = "收费"
    RESULT = "结果"
    SUPERVISION = "监督"
    MATERIALS = "材料"
    DEFERRAL = "容缺"
    TRIPS = "跑动"
    DELIVERY = "送达"
    CHANNELS = "渠道"
    ASSISTANCE = "帮办"
    PROCEDURE = "流程"
    POSTS = "岗位"
    POWERS = "赋权"
    NOTICE = "公示"
    SOURCES = "来源"
    CONTACTS = "联系人"

    @property
    def is_of_the_standard(self) -> bool:
        """Whether an error of the group means 未达标; errors of the others stop publication."""
        return self in _OF_THE_STANDARD


_OF_THE_STANDARD = {
    Group.ELEMENTS,
    Group.TIME,
    Group.FEES,
    Group.RESULT,
    Group.SUPERVISION,
    Group.MATERIALS,
    Group.DEFERRAL,
    Group.TRIPS,
    Group.DELIVERY,
    Group.CHANNELS,
}


class About(StrEnum):
    """What a rule looks at, and so what its function takes."""

    SERVICE = "事项"
    DATED_SERVICE = "事项和当天的日期"
    GUIDE = "乡镇的一份指南"
    DATED_CONTACT = "公布了电话的人、单位或事项，和当天的日期"
    SERVICES = "一起办理的全部事项"


class Example(NamedTuple):
    """A piece of YAML; `field` is where it breaks the rule, empty where it keeps it."""

    text: str
    field: str

    @property
    def keeps(self) -> bool:
        """Whether it keeps the rule (符合)."""
        return not self.field

    @property
    def path(self) -> Path:
        """Where it breaks the rule, as a finding says it."""
        steps = self.field.split(".") if self.field else []
        return tuple(int(step) if step.isdecimal() else step for step in steps)

    @property
    def place(self) -> str:
        """Where it breaks the rule, as staff read it."""
        return dotted(self.path)


Check = Callable[..., Iterator[Finding]]
_LAWS = {
    "ZJ": "《浙江省保障“最多跑一次”改革规定》",
    "YS": "《优化营商环境条例》",
    "XK": "《行政许可法》",
    "ZX": "《国务院关于在线政务服务的若干规定》",
}
"""The short names of laws in the sources of rules."""
_EXAMPLE = re.compile(r'```yaml title="(?P<title>[^"]*)"\n(?P<text>.*?)```', re.DOTALL)


@dataclass(frozen=True)
class Rule:
    """One rule. `check` gives findings whose fields are those of what it is `about`.

    About all services the first step of a finding's path is the service.
    """

    identifier: str
    severity: Severity
    group: Group
    source: str
    about: About
    check: Check

    @property
    def title(self) -> str:
        """What it asks for, in a sentence."""
        return self._manual.partition("\n")[0].rstrip("。")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Why, and how to mend it."""
        prose = _EXAMPLE.sub("", self._manual.partition("\n")[2])
        return tuple("".join(part.split("\n")) for part in prose.split("\n\n") if part.strip())

    @property
    def examples(self) -> tuple[Example, ...]:
        """Pieces of YAML that keep the rule, and that break it."""
        found = _EXAMPLE.finditer(self._manual)
        return tuple(Example(one["text"], one["title"].partition("：")[2]) for one in found)

    @property
    def sources(self) -> str:
        """Laws and documents it rests on, with their full names."""
        return re.sub("|".join(_LAWS), lambda found: _LAWS[found[0]], self.source)

    @property
    def _manual(self) -> str:
        return cleandoc(self.check.__doc__ or "")


def rule(
    identifier: str,
    severity: Severity,
    group: Group,
    source: str,
    about: About = About.SERVICE,
) -> Callable[[Check], Rule]:
    """Makes a rule of the function that checks it."""
    return lambda check: Rule(identifier, severity, group, source, about, check)
