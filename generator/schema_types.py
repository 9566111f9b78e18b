"""From the models' types to JSON Schema, in the words staff know: titles are field names."""

import types
import typing
from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from generator.models.base import Count, Day
from generator.models.rules import RuleId
from generator.models.service import NO_FEE, NO_MATERIALS
from generator.schema_values import DAY, EMPTY, RULE, SMALL, Node

_ALSO: dict[str, Any] = {
    "申请材料": {"enum": [NO_MATERIALS]},
    "收费": {"enum": [NO_FEE]},
    "村民小组": Count,
}
"""What may stand in place of the list, by field."""
_NOTHING_ELSE: Node = {"additionalProperties": False}


class Walk:
    """Goes through the types of one file; `definitions` stand in order of first use."""

    def __init__(self) -> None:
        self.definitions: dict[str, Node] = {}

    def named(self, name: str, make: Callable[[], Node]) -> Node:
        """A reference to the definition `name`, made when first asked for."""
        if name not in self.definitions:
            self.definitions[name] = {}  # keeps the place
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def empty(self) -> Node:
        """A reference to the value of a field that was left empty."""
        return self.named("Empty", lambda: EMPTY)

    def object(self, model: type[BaseModel], title: str) -> Node:
        """A model, called `title`."""
        hints = typing.get_type_hints(model, include_extras=True)
        fields = model.model_fields
        return {
            "title": title,
            "type": "object",
            "properties": {info.alias: self._field(info, hints[n]) for n, info in fields.items()},
            "required": [info.alias for info in fields.values() if info.is_required()],
        } | _NOTHING_ELSE

    def _field(self, info: FieldInfo, kind: Any) -> Node:  # noqa: ANN401  (a type expression)
        name = info.alias or ""
        node = self._type(kind, name)
        if also := _ALSO.get(name):
            node = any_of(node, also if isinstance(also, dict) else self._type(also, name))
        if not info.is_required():
            node = any_of(node, self.empty())
        return {"title": name, "description": info.description, **_samples(info), **node}

    def _type(self, kind: Any, title: str) -> Node:  # noqa: ANN401  (a type expression)
        for name, small, node in SMALL:
            if kind == small:
                return self.named(name, lambda node=node: node)  # type: ignore[misc]
        if typing.get_origin(kind) is None:
            return self._class(kind, title)
        return self._composed(typing.get_origin(kind), typing.get_args(kind), kind, title)

    def _class(self, kind: type, title: str) -> Node:
        if issubclass(kind, Enum):
            return {"enum": [str(word) for word in kind]}
        if issubclass(kind, BaseModel):
            return self.named(kind.__name__, lambda: self.object(kind, title))
        return TypeAdapter(kind).json_schema()

    def _composed(self, origin: Any, parts: tuple[Any, ...], kind: Any, title: str) -> Node:  # noqa: ANN401
        if origin is tuple:
            return {"type": "array", "items": self._type(parts[0], title)}
        if origin is dict:
            return self._mapping(parts[0], self._type(parts[1], title))
        if origin is not Annotated:
            return any_of(
                *(self._type(part, title) for part in parts if part is not types.NoneType)
            )
        if parts[0] is str:
            return TypeAdapter(kind).json_schema() | {"title": "文字"}
        return self._type(parts[0], title)  # a validator says nothing to an editor

    def _mapping(self, key: Any, value: Node) -> Node:  # noqa: ANN401  (a type expression)
        """An object with fields of staff's choosing, days, or the words of a list."""
        if key == Day:
            return {"type": "object", "patternProperties": {DAY: value}} | _NOTHING_ELSE
        if key == RuleId:
            return {"type": "object", "patternProperties": {RULE: value}} | _NOTHING_ELSE
        if isinstance(key, type) and issubclass(key, Enum):
            about = "这个领域的事项在几号窗口、谁来办"
            words = {str(w): {"title": str(w), "description": about, **value} for w in key}
            return {"title": "各领域", "type": "object", "properties": words} | _NOTHING_ELSE
        return {"type": "object", "additionalProperties": value}


def any_of(*nodes: Node) -> Node:
    """A schema satisfied by each of `nodes`; alternatives among them are joined to one list."""
    parts = [node["anyOf"] if set(node) == {"anyOf"} else [node] for node in nodes]
    flat = [node for alternatives in parts for node in alternatives]
    return {"anyOf": flat} if len(flat) > 1 else flat[0]


def _samples(info: FieldInfo) -> Node:
    """Examples, and the default where it is a word or a number."""
    default = info.default
    if isinstance(default, bool):
        default = "是" if default else "否"
    known = isinstance(default, str | int) and default != ""
    shown = {"default": default if isinstance(default, int) else str(default)} if known else {}
    return ({"examples": info.examples} if info.examples else {}) | shown
