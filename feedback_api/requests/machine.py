"""The ladder 村 → 乡 → 县 of a request, its steps and their guards. No database, no web."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from feedback_api.actors import Actor
from feedback_api.calendar import Calendar, Limit
from feedback_api.errors import RefusedError, Wrong
from feedback_api.officials.roles import Role

MAX_WORDS = 500
"""Characters of a summary, a reason or a reply."""
MAX_OWNER = 40


class Level(StrEnum):
    """Who has to see to it."""

    VILLAGE = "村"
    TOWNSHIP = "乡"
    COUNTY = "县"


UP = {Level.VILLAGE: Level.TOWNSHIP, Level.TOWNSHIP: Level.COUNTY}


class State(StrEnum):
    """Where a request stands."""

    WAITING = "待受理"
    ACCEPTED = "办理中"
    DONE = "已办结"


class Result(StrEnum):
    """How a request ended."""

    SOLVED = "已解决"
    EXPLAINED = "已解释"
    REFUSED = "不受理"


class Step(StrEnum):
    """What can happen to a request."""

    RECEIVED = "收到"
    ACCEPTED = "受理"
    HANDED_UP = "转上一级"
    RAISED = "逾期，转上一级"
    ANSWERED = "答复办结"


class Rules(NamedTuple):
    """What deadlines depend on: the county's ladder (转接), and two limits in working days."""

    today: date
    calendar: Calendar
    ladder: dict[Level, Limit]  # a level without one is missing
    most_days: int
    county_days: int

    def level_due(self, level: Level) -> date:
        """The last day of a level that was reached today."""
        return self.calendar.after(self.today, self.ladder.get(level, Limit(self.county_days)))


class Move(NamedTuple):
    """A step somebody wants to take, with what it needs."""

    step: Step
    actor: Actor
    owner: str = ""
    due: date | None = None
    note: str = ""  # why, for the files
    reply: str = ""  # for the resident
    result: Result | None = None


@dataclass(frozen=True)
class Request:
    """A request on its way."""

    township: str
    state: State
    level: Level
    opened: date
    due: date
    owner: str | None = None  # a post, no person's name
    result: Result | None = None
    closed: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.state is not State.DONE

    def is_overdue(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.is_open and today > self.due


def received(township: str, rules: Rules, *, in_village: bool) -> Request:
    """A new request, on the lowest rung of the ladder that it belongs to."""
    at_village = in_village and Level.VILLAGE in rules.ladder
    level = Level.VILLAGE if at_village else Level.TOWNSHIP
    return Request(township, State.WAITING, level, rules.today, rules.level_due(level))


def steps(request: Request, actor: Actor) -> Sequence[Step]:
    """What the actor may do with it as it stands."""
    if not request.is_open or not _is_theirs(request, actor):
        return ()
    next_step = Step.ACCEPTED if request.state is State.WAITING else Step.ANSWERED
    return (next_step, Step.HANDED_UP) if request.level in UP else (next_step,)


def take(request: Request, move: Move, rules: Rules) -> Request:
    """The request after the step. Raises RefusedError, telling all that is in its way."""
    if move.step not in steps(request, move.actor):
        raise RefusedError(409, Wrong("step", f"现在不能“{move.step}”：{request.state}"))
    wrong = tuple(_problems(move, rules))
    if wrong:
        raise RefusedError(422, *wrong)
    if move.step is Step.HANDED_UP:
        return _up(request, rules)
    if move.step is Step.ANSWERED:
        return replace(request, state=State.DONE, result=move.result, closed=rules.today)
    due = move.due or request.due
    return replace(request, state=State.ACCEPTED, owner=move.owner.strip(), due=due)


def overdue(request: Request, rules: Rules) -> Request | None:
    """The request one level up, when it is overdue and there is a level above; else None."""
    if request.is_overdue(rules.today) and request.level in UP:
        return _up(request, rules)
    return None


def _up(request: Request, rules: Rules) -> Request:
    """One level up, where somebody has to accept it again."""
    level = UP[request.level]
    due = rules.level_due(level)
    return replace(request, level=level, state=State.WAITING, owner=None, due=due)


def _is_theirs(request: Request, actor: Actor) -> bool:
    if request.level is Level.COUNTY:
        return actor.is_county
    return actor.role in {Role.TOWNSHIP, Role.CLERK} and actor.works_in(request.township)


def _problems(move: Move, rules: Rules) -> Iterator[Wrong]:
    if move.step is Step.ACCEPTED:
        yield from _unowned(move, rules)
    if move.step is Step.HANDED_UP and not move.note.strip():
        yield Wrong("note", "请写明为什么要转上一级")
    if move.step is Step.ANSWERED and not move.reply.strip():
        yield Wrong("reply", "请写给群众看的答复")
    if move.step is Step.ANSWERED and move.result is None:
        yield Wrong("result", "请选择结果：已解决、已解释，还是不受理")
    for name, text in (("note", move.note), ("reply", move.reply)):
        if len(text) > MAX_WORDS:
            yield Wrong(name, f"最多 {MAX_WORDS} 个字，现在有 {len(text)} 个")


def _unowned(move: Move, rules: Rules) -> Iterator[Wrong]:
    last = rules.calendar.add(rules.today, rules.most_days)
    if not move.owner.strip():
        yield Wrong("owner", "请写由谁负责（岗位），例如：民政岗")
    elif len(move.owner.strip()) > MAX_OWNER:
        yield Wrong("owner", f"最多 {MAX_OWNER} 个字")
    if move.due is None:
        yield Wrong("due", f"请写办结期限，例如：{last}")
    elif not rules.today <= move.due <= last:
        yield Wrong("due", f"期限要在 {rules.today} 到 {last} 之间")
    elif not rules.calendar.is_working(move.due):
        yield Wrong("due", f"{move.due} 不是工作日，请写一个工作日")
