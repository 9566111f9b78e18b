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
        ("渠道: [窗口, 网上\nb: 1\n", 1, "方括号 [ ] 没有成对", "[邮寄, 窗口领取]"),
        ("依据: {名称: 甲\nb: 1\n", 1, "花括号 { } 没有成对", "条款: 第九条"),
        ("a: 1\n渠道: ［窗口］\n  b: 1\n", 2, "用了中文括号", "[邮寄, 窗口领取]"),
        ("a:\n- b: 1\n－ b: 1\n  c: 2\n", 3, "用了中文横线", "-"),
        ("a:\n-b: 1\n- c: 2\n", 2, "“-”后面少一个空格", "- b: 1"),
        ("说明: 时间: 上午\n", 1, "这一行有两个“: ”", '"时间: 上午"'),
        ("a: 1\n  b: 2\n", 2, "缩进没有对齐", "上下对齐"),
        ("a:\n  b: 1\n c: 2\n", 3, "缩进没有对齐", "上下对齐"),
        ("  a: 1\nb: 2\n", 2, "缩进没有对齐", "上下对齐"),
        ("a: 1\nb: @c\n", 2, "内容以特殊符号开头", "引号"),
        ("a: 1\nb: *\n", 2, "以 * 开头", "引号"),
        ("a: 1\nb: x\x00y\n", 2, "看不见的控制字符", "重新输入"),
        ("a:\n  b: 1\n　　地址: 乡里\n  c: 2\n", 3, "缩进用了全角空格", "英文空格"),
        ("a: 1\n领域:　就业\nb: 1\n", 2, "冒号后面是全角空格", "领域: …"),
        ("a:\n-　名称: 甲\n  来源: 乙\n", 2, "“-”后面是全角空格", "- 名称: 甲"),
        ("a: 1\n渠道: [窗口, 网上］\nb: 1\n", 2, "用了中文括号", "英文方括号"),
        ("- ｛层级: 县｝\n- {层级: 县｝\n", 2, "用了中文括号", "花括号"),
        ("a: {A岗: A01， B岗: A02}\n", 1, "用了中文逗号“，”", "英文逗号"),
        ("a: {用时: 即时 地点: 机关}\n", 1, "花括号里的写法不对", "英文逗号"),
        ("a:\n- 名称: 条例, 条款: 三}\n", 2, "花括号 { } 没有成对", "条款: 第九条"),
        ("a: 1\n]b: 2\n", 2, "方括号 [ ] 没有成对", "英文方括号"),
        ('名称: "低保\nb: 2\nc: "3"\nd: 4\n', 1, '引号 " 没有关上', '"'),
        ('a: 1\n名称: "三月三"活动\n', 2, "英文引号后面还有内容", "中文的“”"),
        ("a: 1\n电话 12345\nb: 2\n", 2, "字段名后面没有“: ”", "事项名称: 低保"),
        ("a:\n- 环节 审核\n  承办: 乙\n", 2, "字段名后面没有“: ”", "- 环节: 审核"),
        ("问: 有\n- 甲\n", 2, "“问: ”后面已经有内容", "删去冒号后面的内容"),
        ("a:\n- b\n - c: 1\n", 3, "缩进没有对齐", "上下对齐"),
        ("a: 1\nb: >5000\n", 2, "以 | 或 > 开头", "引号"),
        ("a: 1\nb: &\n", 2, "以 & 开头", "引号"),
        ("a: 1\nb: 1\u200b\n", 2, "看不见的控制字符", "重新输入"),
        ("a: 1\nb: x\x85y\n", 2, "看不见的控制字符", "重新输入"),
        ("a: 1\r\nb: \u2028\r\n", 2, "看不见的控制字符", "重新输入"),
        ("a: 1\nb: !\x01\n", 2, "看不见的控制字符", "重新输入"),
        ("a: {出处:[甲], b: 1}\n", 1, "括号里的冒号写得不对", "冒号后面要空一格"),
        ("窗口: - 编号: 1\n", 1, "“- ”前面不能有别的内容", "另起一行"),
        ("a:\n- {编号:\n- {编号: 2}\n", 2, "花括号 { } 没有成对", "条款: 第九条"),
        ("a:\n-{名称: 甲, 条款: 乙}\n", 2, "“-”后面少一个空格", "- {名称: 甲"),
        ("a: 1\n%b\n", 2, "以 % 开头", "引号"),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_cure(
    text: str, line: int, message: str, hint: str
) -> None:
    problem = source.parse(text, "a.yaml").problems[0]
    assert problem.line == line, problem
    assert message in problem.message, problem
    assert hint in problem.hint, problem


def test_all_slips_of_a_kind_are_told_at_once() -> None:
    problems = source.parse("名称：低保\n电话:12345\n\t地址：乡里\n", "a.yaml").problems
    assert [problem.line for problem in problems] == [1, 2, 3, 3]


def test_what_only_looks_like_a_slip_is_left_alone() -> None:
    text = "说明: 时间：上午\n网址: http://a.cn\n钟点: 8:30\n# 名称：注释\n问: 要带：身份证吗？\n"
    assert source.parse(text, "a.yaml").problems == ()


def test_a_sentence_with_a_colon_far_from_the_mistake_is_not_blamed() -> None:
    text = "条件:\n- 户籍：本县\n- 年龄：满 16 岁\n公示: {期限: 7日\n地点: 村\n"
    assert [problem.line for problem in source.parse(text, "a.yaml").problems] == [4]


def test_slips_after_the_first_that_stops_yaml_are_told_too() -> None:
    text = "名称：低保\n电话: 1\n  地址: 乡里\n热线：12345\n"
    assert [problem.line for problem in source.parse(text, "a.yaml").problems] == [1, 4]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- 名称: 甲\n  名称: 乙\n  来源: 丙\n  名称: 丁\n", 3),
        ("名称: 甲\n来源: 丙\n名称: 丁\n", 4),
    ],
)
def test_a_field_written_twice_is_told_once_at_its_second_place(text: str, line: int) -> None:
    whole = f"a:\n{text}" if text.startswith("-") else f"b: 1\n{text}"
    (problem,) = source.parse(whole, "a.yaml").problems
    assert (problem.line, problem.message) == (line, "“名称”写了两遍")
