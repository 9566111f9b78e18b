"""The commands that carry data out and in: backup, restore, export."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from sqlalchemy import Engine

from feedback_api import db
from feedback_api.environment import database, settings
from feedback_api.operations import backups, catalogs, checking
from feedback_api.operations.backups import NotEmptyError
from feedback_api.operations.progress import Progress, Say
from feedback_api.operations.shared import (
    EXISTING,
    catalog,
    now,
    reachable,
    readable,
    ready,
)
from feedback_api.ratings import release, summary_file
from feedback_api.ratings.reader import Reader
from feedback_api.rounds import showing

NEW = click.Path(dir_okay=False, path_type=Path)
Write = Callable[[Engine, Path, Say], Mapping[str, int]]


@click.command()
@click.argument("file", metavar="文件", type=NEW)
def backup(file: Path) -> None:
    """把全部数据备份到一个新文件，例如 feedback-2026-11-24.jsonl.gz。服务不用停。"""
    _write(backups.backup, file)
    click.echo("里面有回访电话，请像保管台账一样保管这个文件。")


@click.command()
@click.argument("file", metavar="文件", type=NEW)
@click.option("--summary", is_flag=True, help="只写公布的汇总，给 guides build --ratings 用。")
@click.option("--rounds", is_flag=True, help="只写公开公示公议，给 guides build --rounds 用。")
def export(file: Path, *, summary: bool, rounds: bool) -> None:
    """导出不含个人信息的数据，别人可以用它逐条重算（feedback verify --export）。"""
    if summary and rounds:
        raise click.UsageError("--summary 和 --rounds 一次只能写一个")
    if summary:
        _summarize(file)
    elif rounds:
        _tell_rounds(file)
    else:
        _write(backups.export, file)


def _summarize(file: Path) -> None:
    chosen = settings()
    offered = catalog(chosen.catalog)
    with ready() as engine:
        release.catch_up(engine, now().date(), chosen.min_cell)
        library = Reader(engine, offered, chosen.min_cell).library(now())
    found = summary_file.summary_file(library, offered)
    catalogs.put(summary_file.text(found).encode(), file)
    click.echo(f"写好了 {file.name}：{len(found.townships)} 个乡镇。")


def _tell_rounds(file: Path) -> None:
    offered = catalog(settings().catalog)
    with ready() as engine, db.reading(engine) as connection:
        found = showing.file(connection, offered)
    catalogs.put(json.dumps(found, ensure_ascii=False, indent=1).encode(), file)
    click.echo(f"写好了 {file.name}：{len(found['rounds'])} 轮。")


def _write(write: Write, file: Path) -> None:
    try:
        with ready() as engine:
            counts = write(engine, file, Progress())
    except FileExistsError as error:
        raise click.ClickException(f"{file.name} 已经有了，不会覆盖：请换一个文件名") from error
    except OSError as error:
        raise click.ClickException(f"写不了 {file.name}：{error.strerror}") from error
    click.echo(f"写好了 {file.name}：评价 {counts['ratings']:,} 条。")


@click.command()
@click.argument("file", metavar="文件", type=EXISTING)
def restore(file: Path) -> None:
    """把备份恢复到一个新的空数据库，再逐条核对。SQLite 和 PostgreSQL 可以互换。"""
    with database() as engine, readable(), reachable():
        try:
            counts = backups.restore(engine, file, Progress())
        except NotEmptyError as error:
            message = "数据库里已经有数据，不会覆盖：请在 DATABASE_URL 写一个新的空数据库"
            raise click.ClickException(message) from error
        click.echo(f"恢复了 {counts.get('ratings', 0):,} 条评价，正在核对 …")
        result = checking.database(engine, say=Progress())
    for problem in result.problems:
        click.echo(f"错误：{problem}。")
    if result.problems:
        raise click.exceptions.Exit(1)
    click.echo("核对无误。")
