"""The command that gives out slips."""

import sys
from datetime import datetime

import click

from feedback_api import db, published, tabular
from feedback_api.environment import database, settings
from feedback_api.errors import RefusedError
from feedback_api.ratings import slips as giving
from feedback_api.ratings.codes import Coder
from feedback_api.ratings.slips import MOST
from feedback_api.services import CHINA
from feedback_api.slips import orders


@click.command()
@click.option("--township", required=True, metavar="乡镇", help="乡镇的目录名。")
@click.option("--service", metavar="事项", help="事项编号；不写就是这个乡镇的任何事项。")
@click.option("--day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="哪天用。")
@click.option("--count", required=True, type=click.IntRange(1, MOST), help="多少张。")
def slips(township: str, service: str | None, day: datetime, count: int) -> None:
    """领一批评价码，写成 CSV，给 guides print --kind slip-codes 打印。"""
    given = settings()
    wanted = orders.NewSlips(township=township, service=service, day=day.date(), count=count)
    try:
        catalog = published.read(given.catalog)
        order = orders.order(wanted, catalog, datetime.now(CHINA), given.slip_days)
    except published.NotPublishedError as error:
        raise click.ClickException(str(error)) from error
    except RefusedError as error:
        raise click.ClickException(error.wrong[0].message) from error
    with database() as engine, db.writing(engine) as connection:
        found = giving.give_out(connection, Coder(given.secret_key), order)
    sys.stdout.buffer.write(tabular.as_csv(orders.table(found)))
