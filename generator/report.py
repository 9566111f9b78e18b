"""Problems as text for clerks, as JSON for programs, as annotations for GitHub."""

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from linecache import getline
from pathlib import Path

import click

from generator.problem import Problem, Severity, errors
from generator.source import MAX_BYTES


def count(problems: Iterable[Problem]) -> str:
    """One sentence: how many errors and warnings."""
    problems = list(problems)
    wrong = len(errors(problems))
    if not problems:
        return "检查完毕，没有发现问题。"
    return f"共 {wrong} 个错误，{len(problems) - wrong} 个提醒。"


def text(problems: Iterable[Problem], *, colour: bool = False) -> str:
    """Grouped by file, each with its line and a caret under the place."""
    parts = []
    for file, group in groupby(problems, key=lambda problem: problem.file):
        parts.append(_paint(file, colour=colour, bold=True))
        parts.extend(_lines(problem, colour=colour) for problem in group)
    return "".join(f"{part}\n" for part in parts)


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects; `rule` is a rule's id, or `syntax` or `schema`."""
    rows = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "field": problem.field,
            "rule": problem.rule,
            "severity": "error" if problem.severity is Severity.ERROR else "warning",
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request."""
    return "\n".join(map(_annotation, problems))


_WIDE = 120
"""Lines longer than this are not shown."""

_FIRST_WIDE = 0x2E80
"""The first of the characters that take two columns on a terminal (CJK radicals)."""

FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
}


def _lines(problem: Problem, *, colour: bool) -> str:
    level = _paint(str(problem.severity), colour=colour, fg=_COLOURS[problem.severity], bold=True)
    rule = "" if problem.rule in {"syntax", "schema"} else f" {problem.rule}"
    said = [f"  第 {problem.line} 行 {level}{rule}　{problem.message}"]
    line = _line(problem)
    if line and len(line) < _WIDE:
        said.append(f"    | {line}")
        said.append(f"    | {_blank(line[: problem.column - 1])}^")
    if problem.hint:
        said.append(f"    → {problem.hint}")
    return "\n".join(said)


def _line(problem: Problem) -> str:
    """The line a problem stands in; nothing of a file that reading has refused."""
    path = Path(problem.file)
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return ""
    return getline(problem.file, problem.line).rstrip()


def _blank(before: str) -> str:
    """As wide as `before` on a terminal, where a Chinese character takes two columns."""
    return "".join(_space(sign) for sign in before)


def _space(sign: str) -> str:
    if sign == "\t":
        return sign
    return "  " if ord(sign) >= _FIRST_WIDE else " "


def _annotation(problem: Problem) -> str:
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    file = _escaped(problem.file).replace(":", "%3A").replace(",", "%2C")
    place = f"file={file},line={problem.line},col={problem.column}"
    return f"::{kind} {place},title={problem.rule}::{_escaped(problem.said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def _paint(words: str, *, colour: bool, fg: str | None = None, bold: bool = False) -> str:
    return click.style(words, fg=fg, bold=bold) if colour else words
