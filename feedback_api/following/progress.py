"""What a resident is told of the way something went: days, steps, answers; no names."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from feedback_api.calendar import Calendar, Deadline
from feedback_api.cases import states
from feedback_api.cases.complaints import Followed
from feedback_api.cases.store import Entry, Filed
from feedback_api.published import Published
from feedback_api.ratings.words import GRADES
from feedback_api.requests.store import Entry as RequestEntry
from feedback_api.requests.store import Kept


class Passed(NamedTuple):
    """One step, without who took it and what was noted for the files."""

    day: date
    step: str
    reply: str


class Progress(NamedTuple):
    """How far something got."""

    title: str
    place: str
    said: str
    """What the resident gave: the grade, or the kind of request."""
    state: str
    deadline: Deadline | None
    passed: tuple[Passed, ...]
    phone: str
    again: str | None = None
    may_rate_again: bool = False
    is_excluded: bool = False


def of_rating(rating: Followed, catalog: Published) -> Progress:
    """A rating that is no complaint: it was counted, and that is all."""
    return _progress(rating, catalog, "已经计入群众评价")


def of_case(
    rating: Followed, filed: Filed, history: Sequence[Entry], catalog: Published, today: date
) -> Progress:
    """A 差评 and its case."""
    case = filed.case
    return _progress(rating, catalog, case.state)._replace(
        deadline=_deadline(case.due, today, catalog) if case.is_open else None,
        passed=tuple(Passed(one.day, one.step, one.reply) for one in history),
        is_excluded=case.state is states.State.EXCLUDED,
    )


def of_request(
    kept: Kept, history: Sequence[RequestEntry], catalog: Published, today: date
) -> Progress:
    """A request."""
    request = kept.request
    return Progress(
        title=f"{kept.told.category}：{kept.told.summary}",
        place=catalog.township_name(kept.township),
        said="",
        state=request.result or request.state,
        deadline=_deadline(request.due, today, catalog) if request.is_open else None,
        passed=tuple(Passed(one.day, one.step, one.reply) for one in history),
        phone=catalog.hall_phone(kept.township),
    )


def _progress(rating: Followed, catalog: Published, state: str) -> Progress:
    return Progress(
        title=catalog.service_name(rating.township, rating.service),
        place=catalog.township_name(rating.township),
        said=GRADES[rating.grade],
        state=state,
        deadline=None,
        passed=(),
        phone=catalog.hall_phone(rating.township),
        again=GRADES[rating.again] if rating.again else None,
    )


def _deadline(due: date, today: date, catalog: Published) -> Deadline:
    return Calendar.of(catalog.county.calendar).deadline(due, today)
