"""A county in which every field says something, and ways to change any one of them."""

import copy
import json
import re
import typing
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel

from generator import catalog
from generator.catalog import Catalog
from generator.models import words
from generator.models.offer import Terms
from generator.models.place import County, Group, StaffFile, TownshipProfile, VillagesFile
from generator.models.service import Cost, PublicService

TOWN = "townships/jinzhu"
SERVICE = "services/sa-minimum-living.yaml"
OTHERS = (
    (r"\d{4}-\d\d-\d\d", ("2026-10-02", "2028-02-03", "2026-12-02")),
    (r"\d{4}-\d{8}|\d{11}", ("0794-00000999", "13800000009")),
    (r"12345", ("12333",)),
    (r"\d", ("2", "3")),
    (r"\d{12}", ("361025205201", "361025205999", "361025999000")),
    (r"1{31,33}", ("2" * 31, "2" * 33)),
    (r"\d+个?(工作)?日", ("9个工作日",)),
    (r"\d+:.*|预约", ("9:00-10:00",)),
    (r"A\d+", ("A03", "A01")),
    (r"是|有", ("否",)),
    (r"休", ("班",)),
    (r"自己办|替别人办", ("替别人办", "自己办")),
    (r"老人|孩子", ("孩子", "老人")),
)
"""By what is there, what may stand there instead."""

Files = dict[str, Any]

_GIVEN: dict[str, Any] = {
    "实施编码": "1" * 31,
    "业务办理项编码": "1" * 33,
    "第三方到场次数": "1",
    "容缺材料": ["居民身份证"],
    "手机": "13800000001",
}
"""Examples by field, where the model gives none that fits."""


class Change(NamedTuple):
    """One field of one file with another value, and the county that results."""

    file: str
    field: str
    county: Catalog


def files() -> Files:
    """Every file of a county with one service, township and village; nothing is left out."""
    people, villages = example(StaffFile), example(VillagesFile)
    (first,), (agent,), (village,) = *people.values(), villages["村"]
    second = {**first, "编号": "A02", "姓名": "B 岗（演示）", "办公电话": ""}
    cadre = {**first, "编号": "A03", "姓名": "包村干部（演示）"}
    made = {
        "county.yaml": example(County) | {"规则": {}, "例外": []},
        SERVICE: _service(),
        f"{TOWN}/township.yaml": example(TownshipProfile),
        f"{TOWN}/staff.yaml": {
            "人员": [first, second, cadre],
            "帮办代办员": [{**agent, "电话": "13800000002"}],
        },
        f"{TOWN}/villages.yaml": {"村": [{**village, "村民小组": [example(Group)]}]},
        f"{TOWN}/catalog.yaml": {
            "分工": {},
            "事项": [{**example(Terms), "引用": Path(SERVICE).stem}],
        },
    }
    return {name: json.loads(json.dumps(said)) for name, said in made.items()}


def _service() -> dict[str, Any]:
    """One with a fee, a second question, and a material that has to be brought."""
    said = {name: value for name, value in example(PublicService).items() if name != "编号"}
    (question,), (material,) = said["情形"], said["申请材料"]
    first = {name: value for name, value in question.items() if name != "适用情形"}
    brought = {name: value for name, value in material.items() if name != "数据共享"}
    return {
        **said,
        "情形": [first, {**question, "问": "替谁办？", "选项": ["老人", "孩子"]}],
        "申请材料": [material, {**brought, "名称": "户口簿", "适用情形": {"替谁办？": "老人"}}],
        "收费": [example(Cost)],
    }


def example(model: type[BaseModel]) -> dict[str, Any]:
    """A value for every field, from its own example where it has one."""
    return {
        alias: _GIVEN.get(alias) or (info.examples or [_example(info.annotation)])[0]
        for name, info in model.model_fields.items()
        for alias in [info.alias or name]
    }


def _example(annotation: Any) -> Any:  # noqa: ANN401  (whatever a field may hold)
    inner = _types(annotation)
    model = next((one for one in inner if issubclass(one, BaseModel)), None)
    if model is not None:
        made = example(model)
        return [made] if tuple in inner else made
    enum = next((one for one in inner if issubclass(one, StrEnum)), None)
    if enum is not None:
        return str(next(iter(enum)))
    return "是" if bool in inner else "演示"


def _types(annotation: Any) -> list[type]:  # noqa: ANN401  (as above)
    inner = list(chain.from_iterable(map(_types, typing.get_args(annotation))))
    origin = typing.get_origin(annotation) or annotation
    return [origin, *inner] if isinstance(origin, type) else inner


def load(folder: Path, said: Files) -> Catalog:
    """Writes the files and reads them."""
    for name, value in said.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
    return catalog.load(folder)


def changes(folder: Path) -> Iterator[Change]:
    """The county with one field after another changed; what can't be changed alone is left out."""
    whole = files()
    load(folder, whole)
    for name, value in whole.items():
        for path in _leaves(value):
            for other in _others(_at(value, path)):
                changed = _with(value, path, other)
                if changed == value:
                    continue
                found = load(folder, {name: changed})
                if not found.problems:
                    yield Change(name, ".".join(map(str, path)), found)
                    break
        load(folder, {name: value})


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  (YAML)
    if isinstance(value, dict | list):
        steps = value if isinstance(value, dict) else range(len(value))
        for step in steps:
            yield from _leaves(value[step], (*path, step))
    else:
        yield path


def _others(said: str) -> Iterator[str]:
    """What to try in the place of a value, the likeliest first."""
    yield from chain(*(others for pattern, others in OTHERS if re.fullmatch(pattern, said)))
    kinds = (
        one for one in vars(words).values() if isinstance(one, type) and issubclass(one, StrEnum)
    )
    yield from (str(member) for kind in kinds if said in {*kind} for member in kind)
    yield f"{said}改"
    yield "居委会"


def _at(value: Any, path: tuple[Any, ...]) -> str:  # noqa: ANN401  (YAML)
    for step in path:
        value = value[step]
    return str(value)


def _with(value: Any, path: tuple[Any, ...], other: str) -> Any:  # noqa: ANN401  (YAML)
    changed = copy.deepcopy(value)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = other
    return changed
