"""差评 with a clock: the rules without a database, the store on both."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback_api import create_app, db
from feedback_api.actors import Actor
from feedback_api.cases import complaints, handling, indicators, machine, rehearsal, store
from feedback_api.cases.states import Appeal, Case, Clock, Days, Level, Move, State, Step
from feedback_api.cases.sums import Span
from feedback_api.cli import main
from feedback_api.config import Settings
from feedback_api.errors import RefusedError
from feedback_api.officials.roles import Role
from feedback_api.ratings import counts
from feedback_api.ratings.tables import contacts
from feedback_api.services import services
from tests.conftest import REPOSITORY
from tests.feedback.casework import FRIDAY, connected, rate
from tests.feedback.conftest import SECRET
from tests.feedback.test_calendar import MADE

TOWN = Actor("金竹民政岗", Role.TOWNSHIP, "jinzhu")
OTHER = Actor("牛田民政岗", Role.TOWNSHIP, "niutian")
COUNTY = Actor("县政务服务办", Role.COUNTY)
REVIEWER = Actor("县复核岗", Role.REVIEWER)
CLERK = Actor("金竹综合窗口", Role.CLERK, "jinzhu")
EVERYBODY = (TOWN, OTHER, COUNTY, REVIEWER, CLERK)


def clock(today: date = FRIDAY) -> Clock:
    return Clock(today, MADE, Days())


def new(today: date = FRIDAY) -> Case:
    return machine.opened("jinzhu", Level.TOWNSHIP, clock(today))


def told(step: Step, actor: Actor = TOWN, due: date | None = None) -> Move:
    """A step with everything any step may need."""
    return Move(step, actor, "打过电话", "已经改了", due, Appeal.MISTAKE)


def after(*steps: Step, today: date = FRIDAY) -> Case:
    case = new(today)
    for step in steps:
        case = machine.take(case, told(step), clock(today))
    return case


VERIFYING = (Step.CONTACTED,)
MENDING = (Step.CONTACTED, Step.CONFIRMED)
APPEALED = (Step.CONTACTED, Step.APPEALED)


@pytest.mark.parametrize(
    ("steps", "state", "due"),
    [
        ((), State.CONTACT, "2026-02-14"),
        (VERIFYING, State.VERIFY, "2026-02-25"),
        (MENDING, State.MEND, "2026-02-27"),
        ((*MENDING, Step.MENDED), State.CALLBACK, "2026-02-25"),
        ((*MENDING, Step.MENDED, Step.CALLED_BACK), State.CLOSED, "2026-02-13"),
        ((*VERIFYING, Step.EXPLAINED), State.CLOSED, "2026-02-13"),
        (APPEALED, State.APPEAL, "2026-02-27"),
    ],
)
def test_each_state_lasts_its_working_days_over_the_spring_festival(
    steps: tuple[Step, ...], state: State, due: str
) -> None:
    case = after(*steps)
    assert (case.state, case.due) == (state, date.fromisoformat(due))


def test_the_county_has_fifteen_working_days_to_mend_what_came_to_it() -> None:
    raised = machine.overdue(after(*VERIFYING), date(2026, 2, 26))
    assert raised
    mending = machine.take(raised, told(Step.CONFIRMED, COUNTY), clock(date(2026, 2, 26)))
    assert mending.due == date(2026, 3, 18)  # the 28th of February is made up


def test_an_overdue_case_goes_to_the_county_once_and_keeps_its_deadline() -> None:
    case = new()
    assert machine.overdue(case, case.due) is None
    raised = machine.overdue(case, case.due + timedelta(days=1))
    assert raised == replace(case, level=Level.COUNTY)
    assert machine.overdue(raised, date(2026, 12, 1)) is None


def test_a_closed_case_is_never_overdue() -> None:
    assert machine.overdue(after(*VERIFYING, Step.EXPLAINED), date(2027, 1, 1)) is None


@pytest.mark.parametrize("actor", [OTHER, COUNTY, REVIEWER, CLERK])
def test_only_its_own_township_handles_a_case_that_is_not_overdue(actor: Actor) -> None:
    for case in (new(), after(*VERIFYING), after(*MENDING), after(*MENDING, Step.MENDED)):
        assert machine.steps(case, actor) == ()


def test_a_township_does_not_review_its_own_appeal() -> None:
    appealed = after(*APPEALED)
    assert machine.steps(appealed, TOWN) == ()
    for reviewer in (REVIEWER, COUNTY):
        assert machine.steps(appealed, reviewer) == (Step.UPHELD, Step.RETURNED)


def test_who_appealed_does_not_review_it_even_at_the_county() -> None:
    raised = replace(after(*VERIFYING), level=Level.COUNTY)
    appealed = machine.take(raised, told(Step.APPEALED, COUNTY), clock())
    assert machine.steps(appealed, COUNTY) == ()
    assert machine.steps(appealed, REVIEWER) == (Step.UPHELD, Step.RETURNED)


def test_a_returned_appeal_goes_on_and_is_not_made_twice() -> None:
    returned = machine.take(after(*APPEALED), told(Step.RETURNED, REVIEWER), clock())
    assert (returned.state, returned.upheld) == (State.VERIFY, False)
    assert Step.APPEALED not in machine.steps(returned, TOWN)
    assert Step.CONFIRMED in machine.steps(returned, TOWN)


@pytest.mark.parametrize(
    ("before", "step", "missing"),
    [
        ((), Step.CONTACTED, ["note"]),
        (VERIFYING, Step.CONFIRMED, ["note"]),
        (VERIFYING, Step.EXPLAINED, ["reply"]),
        (VERIFYING, Step.APPEALED, ["appeal", "note"]),
        (MENDING, Step.MENDED, ["reply"]),
        (MENDING, Step.EXTENDED, ["due", "note"]),
    ],
)
def test_a_step_without_its_words_is_refused(
    before: tuple[Step, ...], step: Step, missing: list[str]
) -> None:
    with pytest.raises(RefusedError) as refused:
        machine.take(after(*before), Move(step, TOWN, "  ", "\n"), clock())
    assert (refused.value.status, [one.field for one in refused.value.wrong]) == (422, missing)


def test_a_reply_with_a_blank_left_in_it_is_refused() -> None:
    move = Move(Step.MENDED, TOWN, reply="我们已经____，请您放心。")
    with pytest.raises(RefusedError) as refused:
        machine.take(after(*MENDING), move, clock())
    assert "还有空没有填" in refused.value.wrong[0].message


@pytest.mark.parametrize(
    ("due", "today", "why"),
    [
        ("2026-02-27", FRIDAY, "要晚于 2026-02-27"),  # no later than it was
        ("2026-03-01", FRIDAY, "不是工作日"),
        ("2026-06-30", FRIDAY, "不晚于 2026-05-14"),
        ("2026-03-10", date(2026, 2, 28), "已经逾期"),
    ],
)
def test_an_unreasonable_new_deadline_is_refused(due: str, today: date, why: str) -> None:
    move = told(Step.EXTENDED, due=date.fromisoformat(due))
    with pytest.raises(RefusedError) as refused:
        machine.take(after(*MENDING), move, clock(today))
    assert why in refused.value.wrong[0].message


def test_a_complex_case_gets_one_reasoned_new_deadline() -> None:
    later = told(Step.EXTENDED, due=date(2026, 3, 10))
    extended = machine.take(after(*MENDING), later, clock())
    assert (extended.due, extended.mend_due) == (date(2026, 3, 10), date(2026, 3, 10))
    assert Step.EXTENDED not in machine.steps(extended, TOWN)


ALLOWED = {
    (State.CONTACT, State.VERIFY),
    (State.VERIFY, State.VERIFY),
    (State.VERIFY, State.MEND),
    (State.VERIFY, State.CLOSED),
    (State.VERIFY, State.APPEAL),
    (State.APPEAL, State.EXCLUDED),
    (State.APPEAL, State.VERIFY),
    (State.MEND, State.MEND),
    (State.MEND, State.CALLBACK),
    (State.CALLBACK, State.CLOSED),
}
"""The arrows of the specification, and a new deadline."""
LASTING = {State.CONTACT: 1, State.VERIFY: 3, State.CALLBACK: 3, State.APPEAL: 5}


class AnyRequests(RuleBasedStateMachine):
    """Anybody tries anything on any day; the guards hold."""

    @initialize(start=st.dates(date(2026, 1, 20), date(2026, 3, 1)))
    def open(self, start: date) -> None:
        self.today = start
        self.case = new(start)
        self.path = [self.case]

    @rule(days=st.integers(1, 5))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def the_clock_looks(self) -> None:
        raised = machine.overdue(self.case, self.today)
        if raised:
            assert self.today > self.case.due
            assert (self.case.level, raised.level) == (Level.TOWNSHIP, Level.COUNTY)
            self.case = raised

    @rule(
        step=st.sampled_from(Step),
        actor=st.sampled_from(EVERYBODY),
        note=st.sampled_from(["", "写明了"]),
        reply=st.sampled_from(["", "答复了"]),
        wait=st.integers(0, 90),
        appeal=st.sampled_from([None, *Appeal]),
    )
    def somebody_tries(  # noqa: PLR0913, PLR0917  (everything a form can send)
        self, step: Step, actor: Actor, note: str, reply: str, wait: int, appeal: Appeal | None
    ) -> None:
        move = Move(step, actor, note, reply, self.today + timedelta(days=wait), appeal)
        try:
            taken = machine.take(self.case, move, clock(self.today))
        except RefusedError:
            return
        self.check(self.case, taken, move)
        self.case = taken
        self.path.append(taken)

    @precondition(lambda self: bool(self.case.is_open))
    @rule()
    def its_own_township_does_what_is_next(self) -> None:
        """Else chance would seldom get to an end."""
        reviewer = Actor("县复核岗", Role.REVIEWER)
        for actor in (TOWN, reviewer):
            for step in machine.steps(self.case, actor):
                if step is not Step.EXTENDED:
                    move = told(step, actor)
                    taken = machine.take(self.case, move, clock(self.today))
                    self.check(self.case, taken, move)
                    self.case = taken
                    self.path.append(taken)
                    return

    def check(self, before: Case, taken: Case, move: Move) -> None:
        assert (before.state, taken.state) in ALLOWED
        assert move.actor is not CLERK
        assert move.actor is not OTHER
        if before.state is State.APPEAL:
            assert move.actor.role in {Role.COUNTY, Role.REVIEWER}
            assert move.actor.name != before.appellant
        elif move.actor is not TOWN:
            assert move.actor is COUNTY
            assert before.level is Level.COUNTY
        if taken.state is before.state:
            assert before.due < taken.due <= MADE.add(self.today, 60)
            assert self.today <= before.due
        elif taken.is_open:
            mend = 15 if taken.level is Level.COUNTY else 5
            expected = LASTING.get(taken.state, mend)
            assert MADE.between(self.today, taken.due) == expected
            assert MADE.is_working(taken.due)

    @invariant()
    def what_was_decided_stands(self) -> None:
        states = [case.state for case in self.path]
        assert states[0] is State.CONTACT
        assert sum(case.state is State.APPEAL for case in self.path) <= 1
        if self.case.state is State.EXCLUDED:
            assert State.APPEAL in states
            assert self.case.upheld
        if self.case.state is State.CALLBACK:
            assert self.case.mended
            assert self.case.confirmed
        assert self.case.is_open == (self.case.closed is None)
        if len(self.path) > 1:
            assert self.case.contacted


AnyRequests.TestCase.settings = hypothesis_settings(
    max_examples=120, stateful_step_count=30, deadline=None
)
TestNoSequenceOfRequestsSkipsAGuard = AnyRequests.TestCase


def act(app: Flask, number: int, *steps: Step, actor: Actor = TOWN, today: date = FRIDAY) -> Case:
    for step in steps:
        with connected(app) as connection:
            filed = store.get(connection, number, to_change=True)
            assert filed
            handling.act(connection, filed, told(step, actor), clock(today))
    return kept_case(app, number)


def kept_case(app: Flask, number: int) -> Case:
    with connected(app) as connection:
        filed = store.get(connection, number)
    assert filed
    return filed.case


def test_every_bad_rating_opens_a_case_and_no_other(app: Flask) -> None:
    numbers = {grade: rate(app, grade=grade) for grade in (1, 2, 3, 5)}
    with connected(app) as connection:
        found = {filed.rating: filed for filed in store.inbox(connection, store.Wanted())}
        assert set(found) == {numbers[1], numbers[2]}
        (first,) = store.history(connection, numbers[1])
    case = found[numbers[1]].case
    assert (case.township, case.state, case.opened) == ("jinzhu", State.CONTACT, FRIDAY)
    assert case.due == date(2026, 2, 14)
    assert (first.step, first.actor, first.after) == (Step.OPENED, "系统", State.CONTACT)


def test_history_is_complete_and_never_changes(app: Flask) -> None:
    number = rate(app, grade=1)
    with pytest.raises(RefusedError):
        act(app, number, Step.CALLED_BACK)
    assert kept_case(app, number).state is State.CONTACT
    way = [*MENDING, Step.MENDED, Step.CALLED_BACK]
    seen: list[store.Entry] = []
    for step in way:
        act(app, number, step)
        with connected(app) as connection:
            lines = store.history(connection, number)
        assert lines[: len(seen)] == seen
        seen = lines
    assert [line.step for line in seen] == [Step.OPENED, *way]
    assert [line.before for line in seen[1:]] == [line.after for line in seen[:-1]]
    assert (seen[1].note, seen[1].reply) == ("打过电话", "")  # that step has no reply
    assert {line.actor for line in seen[1:]} == {TOWN.name}
    assert seen[-1].after == State.CLOSED


def test_overdue_cases_go_to_the_county_once_however_often_it_is_asked(app: Flask) -> None:
    late, done = rate(app, grade=1), rate(app, grade=2)
    act(app, done, *VERIFYING, Step.EXPLAINED)
    for today, raised in ((date(2026, 2, 14), 0), (date(2026, 2, 15), 1), (date(2026, 3, 9), 0)):
        with connected(app) as connection:
            assert handling.raise_overdue(connection, today) == raised
    assert kept_case(app, late).level is Level.COUNTY
    assert kept_case(app, done).level is Level.TOWNSHIP
    with connected(app) as connection:
        assert [line.step for line in store.history(connection, late)] == [Step.OPENED, Step.RAISED]


def test_an_upheld_appeal_takes_the_rating_out_of_the_counts_with_its_public_reason(
    app: Flask,
) -> None:
    contact = {"phone": "0794-0000000", "consent": True}
    number = rate(app, grade=1, tags=["108"], contact=contact)
    rate(app, grade=5)
    act(app, number, *APPEALED)
    act(app, number, Step.UPHELD, actor=REVIEWER)
    with connected(app) as connection:
        assert counts.kept(connection) == counts.recount(connection)
        grades = {
            line[-1] for line, n in counts.kept(connection).items() if line[1] == "grade" if n
        }
        assert grades == {"5"}
        (struck,) = complaints.struck(connection, 10)
        assert (struck.reason, struck.day) == ("误评：已经改了", FRIDAY)
        forget = select(contacts.c.delete_after)
        assert connection.execute(forget).scalar_one() == FRIDAY + timedelta(days=90)


def test_the_indicators_are_what_counting_by_hand_gives(app: Flask) -> None:
    numbers = [rate(app, grade=1) for _ in range(6)]
    early, late, _never, appealed, returned, explained = numbers
    act(app, early, *MENDING, Step.MENDED, Step.CALLED_BACK)
    act(app, late, *MENDING, today=date(2026, 2, 24))  # the 14th was the last day
    act(app, late, Step.MENDED, today=date(2026, 3, 20))
    act(app, appealed, *APPEALED)
    act(app, appealed, Step.UPHELD, actor=REVIEWER)
    act(app, returned, *APPEALED)
    act(app, returned, Step.RETURNED, actor=REVIEWER)
    act(app, returned, Step.CONFIRMED)
    act(app, explained, *VERIFYING, Step.EXPLAINED)
    rate(app, follows=early, grade=4)
    bad_again = rate(app, follows=explained, grade=2)
    with connected(app) as connection:
        found = indicators.indicators(connection, Span(FRIDAY, FRIDAY), date(2026, 3, 20))
        again_today = indicators.indicators(connection, Span(FRIDAY, FRIDAY), FRIDAY)
        elsewhere = Span(FRIDAY, FRIDAY, "niutian")
        none = indicators.indicators(connection, elsewhere, FRIDAY)
    # The bad 追评 opened a seventh case, which nobody called about.
    assert found.contacted_in_time == (3, 6)
    assert found.mended_in_time == (1, 3)
    assert found.mended == (2, 3)
    assert found.satisfied_after == (1, 2)
    assert found.appeals_upheld == (1, 2)
    assert again_today.mended_in_time == (1, 2)
    assert none == tuple([(0, 0)] * 5)
    act(app, bad_again, *APPEALED)
    act(app, bad_again, Step.UPHELD, actor=REVIEWER)
    with connected(app) as connection:
        found = indicators.indicators(connection, Span(FRIDAY, FRIDAY), FRIDAY)
    assert (found.satisfied_after, found.appeals_upheld) == ((1, 1), (2, 3))


@pytest.mark.parametrize("state", ["", store.OPEN, State.CLOSED])
def test_the_inbox_lists_open_cases_first_page_by_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    numbers = [rate(app, FRIDAY - timedelta(days=day), grade=1) for day in range(7)]
    for number in numbers[::2]:
        act(app, number, *VERIFYING, Step.EXPLAINED)
    monkeypatch.setattr(store, "PAGE", 2)
    wanted = store.Wanted(state=state)
    with connected(app) as connection:
        whole = store.inbox(connection, wanted, None)
        pages = [store.inbox(connection, wanted, page) for page in range(1, 6)]
    expected = {"": 7, store.OPEN: 3, State.CLOSED: 4}[state]
    assert len(whole) == expected
    assert [one for page in pages for one in page[:2]] == whole
    assert whole == sorted(whole, key=lambda one: (not one.case.is_open, one.case.due, one.rating))


def test_a_bad_second_rating_goes_to_the_county_at_once(app: Flask) -> None:
    number = rate(app, grade=1)
    rate(app, follows=number, grade=1)
    with connected(app) as connection:
        levels = {filed.case.level for filed in store.inbox(connection, store.Wanted())}
    assert levels == {Level.TOWNSHIP, Level.COUNTY}


def test_the_handbook_tells_every_limit_with_its_default_and_every_step_and_share() -> None:
    page = (REPOSITORY / "guides/handbook/complaints.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        if name.startswith(("case_", "request_")):
            assert f"| `{name.upper()}` | {field.default} |" in page, name
    for state in State:
        assert state in page


def test_two_at_once_take_a_step_once_and_a_rating_is_followed_once(app: Flask) -> None:
    number = rate(app, grade=1)

    def contact(_: int) -> bool:
        try:
            act(app, number, Step.CONTACTED)
        except RefusedError:
            return False
        return True

    def follow(grade: int) -> bool:
        try:
            rate(app, follows=number, grade=grade)
        except IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(contact, range(4))) == 1
        assert sum(pool.map(follow, (2, 3, 4, 5))) == 1
    with connected(app) as connection:
        assert len(store.history(connection, number)) == 2
        assert counts.kept(connection) == counts.recount(connection)


def test_the_morning_command_raises_what_is_overdue_and_says_how_much(
    tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    db.migrate(url)
    made = create_app(
        Settings.of({"catalog": published, "database_url": url, "secret_key": SECRET})
    )
    rate(made, grade=1)
    for name, value in (("CATALOG", published), ("DATABASE_URL", url), ("SECRET_KEY", SECRET)):
        monkeypatch.setenv(name, str(value))
    said = [CliRunner().invoke(main, ["overdue"]).output for _ in range(2)]
    assert [line[:10] for line in said] == ["差评转到县里 1 件", "差评转到县里 0 件"]
    monkeypatch.setenv("CATALOG", str(tmp_path / "none.json"))
    assert "请先生成网站" in CliRunner().invoke(main, ["overdue"]).output
    with made.app_context():
        services().engine.dispose()


def test_rehearsed_cases_follow_the_rules(app: Flask) -> None:
    start = date(2026, 1, 5)
    for number in range(24):
        rate(app, start + timedelta(days=2 * number), grade=1 + number % 2)
    with connected(app) as connection:
        assert rehearsal.rehearse(connection, clock(date(2026, 3, 1)), seed=7) == 24
        found = store.inbox(connection, store.Wanted(), None)
        told = [store.history(connection, filed.rating) for filed in found]
        assert counts.kept(connection) == counts.recount(connection)
        shares = indicators.indicators(connection, Span(start, FRIDAY), date(2026, 3, 1))
    states = {filed.case.state for filed in found}
    assert {State.CLOSED, State.EXCLUDED} <= states
    for lines in told:
        assert [line.before for line in lines[1:]] == [line.after for line in lines[:-1]]
        assert [line.day for line in lines] == sorted(line.day for line in lines)
        assert sum(line.step == Step.RAISED for line in lines) <= 1
    assert all(0 < part <= whole for part, whole in (shares.contacted_in_time, shares.mended))
