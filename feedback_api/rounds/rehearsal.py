"""Rounds of a demonstration county: one that is over, and one whose draft is posted today."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Connection

from feedback_api.calendar import Calendar
from feedback_api.published import Township
from feedback_api.rounds import figures, reading, store, voices
from feedback_api.rounds.store import Act, NewRound, NewText
from feedback_api.rounds.voices import Answer, Voice
from feedback_api.rounds.words import KINDS, Outcome, Stage

_BY = "党政综合办（演示）"
_SPACE = UUID("5b0e2b0a-6f0d-4a53-9d1e-0c2a4f0f7a11")
_SAID = "演示：本季度窗口服务、村级代办、上门办理的情况见下表。拟评定为“良好”。"
_VOICE = "演示：周六预约的窗口，希望门口写清楚几点有人。"
_REPLY = "演示：已经把周六的时间写在门口和指南上。"


class Play(NamedTuple):
    """Where and when it is played."""

    conn: Connection
    calendar: Calendar
    today: date


def rehearse(play: Play, township: Township) -> None:
    """Both rounds of a township, every guard kept."""
    first, last = _quarter(play.today, 2)
    _finished(play, _new(township, first, last), last)
    first, last = _quarter(play.today, 1)
    _posted(play, _new(township, first, last), play.today)


def _quarter(today: date, back: int) -> tuple[date, date]:
    """The first and last day of the quarter so many quarters ago."""
    number = today.year * 4 + (today.month - 1) // 3 - back
    first = date(number // 4, number % 4 * 3 + 1, 1)
    after = number + 1
    return first, date(after // 4, after % 4 * 3 + 1, 1) - timedelta(days=1)


def _new(township: Township, first: date, last: date) -> NewRound:
    title = f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度服务实绩（演示）"
    phone = township.hall.phone or "12345"
    return NewRound(township.slug, "实绩", title, first, last, _BY, phone, township.hall.name)


def _posted(play: Play, new: NewRound, day: date) -> int:
    """A round whose draft is posted since `day`."""
    act = Act(_BY, day, play.calendar)
    number = store.create(play.conn, new, act)
    shown = figures.of(play.conn, new.township, new.first, new.last)
    for name, rows in (("实绩", shown), ("草案", None)):
        store.write(play.conn, number, NewText(name, _SAID, rows), act)
        store.advance(play.conn, number, act)
    return number


def _finished(play: Play, new: NewRound, day: date) -> None:
    """A round that began on `day`, with an objection and an opinion, both answered."""
    number = _posted(play, new, day)
    voices.object_to(play.conn, number, _voice(number, "异议"), day + timedelta(days=1))
    _answer(play, number, day)
    opened = play.calendar.after(day, KINDS[new.kind].posted) + timedelta(days=1)
    store.advance(play.conn, number, Act(_BY, opened, play.calendar))
    voices.speak(play.conn, number, _voice(number, "意见"), opened)
    until = store.one(play.conn, number)
    over = (until.until if until and until.until else opened) + timedelta(days=1)
    _answer(play, number, over)
    for name in ("纪要", "结果"):
        store.write(play.conn, number, NewText(name, _REPLY), Act(_BY, over, play.calendar))
    store.advance(play.conn, number, Act(_BY, over, play.calendar))


def _voice(number: int, word: str) -> Voice:
    """The same voice for the same round, so that the same play gives the same rows."""
    sent = uuid5(_SPACE, f"{number} {word}")
    return Voice(str(sent), sent.hex[: voices.RECEIPT_LENGTH].upper(), "纸质", _VOICE)


def _answer(play: Play, number: int, day: date) -> None:
    """Everything that waits for an answer gets one."""
    act = Act(_BY, day, play.calendar)
    found = store.one(play.conn, number)
    assert found  # noqa: S101  (it was just made)
    seen = reading.whole(play.conn, found, published=False)
    for row in seen.objections:
        if row.outcome is None:
            voices.settle(play.conn, number, row.id, Answer(Outcome.PARTLY, _REPLY), act)
    for row in seen.opinions:
        if row.shown is None and found.stage == Stage.DELIBERATED:
            voices.moderate(play.conn, number, row.id, None, act)
            voices.reply_to(play.conn, number, row.id, _REPLY, act)
