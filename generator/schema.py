"""JSON Schema of the files staff edit, so that VS Code completes and warns while they type."""

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from generator.models.offer import CatalogFile, Terms
from generator.models.place import County, StaffFile, TownshipProfile, VillagesFile
from generator.models.service import PublicService
from generator.schema_types import Walk, any_of
from generator.schema_values import IDENTIFIER, Node


class Kind(NamedTuple):
    """A kind of file: its name, what it holds, what it is to staff, and where it lies."""

    name: str
    model: type[BaseModel]
    title: str
    about: str
    file: str


KINDS = (
    Kind("service", PublicService, "事项", "全县统一的一个事项", "services/事项编号.yaml"),
    Kind("county", County, "全县", "全县的基本情况", "county.yaml"),
    Kind("township", TownshipProfile, "乡镇", "便民服务中心和值班", "townships/乡镇/township.yaml"),
    Kind("staff", StaffFile, "人员表", "工作人员和帮办代办员", "townships/乡镇/staff.yaml"),
    Kind("catalog", CatalogFile, "事项目录", "办哪些事、谁来办", "townships/乡镇/catalog.yaml"),
    Kind("villages", VillagesFile, "村表", "村、居委会和村民小组", "townships/乡镇/villages.yaml"),
)


def schemas() -> dict[str, Node]:
    """The schema of each kind of file (draft 2020-12), by the kind's name."""
    return {kind.name: _file(kind) for kind in KINDS}


def write(folder: Path) -> list[Path]:
    """Writes `<kind>.schema.json` for every kind into `folder`; gives the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {folder / f"{name}.schema.json": as_json(node) for name, node in schemas().items()}
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def as_json(schema: Node) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _file(kind: Kind) -> Node:
    walk = Walk()
    body = walk.object(kind.model, kind.title) | {"description": f"{kind.about}（{kind.file}）"}
    if kind.model is PublicService:
        body["properties"]["编号"] |= _identifier(walk)
        body["required"].remove("编号")  # the file's name says it
    if kind.model is CatalogFile:
        body["properties"]["事项"] |= _offers(walk)
    name = f"{kind.name}.schema.json"
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name}
    return {**head, **body, "$defs": walk.definitions}


def _offers(walk: Walk) -> Node:
    """The list 事项: standard services as they are, or changed, and the township's own."""
    terms = walk.object(Terms, "")["properties"]
    own = walk.object(PublicService, "本乡镇自己的事项")
    fields = {name: node for name, node in own["properties"].items() if name != "编号"}
    name = {"title": "引用", "description": "全县统一事项的编号", "examples": ["sa-minimum-living"]}
    changed = {
        **own,
        "title": "改动统一的事项",
        "properties": {"引用": name | _identifier(walk), **terms, **fields},
        "required": ["引用"],
    }
    own["properties"]["编号"] |= _identifier(walk)
    own["properties"] |= terms
    objects = walk.named("Changed", lambda: changed), walk.named("Own", lambda: own)
    entries = {"type": "array", "items": any_of(_identifier(walk), *objects)}
    return any_of(entries, walk.empty())


def _identifier(walk: Walk) -> Node:
    """编号 in the form that a file's name and an address need."""
    return walk.named("Identifier", lambda: IDENTIFIER)
