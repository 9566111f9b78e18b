"""The steps between the states of a case, and their guards. No database, no web."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from feedback_api.actors import Actor
from feedback_api.cases.states import Case, Clock, Level, Move, State, Step
from feedback_api.errors import RefusedError, Wrong
from feedback_api.officials.roles import Role

MAX_WORDS = 500
"""Characters of a note or a reply."""
BLANK = "____"
"""What a reply's template leaves for the official to write."""


class Side(StrEnum):
    """Whose step it is."""

    HANDLING = "承办"  # the township's; the county's too, once the case is there
    REVIEW = "复核"  # the county's, but never theirs who appealed


class Rule(NamedTuple):
    """From where a step may be taken, whose it is, where it leads, and what is written with it."""

    before: frozenset[State]
    side: Side
    after: State | None  # none: it stays
    needs: tuple[str, ...]
    may: tuple[str, ...]


def _rule(before: str, side: Side, after: State | None, needs: str, may: str = "") -> Rule:
    states = frozenset(State(word) for word in before.split())
    return Rule(states, side, after, tuple(needs.split()), tuple(may.split()))


RULES: Mapping[Step, Rule] = {
    Step.CONTACTED: _rule("待联系", Side.HANDLING, State.VERIFY, "note"),
    Step.CONFIRMED: _rule("核实中", Side.HANDLING, State.MEND, "note", "reply"),
    Step.EXPLAINED: _rule("核实中", Side.HANDLING, State.CLOSED, "reply", "note"),
    Step.MENDED: _rule("整改中", Side.HANDLING, State.CALLBACK, "reply", "note"),
    Step.EXTENDED: _rule("核实中 整改中", Side.HANDLING, None, "due note", "reply"),
    Step.APPEALED: _rule("核实中", Side.HANDLING, State.APPEAL, "appeal note"),
    Step.UPHELD: _rule("申诉中", Side.REVIEW, State.EXCLUDED, "reply", "note"),
    Step.RETURNED: _rule("申诉中", Side.REVIEW, State.VERIFY, "note"),
    Step.CALLED_BACK: _rule("待回访", Side.HANDLING, State.CLOSED, "note", "reply"),
}

_WANTED = {
    "note": "请写明经过和理由",
    "reply": "请写给群众看的答复",
    "due": "请写新的期限",
    "appeal": "请选择是误评还是恶意",
}


def opened(township: str, level: Level, clock: Clock) -> Case:
    """A new case on the day its rating came in."""
    due = clock.in_days(clock.days.contact)
    today = clock.today
    return Case(township, State.CONTACT, level, today, today, due, contact_due=due)


def steps(case: Case, actor: Actor) -> tuple[Step, ...]:
    """What the actor may do with the case as it stands, in the order of the rules."""
    return tuple(
        step
        for step, rule in RULES.items()
        if case.state in rule.before
        and _is_theirs(case, rule.side, actor)
        and not (step is Step.APPEALED and case.appeal)
        and not (step is Step.EXTENDED and case.extended)
    )


def _is_theirs(case: Case, side: Side, actor: Actor) -> bool:
    if side is Side.REVIEW:
        return actor.role in {Role.COUNTY, Role.REVIEWER} and actor.name != case.appellant
    if actor.is_county:
        return case.level is Level.COUNTY
    return actor.role is Role.TOWNSHIP and actor.works_in(case.township)


def take(case: Case, move: Move, clock: Clock) -> Case:
    """The case after the step. Raises RefusedError, telling all that is in its way."""
    if move.step not in steps(case, move.actor):
        told = f"现在是“{case.state}”，您不能办“{move.step}”这一步"
        raise RefusedError(409, Wrong("step", told))
    wrong = tuple(_problems(case, move, clock))
    if wrong:
        raise RefusedError(422, *wrong)
    after = RULES[move.step].after
    if after is None:
        return _extended(case, move.due or case.due)
    due = clock.in_days(_lasting(after, case.level, clock))
    return _remembering(replace(case, state=after, since=clock.today, due=due), move)


def carried(move: Move) -> Move:
    """The move with only the words that belong to its step: no reply goes out unasked."""
    fields = RULES[move.step].needs + RULES[move.step].may
    return move._replace(
        note=move.note if "note" in fields else "",
        reply=move.reply if "reply" in fields else "",
    )


def overdue(case: Case, today: date) -> Case | None:
    """The case one level up, when it is overdue and there is a level above; else None."""
    if case.is_overdue(today) and case.level is Level.TOWNSHIP:
        return replace(case, level=Level.COUNTY)
    return None


def _problems(case: Case, move: Move, clock: Clock) -> Iterator[Wrong]:
    for name in RULES[move.step].needs:
        if not str(getattr(move, name) or "").strip():
            yield Wrong(name, _WANTED[name])
    for name, text in (("note", move.note), ("reply", move.reply)):
        if len(text) > MAX_WORDS:
            yield Wrong(name, f"最多 {MAX_WORDS} 个字，现在有 {len(text)} 个")
        if BLANK in text:
            yield Wrong(name, f"还有空没有填：请把 {BLANK} 换成实际情况")
    if move.step is Step.EXTENDED and move.due:
        yield from _unreasonable(case, move.due, clock)


def _unreasonable(case: Case, due: date, clock: Clock) -> Iterator[Wrong]:
    last = clock.in_days(clock.days.extended)
    if case.is_overdue(clock.today):
        yield Wrong("due", "已经逾期，不能再延期")
    elif not case.due < due <= last:
        yield Wrong("due", f"新的期限要晚于 {case.due}，不晚于 {last}")
    elif not clock.calendar.is_working(due):
        yield Wrong("due", f"{due} 不是工作日，请写一个工作日")


def _lasting(state: State, level: Level, clock: Clock) -> int:
    """Working days that a state may last; an end lasts none."""
    days = clock.days
    return {
        State.VERIFY: days.verify,
        State.MEND: days.mend if level is Level.COUNTY else days.mend_township,
        State.CALLBACK: days.callback,
        State.APPEAL: days.review,
    }.get(state, 0)


def _extended(case: Case, due: date) -> Case:
    mend_due = due if case.state is State.MEND else case.mend_due
    return replace(case, due=due, extended=True, mend_due=mend_due)


def _remembering(case: Case, move: Move) -> Case:
    """What later steps and the indicators have to know of this one."""
    today = case.since
    if not case.is_open:
        case = replace(case, closed=today)
    if move.step is Step.CONTACTED:
        return replace(case, contacted=today)
    if move.step is Step.CONFIRMED:
        return replace(case, confirmed=today, mend_due=case.due)
    if move.step is Step.MENDED:
        return replace(case, mended=today)
    if move.step is Step.APPEALED:
        return replace(case, appeal=move.appeal, appellant=move.actor.name)
    if move.step in {Step.UPHELD, Step.RETURNED}:
        return replace(case, upheld=move.step is Step.UPHELD)
    return case
