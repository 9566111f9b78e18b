"""YAML is read as text, and what cannot be read is said in Chinese with its line."""

import os
from pathlib import Path

import pytest

from generator import source


def test_values_stay_the_text_they_were() -> None:
    read = source.parse("时间: 8:30\n区号: 0794\n要: 否\n日: 2026-11-23\n空:\n", "a.yaml")
    assert read.value == {"时间": "8:30", "区号": "0794", "要": "否", "日": "2026-11-23", "空": ""}
    assert read.problems == ()


def test_a_mark_at_the_beginning_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeff名称: 低保\r\n电话: 12345\r\n".encode())
    assert source.read(path, tmp_path).value == {"名称": "低保", "电话": "12345"}


def test_anchors_may_save_typing() -> None:
    read = source.parse("a: &x [1, 2]\nb: *x\n", "a.yaml")
    assert read.value == {"a": ["1", "2"], "b": ["1", "2"]}


def bomb() -> str:
    lines = ["a0: &a0 [低保, 低保, 低保, 低保, 低保, 低保, 低保, 低保, 低保]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "文件是空的"),
        ("  \n\n", 1, "文件是空的"),
        ("名称: 低保\n名称: 特困\n", 2, "“名称”写了两遍"),
        ("a: 1\n---\nb: 2\n", 2, "两段"),
        ("a: &x [*x]\n", 1, "引用了它自己"),
        ("a: 1\nb: *x\n", 2, "没有定义"),
        (bomb(), 4, "重复引用的内容太多"),
        ("a: " + "[" * 10_000, 1, "嵌套超过"),
        ("a: " + "[" * 10_000 + "]" * 10_000, 1, "嵌套超过"),
        ("- " * 5_000 + "a", 1, "嵌套超过"),
        ("? [a]\n: b\n", 1, "应该是字段名"),
        ("- 低保\n- 特困\n", 1, "要由“字段: 内容”组成"),
        ("名称:低保\n", 1, "冒号后面少一个空格"),
        ("名称：低保\n电话：12345\n", 1, "用了中文冒号"),
        ("低保\n", 1, "要由“字段: 内容”组成"),
    ],
)
def test_what_has_no_structure_is_a_problem_with_a_line(text: str, line: int, words: str) -> None:
    problem = source.parse(text, "a.yaml").problems[0]
    assert (problem.file, problem.line, problem.rule) == ("a.yaml", line, "syntax")
    assert words in problem.message


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("名称: 低保\n电话: 一二\n".encode("gbk"), 1, "不是 UTF-8"),
        ("名称: 低保\n".encode() + b"\xff\n", 2, "不是 UTF-8"),
        (b"a: " + b"x" * source.MAX_BYTES, 1, "文件太大"),
    ],
)
def test_a_file_that_is_no_text_is_a_problem(
    tmp_path: Path, data: bytes, line: int, words: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    read = source.read(path, tmp_path)
    assert read.value is None
    assert (read.problems[0].line, words in read.problems[0].message) == (line, True)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("名称: 低保\n", encoding="utf-8")
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "a.yaml").symlink_to(tmp_path / "outside.yaml")
    (problem,) = source.read(folder / "a.yaml", folder).problems
    assert "链接" in problem.message


def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.symlink_to(path)
    (problem,) = source.read(path, tmp_path).problems
    assert "打不开" in problem.message


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("名称: 低保\n", encoding="utf-8")
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    assert source.read(tmp_path / "a.yaml", tmp_path).value == {"名称": "低保"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    (problem,) = source.read(tmp_path / "a.yaml", tmp_path).problems
    assert "普通文件" in problem.hint


def test_a_folder_or_nothing_where_a_file_should_be_is_a_problem(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.yaml", tmp_path / ("长" * 300)):
        (problem,) = source.read(path, tmp_path).problems
        assert "打不开" in problem.message


def test_a_value_is_found_again_by_its_path() -> None:
    read = source.parse("材料:\n- 名称: 甲\n- 名称: 乙\n  来源: 其他\n", "a.yaml")
    assert read.place(("材料", 1, "来源")) == (4, 3)
    assert read.place(("材料", 1, "没有的字段")) == (3, 3)
    assert read.place(("没有的字段",)) == (1, 1)
