"""Both commands speak Chinese, also where click speaks for them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from feedback_api.cli import main as feedback
from generator.cli import main as guides
from generator.commands.chinese import WORDS

FRAME = re.compile(
    r"Usage|Options|Commands|Error|Try |Show |default|required|Missing|Invalid|unexpected|No such"
    r"|Did you|argument|not one|does not"
    r"|\b(?:OPTIONS|COMMAND|ARGS|TEXT|INTEGER|PATH|FILE|DIRECTORY)\b"
)
MISTAKES = (
    (guides, "chek", "没有 chek 这个命令。 是不是其中一个：'check', 'schema'？"),
    (guides, "buidl", "没有 buidl 这个命令。 是不是 'build'？"),
    (guides, "check --fromat json", "没有 --fromat 这个选项。 是不是 '--format'？"),
    (guides, "new county", "还要写 '目录'"),
    (guides, "new county a b", "多写了：b"),
    (guides, "build --today 明天", "'--today' 写得不对：“明天”不是日期"),
    (guides, "build --today", "--today 后面还要写它的内容"),
    (guides, "build --clean=1", "--clean 后面不用写内容"),
    (guides, "print --paper a9", "没有“a9”，只能写其中一个：'a2', 'a3', 'a4'"),
    (guides, "serve --port x", "“x”不是数"),
    (guides, "build -f .", ". 是目录，要写文件"),
    (feedback, "sael", "没有 sael 这个命令。 是不是 'seal'？"),
    (feedback, "strike", "还要写 '回执号'"),
    (feedback, "strike NONE", "还要写 '--reason'"),
    (feedback, "restore nowhere.gz", "没有 nowhere.gz 这个文件或目录"),
    (feedback, "demo --ratings 1", "1 太小或太大，要是 100<=x<=1000000"),
    (feedback, "add-official a --role b", "只能写其中一个：'县级', '乡镇', '窗口', '复核'"),
)


@pytest.mark.parametrize(("command", "typed", "told"), MISTAKES, ids=[one[1] for one in MISTAKES])
def test_a_wrong_call_is_told_in_chinese(command: click.Group, typed: str, told: str) -> None:
    done = CliRunner().invoke(command, typed.split())
    assert done.exit_code == 2
    assert told in done.output
    assert "错误：" in done.output
    assert not FRAME.search(done.output), done.output


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, *names, name)


@pytest.mark.parametrize("command", [guides, feedback], ids=["guides", "feedback"])
def test_the_help_of_every_command_is_chinese(command: click.Group) -> None:
    for names in commands(command):
        done = CliRunner().invoke(command, [*names, "--help"])
        assert done.output.startswith("用法:"), names
        assert not FRAME.search(done.output), done.output


def test_every_word_that_is_translated_is_one_of_clicks() -> None:
    said = {
        node.value
        for path in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert WORDS.keys() - said == set()
