"""Cases as a county might have worked them, for demonstrations and tests: seeded, marked 演示."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random

from sqlalchemy import Connection

from feedback_api.actors import Actor
from feedback_api.cases import handling, store
from feedback_api.cases.states import Appeal, Clock, Level, Move, State, Step
from feedback_api.cases.store import Filed
from feedback_api.officials.roles import Role

_COUNTY = Actor("县政务服务岗（演示）", Role.COUNTY)
_REVIEWER = Actor("县复核岗（演示）", Role.REVIEWER)
_DAY = timedelta(days=1)
_WAITS: Mapping[State, tuple[int, ...]] = {
    State.CONTACT: (0, 0, 1, 1, 1, 1, 1, 2),
    State.VERIFY: (0, 1, 1, 2, 2, 3, 3, 4),
    State.MEND: (1, 2, 3, 3, 4, 4, 5, 7),
    State.CALLBACK: (0, 1, 1, 2, 3),
    State.APPEAL: (2, 3, 4, 5),
}
"""Working days that a state lasts, one drawn at random."""
_NEXT: Mapping[State, tuple[Step, ...]] = {
    State.CONTACT: (Step.CONTACTED,),
    State.VERIFY: (*[Step.CONFIRMED] * 7, *[Step.EXPLAINED] * 2, Step.APPEALED),
    State.MEND: (Step.MENDED,),
    State.CALLBACK: (Step.CALLED_BACK,),
    State.APPEAL: (Step.UPHELD, Step.RETURNED, Step.RETURNED),
}


def rehearse(connection: Connection, until: Clock, seed: int) -> int:
    """Works every open case as far as it would have come by today; gives how many it touched.

    The same seed and cases give the same histories.
    """
    touched = 0
    for filed in _all_open(connection):
        _work(connection, filed, until, Random(f"{seed} {filed.rating}"))  # noqa: S311  (no secret)
        touched += 1
    return touched


def _all_open(connection: Connection) -> Iterator[Filed]:
    yield from store.inbox(connection, store.Wanted(state=store.OPEN), None)


def _work(connection: Connection, filed: Filed, until: Clock, draw: Random) -> None:
    while filed.case.is_open:
        case = filed.case
        day = until.calendar.add(case.since, draw.choice(_WAITS[case.state]))
        if min(day, until.today) > case.due:
            filed = handling.raise_if_overdue(connection, filed, case.due + _DAY)
        if day > until.today:
            return
        move = _move(filed, draw)
        filed = handling.act(connection, filed, move, until._replace(today=day))


def _move(filed: Filed, draw: Random) -> Move:
    case = filed.case
    step = draw.choice(_NEXT[case.state])
    if step is Step.APPEALED and case.appeal:
        step = Step.CONFIRMED
    handler = Actor("承办岗（演示）", Role.TOWNSHIP, filed.township)
    if case.state is State.APPEAL:
        handler = _REVIEWER
    elif case.level is Level.COUNTY and draw.random() < 1 / 2:
        handler = _COUNTY
    appeal = Appeal.MISTAKE if step is Step.APPEALED else None
    return Move(step, handler, "演示：照实写的经过", "演示：给群众的答复", appeal=appeal)
