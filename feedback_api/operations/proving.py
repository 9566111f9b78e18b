"""The commands by which anyone can trust the ratings: seal, verify, strike."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, Engine

from feedback_api import db
from feedback_api.environment import settings
from feedback_api.officials import audit
from feedback_api.officials.audit import Change
from feedback_api.officials.managing import COMMAND_LINE
from feedback_api.operations import checking
from feedback_api.operations.checking import Result
from feedback_api.operations.progress import Progress
from feedback_api.operations.shared import EXISTING, now, readable, ready
from feedback_api.ratings import release, weeks
from feedback_api.ratings.alphabet import tidied
from feedback_api.requests import store as requests
from feedback_api.seals import sealing, store


@click.command()
def seal() -> None:
    """封存已经收到、还没有封存的评价，公布已经过完的周。"""
    progress = Progress()
    number = batches = 0
    with ready() as engine:
        for made in sealing.seal(engine, now().date()):
            number, batches = number + made.size, batches + 1
            progress("已封存", number)
        with db.reading(engine) as connection:
            last = store.latest(connection)
        if last is None:
            click.echo("还没有评价，不用封存。")
        else:
            click.echo(f"这次封存了 {number:,} 条评价，{batches} 批。")
            click.echo(f"最后一批：第 {last.number} 批，{last.day}，链值 {last.chain}")
        _publish(engine)


def _publish(engine: Engine) -> None:
    """Publishes the weeks that are over: a reader would have to wait for it."""
    progress = Progress()
    done: list[str] = []
    for week in release.weekly(engine, now().date(), settings().min_cell):
        done.append(week)
        progress("已公布周数", len(done))
    if done:
        click.echo(f"汇总公布到 {weeks.sunday(done[-1])}。")


@click.command()
@click.option("--export", "file", type=EXISTING, help="不看数据库，核对一份导出文件。")
@click.option("--against", type=EXISTING, help="和以前保存的 /api/v1/seals 内容比对。")
def verify(file: Path | None, against: Path | None) -> None:
    """逐条重算封存、文字和统计。有改动就指出是哪一条，退出码是 1。"""
    kept = _kept(against) if against else ()
    if file:
        with readable():
            result = checking.export(file, kept, Progress())
    else:
        with ready() as engine:
            result = checking.database(engine, kept, Progress())
    _tell(result)


def _kept(path: Path) -> tuple[dict[str, Any], ...]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["seals"]
        return tuple({"number": int(one["number"]), "chain": str(one["chain"])} for one in found)
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path.name} 不是保存下来的 /api/v1/seals") from error


def _tell(result: Result) -> None:
    for problem in result.problems:
        click.echo(f"错误：{problem}。")
    looked = f"核对了 {result.ratings:,} 条评价、{result.seals:,} 批封存"
    click.echo(f"{looked}；还没有封存的 {result.waiting:,} 条。")
    if result.problems:
        raise click.exceptions.Exit(1)
    click.echo("没有发现问题。")


@click.command()
@click.argument("receipt", metavar="回执号")
@click.option("--reason", required=True, help="依据什么删除，写进记录，不要写群众的个人信息。")
def strike(receipt: str, reason: str) -> None:
    """依法删除一条评价或者一件民情的文字。别的都不变，留下删除记录。"""
    with ready() as engine, db.forgetting(engine) as connection:
        row = store.by_receipt(connection, tidied(receipt))
        if row is None:
            told = _strike_request(connection, tidied(receipt), reason)
        elif store.strike(connection, row["seq"], now().date(), reason):
            told = f"第 {row['seq']} 号评价的文字"
        else:
            raise click.ClickException("这条评价没有文字，或者已经删除过")
    click.echo(f"已删除{told}，记录已留下。以前的备份里还有，请一并处理。")


def _strike_request(connection: Connection, receipt: str, reason: str) -> str:
    kept = requests.behind(connection, receipt)
    if kept is None:
        raise click.ClickException("没有这个回执号，请再核对一遍")
    if not requests.strike(connection, kept.number):
        raise click.ClickException("这件民情的文字已经删除过")
    subject = f"民情 {kept.number}"
    audit.record(
        connection,
        Change(now(), COMMAND_LINE, "依法删除文字", subject, kept.township, after=reason),
    )
    return f"{subject} 的文字和电话"
