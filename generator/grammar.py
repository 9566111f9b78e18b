"""Where YAML gave up, and what a clerk most likely meant there.

The parser names a place and a grammar rule; people make other mistakes than grammars name. So the
lines at the place are looked at for what people do, and only then the parser's words translated.
"""

import re

import yaml

from generator import guesses, mistakes
from generator.guesses import ALIGN, ALIGNED, line_of, words_of
from generator.mistakes import BRACES, LISTS, Mistake

_QUOTE = "请给内容加英文引号"
_TRANSLATED = (
    (
        "mapping values are not allowed",
        "这一行有两个“: ”",
        '两个字段请分成两行写；内容里有冒号的，请加英文引号，例如：说明: "时间: 上午"',
    ),
    ("cannot start any token", "内容以特殊符号开头", _QUOTE),
    ("expected ',' or ']'", "方括号里的写法不对", LISTS),
    (
        "expected ',' or '}'",
        "花括号里的写法不对",
        "每一项写“字段: 内容”，中间用英文逗号，" + BRACES,
    ),
    ("unexpected ':'", "括号里的冒号写得不对", "冒号后面要空一格；内容里有冒号的，请加英文引号"),
    ("block sequence entries", "“- ”前面不能有别的内容", "列表的每一项要另起一行"),
    ("did not find expected node content", "括号里少了内容", LISTS),
    ("expected '-' indicator", "列表的缩进没有对齐", "同一个列表的每个“-”要上下对齐"),
    ("did not find expected key", ALIGNED, ALIGN),
    ("expected <document start>", ALIGNED, ALIGN),
    (
        "could not find expected ':'",
        "字段名后面没有“: ”",
        "例如：事项名称: 低保（冒号用英文，后面空一格）",
    ),
    ("unexpected end of stream", "引号或括号没有成对", "请在结尾补上同样的英文引号或括号"),
    ("undefined", "以 & 或 * 开头的内容有特殊含义", _QUOTE),
    ("scanning an alias", "以 * 开头的内容有特殊含义", _QUOTE),
    ("scanning an anchor", "以 & 开头的内容有特殊含义", _QUOTE),
    (" tag", "以 ! 开头的内容有特殊含义", _QUOTE),
    ("block scalar", "以 | 或 > 开头的内容有特殊含义", _QUOTE),
    ("directive", "以 % 开头的行有特殊含义", _QUOTE),
)
"""Words of the parser, what they mean, and the cure."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u200b\u200e\u200f\u2028\u2029\u2060\ufeff]"
)
"""Signs YAML refuses, breaks of lines that editors don't show as such, and signs without width."""


def explain(text: str, error: yaml.YAMLError) -> list[Mistake]:
    """What is wrong in `text`, given where the parser stopped. Never empty; in order of lines."""
    lines = mistakes.lines_of(text) or [""]
    number = min(line_of(error, "problem_mark"), len(lines))
    slips = mistakes.in_text(text)
    at = {number, line_of(error, "context_mark")}
    # Elsewhere a dash may begin a sentence with a colon in it, which is no mistake.
    far = [slip for slip in slips if not re.match(r"\s*-\s", lines[slip.line - 1])]
    is_plain = not any(slip.line in at for slip in slips)
    if is_plain and (certain := guesses.certain(lines, number, error)):
        return sorted({*far, certain})
    told = _near(slips, lines, at)
    likely = guesses.likely(lines, number, error) or _translated(error, len(lines))
    return sorted({*far, *(told or [likely])})


def _near(slips: list[Mistake], lines: list[str], at: set[int]) -> list[Mistake]:
    """The slips on the lines `at`, and those on the lines with slips right above them."""
    slipped = {slip.line for slip in slips}
    reached = at & slipped
    for line in at:
        above = line - 1
        while above > 0 and (above in slipped or not lines[above - 1].strip()):
            reached.add(above)
            above -= 1
    return [slip for slip in slips if slip.line in reached]


def invisible(text: str) -> Mistake | None:
    """The first sign in `text` that nobody sees and that would break it, if there is one."""
    match = _CONTROL.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Mistake(line, column, "有看不见的控制字符", "请删去这一行重新输入")


def _translated(error: yaml.YAMLError, lines: int) -> Mistake:
    words = words_of(error)
    # A missing colon is noticed on the next line.
    name = "context_mark" if "expected ':'" in words else "problem_mark"
    mark = getattr(error, name, None)
    line, column = (min(mark.line + 1, lines), mark.column + 1) if mark else (1, 1)
    for english, message, hint in _TRANSLATED:
        if english in words:
            return Mistake(line, column, message, hint)
    return Mistake(line, column, "这里的写法电脑看不懂", "请对照旁边的文件检查缩进、冒号和引号")
