"""`catalog.yaml`: which services a township offers, by whom, at which window."""

from generator.models.base import Count, Model, Text, Words, field
from generator.models.words import Tier, Topic


class Assignment(Model):
    """Window and posts of an area or of one service (分工)."""

    window: Count | None = field("窗口", "几号窗口", "1", default=None)
    post_a: Text | None = field("A岗", "主办人员编号", "A01", default=None)
    post_b: Text | None = field("B岗", "主办不在时谁来办", "A02", default=None)


class Terms(Assignment):
    """What a township says of one service beside the service itself."""

    lowest_tier: Tier | None = field("最低层级", "最近在哪里能交材料", "村", default=None)
    why_county: Words | None = field("县级原因", "最低层级是县时，为什么", default=None)


class CatalogFile(Model):
    """`catalog.yaml`; the entries of 事项 are read one by one (see `catalog`)."""

    assignments: dict[Topic, Assignment] = field("分工", "每个领域的窗口和 A、B 岗", default={})
    services: tuple[object, ...] = field(
        "事项", "本乡镇办理的事项", ["sa-minimum-living"], default=()
    )
