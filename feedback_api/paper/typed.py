"""The fields of the screen: numbers that stand for words, so that one hand stays on the digits."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from feedback_api.published import Guide, Published, Township
from feedback_api.ratings.words import ELSEWHERE, GRADES, Openness, Said

_ANSWERS = {str(number): one.value for number, one in enumerate(Said, start=1)}


class Field(NamedTuple):
    """A field: its column's name, what each number stands for, and what was typed into it."""

    name: str
    hint: str
    value: str
    is_needed: bool = False
    is_text: bool = False


def guides(catalog: Published, township: Township) -> Iterator[Guide]:
    """The township's guides in their published order."""
    for identifier in township.services:
        found = catalog.guide(township.slug, identifier)
        if found:
            yield found


def fields(guide: Guide, given: Mapping[str, str]) -> list[Field]:
    """The fields for a guide, in the order of the tab key."""
    grades = "　".join(f"{grade} {words}" for grade, words in GRADES.items())
    papers = "　".join(f"{number} {name}" for number, name in _papers(guide).items())
    answers = "　".join(f"{number} {words}" for number, words in _ANSWERS.items())
    hints = (
        ("评价", grades),
        ("跑了几次", "0、1、2、3（三次和更多）"),
        ("缺的材料", f"{papers}（几样用空格隔开）"),
        ("标签", "三位数的代码，几个用空格隔开"),
        *((one.value, answers) for one in Openness),
        ("意见", "照纸上写的打；里面的电话、身份证号会自动遮住"),
    )
    return [
        Field(name, hint, given.get(name, ""), name == "评价", name == "意见")
        for name, hint in hints
    ]


def row(guide: Guide, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed as a row of the spreadsheet, which is checked as one."""
    papers = _papers(guide)
    said = {
        **given,
        "编号": f"S-{given.get('标识', '')[:28].upper()}",
        "乡镇": guide.township.slug,
        "事项": guide.identifier,
        "标签": "、".join(given.get("标签", "").split()),
        "缺的材料": "、".join(papers.get(one, one) for one in given.get("缺的材料", "").split()),
    }
    answers = {
        one.value: _ANSWERS.get(said[one.value].strip(), said[one.value])
        for one in Openness
        if said.get(one.value, "").strip()
    }
    return {name: value.strip() for name, value in (said | answers).items()}


def _papers(guide: Guide) -> dict[str, str]:
    """The guide's papers by number, and 0 for what isn't on its list."""
    listed = {str(number): name for number, name in enumerate(guide.service.materials, start=1)}
    return listed | {"0": ELSEWHERE}
