"""What a county may say of the rules of the standard: other levels, and exceptions."""

import re
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from generator.models.base import Day, Model, Text, Words, field, shown, wrong
from generator.models.words import RuleLevel

_RULE = re.compile(r"[A-Z][0-9]{2}")


def _rule_id(value: object) -> str:
    if isinstance(value, str) and _RULE.fullmatch(value):
        return value
    raise wrong(f"“{shown(value)}”不是规则编号", "请写 T04 这样的编号，guides explain 列出全部规则")


RuleId = Annotated[
    str,
    PlainValidator(_rule_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_RULE.pattern}$"}),
]
"""A rule of the standard, as `M15`."""


class RuleSetting(Model):
    """Another level for a rule, and why (规则)."""

    level: RuleLevel = field("级别", "错误要改好才算达标，提醒不影响，忽略就不再说", "忽略")
    reason: Words = field("原因", "为什么和全省不一样", "本县材料已经精简过一轮")


def _explained(value: object) -> object:
    if isinstance(value, str):
        raise wrong("改了级别，要写明原因", f"请写成 {{级别: {shown(value)}, 原因: …}}")
    return value


Explained = Annotated[RuleSetting, BeforeValidator(_explained)]
"""A setting; a bare level is asked for its reason."""


class StandardException(Model):
    """A service that may break a rule, and the document that says so (例外; 浙江规定 art. 4)."""

    service: Text = field("事项", "事项编号", "rr-homestead")
    rule: RuleId = field("规则", "哪一条规则", "T01")
    document: Words = field("文件", "批准的省级文件，写到文号", "省政府公布的例外清单（文号）")
    ends: Day | None = field("到期", "例外到哪天为止", "2027-12-31", default=None)
