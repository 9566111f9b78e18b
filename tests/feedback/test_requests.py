"""民情台账: the ladder without a database, the store and the pages on both."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.actors import Actor
from feedback_api.calendar import Limit
from feedback_api.errors import RefusedError
from feedback_api.officials.roles import Role
from feedback_api.requests import machine
from feedback_api.requests.machine import Level, Move, Request, Result, Rules, State, Step
from tests.feedback.test_calendar import MADE

FRIDAY = date(2026, 2, 13)
"""Before 春节 2026: the next day is made up, then nine days are off."""
LADDER = {Level.VILLAGE: Limit(1), Level.TOWNSHIP: Limit(3)}
TOWN = Actor("金竹民政岗", Role.TOWNSHIP, "jinzhu")
CLERK = Actor("金竹综合窗口", Role.CLERK, "jinzhu")
OTHER = Actor("牛田民政岗", Role.TOWNSHIP, "niutian")
COUNTY = Actor("县政务服务办", Role.COUNTY)
REVIEWER = Actor("县复核岗", Role.REVIEWER)


def rules(today: date = FRIDAY) -> Rules:
    return Rules(today, MADE, LADDER, most_days=15, county_days=5)


def new(*, in_village: bool = True) -> Request:
    return machine.received("jinzhu", rules(), in_village=in_village)


def accepting(actor: Actor = TOWN, due: date = date(2026, 2, 25)) -> Move:
    return Move(Step.ACCEPTED, actor, "民政岗", due)


def test_a_request_begins_on_the_lowest_rung_it_belongs_to() -> None:
    village, township = new(), new(in_village=False)
    assert (village.level, village.due) == (Level.VILLAGE, date(2026, 2, 14))
    assert (township.level, township.due) == (Level.TOWNSHIP, date(2026, 2, 25))


def test_an_overdue_request_goes_up_exactly_one_level_over_the_spring_festival() -> None:
    village = new()
    assert machine.overdue(village, rules(village.due)) is None
    township = machine.overdue(village, rules(date(2026, 2, 20)))  # a holiday
    assert township
    assert (township.level, township.due) == (Level.TOWNSHIP, date(2026, 2, 26))
    county = machine.overdue(township, rules(date(2026, 2, 27)))
    assert county
    assert (county.level, county.due) == (Level.COUNTY, date(2026, 3, 5))
    assert machine.overdue(county, rules(date(2026, 12, 1))) is None


def test_a_request_that_goes_up_has_to_be_accepted_anew() -> None:
    accepted = machine.take(new(), accepting(), rules())
    assert (accepted.state, accepted.owner) == (State.ACCEPTED, "民政岗")
    raised = machine.overdue(accepted, rules(date(2026, 2, 26)))
    assert raised
    assert (raised.state, raised.owner) == (State.WAITING, None)


@pytest.mark.parametrize(
    ("owner", "due", "fields"),
    [
        ("", None, ["owner", "due"]),
        ("  ", date(2026, 2, 25), ["owner"]),
        ("民政岗", None, ["due"]),
        ("民政岗", date(2026, 2, 12), ["due"]),  # yesterday
        ("民政岗", date(2026, 2, 20), ["due"]),  # a holiday
        ("民政岗", date(2026, 3, 20), ["due"]),  # the sixteenth working day
        ("岗" * 41, date(2026, 2, 25), ["owner"]),
    ],
)
def test_nothing_is_accepted_without_an_owner_and_a_possible_day(
    owner: str, due: date | None, fields: list[str]
) -> None:
    with pytest.raises(RefusedError) as refused:
        machine.take(new(), Move(Step.ACCEPTED, TOWN, owner, due), rules())
    assert (refused.value.status, [one.field for one in refused.value.wrong]) == (422, fields)


def test_the_last_possible_day_is_possible() -> None:
    assert machine.take(new(), accepting(due=date(2026, 3, 11)), rules()).due == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("move", "field"),
    [
        (Move(Step.ANSWERED, TOWN, result=Result.SOLVED), "reply"),
        (Move(Step.ANSWERED, TOWN, reply="修好了"), "result"),
        (Move(Step.HANDED_UP, TOWN), "note"),
        (Move(Step.ANSWERED, TOWN, reply="长" * 501, result=Result.SOLVED), "reply"),
    ],
)
def test_a_step_without_its_words_is_refused(move: Move, field: str) -> None:
    accepted = machine.take(new(), accepting(), rules())
    with pytest.raises(RefusedError) as refused:
        machine.take(accepted, move, rules())
    assert [one.field for one in refused.value.wrong] == [field]


@pytest.mark.parametrize("actor", [OTHER, COUNTY, REVIEWER])
def test_only_its_own_township_sees_to_what_is_in_the_village_or_the_township(
    actor: Actor,
) -> None:
    assert machine.steps(new(), actor) == ()
    assert machine.steps(new(in_village=False), actor) == ()


def test_the_county_sees_to_what_came_up_to_it() -> None:
    county = replace(new(), level=Level.COUNTY)
    assert machine.steps(county, COUNTY) == (Step.ACCEPTED,)
    assert [machine.steps(county, actor) for actor in (TOWN, CLERK, REVIEWER)] == [()] * 3


STEPS = st.tuples(st.sampled_from(Step), st.sampled_from([TOWN, CLERK, OTHER, COUNTY, REVIEWER]))


@given(st.lists(st.tuples(STEPS, st.integers(0, 4)), max_size=25))
def test_no_sequence_of_requests_skips_a_guard(tries: list[tuple[tuple[Step, Actor], int]]) -> None:
    today, request, levels = FRIDAY, new(), [Level.VILLAGE]
    for (step, actor), days in tries:
        today += timedelta(days=days)
        request = machine.overdue(request, rules(today)) or request
        due = MADE.add(today, 1)
        move = Move(step, actor, "民政岗", due, "够不着", "修好了", Result.SOLVED)
        before = request
        try:
            request = machine.take(before, move, rules(today))
        except RefusedError:
            continue
        assert actor.works_in("jinzhu") or (actor is COUNTY and before.level is Level.COUNTY)
        assert request.state is not State.DONE or before.state is State.ACCEPTED
        if request.level is not before.level:
            levels.append(request.level)
    assert levels == sorted(levels, key=list(Level).index)
    assert request.state is State.WAITING or request.owner
