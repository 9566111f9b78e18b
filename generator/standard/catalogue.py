"""All rules of the standard, by identifier."""

from generator.standard import (
    channels,
    circles,
    clauses,
    deferral,
    elements,
    fees,
    materials,
    offices,
    procedure,
    results,
    time_limits,
    visits,
)
from generator.standard.rule import Group, Rule

_MODULES = (
    elements,
    time_limits,
    fees,
    results,
    clauses,
    materials,
    circles,
    deferral,
    visits,
    channels,
    procedure,
    offices,
)
_ORDER = "EMTS"
"""The order of the letters in the standard: elements, materials, trips, staff."""


def _rank(identifier: str) -> tuple[int, str]:
    return _ORDER.index(identifier[0]), identifier


_found = (
    value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)
)
RULES: dict[str, Rule] = {
    rule.identifier: rule for rule in sorted(_found, key=lambda rule: _rank(rule.identifier))
}
"""The 45 rules, in the standard's order."""


def by_group() -> dict[Group, tuple[Rule, ...]]:
    """The rules of each group, groups in their own order."""
    return {group: tuple(rule for rule in RULES.values() if rule.group is group) for group in Group}
