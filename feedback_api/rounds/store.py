"""Rounds in the database: every step locks the round, looks at the guards, and adds a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from feedback_api.calendar import Calendar, Limit
from feedback_api.rounds import machine
from feedback_api.rounds.machine import State
from feedback_api.rounds.tables import objections, opinions, rounds, stages, versions
from feedback_api.rounds.words import KINDS, OPINION_TERM, Stage


class NewRound(NamedTuple):
    """What a round begins with. `contact` is a post and never a person."""

    township: str
    kind: str
    title: str
    first: date
    last: date
    contact: str
    phone: str
    place: str


class Act(NamedTuple):
    """Who acts (a post), on which day, and by which calendar."""

    by: str
    today: date
    calendar: Calendar


class NotYetError(Exception):
    """A guard holds: the reasons, in Chinese, stand in `args`."""


def create(conn: Connection, new: NewRound, act: Act) -> int:
    """A new round in 准备. Gives its number."""
    made = conn.execute(
        insert(rounds)
        .values(**new._asdict(), stage=Stage.PREPARED, until=None)
        .returning(rounds.c.id)
    ).scalar_one()
    _enter(conn, made, Stage.PREPARED, act)
    return int(made)


def one(conn: Connection, number: int, *, lock: bool = False) -> Row[Any] | None:
    """The round, or None. `lock` keeps others from changing it until the transaction ends."""
    query = select(rounds).where(rounds.c.id == number)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def listed(
    conn: Connection, townships: Sequence[str] | None, *, prepared: bool
) -> Sequence[Row[Any]]:
    """Rounds of these townships (None: of all), the newest first."""
    query = select(rounds).order_by(rounds.c.last.desc(), rounds.c.id.desc())
    if townships is not None:
        query = query.where(rounds.c.township.in_(townships))
    if not prepared:
        query = query.where(rounds.c.stage != Stage.PREPARED)
    return conn.execute(query).all()


def state(conn: Connection, found: Row[Any]) -> State:
    """What the guards have to know of a round."""
    texts = select(versions.c.name).where(versions.c.round == found.id).distinct()
    return State(
        Stage(found.stage),
        found.until,
        _count(conn, _of(objections, found.id).where(objections.c.outcome.is_(None))),
        _count(conn, _of(opinions, found.id).where(opinions.c.shown.is_(None))),
        _count(
            conn,
            _of(opinions, found.id).where(
                opinions.c.shown.is_(True), opinions.c.reply.is_(None), opinions.c.text != ""
            ),
        ),
        frozenset(conn.execute(texts).scalars()),
    )


def _of(table: Any, number: int) -> Select[Any]:  # noqa: ANN401  (any of the tables)
    return select(func.count()).select_from(table).where(table.c.round == number)


def _count(conn: Connection, query: Select[Any]) -> int:
    return int(conn.execute(query).scalar_one())


def advance(conn: Connection, number: int, act: Act) -> Stage:
    """The round's next stage. Raises NotYetError with every reason against it."""
    found = locked(conn, number)
    if reasons := machine.obstacles(state(conn, found), act.today):
        raise NotYetError(*reasons)
    after = machine.following(Stage(found.stage))
    assert after  # noqa: S101  (without one there was an obstacle)
    _publish(conn, number, act.today, machine.TEXTS.get(after))
    if after is Stage.RESULT:
        _publish(conn, number, act.today, "纪要")
    _move(conn, found, after, act)
    return after


def locked(conn: Connection, number: int) -> Row[Any]:
    """The round, kept from others until the transaction ends. Raises NotYetError without it."""
    found = one(conn, number, lock=True)
    if found is None:
        raise NotYetError("没有这一轮")
    return found


def _term(found: Row[Any], stage: Stage) -> Limit | None:
    if stage is Stage.POSTED:
        return KINDS[found.kind].posted
    return OPINION_TERM if stage is Stage.DELIBERATED else None


def _move(
    conn: Connection, found: Row[Any], stage: Stage, act: Act, why: str | None = None
) -> None:
    """Into a stage (or into the same one anew), with its last day."""
    term = _term(found, stage)
    until = act.calendar.after(act.today, term) if term else None
    conn.execute(update(rounds).where(rounds.c.id == found.id).values(stage=stage, until=until))
    uncertain = bool(until and act.calendar.is_provisional(until))
    _enter(conn, found.id, stage, act, until=until, provisional=uncertain, why=why)


def _enter(conn: Connection, number: int, stage: Stage, act: Act, **more: object) -> None:
    row = {"until": None, "provisional": False, "why": None, **more}
    conn.execute(
        insert(stages).values(round=number, stage=stage, opened=act.today, by=act.by, **row)
    )


def _publish(conn: Connection, number: int, today: date, name: str | None) -> None:
    """What was written ahead is shown from today on."""
    conn.execute(
        update(versions)
        .where(
            versions.c.round == number,
            versions.c.name == name,
            versions.c.published.is_(False),
        )
        .values(published=True, day=today)
    )


class NewText(NamedTuple):
    """One of a round's texts: 实绩, 草案, 纪要 or 结果."""

    name: str
    text: str
    figures: Sequence[Mapping[str, Any]] | None = None
    reason: str | None = None


def write(conn: Connection, number: int, new: NewText, act: Act) -> int:
    """A version of a text; gives its number.

    A text that was published already is corrected: that needs a reason, and stands at once as a
    new version. A corrected draft is posted anew for its whole term, as nobody could object to
    it before. Raises NotYetError.
    """
    found = locked(conn, number)
    before = _latest(conn, number, new.name)
    if before and not before.published:
        _redraft(conn, before.id, new, act)
        return int(before.number)
    if before and not (new.reason or "").strip():
        raise NotYetError("已经发布的内容只能更正：请写明更正的原因")
    made = before.number + 1 if before else 1
    _add_version(conn, (number, made), new, act, published=bool(before))
    if before and machine.restarts(state(conn, found), new.name):
        _move(conn, found, Stage.POSTED, act, why=new.reason)
    return int(made)


def _redraft(conn: Connection, version: int, new: NewText, act: Act) -> None:
    """What nobody has seen yet may change."""
    values = {"text": new.text, "figures": new.figures, "day": act.today, "by": act.by}
    conn.execute(update(versions).where(versions.c.id == version).values(values))


def _add_version(
    conn: Connection, place: tuple[int, int], new: NewText, act: Act, *, published: bool
) -> None:
    conn.execute(
        insert(versions).values(
            round=place[0],
            number=place[1],
            **new._asdict(),
            published=published,
            day=act.today,
            by=act.by,
        )
    )


def _latest(conn: Connection, number: int, name: str) -> Row[Any] | None:
    return conn.execute(
        select(versions)
        .where(versions.c.round == number, versions.c.name == name)
        .order_by(versions.c.number.desc())
        .limit(1)
    ).one_or_none()
