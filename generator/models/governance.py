"""Rules a hall keeps, who leads in what, and who enforces: what officials promise in public."""

from typing import Self

from pydantic import field_validator, model_validator

from generator.models.base import Day, Model, Phone, Text, Words, field, wrong

STANDING_RULES = ("首问负责", "一次性告知", "限时办结", "AB岗", "延时预约", "责任追究")
"""The rules (制度) every hall keeps; the site has words for each."""


class HouseRule(Model):
    """A rule of the hall (制度), as it hangs on the wall."""

    name: Text = field("名称", f"制度的名字，常用的：{'、'.join(STANDING_RULES)}", "首问负责")
    text: Words | None = field(
        "内容", "制度的全文；六项常用制度不写时用现成的", "谁先接待谁负责到底。", default=None
    )
    effective: Day | None = field("生效日期", "从哪天起执行", "2026-12-01", default=None)

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if self.text is None and self.name not in STANDING_RULES:
            raise wrong(
                f"“{self.name}”还没有内容",
                f"请写上“内容: …”；只有{'、'.join(STANDING_RULES)}可以不写",
            )
        return self


class Lead(Model):
    """Who leads in a question that is passed around (谁牵头): exactly one, others support."""

    issue: Text = field("问题", "群众的说法", "路灯不亮没人修")
    lead: Text = field("牵头", "只写一个：乡镇，或者县直部门的名称", "乡镇")
    support: tuple[Text, ...] = field("配合", "一起出力的单位", ["县城市管理局"], default=())

    @field_validator("lead", mode="before")
    @classmethod
    def _is_one(cls, value: object) -> object:
        if isinstance(value, list | dict):
            raise wrong("牵头单位只能写一个", "请只留一个，其余的写到“配合”里")
        return value


class EnforcementTeam(Model):
    """A township's enforcement team (综合执法队)."""

    powers: tuple[Text, ...] = field("权限", "管哪些事，一项一行", ["占道经营的处罚"])
    guided_by: Text = field("业务指导", "指导它的部门", "县城市管理局")
    complaint_phone: Phone = field("投诉电话", "对执法不满意打哪个", "12345")
