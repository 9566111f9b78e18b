"""The structure of a YAML text: strings, lists and dictionaries, and where each of them stands.

It is built from the C parser's events and not composed by it, because composing recurses in C and
a file of ten thousand brackets would end the process.
"""

from typing import Any

import yaml

from generator.mistakes import Mistake
from generator.problem import Path

MAX_DEPTH = 20
MAX_ALIASED = 5_000
"""How many values aliases may repeat in one file; a YAML bomb has billions."""

Value = str | list["Value"] | dict[str, "Value"]
Place = tuple[int, int]
"""Line and column, from 1."""

Event = Any
"""A parser event; the type stubs don't know the fields of its kinds."""


class BrokenError(Exception):
    """The text parses but has no structure we accept; `mistake` says why."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.mistake = Mistake(line, column, message, hint)


class Structure:
    """One pass over a text. With `places`, also where each value stands.

    Raises yaml.YAMLError or BrokenError, unless places are asked for: they are wanted after a
    first pass has told what is wrong, and are then those up to the mistake.
    """

    def __init__(self, text: str, *, places: bool = False) -> None:
        self.mistakes: list[Mistake] = []
        self.places: dict[Path, Place] = {}
        self._want_places = places
        self._parser = yaml.CBaseLoader(text)
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._open: set[str] = set()
        self._aliased = 0
        self._last_repeated: Path | None = None
        self.value: Value | None = None
        try:
            self._stream()
        except (yaml.YAMLError, BrokenError):
            if not places:
                raise
        finally:
            self._parser.dispose()

    def _stream(self) -> None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            self.value = ""
            return
        self.value, _ = self._node(self._next(), (), 0)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise BrokenError(
                *_place(after), "一个文件里出现了两段（中间有 ---）", "请拆成两个文件，或删去 ---"
            )

    def _next(self) -> Event:
        return self._parser.get_event()

    def _node(self, event: Event, path: Path, depth: int) -> tuple[Value, int]:
        """The value that begins with `event`, and of how many values it consists."""
        if self._want_places:
            self.places.setdefault(path, _place(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth > MAX_DEPTH:
            raise BrokenError(*_place(event), f"嵌套超过 {MAX_DEPTH} 层", "请检查缩进和括号")
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

    def _sequence(self, path: Path, depth: int) -> tuple[list[Value], int]:
        values: list[Value] = []
        total = 1
        event = self._next()
        while not isinstance(event, yaml.SequenceEndEvent):
            value, size = self._node(event, (*path, len(values)), depth + 1)
            values.append(value)
            total += size
            event = self._next()
        return values, total

    def _mapping(self, path: Path, depth: int) -> tuple[dict[str, Value], int]:
        values: dict[str, Value] = {}
        total = 1
        event = self._next()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._key(event)
            if key in values:
                self._repeated(event, key, path)
            if self._want_places:
                self.places.setdefault((*path, key), _place(event))
            value, size = self._node(self._next(), (*path, key), depth + 1)
            values.setdefault(key, value)
            total += size
            event = self._next()
        return values, total

    def _repeated(self, event: Event, key: str, path: Path) -> None:
        """Notes a key's second time; in an item of a list only the first such key."""
        in_item = bool(path) and isinstance(path[-1], int)
        if in_item and path == self._last_repeated:
            return
        self._last_repeated = path
        hint = "请只留一个；两处内容都要的合并成一处"
        if in_item:
            hint = "请只留一个；如果从这里起是下一项，请在它的第一行前面加“- ”"
        self.mistakes.append(Mistake(*_place(event), f"“{key}”写了两遍", hint))

    def _key(self, event: Event) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        raise BrokenError(
            *_place(event), "冒号前面应该是字段名", "以 { [ * 等符号开头的内容请加英文引号"
        )

    def _alias(self, event: Event) -> tuple[Value, int]:
        if event.anchor in self._open:
            raise BrokenError(*_place(event), f"“*{event.anchor}”引用了它自己", "请直接写出内容")
        if event.anchor not in self._anchors:
            raise BrokenError(
                *_place(event), f"“*{event.anchor}”没有定义", "以 * 开头的内容请加英文引号"
            )
        value, size = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise BrokenError(
                *_place(event), "用 * 重复引用的内容太多", "请直接写出内容，不用 & 和 *"
            )
        return value, size


def _place(event: Event) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
