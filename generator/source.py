"""Reads a YAML file as text: every value a string, every mistake a problem with its line.

The types of values are the models' business: `8:30` stays a time, `0794` keeps its zero. The
file is built from the C parser's events and not composed by it, because composing recurses in C
and a file of ten thousand brackets would end the process.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from generator import mistakes
from generator.problem import Finding, Problem, Severity, dotted
from generator.problem import Path as FieldPath

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_ALIASED = 5_000
"""How many values aliases may repeat in one file; a YAML bomb has billions."""

Value = str | list["Value"] | dict[str, "Value"]
Place = tuple[int, int]


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
        return _Builder(self.text, places=True).places

    def place(self, path: FieldPath) -> Place:
        """Line and column (from 1) of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if found := self._places.get(path[:length]):
                return found
        return 1, 1

    def problem(
        self, finding: Finding, rule: str = "schema", severity: Severity = Severity.ERROR
    ) -> Problem:
        """The finding with this file's name, line and column."""
        line, column = self.place(finding.path)
        message = f"{dotted(finding.path)}:{finding.message}" if finding.path else finding.message
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
    if not path.resolve().is_relative_to(root.resolve()):
        return _unreadable(file, "这个文件是指向目录外的链接", "请把文件本身放进目录")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return _unreadable(
                file,
                f"文件太大({size // 1000} KB,上限 {MAX_BYTES // 1000} KB)",
                "请检查是不是粘贴了别的内容",
            )
        data = path.read_bytes()
    except OSError as error:
        return _unreadable(file, f"文件打不开({error.strerror})", "请检查文件名和权限")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _unreadable(
            file, "文件不是 UTF-8 编码", "请在记事本里“另存为”,编码选 UTF-8", line=line
        )
    return parse(text, file)


def parse(text: str, file: str) -> Source:
    """The text of a file as a value, with every syntax problem found in it."""
    if not text.strip():
        return _unreadable(file, "文件是空的", "可以从旁边的同类文件复制一份再改", text=text)
    try:
        builder = _Builder(text)
    except _BrokenError as error:
        return Source(file, text, None, (_syntax(file, error.mistake),))
    except yaml.YAMLError as error:
        return Source(file, text, None, tuple(_all_mistakes(file, text, error)))
    problems = [_syntax(file, mistake) for mistake in builder.mistakes]
    if not isinstance(builder.value, dict):
        found = mistakes.in_text(text) or [
            mistakes.Mistake(1, 1, "文件要由“字段: 内容”组成", "例如:事项名称: 城乡居民养老保险参保登记")
        ]
        return Source(file, text, None, tuple(_syntax(file, mistake) for mistake in found))
    return Source(file, text, builder.value, tuple(problems))


def _all_mistakes(file: str, text: str, error: yaml.YAMLError) -> Iterator[Problem]:
    for mistake in mistakes.explain(text, error):
        yield _syntax(file, mistake)


def _syntax(file: str, mistake: mistakes.Mistake) -> Problem:
    return Problem(
        file, mistake.line, mistake.column, "syntax", mistake.message, mistake.hint, field=""
    )


def _unreadable(file: str, message: str, hint: str, *, line: int = 1, text: str = "") -> Source:
    return Source(file, text, None, (Problem(file, line, 1, "syntax", message, hint),))


class _BrokenError(Exception):
    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.mistake = mistakes.Mistake(line, column, message, hint)


class _Builder:
    """One pass over the parser's events. With `places`, also where each value stands."""

    def __init__(self, text: str, *, places: bool = False) -> None:
        self.mistakes: list[mistakes.Mistake] = []
        self.places: dict[FieldPath, Place] = {}
        self._want_places = places
        self._parser = yaml.CBaseLoader(text)
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._open: set[str] = set()
        self._aliased = 0
        self.value: Value | None = None
        try:
            self._stream()
        except yaml.YAMLError:
            # Places are asked for after a first pass has told what is wrong.
            if not places:
                raise
        finally:
            self._parser.dispose()

    def _stream(self) -> None:
        next_event = self._parser.get_event
        next_event()
        if isinstance(next_event(), yaml.StreamEndEvent):
            self.value = ""
            return
        self.value, _ = self._node(next_event(), (), 0)
        next_event()
        after = next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _BrokenError(
                *_place(after), "一个文件里出现了两段(中间有 ---)", "请拆成两个文件,或删去 ---"
            )

    def _node(self, event: yaml.Event, path: FieldPath, depth: int) -> tuple[Value, int]:
        """The value that begins with `event`, and of how many values it consists."""
        if self._want_places:
            self.places.setdefault(path, _place(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth > MAX_DEPTH:
            raise _BrokenError(*_place(event), f"嵌套超过 {MAX_DEPTH} 层", "请检查缩进和括号")
        anchor = event.anchor
        if anchor:
            self._open.add(anchor)
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value, size = event.value, 1
        elif isinstance(event, yaml.SequenceStartEvent):
            value, size = self._sequence(path, depth)
        else:
            value, size = self._mapping(path, depth)
        if anchor:
            self._open.discard(anchor)
            self._anchors[anchor] = value, size
        return value, size

    def _sequence(self, path: FieldPath, depth: int) -> tuple[list[Value], int]:
        values: list[Value] = []
        total = 1
        event = self._parser.get_event()
        while not isinstance(event, yaml.SequenceEndEvent):
            value, size = self._node(event, (*path, len(values)), depth + 1)
            values.append(value)
            total += size
            event = self._parser.get_event()
        return values, total

    def _mapping(self, path: FieldPath, depth: int) -> tuple[dict[str, Value], int]:
        values: dict[str, Value] = {}
        total = 1
        event = self._parser.get_event()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._key(event)
            if key in values:
                self.mistakes.append(
                    mistakes.Mistake(
                        *_place(event), f"“{key}”写了两遍", "请只留一个;两处内容都要的合并成一处"
                    )
                )
            if self._want_places:
                self.places.setdefault((*path, key), _place(event))
            value, size = self._node(self._parser.get_event(), (*path, key), depth + 1)
            values.setdefault(key, value)
            total += size
            event = self._parser.get_event()
        return values, total

    def _key(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        raise _BrokenError(
            *_place(event), "冒号前面要是一个字段名", "含有 { [ * 等符号的内容请加英文引号"
        )

    def _alias(self, event: yaml.AliasEvent) -> tuple[Value, int]:
        if event.anchor in self._open:
            raise _BrokenError(*_place(event), f"“*{event.anchor}”引用了它自己", "请直接写出内容")
        if event.anchor not in self._anchors:
            raise _BrokenError(
                *_place(event), f"“*{event.anchor}”没有定义", "以 * 开头的内容请加英文引号"
            )
        value, size = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise _BrokenError(*_place(event), "用 * 重复引用的内容太多", "请直接写出内容,不用 & 和 *")
        return value, size


def _place(event: yaml.Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
