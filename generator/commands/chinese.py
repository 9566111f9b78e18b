"""What click itself says, in Chinese: usage, headings, errors about how a command was written.

click asks `gettext` for its words. A catalogue of gettext's would be found by the language of the
environment, which on a server often is none; so click's modules get another function to ask.
"""

import gettext
import sys
from collections.abc import Iterator, Mapping
from unicodedata import east_asian_width

import click
from click import formatting

WORDS: Mapping[str, str] = {
    "Usage:": "用法:",  # as the headings, whose colon is click's
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "default: {default}": "不写就是 {default}",
    "(dynamic)": "（看情况）",
    "required": "必须写",
    "Show this message and exit.": "显示这些说明。",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "怎么用：{command} {option}",
    "Aborted!": "已经中断。",
    "Missing command.": "请写一个命令",
    "Missing argument": "还要写",
    "Missing option": "还要写",
    "Invalid value: {message}": "写得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中一个：{possibilities}？",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "Got unexpected extra arguments ({args})": "多写了：{args}",
    "Option {name!r} requires an argument.": "{name} 后面还要写它的内容",
    "Option {name!r} does not take a value.": "{name} 后面不用写内容",
    "Choose from:\n\t{choices}": "只能写：\n\t{choices}",
    "{value!r} is not {choice}.": "没有“{value}”，只能写 {choice}",
    "{value!r} is not one of {choices}.": "没有“{value}”，只能写其中一个：{choices}",
    "{value!r} does not match the format {format}.": "“{value}”不是日期，要像 2026-11-24 这样写",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数，请写阿拉伯数字",
    "{value} is not in the range {range}.": "{value} 太小或太大，要是 {range}",
    "{name} {filename!r} does not exist.": "没有 {filename} 这个文件或目录",
    "{name} {filename!r} is a file.": "{filename} 是文件，要写目录",
    "{name} {filename!r} is a directory.": "{filename} 是目录，要写文件",
    "{name} {filename!r} is not readable.": "{filename} 没有权限读",
    "{name} {filename!r} is not writable.": "{filename} 没有权限写",
    "Could not open file {filename!r}: {message}": "打不开 {filename}：{message}",
}
KINDS: Mapping[str, str] = {
    "text": "文字",
    "integer": "数",
    "integer range": "数",
    "path": "位置",
    "file": "文件",
    "directory": "目录",
    "datetime": "日期",
}
"""What is to be written after an option, by the name of click's type."""


def speak(main: click.Command) -> None:
    """From here on `main` and the commands below it speak Chinese."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "click":
            for word, ask in (("_", gettext.gettext), ("ngettext", gettext.ngettext)):
                if getattr(module, word, None) is ask:
                    setattr(module, word, _said if word == "_" else _said_of)
    formatting.term_len = _columns  # type: ignore[attr-defined]  # so that tables stay in line
    for command in _commands(main):
        _rename(command)


def _columns(x: str) -> int:
    """The width of a text on a screen, where a Chinese letter takes two columns."""
    return sum(1 + (east_asian_width(one) in "WF") for one in click.unstyle(x))


def _said(message: str) -> str:
    return WORDS.get(message, message)


def _said_of(one: str, several: str, number: int) -> str:
    return _said(one if number == 1 else several)


def _commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _commands(below)


def _rename(command: click.Command) -> None:
    command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 …"
    for option in command.params:
        if isinstance(option, click.Option) and not (option.is_flag or option.metavar):
            option.metavar = KINDS.get(option.type.name)
