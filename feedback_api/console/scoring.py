"""The data that a score is computed from, as a file anybody can compute it from again."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from feedback_api.console import comparison
from feedback_api.console.comparison import Comparison, Rank, Scored, Unit
from feedback_api.console.indicators import ONCE, PRAISE, SATISFIED

NO_CLASS = "没有写类别"
WHOLE = 100
CLEAR = "不缺材料率"


SCORED = (PRAISE.name, SATISFIED.name, ONCE.name, CLEAR)
"""What is scored; of each, more is better."""
USUAL: Mapping[str, int] = {PRAISE.name: 20, SATISFIED.name: 20, ONCE.name: 40, CLEAR: 20}
"""The weights of a class that the county hasn't given weights of its own."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Town(_Part):
    """A township with its counts by indicator: numerator, denominator."""

    slug: str
    name: str
    peer_class: str = Field(alias="class")
    ratings: int = Field(ge=0)
    counts: dict[str, tuple[int, int]]

    @model_validator(mode="after")
    def _shares(self) -> "Town":
        if any(not 0 <= some <= whole for some, whole in self.counts.values()):
            raise ValueError(f"{self.name}的分子比分母大")
        return self


class Sheet(_Part):
    """Everything a score depends on."""

    format: Literal[1] = 1
    county: str
    first: str
    last: str
    least: int = comparison.LEAST
    weights: dict[str, dict[str, int]]
    townships: tuple[Town, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Sheet":
        for peer_class, weights in self.weights.items():
            if wrong := wrong_with(weights):
                raise ValueError(f"{peer_class}：{wrong}")
        return self


def wrong_with(weights: Mapping[str, int]) -> str | None:
    """What is wrong with the weights of a class, in Chinese."""
    if unknown := sorted(weights.keys() - set(SCORED)):
        return f"没有“{unknown[0]}”这个指标"
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) != WHOLE:
        return f"权重加起来是 {sum(weights.values())}，要正好是 {WHOLE}"
    return None


class Ranked(NamedTuple):
    """A class with its weights and its comparison."""

    peer_class: str
    weights: Mapping[str, int]
    comparison: Comparison
    number: int

    @property
    def scored(self) -> list[Scored]:
        """All of its townships: by score, then those with too few ratings."""
        return [*(one.scored for one in self.comparison.ranks), *self.comparison.unranked]


def classes(sheet: Sheet) -> Iterator[Ranked]:
    """Every class compared within itself."""
    for name in sorted({town.peer_class for town in sheet.townships}):
        towns = [town for town in sheet.townships if town.peer_class == name]
        weights = sheet.weights.get(name, USUAL)
        units = [Unit(town.slug, town.name, town.ratings, town.counts) for town in towns]
        yield Ranked(name, weights, comparison.compare(units, weights, sheet.least), len(towns))


def explained(sheet: Sheet) -> Iterator[str]:
    """All scores and, line by line, how each came about; for people, in Chinese."""
    yield f"{sheet.county} {sheet.first} 至 {sheet.last}，少于 {sheet.least} 条评价的不排"
    for ranked in classes(sheet):
        weights = "、".join(f"{name} {weight}" for name, weight in ranked.weights.items())
        yield f"\n{ranked.peer_class}（{ranked.number} 个乡镇；权重：{weights}）"
        if ranked.comparison.is_open:
            yield "  都不能区分：差别在偶然的范围里"
        for rank in ranked.comparison.ranks:
            yield from _told(rank.scored, rank_of(rank))
        for scored in ranked.comparison.unranked:
            yield from _told(scored, "评价太少，不排")


def rank_of(rank: Rank) -> str:
    """The rank in words: one, or a range of them."""
    if rank.best == rank.worst:
        return f"第 {rank.best}"
    return f"第 {rank.best} 至 {rank.worst}"


def _told(one: Scored, head: str) -> Iterator[str]:
    yield f"  {head} {one.unit.name} {one.score:.2f}（{one.low:.2f} 至 {one.high:.2f}）"
    for part in one.estimates:
        yield (
            f"    {part.indicator} {part.numerator}/{part.denominator}；本类平均"
            f" {part.prior.mean:.1%} 当作 {part.prior.strength:.0f} 条评价一起算，"
            f"得 {part.mean:.2%} × {part.weight} = {part.points:.2f}"
        )
