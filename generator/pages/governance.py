"""What the county promises in public: rules on the wall (制度上墙), and who leads (谁牵头)."""

from collections.abc import Iterator

from generator.models.governance import STANDING_RULES, HouseRule
from generator.models.place import County
from generator.pages.page import Page
from generator.pages.township import HOME

Halls = tuple[tuple[str, str | None], ...]


def governance_pages(county: County, halls: Halls) -> Iterator[Page]:
    """The two pages; `halls` are (name, phone) of the townships' halls."""
    walls = {"rules": rules(county), "halls": halls, "url": county.supervision.url}
    yield Page("walls.html", "办事制度", "walls.html", (HOME,), walls)
    yield Page("lead.html", "这事归谁管", "lead.html", (HOME,), {"leads": county.leads})


def rules(county: County) -> tuple[HouseRule, ...]:
    """The standing rules in their usual order, as the county says them; then its own."""
    said = {rule.name: rule for rule in county.house_rules}
    standing = {name: HouseRule.model_construct(name=name) for name in STANDING_RULES}
    return tuple((standing | said).values())
