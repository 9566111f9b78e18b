"""What a clerk most likely meant where YAML gave up: each mistake in Chinese, with the cure.

The parser names a place and a grammar rule; people make other mistakes than grammars name. So
the lines near the place are looked at for what people do (a full-width colon, a tab, a missing
space, an open quote), and only then the parser's own words are translated.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml


class Mistake(NamedTuple):
    """One mistake; `line` and `column` count from 1."""

    line: int
    column: int
    message: str
    hint: str


_KEY = r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[\u4e00-\u9fff][\w()\uff08\uff09、]{0,15})"
_FULL_WIDTH_COLON = re.compile(_KEY + r"\s*\uff1a")
_NO_SPACE = re.compile(_KEY + r":(?P<value>[^\s:/].*)$")
_NO_SPACE_DASH = re.compile(r"^\s*-(?=[\w\u4e00-\u9fff])(?!-|\d)")
_WIDE_DASH = re.compile(r"^\s*[\uff0d\u2013\u2014]\s*\S")
_TAB = re.compile(r"^\s*\t")
_FULL_WIDTH_BRACKET = re.compile(r":\s*[\uff3b【\uff5b]")

_COLONS = '内容里有冒号的，请给内容加英文引号，例如：说明: "时间: 上午"'
_BRACKETS = "例如：送达方式: [邮寄, 窗口领取]"
_QUOTE = "请给内容加英文引号"
_INDENTED = "缩进没有对齐", "同一级的字段要上下对齐，用空格缩进"
_TRANSLATED = (
    ("mapping values are not allowed", "这一行有两个“: ”", _COLONS),
    ("cannot start any token", "内容以特殊符号开头", _QUOTE),
    ("expected ',' or ']'", "方括号 [ ] 没有成对", _BRACKETS),
    (
        "expected ',' or '}'",
        "花括号 { } 没有成对",
        "例如：- {名称: 社会救助暂行办法, 条款: 第九条}",
    ),
    ("did not find expected node content", "括号里少了内容或括号没有成对", _BRACKETS),
    (
        "did not find expected '-' indicator",
        "列表的缩进没有对齐",
        "同一个列表的每个“-”要上下对齐",
    ),
    ("did not find expected key", *_INDENTED),
    ("expected <document start>", *_INDENTED),
    (
        "could not find expected ':'",
        "字段名后面没有“: ”",
        "例如：事项名称: 低保（冒号用英文，后面空一格）",
    ),
    (
        "unexpected end of stream",
        "引号或括号没有成对",
        "请在结尾补上同样的英文引号或括号",
    ),
    ("undefined", "以 & 或 * 开头的内容有特殊含义", _QUOTE),
    ("scanning an alias", "以 * 开头的内容有特殊含义", _QUOTE),
    ("scanning an anchor", "以 & 开头的内容有特殊含义", _QUOTE),
    (" tag", "以 ! 开头的内容有特殊含义", _QUOTE),
    ("block scalar", "以 | 或 > 开头的内容有特殊含义", _QUOTE),
    ("directive", "以 % 开头的行有特殊含义", _QUOTE),
)
"""Words of the parser, what they mean, and the cure."""


def explain(text: str, error: yaml.YAMLError) -> list[Mistake]:
    """What is wrong in `text`, given where the parser stopped. Never empty."""
    if isinstance(error, yaml.reader.ReaderError):
        return [_control_character(text, error)]
    line = _line_of(error)
    if found := in_text(text, last=line + 1):
        return found
    return [_unclosed_quote(text, error) or _slipped(text, error) or _translated(error)]


def in_text(text: str, last: int | None = None) -> list[Mistake]:
    """Habits of hand that break YAML, in the lines up to `last` (all lines without it)."""
    lines = text.splitlines()[:last]
    return [mistake for number, line in enumerate(lines, 1) for mistake in _in_line(number, line)]


def in_value(value: str) -> tuple[str, str] | None:
    """For a text that should have been `字段: 内容`: what went wrong in it, and the cure."""
    if match := _FULL_WIDTH_COLON.match(value):
        return "用了中文冒号“：”", f"请改成英文冒号加空格：{match['key']}: …"
    if match := _NO_SPACE.match(value):
        return "冒号后面少一个空格", f"请写成：{match['key']}: {match['value'][:12]}"
    return None


def _in_line(number: int, line: str) -> Iterator[Mistake]:
    if line.lstrip().startswith("#"):
        return
    if _TAB.match(line):
        yield Mistake(number, line.index("\t") + 1, "缩进用了 Tab 键", "请改用空格，每级两个")
    if match := _FULL_WIDTH_COLON.match(line):
        yield Mistake(
            number,
            match.end("key") + 1,
            "用了中文冒号“：”",
            f"请改成英文冒号加空格：{match['key']}: …",
        )
    elif match := _NO_SPACE.match(line):
        yield Mistake(
            number,
            match.end("key") + 1,
            "冒号后面少一个空格",
            f"请写成：{match['key']}: {match['value'][:12]}",
        )
    elif _WIDE_DASH.match(line):
        yield Mistake(
            number, _first(line), "用了中文横线", "列表请用英文的“-”加空格：- 环节: 提交申请"
        )
    elif _NO_SPACE_DASH.match(line):
        yield Mistake(number, _first(line), "“-”后面少一个空格", "例如：- 环节: 提交申请")
    elif match := _FULL_WIDTH_BRACKET.search(line):
        yield Mistake(
            number, match.end(), "用了中文括号", "列表用英文方括号和英文逗号：[邮寄, 窗口领取]"
        )


def _first(line: str) -> int:
    """The column of the first sign that is no space."""
    return len(line) - len(line.lstrip()) + 1


def _unclosed_quote(text: str, error: yaml.YAMLError) -> Mistake | None:
    context = getattr(error, "context_mark", None)
    if context is None or "quoted scalar" not in (getattr(error, "context", "") or ""):
        return None
    line = text.splitlines()[context.line] if context.line < len(text.splitlines()) else ""
    quote = line[context.column : context.column + 1] or '"'
    return Mistake(
        context.line + 1,
        context.column + 1,
        f"引号 {quote} 没有关上",
        f"请在内容后面补一个英文 {quote}",
    )


def _slipped(text: str, error: yaml.YAMLError) -> Mistake | None:
    """A line with one colon only, where the parser saw two: it is indented into the line before."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or "mapping values" not in str(getattr(error, "problem", "")):
        return None
    line = text.splitlines()[mark.line]
    return Mistake(mark.line + 1, _first(line), *_INDENTED) if line.count(": ") <= 1 else None


def _control_character(text: str, error: yaml.reader.ReaderError) -> Mistake:
    match = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]", text)
    before = text[: match.start()] if match else text[: error.position or 0]
    line = before.count("\n") + 1
    return Mistake(
        line, len(before) - before.rfind("\n"), "有看不见的控制字符", "请删去这一行重新输入"
    )


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line if mark else 0


def _translated(error: yaml.YAMLError) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    words = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    for english, message, hint in _TRANSLATED:
        if english in words:
            return Mistake(line, column, message, hint)
    return Mistake(line, column, "这里的写法电脑看不懂", "请对照旁边的文件检查缩进、冒号和引号")
