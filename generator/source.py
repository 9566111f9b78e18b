"""Reads a YAML file as text: every value a string, every mistake a problem with its line.

The types of values are the models' business: `8:30` stays a time, `0794` keeps its zero.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from generator import grammar, mistakes
from generator.problem import Finding, Problem, Severity, dotted
from generator.problem import Path as FieldPath
from generator.structure import BrokenError, Place, Structure, Value

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Source:
    """One file as it was read.

    `file` is the name shown to staff; `value` is None when nothing could be made of the text.
    """

    file: str
    text: str
    value: Value | None
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _places(self) -> dict[FieldPath, Place]:
        return Structure(self.text, places=True).places

    def place(self, path: FieldPath) -> Place:
        """Line and column (from 1) of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if found := self._places.get(path[:length]):
                return found
        return 1, 1

    def says(self, path: FieldPath) -> bool:
        """Whether something stands at just this path."""
        return path in self._places

    def problem(
        self, finding: Finding, rule: str = "schema", severity: Severity = Severity.ERROR
    ) -> Problem:
        """The finding with this file's name, line and column."""
        line, column = self.place(finding.path)
        message = f"{dotted(finding.path)}：{finding.message}" if finding.path else finding.message
        return Problem(
            self.file,
            line,
            column,
            rule,
            message,
            finding.hint,
            severity,
            ".".join(map(str, finding.path)),
        )


def read(path: Path, root: Path) -> Source:
    """The file at `path`, which has to lie inside `root` (also when it is a link)."""
    file = str(path)
    # Not Path.resolve, which raises for a link that leads to itself.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        return _unreadable(file, "这个文件是指向目录外的链接", "请把文件本身放进目录")
    try:
        if not path.is_file():
            return _unreadable(file, "文件打不开", "这里要是一个普通文件，请检查文件名")
        size = path.stat().st_size
        if size > MAX_BYTES:
            return _unreadable(
                file,
                f"文件太大（{size // 1000} KB，上限 {MAX_BYTES // 1000} KB）",
                "请检查是不是粘贴了别的内容",
            )
        data = path.read_bytes()
    except OSError:
        return _unreadable(file, "文件打不开", "请检查文件名和权限")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _unreadable(
            file, "文件不是 UTF-8 编码", "请在记事本里“另存为”，编码选 UTF-8", line=line
        )
    return parse(text, file)


def parse(text: str, file: str) -> Source:
    """The text of a file as a value, with every syntax problem found in it."""
    if not text.strip():
        return _unreadable(file, "文件是空的", "可以从旁边的同类文件复制一份再改", text=text)
    if hidden := grammar.invisible(text):
        return _broken(file, text, hidden)
    try:
        structure = Structure(text)
    except BrokenError as error:
        return _broken(file, text, error.mistake)
    except yaml.YAMLError as error:
        return _broken(file, text, *grammar.explain(text, error))
    if not isinstance(structure.value, dict):
        return _broken(file, text, *(mistakes.in_text(text) or [_NO_FIELDS]))
    problems = tuple(_syntax(file, mistake) for mistake in structure.mistakes)
    return Source(file, text, structure.value, problems)


_NO_FIELDS = mistakes.Mistake(
    1, 1, "文件要由“字段: 内容”组成", "例如：事项名称: 城乡居民养老保险参保登记"
)


def _broken(file: str, text: str, *found: mistakes.Mistake) -> Source:
    return Source(file, text, None, tuple(_syntax(file, mistake) for mistake in found))


def _syntax(file: str, mistake: mistakes.Mistake) -> Problem:
    return Problem(file, mistake.line, mistake.column, "syntax", mistake.message, mistake.hint)


def _unreadable(file: str, message: str, hint: str, *, line: int = 1, text: str = "") -> Source:
    return Source(file, text, None, (Problem(file, line, 1, "syntax", message, hint),))
