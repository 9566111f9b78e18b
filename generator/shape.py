"""What a model expects at a path: its fields, its words, and where a field belongs."""

import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel

from generator.problem import Path


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that the value at `path` should be, if it should be one."""
    return next((kind for kind in _types_at(model, path) if _is_model(kind)), None)


def words_at(model: type[BaseModel], path: Path) -> list[str]:
    """The words that may stand at `path`, where only certain words may."""
    for kind in _types_at(model, path):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return [str(word) for word in kind]
    return []


def names(kind: Any) -> list[str]:  # noqa: ANN401  (a type expression)
    """The field names of a model, none of anything else."""
    return [info.alias or "" for info in kind.model_fields.values()] if _is_model(kind) else []


def fields_with(model: type[BaseModel], name: str) -> list[str]:
    """The fields whose values have a field `name`: where a slipped line belongs."""
    return [
        info.alias
        for info in model.model_fields.values()
        if info.alias and any(name in names(kind) for kind in _items(info.annotation))
    ]


def example(model: type[BaseModel], path: Path) -> str:
    """How the field at `path` may be written, or nothing."""
    known = model_at(model, path[:-1])
    for info in known.model_fields.values() if known else ():
        if info.alias == path[-1] and info.examples:
            return f"{info.alias}: {_flow(info.examples[0])}"
    return ""


def _flow(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'{key}: "{inner}"' for key, inner in value.items()) + "}"
    return str(value)


def _types_at(model: type[BaseModel], path: Path) -> list[Any]:
    """The types a value at `path` may have, unions and containers taken apart."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
    return kinds


def _inside(kind: Any, step: str | int) -> Iterator[Any]:  # noqa: ANN401  (a type expression)
    if _is_model(kind):
        for info in kind.model_fields.values():
            if info.alias == step:
                yield from _parts(info.annotation)
    elif typing.get_origin(kind) is tuple and isinstance(step, int):
        yield from _parts(typing.get_args(kind)[0])
    elif typing.get_origin(kind) is dict:
        key, value = typing.get_args(kind)
        yield from _parts(value)
        yield from _parts(key)


def _items(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  (a type expression)
    for kind in _parts(annotation):
        yield kind
        if typing.get_origin(kind) is tuple:
            yield from _parts(typing.get_args(kind)[0])


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  (a type expression)
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        yield from _parts(typing.get_args(annotation)[0])
    elif origin in {typing.Union, types.UnionType}:
        for part in typing.get_args(annotation):
            yield from _parts(part)
    else:
        yield annotation


def _is_model(kind: Any) -> bool:  # noqa: ANN401  (a type expression)
    return isinstance(kind, type) and issubclass(kind, BaseModel)
