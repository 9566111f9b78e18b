"""What a county has made of the rules: other levels (规则), and exceptions (例外)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.explain import closest
from generator.models.place import County
from generator.models.rules import RuleSetting, StandardException
from generator.models.words import RuleLevel
from generator.problem import Finding, Severity
from generator.standard.rule import Rule

_BY_LAW = {"S03", "S06"}
"""Rules that keep children and private numbers off the walls (个人信息保护法)."""


@dataclass(frozen=True)
class Settings:
    """Levels by rule, and exceptions that are in force by service and rule."""

    levels: Mapping[str, RuleLevel] = field(default_factory=dict)
    exceptions: Mapping[tuple[str, str], StandardException] = field(default_factory=dict)

    @classmethod
    def of(cls, county: County | None, rules: Mapping[str, Rule], today: date) -> "Settings":
        """The settings of a county; what may not be set is left out, see `problems`."""
        if county is None:
            return cls()
        said = {name: in_force(rule, county) for name, rule in rules.items()}
        levels = {name: setting.level for name, setting in said.items() if setting}
        exceptions = {
            (one.service, one.rule): one
            for one in county.exceptions
            if one.ends is None or one.ends >= today
        }
        return cls(levels, exceptions)

    def severity(self, rule: Rule, finding: Finding) -> Severity | None:
        """How serious a finding is in this county; None where it isn't told.

        What a rule makes an error of its own accord (a licence without questions, E13) stays one.
        """
        level = self.levels.get(rule.identifier)
        if level is None or finding.severity is Severity.ERROR:
            return finding.severity or rule.severity
        return None if level is RuleLevel.IGNORED else Severity(level)


def in_force(rule: Rule, county: County | None) -> RuleSetting | None:
    """What a county has set for a rule, where it may set anything else."""
    setting = county.rules.get(rule.identifier) if county else None
    return setting if setting and not _is_fixed(rule, setting) else None


def problems(
    county: County, rules: Mapping[str, Rule], services: Iterable[str], today: date
) -> Iterator[Finding]:
    """What is wrong with a county's 规则 and 例外."""
    for name, setting in county.rules.items():
        if name not in rules:
            yield _unknown(("规则", name), name, rules, "规则")
        elif _is_fixed(rules[name], setting):
            hint = "个人信息受法律保护" if name in _BY_LAW else "有省级文件允许的，请列入“例外”"
            yield Finding(("规则", name), f"{name} 是底线，不能改成“{setting.level}”", hint)
    names = list(services)
    for index, one in enumerate(county.exceptions):
        yield from _exception(index, one, rules, names, today)


def _exception(
    index: int,
    said: StandardException,
    rules: Mapping[str, Rule],
    services: list[str],
    today: date,
) -> Iterator[Finding]:
    path = ("例外", index)
    if said.service not in services:
        yield _unknown((*path, "事项"), said.service, services, "事项")
    if said.rule not in rules:
        yield _unknown((*path, "规则"), said.rule, rules, "规则")
    elif not rules[said.rule].group.is_of_the_standard:
        hint = "要改级别的，请写在“规则”里"
        yield Finding((*path, "规则"), f"{said.rule} 和达标无关，不用列例外", hint)
    if said.ends and said.ends < today:
        message = f"例外已于 {said.ends} 到期，不再算数"
        yield Finding((*path, "到期"), message, "请更新文件，或者删去", Severity.WARNING)


def _is_fixed(rule: Rule, setting: RuleSetting) -> bool:
    """Whether a setting would switch off an error of the standard, or what protects people."""
    defines = rule.severity is Severity.ERROR and rule.group.is_of_the_standard
    return (defines or rule.identifier in _BY_LAW) and setting.level is not RuleLevel.ERROR


def _unknown(path: tuple[str | int, ...], word: str, choices: Iterable[str], what: str) -> Finding:
    return Finding(path, f"没有“{word}”这个{what}{closest(word, choices)}", f"请核对{what}编号")
