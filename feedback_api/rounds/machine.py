"""The guards of a round: which step may be taken on which day, as a function of values alone."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from feedback_api.rounds.words import CONDITIONS, ORDER, Stage


class State(NamedTuple):
    """What the guards look at. `until` is the last day of the stage the round is in."""

    stage: Stage
    until: date | None
    open_objections: int
    unmoderated: int
    unanswered: int
    has: frozenset[str]
    """Which texts stand: 实绩 (what is opened), 草案, 纪要, 结果."""


TEXTS = {
    Stage.OPEN: "实绩",
    Stage.POSTED: "草案",
    Stage.RESULT: "结果",
}
"""The text without which a stage can't begin."""


def following(stage: Stage) -> Stage | None:
    """The stage after this one."""
    place = ORDER.index(stage) + 1
    return ORDER[place] if place < len(ORDER) else None


def obstacles(state: State, today: date) -> tuple[str, ...]:
    """What keeps the round from its next stage today, in Chinese; empty when nothing does."""
    after = following(state.stage)
    if after is None:
        return ("这一轮已经结束；要改正请发布更正",)
    guards = _GUARDS.get(state.stage)
    found = tuple(guards(state, today)) if guards else ()
    text = TEXTS.get(after)
    if text and text not in state.has:
        found = (*found, f"还没有写“{text}”")
    return found


def _days_over(state: State, today: date) -> Iterator[str]:
    if state.until is None or today <= state.until:
        yield f"{state.stage}要到 {state.until} 结束，第二天起才能进入下一步"


def _posted(state: State, today: date) -> Iterator[str]:
    yield from _days_over(state, today)
    if state.open_objections:
        yield f"还有 {state.open_objections} 条异议没有答复"


def _deliberated(state: State, today: date) -> Iterator[str]:
    yield from _days_over(state, today)
    if state.open_objections:
        yield f"还有 {state.open_objections} 条异议没有答复"
    if state.unmoderated:
        yield f"还有 {state.unmoderated} 条意见没有审看"
    if state.unanswered:
        yield f"还有 {state.unanswered} 条意见没有答复"
    if "纪要" not in state.has:
        yield "还没有写“纪要”"


_GUARDS: Mapping[Stage, Callable[[State, date], Iterator[str]]] = {
    Stage.POSTED: _posted,
    Stage.DELIBERATED: _deliberated,
}


def takes_objections(state: State) -> bool:
    """Objections are taken while the draft is posted, late ones too until the next stage begins."""
    return state.stage is Stage.POSTED


def takes_opinions(state: State, today: date) -> bool:
    """Opinions are taken on the days of 公议."""
    return state.stage is Stage.DELIBERATED and state.until is not None and today <= state.until


def may_correct(state: State) -> bool:
    """Whatever is published can be corrected, by a new version."""
    return state.stage is not Stage.PREPARED


def restarts(state: State, text: str) -> bool:
    """Whether this correction begins the posting anew: another draft was never posted."""
    return state.stage is Stage.POSTED and text == "草案"


def lacking(grounds: Mapping[str, str]) -> tuple[str, ...]:
    """The conditions of 容错 for which nothing is said."""
    return tuple(name for name in CONDITIONS if not grounds.get(name, "").strip())
