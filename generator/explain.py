"""Turns pydantic's errors into findings a clerk can act on: what is wrong, and what to write."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator import mistakes, shape
from generator.models.base import shown
from generator.problem import Finding, Path

M = TypeVar("M", bound=BaseModel)

FEW = 16
"""So many choices are listed in a hint; of more, only the closest is named."""

_TOLD = 200
"""So many mistakes of one file are told; who sees so many has to begin anew anyway."""

_COMPARED = 200
"""So many characters of a wrong word are compared with the right ones."""

_FIELDS = {"model_type", "model_attributes_type", "dict_type", "mapping_type"}
_LISTS = {"tuple_type", "list_type"}
_PLAIN = {
    "string_type": ("这里要写一句话，不能是列表或字段", "内容里有冒号的，请给整句加英文引号"),
    "string_too_short": ("内容是空的", "没有的话请把整行删去"),
    "string_too_long": ("内容太长（上限 2000 字）", "请写短一些"),
}
_SEPARATORS = re.compile(r"\s*[\uff0c、\uff1b;]\s*")
_COMMAS = re.compile(r"\s*[,\uff0c、\uff1b;]\s*")
_WIDE_BRACKETS = {"\uff3b", "【", "\uff5b"}
_EXAMPLE = ["邮寄", "窗口领取"]
_WIDE = re.compile(r"[\uff10-\uff19]|[0-9]\s*[\uff1a\uff0d\u2013\u2014\uff5e]+\s*[0-9]")


def validate(model: type[M], value: object) -> tuple[M | None, list[Finding]]:
    """`value` as a `model`, or None and everything that is wrong with it."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        findings = [_finding(model, value, detail) for detail in details[:_TOLD]]
        if len(details) > _TOLD:
            findings.append(Finding((), f"还有 {len(details) - _TOLD} 处错误没有列出"))
        return None, list(dict.fromkeys(findings))


def closest(word: str, choices: Iterable[str]) -> str:
    """`，是不是“承诺时限”？` when one of the choices is near enough, else nothing."""
    choices, word = list(choices), word[:_COMPARED]
    parts = _SEPARATORS.split(word)
    if len(parts) > 1 and set(parts) <= set(choices):
        return "，几项之间要用英文逗号加空格"
    found = get_close_matches(word, choices, n=1, cutoff=0.5)
    return f"，是不是“{found[0]}”？" if found else ""


def _finding(model: type[BaseModel], value: object, detail: ErrorDetails) -> Finding:
    kind, given = detail["type"], detail.get("input")
    path = _written(detail["loc"], value)
    context: Mapping[str, Any] = detail.get("ctx") or {}
    if kind == "staff":
        return Finding(path, _with_habit(context["message"]), context["hint"])
    if kind == "missing":
        path = (*_written(detail["loc"][:-1], value), detail["loc"][-1])
        example = shape.example(model, path)
        return Finding(path, "没有填写", f"例如：{example}" if example else "")
    if kind == "extra_forbidden":
        return _unknown_field(model, path)
    if kind == "enum":
        return _unknown_word(path, given, shape.words_at(model, path))
    return Finding(path, *_general(kind, given))


def _written(location: tuple[str | int, ...], value: object) -> Path:
    """The steps that are in the file: without those pydantic adds for unions and keys."""
    path: list[str | int] = []
    for step in location:
        if _has(value, step):
            value = value[step]  # type: ignore[index]  # _has says so
            path.append(step)
    return tuple(path)


def _has(value: object, step: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _general(kind: str, given: object) -> tuple[str, str]:
    """Message and hint for an error that doesn't depend on the field."""
    if kind in _FIELDS | _LISTS:
        slip = _slip(given, is_list=kind in _LISTS) if isinstance(given, str) else None
        return slip or (_no_list(given) if kind in _LISTS else _no_fields(given))
    if kind == "string_pattern_mismatch":
        return f"“{shown(given)}”的位数或字符不对", "请照实施清单抄写，没有就把整行删去"
    return _PLAIN.get(kind) or (f"“{shown(given)}”的写法不对", "请对照字段说明改写")


def _slip(given: str, *, is_list: bool) -> tuple[str, str] | None:
    """What made a text of what was meant as a list or as fields, if that can be seen."""
    if given[:1] in _WIDE_BRACKETS:
        return "用了中文括号", mistakes.LISTS if is_list else mistakes.BRACES
    return mistakes.in_value(given)


def _no_list(given: object) -> tuple[str, str]:
    words = _COMMAS.split(given.strip(" []")) if isinstance(given, str) else _EXAMPLE
    return "这里要写成列表", f"写成 [{shown(', '.join(words))}]，或每行以“- ”开头"


def _no_fields(given: object) -> tuple[str, str]:
    if given == "":
        return "这一项是空的", "请填写，不要的话请整个删去"
    what = "这里不能写列表，" if isinstance(given, list) else f"“{shown(given)}”"
    return f"{what}要写成“字段: 内容”", "每个字段一行，向右缩进两个空格"


def _with_habit(message: str) -> str:
    """Says so when the value carries full-width signs that look right and aren't."""
    quoted = message.partition("“")[2]
    if quoted[:1] in {"“", "‘", "＂"}:
        return f"{message}（引号要用英文的）"
    return f"{message}（数字和符号要用半角的）" if _WIDE.search(quoted) else message


def _unknown_word(path: Path, given: object, choices: list[str]) -> Finding:
    guess = closest(given, choices) if isinstance(given, str) else ""
    hint = f"可以写：{'、'.join(choices)}" if choices else ""
    return Finding(path, f"不能写“{shown(given)}”{guess}", hint)


def _unknown_field(model: type[BaseModel], path: Path) -> Finding:
    name = str(path[-1])
    known = shape.model_at(model, path[:-1])
    choices = shape.names(known)
    if habit := mistakes.in_value(name):
        return Finding(path, *habit)
    if name.strip() in choices:
        return Finding(path, "字段名前后有全角空格", f"请改用英文空格：{name.strip()}: …")
    first, _, rest = name.partition(" ")
    if rest and first in choices:
        return Finding(path, "字段名后面没有“: ”", f"请写成：{first}: {mistakes.cut(rest)}")
    if known and (inside := shape.fields_with(known, name)):
        message = f"没有“{shown(name)}”这个字段"
        return Finding(path, message, f"它要写在“{'”或“'.join(inside)}”里面，请检查缩进")
    guess = closest(name, choices)
    hint = "" if guess or len(choices) > FEW else f"这里可以写：{'、'.join(choices)}"
    return Finding(path, f"没有“{shown(name)}”这个字段{guess}", hint)
