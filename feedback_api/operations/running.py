"""The commands that run the service: serve, import-catalog, prune."""

from pathlib import Path
from typing import Any

import click

from feedback_api import db
from feedback_api.environment import settings
from feedback_api.operations import catalogs, forgetting
from feedback_api.operations.server import Server
from feedback_api.operations.shared import EXISTING, catalog, now, ready

MANY, SECONDS = click.IntRange(1, 64), click.IntRange(1, 600)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="在哪个地址上服务。")
@click.option("--port", default=8001, show_default=True, help="端口。")
@click.option("--workers", default=2, show_default=True, type=MANY, help="几个进程。")
@click.option("--threads", default=8, show_default=True, type=MANY, help="每个进程几个线程。")
@click.option("--timeout", default=30, show_default=True, type=SECONDS, help="一个请求最多几秒。")
def serve(**options: Any) -> None:  # noqa: ANN401  (as declared above)
    """启动评价服务。按 Ctrl+C 结束。"""
    chosen = settings()
    with ready():
        found = catalog(chosen.catalog)
    bind = f"{options.pop('host')}:{options.pop('port')}"
    click.echo(f"{found.county.name}评价服务：http://{bind}/api/v1/healthz")
    Server(chosen, {"bind": bind, **options}).run()


@click.command("import-catalog")
@click.argument("file", metavar="文件", type=EXISTING)
def import_catalog(file: Path) -> None:
    """检查新的 catalog.json，说明哪里变了，放到 CATALOG 的位置。"""
    target = settings().catalog
    new, old = catalog(file), catalog(target) if target.exists() else None
    changes = catalogs.between(old, new)
    for what, names in (
        ("新增", changes.come),
        ("不再公布（已有的评价都保留）", changes.left),
        ("内容有改动", changes.edited),
    ):
        click.echo("\n  ".join((f"{what}：{len(names)} 件", *names)))
    catalogs.put(file.read_bytes(), target)
    click.echo("已经换好。正在运行的服务要重新读取：systemctl reload feedback")


@click.command()
def prune() -> None:
    """删除按规定不能再留的：到期的回访电话、过期的评价码、限次数用的记录。"""
    with ready() as engine, db.forgetting(engine) as connection:
        forgotten = forgetting.forget(connection, now().date())
    for what, number in forgotten:
        click.echo(f"{what}：删除 {number:,} 条")
