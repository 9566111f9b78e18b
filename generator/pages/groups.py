"""People a service is meant for (重点人群): the words of the services, sorted into families."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple


class Group(NamedTuple):
    """A kind of family: its address, its name, what it says of itself, the services' words."""

    slug: str
    name: str
    title: str
    words: tuple[str, ...]


GROUPS = (
    Group("elders", "高龄老人", "我家有高龄老人", ("高龄老人", "老年人")),
    Group("elders-alone", "留守老人", "我家有留守老人", ("留守老人", "高龄老人", "老年人")),
    Group("disabled", "残疾人", "我家有残疾人", ("残疾人",)),
    Group("illness", "重病病人", "我家有重病病人", ("重病患者",)),
    Group("orphans", "孤儿", "我家有孤儿", ("孤儿", "儿童", "未成年人")),
    Group("children-in-need", "困境儿童", "我家有困境儿童", ("困境儿童", "儿童", "未成年人")),
    Group("children-alone", "留守儿童", "我家有留守儿童", ("留守儿童", "儿童", "未成年人")),
    Group("women-alone", "留守妇女", "我家有留守妇女", ("留守妇女",)),
    Group("babies", "孕妇和小孩", "我家有孕妇和小孩", ("孕产妇", "新生儿", "儿童")),
    Group(
        "students",
        "上学的孩子",
        "我家有上学的孩子",
        ("适龄儿童监护人", "低保家庭学生", "困难家庭学生"),
    ),
    Group(
        "minimum-living",
        "低保家庭",
        "我家是低保家庭",
        ("低保家庭", "低保家庭学生", "低收入人口"),
    ),
    Group("extreme-poverty", "特困人员", "我家有特困人员", ("特困人员", "低收入人口")),
    Group("low-income", "低收入家庭", "我家收入低", ("低收入人口", "困难家庭学生")),
    Group("disaster", "受灾的人", "我家受了灾", ("受灾群众",)),
    Group("away", "在外打工的人", "我家有人在外打工", ("农民工",)),
    Group("countryside", "农村村民", "我家在农村", ("农村村民",)),
)
"""Narrow words first: what is for 老年人 is for 高龄老人 too, and not the other way round."""

_KNOWN = {word for group in GROUPS for word in group.words}


def groups(words: Iterable[str]) -> tuple[Group, ...]:
    """The known groups, and one for each of `words` that belongs to none of them."""
    unknown = dict.fromkeys(word for word in words if word not in _KNOWN)
    return GROUPS + tuple(Group(_address(word), word, f"我家有{word}", (word,)) for word in unknown)


def _address(word: str) -> str:
    """A Chinese word as a short, lasting name in an address."""
    return f"other-{blake2b(word.encode(), digest_size=4).hexdigest()}"
