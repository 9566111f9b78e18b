"""For each slip of the hand: the line, what is wrong, and what to write instead."""

import pytest

from generator import source


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("名称：低保\n电话: 1\n", 1, "用了中文冒号“：”", "名称: …"),
        ("a: 1\n材料:\n- 名称：甲\n  来源: 乙\n", 3, "用了中文冒号“：”", "名称: …"),
        ("名称:低保\n电话: 1\n", 1, "冒号后面少一个空格", "名称: 低保"),
        ("a: 1\n电话:12345\nb: 1\n", 2, "冒号后面少一个空格", "电话: 12345"),
        ("a:\n\tb: 1\n", 2, "缩进用了 Tab 键", "空格"),
        ("a: 1\n名称: '低保\nb: 2\n", 2, "引号 ' 没有关上", "'"),
        ('a: 1\n名称: "低保\nb: 2\n', 2, '引号 " 没有关上', '"'),
        ("渠道: [窗口, 网上\nb: 1\n", 2, "方括号 [ ] 没有成对", "[邮寄, 窗口领取]"),
        ("依据: {名称: 甲\nb: 1\n", 2, "花括号 { } 没有成对", "条款: 第九条"),
        ("a: 1\n渠道: ［窗口］\n  b: 1\n", 2, "用了中文括号", "[邮寄, 窗口领取]"),
        ("a:\n- b: 1\n－ b: 1\n  c: 2\n", 3, "用了中文横线", "-"),
        ("a:\n-b: 1\n- c: 2\n", 2, "“-”后面少一个空格", "- 环节"),
        ("说明: 时间: 上午\n", 1, "这一行有两个“: ”", '"时间: 上午"'),
        ("a: 1\n  b: 2\n", 2, "缩进没有对齐", "上下对齐"),
        ("a:\n  b: 1\n c: 2\n", 3, "缩进没有对齐", "上下对齐"),
        ("  a: 1\nb: 2\n", 2, "缩进没有对齐", "上下对齐"),
        ("a: 1\nb: @c\n", 2, "内容以特殊符号开头", "引号"),
        ("a: 1\nb: *\n", 2, "以 * 开头", "引号"),
        ("a: 1\nb: x\x00y\n", 2, "看不见的控制字符", "重新输入"),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_cure(
    text: str, line: int, message: str, hint: str
) -> None:
    problem = source.parse(text, "a.yaml").problems[0]
    assert (problem.line, message in problem.message, hint in problem.hint) == (line, True, True), (
        problem
    )


def test_all_slips_of_a_kind_are_told_at_once() -> None:
    problems = source.parse("名称：低保\n电话:12345\n\t地址：乡里\n", "a.yaml").problems
    assert [problem.line for problem in problems] == [1, 2, 3, 3]


def test_what_only_looks_like_a_slip_is_left_alone() -> None:
    text = "说明: 时间：上午\n网址: http://a.cn\n钟点: 8:30\n# 名称：注释\n问: 要带：身份证吗？\n"
    assert source.parse(text, "a.yaml").problems == ()
