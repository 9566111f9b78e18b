"""A rule of the standard as text for the terminal."""

from collections.abc import Iterator
from textwrap import indent

from generator.standard.catalogue import RULES, by_group
from generator.standard.rule import Rule


def all_rules() -> str:
    """Every rule by its group, a line each."""
    end = f"\n共 {len(RULES)} 条。guides explain 编号，看一条的解释和例子。\n"
    return "\n".join([*_groups(), end])


def one_rule(rule: Rule) -> str:
    """What the rule asks for and why, how to mend, and its examples."""
    return "\n".join(_parts(rule)) + "\n"


def _groups() -> Iterator[str]:
    for group, rules in by_group().items():
        yield f"{group}"
        yield from (f"  {rule.identifier}　{rule.severity}　{rule.title}" for rule in rules)


def _parts(rule: Rule) -> Iterator[str]:
    yield f"{rule.identifier}　{rule.title}"
    yield f"{rule.severity} · {rule.group} · 依据：{rule.sources}"
    for paragraph in rule.paragraphs:
        yield f"\n{paragraph}"
    for example in rule.examples:
        yield "\n符合：" if example.keeps else f"\n不符合（{example.place}）："
        yield indent(example.text.rstrip(), "    ")
