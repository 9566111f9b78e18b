"""Who answers at a moment, and why. `site_overrides/assets/duty.js` decides the same on a phone."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from generator.duty.hours import CHINA, on
from generator.duty.plan import Stretch, holiday_words, plan
from generator.duty.roster import Line, Roster


class Answer(NamedTuple):
    """Whom to call, and why them."""

    line: Line
    why: str


def answer(roster: Roster, moment: datetime) -> Answer:
    """Who answers at `moment`, which knows its time zone.

    While the hall is open: A, else B, else the hall itself. When it is closed: who is on duty,
    else the county's hall while that is open, else the hotline, which always answers.
    """
    now = moment.astimezone(CHINA)
    hall = _hall(roster, now)
    line = next(_lines(roster, now, is_open=hall.is_open))
    is_settled = now.date() <= roster.office.calendar.settled
    return Answer(line, _why(roster, now, hall) + ("" if is_settled else "（节假日暂定）"))


def _hall(roster: Roster, now: datetime) -> Stretch:
    """What the township's hall is doing."""
    calendar, openings = roster.office.calendar, roster.hall.openings
    if holiday := calendar.holiday(now.date()):
        return Stretch(0, is_open=False, why=holiday_words(openings, calendar, holiday))
    return plan(openings).at(calendar, now.date(), _minute(now))


def _lines(roster: Roster, now: datetime, *, is_open: bool) -> Iterator[Line]:
    lines: list[Line | None] = []
    if is_open:
        lines += [post.line for post in roster.posts if not post.is_away(now.date())]
        lines.append(roster.hall.line)
    lines.append(roster.duty_line)
    county = on(roster.office.hall.openings, roster.office.calendar, now.date())
    if any(start <= _minute(now) < end for start, end in county.spans):
        lines.append(roster.office.hall.line)
    yield from (line for line in lines if line)
    yield roster.hotline


def _why(roster: Roster, now: datetime, hall: Stretch) -> str:
    first = roster.posts[0] if roster.posts else None
    if hall.is_open and first and first.is_away(now.date()):
        return f"{first.label}今天不在"
    return hall.why


def _minute(now: datetime) -> int:
    return now.hour * 60 + now.minute
