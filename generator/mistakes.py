"""Slips of the hand that break YAML or change its meaning, each in Chinese with its cure.

These are the habits of people who type Chinese all day: full-width colons, commas, brackets and
spaces, a tab, a missing space. What the parser itself says is told by `grammar`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake; `line` and `column` count from 1."""

    line: int
    column: int
    message: str
    hint: str


_SHOWN = 16
"""So many characters of a line are quoted in a hint."""

_LOOKED_AT = 2000
"""So many characters of a line are looked at."""

_DASHES = "\uff0d\u2013\u2014"
_KEY = (
    rf"^(?P<lead>\s*(?:[-{_DASHES}]\s*)*)"
    r"(?P<key>[A-Z]{0,3}[\u4e00-\u9fff][\w()\uff08\uff09、]{0,15})"
)
_WIDE_COLON = re.compile(_KEY + r"\s*\uff1a\s*(?P<value>.*)$")
_WIDE_SPACE_AFTER = re.compile(_KEY + r":[\u3000\xa0]\s*(?P<value>.*)$")
_NO_SPACE = re.compile(_KEY + r":(?P<value>[^\s:/].*)$")
_ODD_INDENT = re.compile(r"^[ ]*(?P<sign>[\t\u3000\xa0])")
_WIDE_DASH = re.compile(rf"^\s*[{_DASHES}]\s*(?P<rest>\S.*)$")
_WIDE_SPACE_DASH = re.compile(r"^\s*-[\u3000\xa0]\s*(?P<rest>\S.*)$")
_NO_SPACE_DASH = re.compile(r"^\s*-(?P<rest>(?:[^\W\d]|[{\[\"“]).*)$")
_WIDE_BRACKET = re.compile(
    r"[:\uff1a]\s*[\uff3b【\uff5b]|(?:[:\uff1a]|-)\s+[\[{][^\]}\"']*[\uff3d】\uff5d]"
)
_WIDE_COMMA = re.compile(r"\{[^\"'#}]*?\uff0c\s*[^\s:,\uff0c]+:\s")

BRACES = "例如：- {名称: 社会救助暂行办法, 条款: 第九条}"
LISTS = "列表用英文方括号和英文逗号：[邮寄, 窗口领取]"


def in_text(text: str) -> list[Mistake]:
    """Every slip in the lines of `text`."""
    numbered = enumerate(lines_of(text), 1)
    return [mistake for number, line in numbered for mistake in _in_line(number, line)]


def lines_of(text: str) -> list[str]:
    """The lines of `text`, none of them so long that looking at it takes noticeable time."""
    return [line[:_LOOKED_AT] for line in text.splitlines()]


def in_value(value: str) -> tuple[str, str] | None:
    """For a text that should have been `字段: 内容`: what went wrong in it, and the cure."""
    slip = _colon(value)
    return (slip[1], slip[2]) if slip else None


Slip = tuple[int, str, str]
"""Column from 0, message, hint."""


def _in_line(number: int, line: str) -> Iterator[Mistake]:
    if line.lstrip().startswith("#"):
        return
    for check in _CHECKS:
        if slip := check(line):
            column, message, hint = slip
            yield Mistake(number, column + 1, message, hint)


def _indent(line: str) -> Slip | None:
    match = _ODD_INDENT.match(line)
    if match is None:
        return None
    key = " Tab 键" if match["sign"] == "\t" else "全角空格"
    return match.start("sign"), f"缩进用了{key}", "请改用英文空格，每级两个"


def _colon(line: str) -> Slip | None:
    if match := _WIDE_COLON.match(line):
        message = "用了中文冒号“：”"
        return match.end("key"), message, f"请改成英文冒号加空格：{match['key']}: …"
    if match := _WIDE_SPACE_AFTER.match(line):
        return match.end("key") + 1, "冒号后面是全角空格", f"请改成英文空格：{match['key']}: …"
    if match := _NO_SPACE.match(line):
        hint = f"请写成：{match['key']}: {cut(match['value'])}"
        return match.end("key"), "冒号后面少一个空格", hint
    return None


def _dash(line: str) -> Slip | None:
    if match := _WIDE_DASH.match(line):
        return first(line), "用了中文横线", f"列表请用英文的“-”加空格：- {cut(match['rest'])}"
    if match := _WIDE_SPACE_DASH.match(line):
        return first(line) + 1, "“-”后面是全角空格", f"请改成英文空格：- {cut(match['rest'])}"
    if match := _NO_SPACE_DASH.match(line):
        return first(line), "“-”后面少一个空格", f"请写成：- {cut(match['rest'])}"
    return None


def _bracket(line: str) -> Slip | None:
    match = _WIDE_BRACKET.search(line)
    if match is None:
        return None
    is_list = match[0][-1] in "\uff3b【\uff3d】"
    return match.end() - 1, "用了中文括号", LISTS if is_list else "花括号请用英文的，" + BRACES


def _comma(line: str) -> Slip | None:
    match = _WIDE_COMMA.search(line)
    if match is None:
        return None
    column = line.index("\uff0c", match.start())
    return column, "用了中文逗号“，”", "花括号里用英文逗号，" + BRACES


_CHECKS: tuple[Callable[[str], Slip | None], ...] = (_indent, _colon, _dash, _bracket, _comma)


def first(line: str) -> int:
    """The column, from 0, of the first sign that is no space."""
    return len(line) - len(line.lstrip())


def cut(text: str) -> str:
    """The beginning of `text` as a hint quotes it."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
