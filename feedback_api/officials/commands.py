"""Commands about officials. What they print is for whoever runs the server, in Chinese."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from sqlalchemy import Connection

from feedback_api import db, published
from feedback_api.environment import database, settings
from feedback_api.officials import managing, store
from feedback_api.officials.roles import BY_LABEL
from feedback_api.services import CHINA


@click.command("add-official")
@click.argument("name", metavar="登录名")
@click.option("--role", required=True, type=click.Choice(list(BY_LABEL)), help="能做什么。")
@click.option("--township", metavar="乡镇", help="乡镇的目录名；乡镇、窗口账号必须写。")
def add_official(name: str, role: str, township: str | None) -> None:
    """添加一个干部账号，打印设置密码的一次性链接。登录名写岗位，不写姓名。"""
    with _changing() as connection:
        who = BY_LABEL[role]
        managing.check_township(published.read(settings().catalog), who, township)
        link = managing.add(connection, (name, who, township), datetime.now(CHINA))
    _say_link(link)


@click.group()
def officials() -> None:
    """管理干部账号：列出、停用、重发链接。"""


@officials.command("list")
def listed() -> None:
    """列出所有账号。"""
    with database() as engine, db.reading(engine) as connection:
        found = store.everyone(connection)
    for one in found:
        state = "停用" if not one.active else "在用" if one.password_hash else "还没设密码"
        second = "，有动态码" if one.totp_secret else ""
        click.echo(f"{one.name}\t{one.role.label}\t{one.township or '全县'}\t{state}{second}")
    if not found:
        click.echo("还没有账号。用 feedback add-official 添加。")


@officials.command()
@click.argument("name", metavar="登录名")
def revoke(name: str) -> None:
    """停用一个账号，马上退出所有登录；做过的事仍在操作记录里。"""
    with _changing() as connection:
        managing.revoke(connection, name, datetime.now(CHINA))
    click.echo(f"{name} 已经停用。")


@officials.command()
@click.argument("name", metavar="登录名")
def reset(name: str) -> None:
    """忘了密码、丢了手机时用：原来的密码和动态码作废，打印新的一次性链接。"""
    with _changing() as connection:
        link = managing.reset(connection, name, datetime.now(CHINA))
    _say_link(link)


@contextmanager
def _changing() -> Iterator[Connection]:
    try:
        with database() as engine, db.writing(engine) as connection:
            yield connection
    except (managing.OfficialError, published.NotPublishedError) as error:
        raise click.ClickException(str(error)) from error


def _say_link(link: str) -> None:
    click.echo("请把网站地址和下面这一行连起来，当面或打电话告诉本人：")
    click.echo(link)
    click.echo(f"只能用一次，{managing.LINK_HOURS} 小时内有效。")
