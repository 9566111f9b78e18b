"""What people say in a round, and what the township answers: once each, and kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from feedback_api.rounds import machine
from feedback_api.rounds.store import Act, NotYetError, locked, state
from feedback_api.rounds.tables import lenience, objections, opinions
from feedback_api.rounds.words import Outcome, Stage

RECEIPT_LENGTH = 16
"""Characters, 79 bits: nobody guesses one."""


class Voice(NamedTuple):
    """An objection or an opinion as it comes in; its text is masked already."""

    sent: str
    receipt: str
    channel: str
    text: str
    grade: int | None = None


def object_to(conn: Connection, number: int, voice: Voice, today: date) -> str:
    """Takes an objection (异议); gives its receipt. Raises NotYetError outside 公示."""
    found = locked(conn, number)
    if known := _known(conn, objections, voice.sent):
        return known
    if not machine.takes_objections(state(conn, found)):
        raise NotYetError("现在不是公示期，不能提异议；可以打监督电话")
    conn.execute(
        insert(objections).values(
            round=number,
            sent=voice.sent,
            receipt=voice.receipt,
            channel=voice.channel,
            day=today,
            late=bool(found.until and today > found.until),
            text=voice.text,
        )
    )
    return voice.receipt


def speak(conn: Connection, number: int, voice: Voice, today: date) -> str:
    """Takes an opinion (公议意见); gives its receipt. Raises NotYetError outside its days."""
    found = locked(conn, number)
    if known := _known(conn, opinions, voice.sent):
        return known
    if not machine.takes_opinions(state(conn, found), today):
        raise NotYetError("现在不在公议期内，不能提意见；可以打监督电话")
    conn.execute(
        insert(opinions).values(
            round=number,
            **voice._asdict(),
            day=today,
            shown=None if voice.text else True,
        )
    )
    return voice.receipt


def _known(conn: Connection, table: Any, sent: str) -> str | None:  # noqa: ANN401
    return conn.execute(select(table.c.receipt).where(table.c.sent == sent)).scalar_one_or_none()


class Answer(NamedTuple):
    """The township's answer to an objection."""

    outcome: Outcome
    reply: str


def settle(conn: Connection, number: int, objection: int, answer: Answer, act: Act) -> None:
    """Answers an objection, once. Raises NotYetError."""
    locked(conn, number)
    done = conn.execute(
        update(objections)
        .where(
            objections.c.id == objection,
            objections.c.round == number,
            objections.c.outcome.is_(None),
        )
        .values(**answer._asdict(), answered=act.today, by=act.by)
    )
    if done.rowcount != 1:
        raise NotYetError("没有这条异议，或者已经答复过")


def moderate(conn: Connection, number: int, opinion: int, refused: str | None, act: Act) -> None:
    """Shows an opinion, or refuses it by a rule, once. Raises NotYetError."""
    locked(conn, number)
    done = conn.execute(
        update(opinions)
        .where(opinions.c.id == opinion, opinions.c.round == number, opinions.c.shown.is_(None))
        .values(shown=refused is None, refused=refused, by=act.by)
    )
    if done.rowcount != 1:
        raise NotYetError("没有这条意见，或者已经审看过")


def reply_to(conn: Connection, number: int, opinion: int, reply: str, act: Act) -> None:
    """The township's answer to an opinion that is shown, once. Raises NotYetError."""
    locked(conn, number)
    done = conn.execute(
        update(opinions)
        .where(
            opinions.c.id == opinion,
            opinions.c.round == number,
            opinions.c.shown.is_(True),
            opinions.c.reply.is_(None),
        )
        .values(reply=reply, answered=act.today, by=act.by)
    )
    if done.rowcount != 1:
        raise NotYetError("没有这条意见，或者已经答复过，或者还没有审看")


class Lenience(NamedTuple):
    """An entry of 容错: what it is about, a sentence for each condition, and who approved it."""

    matter: str
    grounds: Mapping[str, str]
    approver: str
    day: date


def excuse(conn: Connection, number: int, entry: Lenience, act: Act) -> None:
    """Adds an entry of 容错. Raises NotYetError when the round is over or a condition lacks."""
    found = locked(conn, number)
    if lacking := machine.lacking(entry.grounds):
        raise NotYetError(f"容错的五个条件缺一不可，还缺：{'、'.join(lacking)}")
    if not entry.approver.strip():
        raise NotYetError("要写批准的单位或岗位")
    if found.stage == Stage.RESULT:
        raise NotYetError("这一轮已经出了结果，不能再加容错")
    conn.execute(insert(lenience).values(round=number, **entry._asdict(), by=act.by))
