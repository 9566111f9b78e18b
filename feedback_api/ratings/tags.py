"""The forty tags of the national evaluation devices (评价标签): nobody adds or drops one."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml


class Tag(NamedTuple):
    """A tag: its code, its words, the grade it goes with, and whether it is a basic one (基础)."""

    code: str
    text: str
    grade: int
    is_basic: bool


@cache
def tags() -> dict[str, Tag]:
    """All of them by code, the best grade first."""
    source = Path(__file__).parent / "evaluation-tags.yaml"
    read = yaml.load(source.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  (text only)
    return {
        one["code"]: Tag(one["code"], one["text"], int(grade["level"]), one["base"] == "true")
        for grade in read["grades"]
        for one in grade["tags"]
    }


def of_grade(grade: int) -> tuple[Tag, ...]:
    """The eight tags that go with a grade."""
    return tuple(tag for tag in tags().values() if tag.grade == grade)
