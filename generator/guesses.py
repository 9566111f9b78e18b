"""What a clerk most likely did at the place where the parser stopped, from the lines around it."""

import re

import yaml

from generator import mistakes
from generator.mistakes import BRACES, LISTS, Mistake, first

ALIGNED = "缩进没有对齐"
ALIGN = "同一级的字段要上下对齐，用空格缩进"
_OPEN_QUOTE = re.compile(r"""^\s*(?:-\s+)*(?:[^\s"'#][^"'#]*?:\s+)?(?P<quote>["'])(?P<rest>.*)$""")
_AFTER_QUOTE = re.compile(
    r"""^\s*(?:-\s+)*(?:[^\s"'#][^"'#]*?:\s+)?(["'])[^"']*\1\s*(?P<rest>[^\s#:,\]}].*)$"""
)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|\s#.*""")
_BRACKETED = re.compile(r"(?:^\s*|:\s+|-\s+)(?P<value>[\[\]{}].*)$")
_CLOSED = re.compile(r"^(?P<value>.*[\]}])\s*$")
_ITEM_WITHOUT_COLON = re.compile(r"^\s*-\s+[^:\s]+\s[^:]*$")
_WITH_VALUE = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s\"'#:]+):\s+(?P<value>[^\s|>#].*)$")
_PAIRS = {"[": "]", "{": "}"}


def certain(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """Quotes and brackets that don't match; `number` is the line where the parser stopped."""
    guesses = (_open_quote, _after_quote, _open_bracket)
    found = (guess(lines, number, error) for guess in guesses)
    return next((mistake for mistake in found if mistake), None)


def likely(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """What the line where the parser stopped looks like beside the line above."""
    guesses = (_no_colon_above, _value_above, _one_colon)
    found = (guess(lines, number, error) for guess in guesses)
    return next((mistake for mistake in found if mistake), None)


def _open_quote(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """The first value that opens a quote and doesn't close it on its line."""
    last = len(lines) if "quoted scalar" in words_of(error) else number
    for index, line in enumerate(lines[:last], 1):
        match = _OPEN_QUOTE.match(line)
        if match and match["quote"] not in match["rest"]:
            quote = match["quote"]
            hint = f"请在内容后面补一个英文 {quote}"
            return Mistake(index, match.start("quote") + 1, f"引号 {quote} 没有关上", hint)
    return None


def _after_quote(lines: list[str], number: int, _: yaml.YAMLError) -> Mistake | None:
    """A value that goes on after its closing quote, as a sentence with a quoted word does."""
    match = _AFTER_QUOTE.match(lines[number - 1])
    if match is None:
        return None
    hint = "句子里的引号请用中文的“”；要用英文引号，就把整句括起来"
    return Mistake(number, match.start("rest") + 1, "英文引号后面还有内容", hint)


def _open_bracket(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """A bracket without its other half, where the parser stopped or what it was reading began."""
    for index in (line_of(error, "context_mark"), number, max(number - 1, 1)):
        line = lines[min(index, len(lines)) - 1]
        match = _BRACKETED.search(line) or _CLOSED.match(line)
        if match and (single := _single(_QUOTED.sub("", match["value"]))):
            is_list = single in "[]"
            message = f"{'方括号 [ ]' if is_list else '花括号 { }'} 没有成对"
            return Mistake(index, line.index(single) + 1, message, LISTS if is_list else BRACES)
    return None


def _single(value: str) -> str:
    """The first bracket in `value` that has no other half, or nothing."""
    opened: list[str] = []
    for sign in value:
        if sign in _PAIRS:
            opened.append(sign)
        elif sign in "]}" and (not opened or _PAIRS[opened.pop()] != sign):
            return sign
    return opened[0] if opened else ""


def _no_colon_above(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """An item's first field without its colon, which the parser takes for a sentence."""
    above = lines[number - 2] if number > 1 else ""
    if "mapping values" not in words_of(error) or lines[number - 1].count(": ") > 1:
        return None
    if not _ITEM_WITHOUT_COLON.match(above):
        return None
    key, _, value = above.lstrip(" -").partition(" ")
    hint = f"请写成：- {key}: {mistakes.cut(value.strip())}"
    return Mistake(number - 1, first(above) + 1, "字段名后面没有“: ”", hint)


def _value_above(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """A line that belongs under the line above, or beside it, but that line has a value already."""
    line, above = lines[number - 1], _line_above(lines, number)
    match = _WITH_VALUE.match(above)
    is_item = line.lstrip().startswith("- ")
    if match is None or line.count(": ") > 1 + is_item:
        return None
    key, column = match["key"], len(match["lead"])
    if is_item and first(line) >= column and "expected key" in words_of(error):
        message = f"上一行“{key}: ”后面已经有内容，下面不能再写列表"
        hint = "上一行如果属于它上面的列表，请向右缩进两格；不然请删去冒号后面的内容"
        return Mistake(number, first(line) + 1, message, hint)
    if first(line) > column:
        hint = (
            f"这一行要和上一行的“{key}”上下对齐，请看看是哪一行错了；"
            f"如果这一行属于“{key}”，请删去“{key}: ”后面的内容"
        )
        return Mistake(number, first(line) + 1, ALIGNED, hint)
    return None


def _one_colon(lines: list[str], number: int, error: yaml.YAMLError) -> Mistake | None:
    """A line with one colon only, where the parser saw two: it runs on from the line before."""
    line = lines[number - 1]
    if "mapping values" not in words_of(error) or line.count(": ") > 1:
        return None
    return Mistake(number, first(line) + 1, ALIGNED, ALIGN)


def _line_above(lines: list[str], number: int) -> str:
    written = (line for line in reversed(lines[: number - 1]) if _is_written(line))
    return next(written, "")


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def words_of(error: yaml.YAMLError) -> str:
    """What the parser says is wrong, and what it was doing."""
    return f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"


def line_of(error: yaml.YAMLError, name: str) -> int:
    """The line, from 1, of the error's mark `name`."""
    mark = getattr(error, name, None)
    return mark.line + 1 if mark else 1
