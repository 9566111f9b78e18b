"""The `feedback` command. Everything it prints is for clerks, in Chinese."""

import secrets
from importlib.metadata import entry_points

import click

from feedback_api import db
from feedback_api.console import commands as console
from feedback_api.environment import settings
from feedback_api.officials import commands as officials
from feedback_api.operations.commands import COMMANDS
from feedback_api.overdue import overdue
from feedback_api.slips import commands as slips


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """乡镇办事指南的评价服务。设置都来自环境变量。"""


@main.command()
def secret() -> None:
    """生成一个签名用的密钥，请写进环境变量 SECRET_KEY。"""
    click.echo(secrets.token_urlsafe(32))


@main.command()
def migrate() -> None:
    """把数据库更新到当前版本；已经是最新就什么也不做。"""
    db.migrate(settings().database_url)
    click.echo("数据库已经是最新。")


for command in (
    *COMMANDS,
    officials.add_official,
    officials.officials,
    overdue,
    console.score,
    console.demo,
    slips.slips,
):
    main.add_command(command)

# Both commands say the same words. The generator has them, and tells where in its metadata.
for speak in entry_points(group="township_guides.command"):
    speak.load()(main)
