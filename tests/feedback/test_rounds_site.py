"""Finished rounds go into the site as the service publishes them."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select

from feedback_api import db, published
from feedback_api.published import Published
from feedback_api.rounds import showing, store, voices
from feedback_api.rounds.forms import TEXTS
from feedback_api.rounds.store import NewText
from feedback_api.rounds.tables import objections
from feedback_api.rounds.voices import Answer, Voice
from feedback_api.rounds.words import CONDITIONS, KINDS, OPINION_TERM, REFUSALS, Outcome, Stage
from generator import catalog, heard, rounds, site
from generator.heard import Heard
from generator.project import Project
from tests.conftest import NASTY, TODAY
from tests.feedback.test_rounds import START, a_round, act, posted

OVER = date(2026, 12, 10)


def finished(conn: Connection, words: str) -> int:
    """A round with its result out."""
    number = posted(conn)
    voices.object_to(conn, number, Voice(str(uuid4()), uuid4().hex, "纸质", words), START)
    mine = select(objections.c.id).where(objections.c.round == number)
    one = conn.execute(mine).scalar_one()
    voices.settle(conn, number, one, Answer(Outcome.UPHELD, words), act())
    store.advance(conn, number, act(date(2026, 12, 2)))
    for name in ("纪要", "结果"):
        store.write(conn, number, NewText(name, words), act(OVER))
    store.advance(conn, number, act(OVER))
    return number


@pytest.fixture
def county(published: Path) -> Published:
    return read(published)


read = published.read


@pytest.fixture
def file(tmp_path: Path, county: Published) -> Path:
    """`rounds.json` with a finished round and one that is still posted."""
    engine = db.engine(f"sqlite:///{tmp_path}/feedback.sqlite3")
    db.migrate(str(engine.url))
    with db.writing(engine) as conn:
        finished(conn, "改了：" + NASTY)
        store.create(conn, a_round(), act())
        posted(conn)
        data = showing.file(conn, county)
    engine.dispose()
    path = tmp_path / "rounds.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_site_reads_what_the_service_publishes(file: Path) -> None:
    county = catalog.load(Path("tests/county"))
    found = rounds.read(str(file), county, Path("nowhere"))
    assert found.told == ()
    assert [one.stage for one in found.all] == ["公示", "结果"]
    assert [one.is_finished for one in found.all] == [False, True]


def test_a_finished_round_has_a_page_in_both_views(small: Project, file: Path) -> None:
    loaded = catalog.load(small.guides)
    said = Heard(rounds=rounds.read(str(file), loaded, Path("nowhere")))
    site.build(small, loaded, today=TODAY, said=said)
    for folder in ("jinzhu", "elder/jinzhu"):
        page = (small.site / folder / "round-1.html").read_text("utf-8")
        assert "最后一天 2026年12月1日" in page
        assert "<b>采纳</b>，2026年11月24日答复" in page
        assert "<script>alert" not in page
        listed = (small.site / folder / "rounds.html").read_text("utf-8")
        assert 'href="round-1.html">第三季度' in listed
        assert "round-3.html" not in listed
        assert 'href="rounds.html"' in (small.site / folder / "index.html").read_text("utf-8")
    assert not (small.site / "jinzhu" / "round-3.html").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是 JSON"),
        ('{"format": 2}', "是第 2 版，这里能读第 1 版"),
        ('{"format": 1, "rounds": [{}]}', "里的 rounds.0.id 写得不对"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_out(text: str, words: str) -> None:
    found = rounds.of_text(text, ["jinzhu"])
    assert found.all == ()
    assert words in found.told[0]


def test_rounds_of_an_unknown_township_are_told_and_left_out(file: Path) -> None:
    found = rounds.of_text(file.read_text("utf-8"), ["niutian"])
    assert (found.all, found.told) == ((), ("公开公示公议里的乡镇 jinzhu 不在目录里，跳过了。",))


def test_a_missing_file_stops_nothing(small: Project) -> None:
    project = Project(**{**vars(small), "rounds": "missing.json"})
    found = heard.read(project, catalog.load(small.guides))
    told = "公开公示公议取不到：missing.json（没有这个文件）。网页上先不写。"
    assert found.told == (told,)


def test_the_handbook_tells_every_rule_and_term() -> None:
    said = Path("guides/handbook/rounds.md").read_text(encoding="utf-8")
    for rule, words in REFUSALS.items():
        assert f"| {rule} | {words} |" in said
    for words in (*CONDITIONS, *TEXTS, *Stage, *Outcome):
        if words != Stage.PREPARED:
            assert words in said
    assert {f"{one.posted.amount} {one.posted.unit}" for one in KINDS.values()} == {
        "5 个工作日",
        "7 日",
    }
    assert "实绩和其他事项 5 个工作日，社会救助 7 日" in said
    assert f"| 公议 | 纪要：评议会怎么开的 | {OPINION_TERM.amount} {OPINION_TERM.unit} |" in said
