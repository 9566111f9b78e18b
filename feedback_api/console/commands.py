"""Commands about scores, and a made-up year for showing the service."""

from datetime import datetime
from pathlib import Path

import click
from pydantic import ValidationError
from sqlalchemy import select

from feedback_api import db, published, rehearsal, simulation
from feedback_api.app import create_app
from feedback_api.console import period, scoring, sheets, watching
from feedback_api.console.period import Period
from feedback_api.console.scoring import Sheet
from feedback_api.environment import database, settings
from feedback_api.ratings import release
from feedback_api.ratings.stored import Follower
from feedback_api.ratings.tables import ratings
from feedback_api.services import CHINA


@click.command()
@click.option("--explain", is_flag=True, help="每个得分怎么来的，一步步写出来。")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="用公布的数据（score.json）重新算，不用数据库。",
)
@click.option("--weeks", type=click.IntRange(1, 520), default=period.USUAL, help="近多少周。")
def score(source: Path | None, weeks: int, *, explain: bool) -> None:
    """计算各乡镇的得分；同样的数据，谁算都一样。"""
    found = _read(source) if source else _from_database(weeks)
    for line in scoring.explained(found):
        if explain or not line.startswith("    "):
            click.echo(line)


def _read(source: Path) -> Sheet:
    try:
        return Sheet.model_validate_json(source.read_bytes())
    except (ValidationError, ValueError) as error:
        told = "；".join(_said(error)) or "不是第 1 版的得分数据"
        raise click.ClickException(f"{source.name} 不能用：{told}") from error


def _said(error: ValueError) -> list[str]:
    found = error.errors() if isinstance(error, ValidationError) else []
    return [str(one["ctx"]["error"]) for one in found if "error" in one.get("ctx", {})]


def _from_database(number: int) -> Sheet:
    now = datetime.now(CHINA)
    wanted: Period = period.latest(number, now)
    with database() as engine:
        release.catch_up(engine, now.date(), settings().min_cell)
        with db.reading(engine) as connection:
            return sheets.sheet(connection, published.read(settings().catalog), wanted)


@click.command()
@click.option(
    "--ratings", "number", type=click.IntRange(100, 1_000_000), default=5000, help="多少条。"
)
@click.option("--seed", type=int, default=20261124, help="同一个数，编出来的也一样。")
def demo(number: int, seed: int) -> None:
    """编一年的演示评价，只给标了“演示”的县、空的数据库用。"""
    catalog = published.read(settings().catalog)
    if not catalog.county.demo:
        raise click.ClickException("这个县没有标“演示: 是”，不能编数据")
    plan = simulation.Plan(number, datetime.now(CHINA), seed)
    with database() as engine:
        with db.reading(engine) as connection:
            if connection.execute(select(ratings.c.seq).limit(1)).first():
                raise click.ClickException("数据库里已经有评价，不能再编")
        click.echo("正在编演示数据……")
        followers = _followers()
        simulation.simulate(engine, catalog, followers, plan)
        click.echo("正在汇总……")
        watching.catch_up(engine, plan.now)
        release.catch_up(engine, plan.now.date(), settings().min_cell)
        rehearsal.rehearse(engine, settings(), catalog, plan)
    click.echo("编好了。页面上都有“演示数据”字样。")


def _followers() -> tuple[Follower, ...]:
    """What happens with every rating, so that it happens with these, too."""
    here = create_app(settings()).extensions["feedback"]
    here.engine.dispose()
    found: tuple[Follower, ...] = here.intake.writer.followers
    return found
