"""Rounds: the guards, on their own and in the database, whatever is asked in whatever order."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, Row, select

from feedback_api import db
from feedback_api.calendar import Calendar
from feedback_api.published import read
from feedback_api.rounds import reading, rehearsal, store, voices
from feedback_api.rounds.scan import scan
from feedback_api.rounds.store import Act, NewRound, NewText, NotYetError
from feedback_api.rounds.tables import objections, opinions, rounds, stages, versions
from feedback_api.rounds.voices import Answer, Lenience, Voice
from feedback_api.rounds.words import CONDITIONS, KINDS, ORDER, Outcome, Stage
from feedback_api.tables import metadata

START = date(2026, 11, 24)  # a Tuesday
GROUNDS = dict.fromkeys(CONDITIONS, "有据可查。")


WEEKDAYS = Calendar(frozenset(), frozenset(), date(2026, 12, 31))


def act(today: date = START) -> Act:
    return Act("乡镇（演示）", today, WEEKDAYS)


def a_round(kind: str = "实绩") -> NewRound:
    first, last = date(2026, 7, 1), date(2026, 9, 30)
    return NewRound("jinzhu", kind, "第三季度", first, last, "党政办", "0794-00000001", "一楼大厅")


def voice(text: str = "想问一句", grade: int | None = None) -> Voice:
    return Voice(str(uuid4()), uuid4().hex, "网页", text, grade)


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    engine = db.engine(database)
    with db.writing(engine) as connection:
        yield connection
    engine.dispose()


def posted(conn: Connection, kind: str = "实绩") -> int:
    """A round in 公示 since START."""
    number = store.create(conn, a_round(kind), act())
    for name in ("实绩", "草案"):
        store.write(conn, number, NewText(name, "本季度办结 120 件。"), act())
        store.advance(conn, number, act())
    return number


def deliberated(conn: Connection) -> tuple[int, date]:
    """A round in 公议, and the day it came there."""
    number = posted(conn)
    day = date(2026, 12, 2)
    assert store.advance(conn, number, act(day)) is Stage.DELIBERATED
    return number, day


def refused(conn: Connection, number: int, today: date) -> tuple[str, ...]:
    with pytest.raises(NotYetError) as caught:
        store.advance(conn, number, act(today))
    return tuple(caught.value.args)


def test_a_draft_stays_posted_until_its_last_day_is_over(conn: Connection) -> None:
    number = posted(conn)
    assert refused(conn, number, date(2026, 12, 1)) == (
        "公示要到 2026-12-01 结束，第二天起才能进入下一步",
    )
    assert store.advance(conn, number, act(date(2026, 12, 2))) is Stage.DELIBERATED


def test_an_open_objection_keeps_the_round_where_it_is(conn: Connection) -> None:
    number = posted(conn)
    voices.object_to(conn, number, voice("数字不对"), START)
    late = voice("我家的没算进去")
    voices.object_to(conn, number, late, date(2026, 12, 3))
    assert refused(conn, number, date(2026, 12, 4)) == ("还有 2 条异议没有答复",)
    for row in conn.execute(select(objections)).all():
        voices.settle(conn, number, row.id, Answer(Outcome.DISMISSED, "已核对。"), act())
    store.advance(conn, number, act(date(2026, 12, 4)))
    assert reading.by_receipt(conn, late.receipt)[1].late  # type: ignore[index]


def test_a_corrected_draft_is_posted_for_its_whole_term_again(conn: Connection) -> None:
    number = posted(conn)
    with pytest.raises(NotYetError, match="请写明更正的原因"):
        store.write(conn, number, NewText("草案", "办结 121 件。"), act())
    day = date(2026, 12, 1)
    made = store.write(conn, number, NewText("草案", "办结 121 件。", reason="漏算一件"), act(day))
    assert made == 2
    assert refused(conn, number, date(2026, 12, 2))[0].startswith("公示要到 2026-12-08 结束")
    texts = conn.execute(select(versions.c.text).where(versions.c.name == "草案")).scalars()
    assert list(texts) == ["本季度办结 120 件。", "办结 121 件。"]


def test_no_result_without_every_answer_and_the_minutes(conn: Connection) -> None:
    number, day = deliberated(conn)
    shown, hidden = voice("多开一个窗口"), voice("骂人的话")
    voices.speak(conn, number, shown, day)
    voices.speak(conn, number, hidden, day)
    voices.speak(conn, number, voice("", grade=5), day)
    over = date(2026, 12, 10)
    assert refused(conn, number, over) == (
        "还有 2 条意见没有审看",
        "还没有写“纪要”",
        "还没有写“结果”",
    )
    ids = conn.execute(select(opinions.c.id).where(opinions.c.text != "")).scalars().all()
    voices.moderate(conn, number, ids[0], None, act(over))
    voices.moderate(conn, number, ids[1], "R3", act(over))
    for name in ("纪要", "结果"):
        store.write(conn, number, NewText(name, "见会议记录。"), act(over))
    assert refused(conn, number, over) == ("还有 1 条意见没有答复",)
    voices.reply_to(conn, number, ids[0], "下月起开。", act(over))
    assert store.advance(conn, number, act(over)) is Stage.RESULT
    seen = reading.whole(conn, store.one(conn, number), published=True)  # type: ignore[arg-type]
    assert [(one.name, one.number) for one in seen.versions] == [
        ("实绩", 1),
        ("草案", 1),
        ("纪要", 1),
        ("结果", 1),
    ]
    assert refused(conn, number, over) == ("这一轮已经结束；要改正请发布更正",)


def test_a_voice_sent_twice_is_taken_once(conn: Connection) -> None:
    number = posted(conn)
    same = voice()
    first = voices.object_to(conn, number, same, START)
    again = voices.object_to(conn, number, same._replace(receipt="other"), START)
    assert first == again
    assert len(conn.execute(select(objections)).all()) == 1


def test_voices_are_taken_in_their_stage_only(conn: Connection) -> None:
    number = posted(conn)
    with pytest.raises(NotYetError, match="不在公议期"):
        voices.speak(conn, number, voice(), START)
    number, day = deliberated(conn)
    with pytest.raises(NotYetError, match="不是公示期"):
        voices.object_to(conn, number, voice(), day)
    with pytest.raises(NotYetError, match="不在公议期"):
        voices.speak(conn, number, voice(), date(2026, 12, 10))


def test_an_answer_is_given_once(conn: Connection) -> None:
    number = posted(conn)
    voices.object_to(conn, number, voice(), START)
    objection = conn.execute(select(objections.c.id)).scalar_one()
    voices.settle(conn, number, objection, Answer(Outcome.UPHELD, "改。"), act())
    with pytest.raises(NotYetError, match="已经答复过"):
        voices.settle(conn, number, objection, Answer(Outcome.DISMISSED, "不改。"), act())
    with pytest.raises(NotYetError, match="没有这条异议"):
        voices.settle(conn, posted(conn), objection, Answer(Outcome.DISMISSED, "不改。"), act())


def test_lenience_needs_all_five_conditions_and_an_approver(conn: Connection) -> None:
    number = posted(conn)
    entry = Lenience("系统停机两天", {**GROUNDS, "主动纠正": " "}, "县政务服务中心", START)
    with pytest.raises(NotYetError, match="还缺：主动纠正"):
        voices.excuse(conn, number, entry, act())
    with pytest.raises(NotYetError, match="批准的单位"):
        voices.excuse(conn, number, entry._replace(grounds=GROUNDS, approver=""), act())
    voices.excuse(conn, number, entry._replace(grounds=GROUNDS), act())


def test_a_poll_of_few_is_not_shown(conn: Connection) -> None:
    number, day = deliberated(conn)
    for grade in (5, 5, 4, 3):
        voices.speak(conn, number, voice("", grade), day)
    found = store.one(conn, number)
    assert found is not None
    assert reading.whole(conn, found, published=True).poll == {}
    voices.speak(conn, number, voice("", 1), day)
    assert reading.whole(conn, found, published=True).poll == {5: 2, 4: 1, 3: 1, 1: 1}


def test_days_of_an_unknown_calendar_are_marked(conn: Connection) -> None:
    number = store.create(conn, a_round(), act())
    day = date(2026, 12, 29)
    for name in ("实绩", "草案"):
        store.write(conn, number, NewText(name, "。"), act(day))
        store.advance(conn, number, act(day))
    row = conn.execute(select(stages).where(stages.c.stage == "公示")).one()
    assert (row.until, row.provisional) == (date(2027, 1, 5), True)


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    engine = db.engine("sqlite:///:memory:")
    with engine.begin() as connection:
        metadata.create_all(connection)
    yield engine
    engine.dispose()


WRITTEN = ("实绩", "草案", "纪要", "结果")
STEPS = st.lists(
    st.one_of(
        st.sampled_from(
            ["advance", "object", "settle", "speak", "moderate", "reply", *WRITTEN, "advance"]
        ),
        st.integers(1, 12),  # days that pass
    ),
    min_size=20,
    max_size=80,
)


def attempt(conn: Connection, number: int, step: str, doing: Act) -> None:
    """One request; what it may not do is refused."""
    if step in WRITTEN:
        store.write(conn, number, NewText(step, "…", reason="更正"), doing)
    elif step == "advance":
        store.advance(conn, number, doing)
    elif step == "object":
        voices.object_to(conn, number, voice(), doing.today)
    elif step == "speak":
        voices.speak(conn, number, voice(), doing.today)
    else:
        table = objections if step == "settle" else opinions
        for one in conn.execute(select(table.c.id).where(table.c.round == number)).scalars().all():
            answer(conn, number, step, one, doing)


def answer(conn: Connection, number: int, step: str, one: int, doing: Act) -> None:
    if step == "settle":
        voices.settle(conn, number, one, Answer(Outcome.PARTLY, "。"), doing)
    elif step == "moderate":
        voices.moderate(conn, number, one, None, doing)
    else:
        voices.reply_to(conn, number, one, "。", doing)


@given(kind=st.sampled_from(list(KINDS)), steps=STEPS)
@settings(max_examples=150, deadline=None)
def test_no_sequence_of_requests_skips_a_guard(
    memory: Engine, kind: str, steps: list[str | int]
) -> None:
    today = START
    with memory.begin() as conn:
        number = store.create(conn, a_round(kind), act())
        for step in steps:
            if isinstance(step, int):
                today += timedelta(days=step)
                continue
            with conn.begin_nested() as undo:
                try:
                    attempt(conn, number, step, act(today))
                except NotYetError:
                    undo.rollback()
        event(sound(conn, number, kind))


def long_enough(row: Row[Any], ended: date, kind: str) -> bool:
    """Whether whole days enough lie between the day it began and the day it ended."""
    between = [row.opened + timedelta(days=n) for n in range(1, (ended - row.opened).days)]
    if row.stage == "公示" and kind == "救助":
        return len(between) >= 7
    return bool(sum(day.weekday() < 5 for day in between) >= 5)


def sound(conn: Connection, number: int, kind: str) -> str:
    """What has to be true of any history, told without the machine."""
    rows = conn.execute(select(stages).where(stages.c.round == number).order_by(stages.c.id)).all()
    passed = [ORDER.index(Stage(row.stage)) for row in rows]
    assert all(later - earlier in {0, 1} for earlier, later in pairwise(passed))
    assert all(row.stage == "公示" for row, later in pairwise(rows) if row.stage == later.stage)
    for row, later in pairwise(rows):
        if row.stage in {"公示", "公议"} and later.stage != row.stage:
            assert long_enough(row, later.opened, kind)
            waiting = conn.execute(
                select(objections).where(
                    objections.c.round == number, objections.c.day <= later.opened
                )
            ).all()
            assert all(one.answered and one.answered <= later.opened for one in waiting)
    if rows[-1].stage == "结果":
        said = conn.execute(select(opinions).where(opinions.c.round == number)).all()
        assert all(one.shown is not None and (one.reply or not one.shown) for one in said)
        texts = conn.execute(select(versions).where(versions.c.round == number)).all()
        assert {one.name for one in texts if one.published} == set(WRITTEN)
    return str(rows[-1].stage)


@pytest.mark.parametrize(
    ("text", "why", "certain"),
    [
        ("身份证 ３６１０２５１９９００１０１００１Ｘ", "身份证号", True),
        ("电话13800000000", "手机号", True),
        ("卡号 6222020000000000000", "银行账号", True),
        ("王某反映", "像是人名", False),
        ("李大姐户主：王小明", "像是人名", False),
        ("患有肺癌", "像是病情", False),
        ("发放孤儿生活费", "涉及儿童", False),
    ],
)
def test_what_may_not_be_public_is_found(text: str, why: str, certain: bool) -> None:  # noqa: FBT001
    assert (why, certain) in {(one.why, one.certain) for one in scan(text)}


@pytest.mark.parametrize(
    "text", ["本季度办结 1,203 件，好评率 98.2%。", "电话 0794-00000001", "周一至周五开门"]
)
def test_figures_and_office_numbers_are_not_taken_for_private(text: str) -> None:
    assert scan(text) == ()


def test_a_demonstration_keeps_every_guard(conn: Connection, published: Path) -> None:
    catalog = read(published)
    today = date(2026, 11, 24)
    calendar = Calendar.of(catalog.county.calendar)
    rehearsal.rehearse(rehearsal.Play(conn, calendar, today), catalog.townships[0])
    found = conn.execute(select(rounds).order_by(rounds.c.id)).all()
    assert [one.stage for one in found] == ["结果", "公示"]
    assert found[0].title == "2026年第二季度服务实绩（演示）"
    for one in found:
        sound(conn, one.id, one.kind)
