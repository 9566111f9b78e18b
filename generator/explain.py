"""Turns pydantic's errors into findings a clerk can act on: what is wrong, and what to write."""

import types
import typing
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator import mistakes
from generator.models.base import shown
from generator.problem import Finding, Path

M = TypeVar("M", bound=BaseModel)

FEW = 16
"""So many choices are listed in a hint; of more, only the closest is named."""

_FIELDS = {"model_type", "model_attributes_type", "dict_type", "mapping_type"}
_LISTS = {"tuple_type", "list_type"}
_PLAIN = {
    "string_type": (
        "这里要写一句话，不能是列表或字段",
        "内容里有冒号的，请给整句加英文引号",
    ),
    "string_too_short": ("内容是空的", "没有的话请把整行删去"),
    "string_too_long": ("内容太长（上限 2000 字）", "请写短一些"),
}


def validate(model: type[M], value: object) -> tuple[M | None, list[Finding]]:
    """`value` as a `model`, or None and everything that is wrong with it."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, _without_echoes([_finding(model, detail) for detail in details])


def closest(word: str, choices: typing.Iterable[str]) -> str:
    """`，是不是“承诺时限”？` when one of the choices is near enough, else nothing."""
    found = get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return f"，是不是“{found[0]}”？" if found else ""


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


def _finding(model: type[BaseModel], detail: ErrorDetails) -> Finding:
    path = _staff_path(detail["loc"])
    kind, given = detail["type"], detail.get("input")
    context: Mapping[str, Any] = detail.get("ctx") or {}
    if kind == "staff":
        return Finding(path, _with_habit(context["message"], given), context["hint"])
    if kind == "missing":
        return Finding(path, "没有填写", _example(model, path))
    if kind == "extra_forbidden":
        return _unknown_field(model, path)
    if kind == "enum":
        choices = [str(choice) for choice in _enum_at(model, path)]
        guess = closest(str(given), choices) if isinstance(given, str) else ""
        return Finding(
            path,
            f"不能写“{shown(given)}”{guess}",
            f"可以写：{'、'.join(choices)}" if choices else "",
        )
    return Finding(path, *_general(kind, given))


def _general(kind: str, given: object) -> tuple[str, str]:
    """Message and hint for an error that doesn't depend on the field."""
    if kind in _FIELDS | _LISTS and isinstance(given, str) and (habit := mistakes.in_value(given)):
        return habit
    if kind in _FIELDS:
        return f"“{shown(given)}”要写成“字段: 内容”", "每个字段一行，向右缩进两个空格"
    if kind in _LISTS:
        return "这里要写成列表", "写成 [邮寄, 窗口领取]，或每行以“- ”开头"
    if kind == "string_pattern_mismatch":
        return f"“{shown(given)}”的位数或字符不对", "请照实施清单抄写，没有就把整行删去"
    return _PLAIN.get(kind) or (f"“{shown(given)}”的写法不对", "请对照字段说明改写")


def _with_habit(message: str, given: object) -> str:
    """Says so when the text carries full-width quotes that YAML doesn't take for quotes."""
    if isinstance(given, str) and given[:1] in "“‘＂" and given[:1]:
        return f"{message}（引号要用英文的）"
    return message


def _staff_path(location: tuple[str | int, ...]) -> Path:
    """Without the marks pydantic adds for unions and dictionary keys."""
    return tuple(
        step
        for step in location
        if isinstance(step, int)
        or not (step == "[key]" or (step.isascii() and not step.isidentifier()))
        if not (isinstance(step, str) and step in {"str", "tuple", "dict"})
        if not (
            isinstance(step, str)
            and step.startswith(("constrained-", "dict[", "tuple[", "function-"))
        )
    )


def _unknown_field(model: type[BaseModel], path: Path) -> Finding:
    name = str(path[-1])
    known = _model_at(model, path[:-1])
    aliases = _aliases(known)
    guess = closest(name, aliases)
    if not guess and "：" in name:
        return Finding(path, "用了中文冒号“：”", "请改成英文冒号加空格")
    hint = "" if guess or len(aliases) > FEW else f"这里可以写：{'、'.join(aliases)}"
    if known and (inside := _fields_with(known, name)):
        guess, hint = "", f"它要写在“{'”或“'.join(inside)}”里面，请检查缩进"
    return Finding(path, f"没有“{shown(name)}”这个字段{guess}", hint)


def _fields_with(model: type[BaseModel], name: str) -> list[str]:
    """The fields whose values have a field `name`: where a slipped line belongs."""
    return [
        field.alias
        for field in model.model_fields.values()
        if field.alias and any(name in _aliases(kind) for kind in _items(field.annotation))
    ]


def _items(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  (a type expression)
    for kind in _parts(annotation):
        yield kind
        if typing.get_origin(kind) is tuple:
            yield from _parts(typing.get_args(kind)[0])


def _aliases(kind: Any) -> list[str]:  # noqa: ANN401  (a type expression)
    return [info.alias or "" for info in kind.model_fields.values()] if _is_model(kind) else []


def _example(model: type[BaseModel], path: Path) -> str:
    known = _model_at(model, path[:-1])
    for info in known.model_fields.values() if known else ():
        if info.alias == path[-1] and info.examples:
            example = info.examples[0]
            shown = f"[{', '.join(example)}]" if isinstance(example, list) else example
            return f"例如：{info.alias}: {shown}"
    return ""


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    found = [kind for kind in _types_at(model, path) if _is_model(kind)]
    return found[0] if found else None


def _enum_at(model: type[BaseModel], path: Path) -> type[StrEnum] | tuple[()]:
    for kind in _types_at(model, path):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind
    return ()


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
