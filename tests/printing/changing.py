"""Editions with other facts in them: longer, fewer, or none."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.catalog import Catalog, Township
from generator.models.service import Evidence
from generator.printing.edition import Edition

LONG = "城乡居民最低生活保障边缘家庭及支出型困难家庭认定和动态管理"
"""A name as long as names get."""


def changed(edition: Edition, service: Mapping[str, object], **guide: Any) -> Edition:  # noqa: ANN401  (fields of a guide)
    """The edition with other facts in the first guide of its first township."""
    first, *others = edition.catalog.townships
    one = first.guides[0]
    other = replace(one, service=one.service.model_copy(update=service), **guide)
    people = tuple(one for one in (other.post_a, other.post_b) if one)
    staff = tuple({one.number: one for one in (*first.staff, *people)}.values())
    township = replace(first, guides=(other, *first.guides[1:]), staff=staff)
    return replace(edition, catalog=with_townships(edition.catalog, township, *others))


def with_townships(catalog: Catalog, *townships: Township) -> Catalog:
    return replace(catalog, townships=townships)


def paper(number: int, **said: object) -> Evidence:
    facts = {"名称": f"第{number}样材料：{LONG}", "来源": "申请人自备", "类型": "原件和复印件"}
    return Evidence.model_validate(facts | said)


def stretched(edition: Edition) -> Edition:
    """Everything as long as it can be."""
    bring = tuple(paper(number) for number in range(8))
    case = {"适用情形": {"是给自己办还是替别人办？": "替别人办"}}
    more = tuple(paper(number, **case) for number in range(8, 11))
    free = paper(11, 数据共享="人口库核验")
    long: dict[str, object] = {
        "name": LONG * 2,
        "plain_name": LONG,
        "materials": (*bring, *more, free),
    }
    return changed(edition, long)
