"""Figures for officials, recomputed here from the ratings themselves in plain Python."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from alembic import command
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select

from feedback_api import create_app, db
from feedback_api.config import Settings
from feedback_api.console import asking, figures, lines, period, scoring, versions, watching
from feedback_api.console.scoring import Sheet
from feedback_api.console.tables import rated, weekly, weekly_done
from feedback_api.officials.roles import Role
from feedback_api.ratings import counts
from feedback_api.ratings.tables import excluded
from feedback_api.services import services
from feedback_api.simulation import OLD_VERSION, Plan, Story, simulate
from tests.conftest import require
from tests.feedback.clock import MORNING, Clock
from tests.feedback.conftest import SECRET, postgres_database
from tests.feedback.desk import SignIn
from tests.feedback.year import Year, counted, recomputed, same

NAME = f"t{uuid4().hex}"


class Simulated(NamedTuple):
    """A database with a year in it, to copy."""

    url: str
    story: Story


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def simulated(
    request: pytest.FixtureRequest, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Simulated]:
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('year')}/feedback.sqlite3"
        else:
            url = stack.enter_context(postgres_database(request.getfixturevalue("postgres"), NAME))
        db.migrate(url)
        given = {"catalog": published, "database_url": url, "secret_key": SECRET}
        app = create_app(Settings.of(given))
        with app.app_context():
            here = services()
            followers = here.intake.writer.followers
            story = simulate(here.engine, here.catalog, followers, Plan(1500, MORNING))
            watching.catch_up(here.engine, MORNING)
            here.engine.dispose()
        yield Simulated(url, story)


@pytest.fixture
def database(simulated: Simulated, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Every test of this file changes a year of its own."""
    if simulated.url.startswith("sqlite"):
        shutil.copy(simulated.url.removeprefix("sqlite:///"), tmp_path / "copy.sqlite3")
        yield f"sqlite:///{tmp_path}/copy.sqlite3"
        return
    server = request.getfixturevalue("postgres")
    with postgres_database(server, f"{NAME}copy", NAME) as url:
        yield url


@pytest.fixture
def year(app: Flask, clock: Clock, simulated: Simulated) -> Year:
    assert clock.time == MORNING
    return Year(app, simulated.story, counted(app))


def test_every_cut_agrees_with_the_ratings_themselves(year: Year) -> None:
    raw = year.raw
    assert len(raw) > 1400
    topics = {key: one.topic for key, one in asking.services(year.ask().catalog).items()}
    same(year.lines(lines.by_township), raw, lambda row: row.township)
    same(year.lines(lines.by_service), raw, lambda row: row.service)
    same(year.lines(lines.by_area), raw, lambda row: topics[row.service])
    same(year.lines(lines.by_week), raw, lambda row: row.week)
    recent = [row for row in raw if row.week >= "2026-W45"]
    same(year.lines(lines.by_township, weeks="4"), recent, lambda row: row.township)
    month = [row for row in raw if period.month(row.week) == "2026-10"]
    same(year.lines(lines.by_service, month="2026-10"), month, lambda row: row.service)
    own = [row for row in raw if row.township == "jinzhu"]
    same(year.lines(lines.by_service, township="jinzhu"), own, lambda row: row.service)
    same(year.lines(lines.by_week, township="jinzhu"), own, lambda row: row.week)
    area = [row for row in raw if topics[row.service] == "社会救助"]
    same(year.lines(lines.by_township, area="社会救助"), area, lambda row: row.township)
    same(year.lines(lines.by_week, area="社会救助"), area, lambda row: row.week)
    verified = [row for row in raw if row.verified]
    same(year.lines(lines.by_township, kind="verified"), verified, lambda row: row.township)
    unverified = [row for row in area if not row.verified]
    found = year.lines(lines.by_service, kind="open", area="社会救助")
    same(found, unverified, lambda row: row.service)


def test_windows_villages_and_channels_agree_where_they_are_counted(year: Year) -> None:
    own = [row for row in year.raw if row.township == "jinzhu"]
    for make, name in ((lines.by_window, "window"), (lines.by_village, "village")):
        found = year.lines(make, township="jinzhu")
        numbers = Counter(str(getattr(row, name)) for row in own if getattr(row, name) is not None)
        assert {key: line.number for key, line in found.items()} == numbers
    channels = Counter(row.channel for row in year.raw)
    found = year.lines(lines.by_channel)
    assert {key: one.number for key, one in found.items() if one.number} == channels


def test_an_excluded_rating_leaves_the_sums_of_its_week(year: Year) -> None:
    victim = next(row for row in year.raw if row.grade == 1)
    with year.app.app_context():
        here = services()
        with db.writing(here.engine) as connection:
            row = {"rating": victim.seq, "reason": "误评", "day": MORNING.date()}
            connection.execute(excluded.insert().values(row))
            counts.take_back(connection, victim)
        watching.catch_up(here.engine, MORNING)
    remaining = counted(year.app)
    assert len(remaining) == len(year.raw) - 1
    same(year.lines(lines.by_week), remaining, lambda row: row.week)
    same(year.lines(lines.by_service), remaining, lambda row: row.service)


def test_this_weeks_ratings_are_in_the_figures_at_once(year: Year, clock: Clock) -> None:
    clock.turn(days=7)
    with year.app.app_context():
        here = services()
        now = clock.time
        watching.catch_up(here.engine, now)
        with db.reading(here.engine) as connection:
            wanted = figures.Wanted(period.latest(4, now))
            before = figures.sums(connection, wanted, "week")
    assert "2026-W48" in before, "the week that was this one is summed now"
    rows = [row for row in year.raw if row.week == "2026-W48"]
    assert before["2026-W48"]["grade", "5"] == sum(row.grade == 5 for row in rows)


def test_finished_weeks_are_summed_the_same_by_the_migration(year: Year) -> None:
    with year.app.app_context():
        engine = services().engine
    before = _summed(engine)
    assert all(before)
    command.downgrade(db.alembic_config(db.address(engine)), "0009")
    rest = {"week": "2026-W40", "verified": True, "n": 3}
    stale = [
        {"cut": "township", "measure": "tag", "key": "jinzhu", "value": "511"} | rest,
        {"cut": "service", "measure": "grade", "key": "sa-minimum-living", "value": "5"} | rest,
    ]
    with db.writing(engine) as connection:
        weeks = [{"week": week, "excluded": 0} for week in {row[0] for row in before[0]}]
        connection.execute(weekly_done.insert(), weeks)
        rows = [dict(zip(weekly.c.keys(), row, strict=True)) for row in before[1]]
        kept = [one for one in rows if one["cut"] == "service"]
        connection.execute(weekly.insert(), [*kept, *stale])
    db.migrate(db.address(engine))
    assert _summed(engine) == before


def _summed(engine: Engine) -> list[list[tuple[object, ...]]]:
    with db.reading(engine) as connection:
        return [
            sorted(tuple(row) for row in connection.execute(select(table)))
            for table in (rated, weekly)
        ]


def test_an_edit_shows_its_ratings_before_and_after(year: Year, sign_in: SignIn) -> None:
    slug, guide = year.story.mended.township.slug, year.story.mended
    with year.app.app_context(), db.reading(services().engine) as connection:
        (found,) = versions.edited(connection, year.ask(township=slug))
    old, new = found.versions
    assert (old.line.name, new.line.name) == (OLD_VERSION, guide.offer.version)
    assert (old.is_current, new.is_current) == (False, True)
    assert old.span.last < year.story.mended_in <= new.span.first
    mine = [row for row in year.raw if (row.township, row.service) == (slug, guide.identifier)]
    for one in found.versions:
        rows = [row for row in mine if row.version == one.line.name]
        assert [tuple(part) for part in one.line.shares] == recomputed(rows)
    page = sign_in(Role.TOWNSHIP, slug).get("/api/console/versions?weeks=52").text
    assert f"{guide.offer.version}（现在的）" in page


def test_the_most_missed_paper_is_told_with_its_line(year: Year, sign_in: SignIn) -> None:
    guide, paper = year.story.mended, year.story.paper
    county = sign_in(Role.COUNTY)
    address = f"?weeks=52&township={guide.township.slug}"
    (first, *_rest) = json.loads(county.get(f"/api/console/tables/papers.json{address}").data)
    assert (first["事项"], first["材料"]) == (guide.service.plain_name, paper)
    number = sum(paper in row.missing for row in year.raw if row.township == guide.township.slug)
    assert first["次数"] == number
    file, _, line = first["在哪一行改"].partition(":")
    text = (Path("tests/county") / file).read_text(encoding="utf-8").splitlines()
    assert paper in text[int(line) - 1]
    assert first["在哪一行改"] in county.get(f"/api/console/mend{address}").text


def test_a_burst_before_an_inspection_is_flagged_and_counts(year: Year, sign_in: SignIn) -> None:
    page = sign_in(Role.COUNTY).get("/api/console/?weeks=13").text
    warnings = re.findall(r'<p class="warn">(.+?)</p>', page, re.DOTALL)
    assert any("平时每周约" in one and "作风检查（演示）" in one for one in warnings)
    assert any("连续收到的" in one for one in warnings)
    other = next(slug for slug in ("jinzhu", "niutian") if slug != year.story.burst.township.slug)
    assert "平时每周约" not in sign_in(Role.TOWNSHIP, other).get("/api/console/").text
    number = sum(row.week == year.story.burst_in for row in year.raw)
    assert year.lines(lines.by_week)[year.story.burst_in].number == number


def test_every_table_is_the_same_as_csv_xlsx_and_json(year: Year, sign_in: SignIn) -> None:
    county = sign_in(Role.COUNTY)
    names = [*lines.TABLES, "indicators", "papers", "promises", "versions"]
    for name in names:
        address = f"/api/console/tables/{name}.{{}}?weeks=52&township=jinzhu"
        plain = county.get(address.format("csv")).data
        assert plain.startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(plain.decode("utf-8-sig")))
        told = json.loads(county.get(address.format("json")).data)
        assert [list(map(_text, row.values())) for row in told] == rows
        book = CalamineWorkbook.from_filelike(
            io.BytesIO(county.get(address.format("xlsx")).data)
        ).get_sheet_by_index(0)
        sheet = book.to_python()
        assert sheet[0] == head
        assert len(sheet) == len(rows) + 1
    assert county.get("/api/console/tables/nothing.csv").status_code == 404
    assert county.get("/api/console/tables/weeks.exe").status_code == 404
    assert year.raw


def _text(value: object) -> str:
    return "" if value is None else str(value)


def test_participation_counts_only_months_that_are_known(year: Year, sign_in: SignIn) -> None:
    county = sign_in(Role.COUNTY)
    shown = json.loads(county.get("/api/console/tables/indicators.json?weeks=52").data)
    (told,) = [one for one in shown if one["指标"] == "主动评价率"]
    known = year.ask().period.months
    whole = [row for row in year.raw if period.month(row.week) in known]
    assert told["分子"] == len(whole)
    emptied = {f"jinzhu.{month}": "" for month in period.months_before(MORNING.date())}
    kept = {f"niutian.{month}": "100" for month in period.months_before(MORNING.date())}
    assert county.post("/api/console/completed", {**emptied, **kept}).status_code == 303
    shown = json.loads(county.get("/api/console/tables/indicators.json?weeks=13").data)
    (told,) = [one for one in shown if one["指标"] == "主动评价率"]
    months = year.ask(weeks="13").period.months
    recent = [row for row in year.raw if period.month(row.week) in months]
    assert told["分子"] == sum(row.township == "niutian" for row in recent)
    assert told["分母"] == 100 * len(months)


def test_wrong_numbers_are_told_all_at_once_and_none_is_kept(app: Flask, sign_in: SignIn) -> None:
    assert app
    desk = sign_in(Role.TOWNSHIP, "jinzhu")
    month, other = period.months_before(MORNING.date())[-2:]
    said = {f"jinzhu.{month}": "三百", f"jinzhu.{other}": "-5", "niutian.2026-11": "7"}
    answer = desk.post("/api/console/completed", said)
    assert answer.status_code == 422
    assert "“三百”不是件数" in answer.text
    assert "“-5”不是件数" in answer.text
    assert 'value="三百"' in answer.text
    assert desk.post("/api/console/completed", {f"jinzhu.{month}": "300"}).status_code == 303
    county = sign_in(Role.COUNTY)
    assert 'value="300"' in county.get("/api/console/completed").text
    assert 'value="7"' not in county.get("/api/console/completed").text
    assert "填办件量" in county.get("/api/console/audit").text


def test_new_weights_are_checked_kept_and_logged(app: Flask, sign_in: SignIn) -> None:
    assert app
    county = sign_in(Role.COUNTY)
    form = {"class": "山区", "好评率": "50", "满意率": "20", "一次办成率": "20", "不缺材料率": "20"}
    assert "权重加起来是 110" in county.post("/api/console/weights", form).text
    assert "要写整数" in county.post("/api/console/weights", {**form, "好评率": "x"}).text
    assert county.post("/api/console/weights", {**form, "class": "没有"}).status_code == 404
    assert county.post("/api/console/weights", {**form, "好评率": "40"}).status_code == 303
    log = county.get("/api/console/audit?action=修改权重").text
    assert "好评率 20、满意率 20、一次办成率 40、不缺材料率 20" in log
    assert "好评率 40、满意率 20、一次办成率 20、不缺材料率 20" in log


def test_a_definition_is_one_click_away_from_every_indicator(year: Year, sign_in: SignIn) -> None:
    assert year
    county = sign_in(Role.COUNTY)
    page = county.get("/api/console/").text
    links = re.findall(r'href="/api/console/definitions#([^"]+)"', page)
    assert {"好评率", "满意率", "一次办成率", "主动评价率"} <= set(links)
    definitions = county.get("/api/console/definitions").text
    assert [name for name in links if f'<dt id="{name}">' not in definitions] == []


def test_nothing_rated_is_a_dash_and_never_a_hundred_percent(year: Year, sign_in: SignIn) -> None:
    assert year.raw
    page = sign_in(Role.COUNTY).get("/api/console/?month=2020-02").text
    assert "<b>—</b>" in page
    assert "100.0%" not in page


def test_the_report_says_the_same_figures_on_paper(
    year: Year, sign_in: SignIn, tmp_path: Path
) -> None:
    require(shutil.which("pdftotext") is not None, "pdftotext")
    desk = sign_in(Role.TOWNSHIP, "jinzhu")
    address = "/api/console/report.pdf?month=2026-10"
    made, again = desk.get(address).data, desk.get(address).data
    assert made == again
    (tmp_path / "report.pdf").write_bytes(made)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "report.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rows = [
        row for row in year.raw if row.township == "jinzhu" and period.month(row.week) == "2026-10"
    ]
    good, number = recomputed(rows)[0]
    assert f"共 {number} 条评价" in told
    assert f"{good}/{number}" in told
    assert "演示数据" in told
    assert desk.get(f"{address}&township=niutian").status_code == 404


def test_the_score_on_the_page_is_computed_again_from_the_public_file(
    year: Year, sign_in: SignIn
) -> None:
    public = year.app.test_client().get("/api/v1/score.json?weeks=52")
    sheet = Sheet.model_validate_json(public.data)
    page = sign_in(Role.TOWNSHIP, "jinzhu").get("/api/console/compare?weeks=52").text
    scored = [one for ranked in scoring.classes(sheet) for one in ranked.scored]
    assert len(scored) == 2
    for one in scored:
        assert f"{one.unit.name}：{one.score:.2f}" in page
    past = [row for row in year.raw if row.verified and row.week < "2026-W48"]
    for town in sheet.townships:
        rows = [row for row in past if row.township == town.slug]
        good, number = town.counts["好评率"]
        assert town.ratings <= len(rows) < town.ratings + 60, "what could tell on people waits"
        assert good <= recomputed(rows)[0][0]
        assert number <= len(rows)
    assert year.app.test_client().get("/api/v1/score.json?month=x").status_code == 404


def test_what_became_of_complaints_stands_beside_the_ratings(year: Year, sign_in: SignIn) -> None:
    shown = json.loads(
        sign_in(Role.TOWNSHIP, "jinzhu").get("/api/console/tables/indicators.json?weeks=52").data
    )
    told = {one["指标"]: one for one in shown}
    bad = [row for row in year.raw if row.township == "jinzhu" and row.grade <= 2]
    overdue = told["按期联系率"]
    assert 0 < overdue["分母"] <= len(bad)
    assert overdue["分子"] == 0, "nobody saw to any of them"
    assert told["差评整改率"]["数值"] is None
