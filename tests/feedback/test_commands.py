"""The commands of the service: what they do, what they refuse, and in which words."""

import gzip
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select, update

from feedback_api import db, throttle
from feedback_api.cli import main
from feedback_api.config import Settings
from feedback_api.officials import audit
from feedback_api.operations import backups, dump
from feedback_api.operations.progress import untold
from feedback_api.ratings.tables import contacts, ratings, slips
from feedback_api.requests import store as requests
from feedback_api.requests.machine import Level, Request, State
from feedback_api.requests.store import Told
from feedback_api.seals.tables import strikes
from feedback_api.services import CHINA
from tests.conftest import REPOSITORY
from tests.feedback.conftest import SECRET
from tests.feedback.rows import opened, put, receipt

Feedback = Callable[..., Result]
PAGES = REPOSITORY / "guides" / "handbook"
SERVER = (PAGES / "feedback-server.md").read_text(encoding="utf-8")
HANDBOOK = "".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.md"))


def run(url: str, published: Path) -> Feedback:
    """The `feedback` command for a database."""
    environment = {"DATABASE_URL": url, "CATALOG": str(published), "SECRET_KEY": SECRET}

    def feedback(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, arguments, catch_exceptions=False)

    return feedback


@pytest.fixture
def feedback(database: str, published: Path) -> Feedback:
    return run(database, published)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    with opened(database) as made:
        yield made


def test_what_is_sealed_is_verified_and_a_changed_rating_is_named(
    feedback: Feedback, engine: Engine
) -> None:
    assert "还没有评价" in feedback("seal").output
    put(engine, 3)
    assert "这次封存了 3 条评价，1 批" in feedback("seal").output
    put(engine, 1)
    said = feedback("verify")
    assert (said.exit_code, said.stdout) == (
        0,
        "核对了 4 条评价、1 批封存；还没有封存的 1 条。\n没有发现问题。\n",
    )
    with db.writing(engine) as connection:
        connection.execute(update(ratings).where(ratings.c.seq == 2).values(grade=5))
    said = feedback("verify")
    assert said.exit_code == 1
    assert "错误：第 1 批：第 2 号评价（jinzhu，sa-minimum-living，2026-W40）" in said.output


def test_seals_are_compared_with_those_that_were_kept(
    feedback: Feedback, engine: Engine, tmp_path: Path
) -> None:
    put(engine, 1)
    feedback("seal")
    kept = tmp_path / "seals.json"
    kept.write_text('{"seals": [{"number": 1, "chain": "00"}]}', encoding="utf-8")
    assert "第 1 批和公布过的不一样" in feedback("verify", "--against", str(kept)).output
    kept.write_text("[]", encoding="utf-8")
    assert "seals.json 不是保存下来的" in feedback("verify", "--against", str(kept)).output


def test_an_export_is_verified_without_the_database(
    feedback: Feedback, engine: Engine, tmp_path: Path
) -> None:
    put(engine, 2, "一句话")
    feedback("seal")
    path = str(tmp_path / "export.jsonl.gz")
    assert "评价 2 条" in feedback("export", path).output
    assert "没有发现问题" in feedback("verify", "--export", path).output
    assert "不能用来恢复" in run(f"sqlite:///{tmp_path}/new", tmp_path)("restore", path).output


def test_the_published_summary_is_written_for_the_site(
    feedback: Feedback, engine: Engine, tmp_path: Path
) -> None:
    put(engine, 20)
    path = tmp_path / "ratings.json"
    for _ in range(2):
        said = feedback("export", "--summary", str(path))
        assert said.stdout == "写好了 ratings.json：1 个乡镇。\n"
    found = json.loads(path.read_text(encoding="utf-8"))
    assert list(found["townships"]["jinzhu"]["services"]) == ["sa-minimum-living"]


def test_a_text_is_struck_out_by_its_receipt(feedback: Feedback, engine: Engine) -> None:
    put(engine, 1, "一句话")
    feedback("seal")
    assert "没有这个回执号" in feedback("strike", "NONE", "--reason", "申请").output
    assert "已删除第 1 号" in feedback("strike", receipt(1).lower(), "--reason", "申请").output
    assert "已经删除过" in feedback("strike", receipt(1), "--reason", "申请").output
    with db.reading(engine) as connection:
        assert connection.execute(select(strikes.c.reason)).scalars().all() == ["申请"]
    assert feedback("verify").exit_code == 0


def test_a_request_is_struck_out_by_its_receipt_with_the_phone(
    feedback: Feedback, engine: Engine
) -> None:
    day = date(2026, 11, 24)
    told = Told("one", "REQUEST2", None, "网页", "需求", "一句话")
    request = Request("jinzhu", State.WAITING, Level.TOWNSHIP, day, day)
    with db.writing(engine) as connection:
        requests.add(connection, told, request, "0794-0000011")
    said = feedback("strike", "request2", "--reason", "本人申请").output
    assert "已删除民情 1 的文字和电话" in said
    assert "已经删除过" in feedback("strike", "REQUEST2", "--reason", "本人申请").output
    with db.reading(engine) as connection:
        kept = requests.get(connection, 1)
        assert requests.phone(connection, 1) is None
        (change,) = audit.changes(connection, audit.Filter())
    assert kept
    assert "一句话" not in kept.told.summary
    assert (change.official, change.subject, change.after) == ("命令行", "民情 1", "本人申请")


def test_the_privacy_page_tells_how_long_phones_are_kept_at_most() -> None:
    most = Settings.model_json_schema()["properties"]["contact_days"]["maximum"]
    page = (REPOSITORY / "guides" / "about" / "privacy.md").read_text(encoding="utf-8")
    assert re.findall(r"最多再留 (\d+) 天", page) == [str(most), str(most)]  # ratings, requests


def test_what_was_struck_out_is_in_no_file_any_more(tmp_path: Path, published: Path) -> None:
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    feedback = run(url, published)
    feedback("migrate")
    with opened(url) as engine:
        put(engine, 40, "这句话要删掉")
        feedback("strike", receipt(7), "--reason", "申请")
        with db.writing(engine) as connection:
            connection.exec_driver_sql("UPDATE texts SET masked = '留着'")
        with db.forgetting(engine):
            pass
        files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert not any("这句话要删掉".encode() in found for found in files)


def test_what_has_had_its_day_is_forgotten_once(feedback: Feedback, engine: Engine) -> None:
    put(engine, 3)
    day = datetime.now(CHINA).date()
    with db.writing(engine) as connection:
        for seq, days in ((1, -2), (2, 2), (3, None)):
            until = None if days is None else day + timedelta(days)
            row = {"rating": seq, "phone": "0794-0000011", "delete_after": until}
            connection.execute(contacts.insert(), row)
        for number, days in enumerate((-30, -3, 3)):
            row = {"code_hash": f"{number}", "township": "jinzhu", "service": None}
            row |= {"day": day, "expires": day + timedelta(days), "rating": number + 1}
            connection.execute(slips.insert(), row)
        for hours in (1, 100):
            hour = throttle.hour(datetime.now(CHINA) - timedelta(hours=hours))
            connection.execute(throttle.throttle.insert(), {"key": "*", "hour": hour, "n": 1})
    said = feedback("prune").stdout
    assert said.splitlines() == [
        "回访电话：删除 1 条",
        "民情的回访电话：删除 0 条",
        "过期的评价码：删除 1 条",
        "限次数用的记录：删除 1 条",
    ]
    assert set(re.findall(r"\d+", feedback("prune").stdout)) == {"0"}
    with db.reading(engine) as connection:
        assert connection.execute(select(contacts.c.rating)).scalars().all() == [2, 3]


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with db.reading(engine) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in dump.tables(connection)
        }


@pytest.fixture
def another(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> str:
    """A new, empty database of the other kind."""
    if database.startswith("postgresql"):
        return f"sqlite:///{tmp_path}/another.sqlite3"
    return str(request.getfixturevalue("new_postgres"))


def test_a_backup_moves_everything_to_the_other_kind_of_database(
    feedback: Feedback, engine: Engine, another: str, published: Path, tmp_path: Path
) -> None:
    put(engine, 5, "一句话")
    with db.writing(engine) as connection:
        row = {"rating": 1, "phone": "0794-0000011", "delete_after": date(2027, 1, 1)}
        connection.execute(contacts.insert(), row)
    feedback("seal")
    path = tmp_path / "backup.jsonl.gz"
    assert "评价 5 条" in feedback("backup", str(path)).output
    assert path.stat().st_mode & 0o77 == 0
    assert "已经有了，不会覆盖" in feedback("backup", str(path)).output
    there = run(another, published)
    said = there("restore", str(path))
    assert (said.exit_code, said.stdout) == (0, "恢复了 5 条评价，正在核对 …\n核对无误。\n")
    with opened(another) as moved:
        assert everything(moved) == everything(engine)
        put(moved, 1)
    assert "已经有数据，不会覆盖" in there("restore", str(path)).output
    assert "这次封存了 1 条" in there("seal").output


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda lines: lines[:-1], "没有写完"),
        (lambda lines: [*lines[:1], *lines[2:]], "少了或多了几行"),
        (lambda lines: ["{}", *lines[1:]], "不是评价服务的备份"),
        (lambda lines: [*lines[:1], "{", *lines[1:]], "不完整或者坏了"),
        (lambda lines: [*lines[:1], "[]", *lines[1:]], "读不懂"),
        (lambda lines: [*lines[:1], '{"strange":{}}', *lines[1:]], "不认识的表 strange"),
        (lambda lines: [re.sub(r'"00\d\d"', '"9999"', lines[0]), *lines[1:]], "请先更新程序"),
    ],
)
def test_a_damaged_backup_leaves_a_new_database_new(
    damage: Callable[[list[str]], list[str]], words: str, published: Path, tmp_path: Path
) -> None:
    old, new = f"sqlite:///{tmp_path}/old.sqlite3", f"sqlite:///{tmp_path}/new.sqlite3"
    run(old, published)("migrate")
    path = tmp_path / "backup.jsonl.gz"
    with opened(old) as engine:
        put(engine, 1)
        backups.backup(engine, path, untold)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        whole = lines.read().splitlines()
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("\n".join(damage(whole)))
    restore = run(new, published)
    said = restore("restore", str(path))
    assert said.exit_code == 1
    assert words in said.output
    with opened(new) as engine:
        assert everything(engine) == {}


def test_a_file_that_is_no_backup_is_told(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "backup.jsonl.gz"
    path.write_bytes(b"not gzip")
    said = run(f"sqlite:///{tmp_path}/new.sqlite3", published)("restore", str(path))
    assert "不完整或者坏了" in said.output


def test_a_new_catalog_is_checked_told_and_put_in_place(published: Path, tmp_path: Path) -> None:
    target, new = tmp_path / "catalog.json", tmp_path / "new.json"
    feedback = run(f"sqlite:///{tmp_path}/x.sqlite3", target)
    assert "新增：9 件" in feedback("import-catalog", str(published)).output
    before = target.read_bytes()
    new.write_text("{}", encoding="utf-8")
    assert "new.json 不是" in feedback("import-catalog", str(new)).output
    assert target.read_bytes() == before
    catalog = json.loads(before)
    offers = catalog["townships"][0]["services"]
    gone, edited = list(offers)[:2]
    del offers[gone]
    offers[edited]["version"] = "00000000"
    new.write_text(json.dumps(catalog), encoding="utf-8")
    said = feedback("import-catalog", str(new)).output
    assert re.findall(r"：(\d+) 件", said) == ["0", "1", "1"]
    assert catalog["services"][gone]["name"] in said
    assert target.read_bytes() == new.read_bytes()


def test_commands_refuse_a_database_that_is_not_ready(published: Path, tmp_path: Path) -> None:
    feedback = run(f"sqlite:///{tmp_path}/new.sqlite3", published)
    for command in ("serve", "seal", "verify", "prune"):
        assert "请先运行 feedback migrate" in feedback(command).output
    nowhere = run("postgresql+psycopg://x:y@127.0.0.1:1/z?connect_timeout=2", published)
    assert "数据库没有回答" in nowhere("seal").output
    feedback("migrate")
    with sqlite3.connect(tmp_path / "new.sqlite3") as raw:
        raw.execute("DROP TABLE alembic_version")
    raw.close()
    assert "请先运行 feedback migrate" in feedback("serve").output


def test_the_service_does_not_start_without_a_catalog(tmp_path: Path) -> None:
    feedback = run(f"sqlite:///{tmp_path}/x.sqlite3", tmp_path / "catalog.json")
    feedback("migrate")
    assert "请先生成网站" in feedback("serve").output


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_handbook_with_its_options(name: str) -> None:
    assert f"feedback {name}" in HANDBOOK
    for option in main.commands[name].params:
        if isinstance(option, click.Option):
            assert any(f"`{name}" in HANDBOOK for name in option.opts), option.opts


def test_every_setting_is_in_the_handbook_with_its_default_and_sentence() -> None:
    for name, field in Settings.model_fields.items():
        default = field.default
        told = ",".join(default) if isinstance(default, tuple) else str(default)
        shown = f"`{told}`" if told else "没有"
        assert f"| `{name.upper()}` | {shown} | {field.description} |" in SERVER
