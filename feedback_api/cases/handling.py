"""What happens to cases in one transaction: opened, a step taken, raised when overdue."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from feedback_api.actors import SYSTEM
from feedback_api.calendar import Calendar
from feedback_api.cases import complaints, machine, store
from feedback_api.cases.states import Case, Clock, Days, Level, Move, State, Step
from feedback_api.cases.store import Filed
from feedback_api.config import Settings
from feedback_api.published import Published
from feedback_api.ratings import counts
from feedback_api.ratings.stored import Follower, Stored
from feedback_api.ratings.words import BAD

AT_ONCE = 100
"""Cases raised in one transaction: ratings wait for it."""


def clock(settings: Settings, catalog: Published, today: date) -> Clock:
    """What deadlines depend on, by the settings and the published calendar."""
    days = Days(
        settings.case_contact_days,
        settings.case_verify_days,
        settings.case_mend_days,
        settings.case_mend_days_township,
        settings.case_callback_days,
        settings.case_review_days,
        settings.case_extended_days,
        settings.contact_days,
    )
    return Clock(today, Calendar.of(catalog.county.calendar), days)


def opening(settings: Settings, catalog: Published) -> Follower:
    """Opens a case for each 差评, in the transaction that stores it.

    A 追评 that is bad again goes to the county at once: the township has had its turn.
    """
    always = clock(settings, catalog, date.min)

    def follow(connection: Connection, stored: Sequence[Stored]) -> None:
        bad = [one for one in stored if one.grade in BAD]
        filed = [_filed(one, always._replace(today=one.at.date())) for one in bad]
        store.file(connection, filed, [_first(one.case) for one in filed])
        for one in stored:
            if one.follows is not None:
                store.note_again(connection, one.follows, one.grade)

    return follow


def _filed(stored: Stored, now: Clock) -> Filed:
    level = Level.TOWNSHIP if stored.follows is None else Level.COUNTY
    return Filed(stored.seq, stored.service, machine.opened(stored.township, level, now))


def _first(case: Case) -> store.Entry:
    return store.line(None, case, Move(Step.OPENED, SYSTEM), case.opened)


def act(connection: Connection, filed: Filed, move: Move, now: Clock) -> Filed:
    """One step, with everything that goes with it. Raises RefusedError and changes nothing."""
    case = machine.take(filed.case, move, now)
    move, taken = machine.carried(move), filed._replace(case=case)
    store.save(connection, taken, store.line(filed.case, case, move, now.today))
    if case.state is State.EXCLUDED:
        reason = f"{case.appeal}：{move.reply}"
        complaints.exclude(connection, filed.rating, reason, now.today)
        rating = complaints.row(connection, filed.rating)
        counts.take_back(connection, rating)
        if rating.follows is not None:
            store.note_again(connection, rating.follows, None)
    if not case.is_open:
        forget = now.today + timedelta(days=now.days.phone)
        complaints.forget_phone_after(connection, filed.rating, forget)
    return taken


def raise_overdue(connection: Connection, today: date) -> int:
    """Overdue cases of the townships go to the county, some at once; how many did."""
    late = store.overdue(connection, today, AT_ONCE)
    for filed in late:
        raise_if_overdue(connection, filed, today)
    return len(late)


def raise_if_overdue(connection: Connection, filed: Filed, today: date) -> Filed:
    """The case, at the county when it was overdue and could go there."""
    case = machine.overdue(filed.case, today)
    if case is None:
        return filed
    move = Move(Step.RAISED, SYSTEM, f"{filed.case.state}的期限 {filed.case.due} 已过")
    raised = filed._replace(case=case)
    store.save(connection, raised, store.line(filed.case, case, move, today))
    return raised
