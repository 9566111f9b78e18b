"""`feedback overdue`: what is past its deadline goes one level up. Run every morning by a timer."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

import click
from sqlalchemy import Connection, Engine

from feedback_api import db, published
from feedback_api.cases import handling
from feedback_api.config import Settings
from feedback_api.environment import database, settings
from feedback_api.published import NotPublishedError, Published
from feedback_api.requests import intake
from feedback_api.services import CHINA


class Raised(NamedTuple):
    """How many went up."""

    cases: int
    requests: int


def raise_overdue(engine: Engine, given: Settings, catalog: Published, today: date) -> Raised:
    """Raises everything that is overdue on a day; a second time on it raises nothing.

    In many small transactions, so that nobody who rates waits long.
    """
    rules = intake.rules(given, catalog, today)
    return Raised(
        _all(engine, lambda connection: handling.raise_overdue(connection, today)),
        _all(engine, lambda connection: intake.raise_overdue(connection, rules)),
    )


def _all(engine: Engine, some: Callable[[Connection], int]) -> int:
    """Does some of it again and again until nothing is left."""
    total = 0
    while True:
        with db.writing(engine) as connection:
            number = some(connection)
        if number == 0:
            return total
        total += number


@click.command()
def overdue() -> None:
    """把过了期限的差评、民情转到上一级。每天早上由定时任务运行，多运行几次也没关系。"""
    given = settings()
    try:
        catalog = published.read(given.catalog)
    except NotPublishedError as error:
        raise click.ClickException(str(error)) from error
    with database() as engine:
        raised = raise_overdue(engine, given, catalog, datetime.now(CHINA).date())
    click.echo(f"差评转到县里 {raised.cases} 件，民情转上一级 {raised.requests} 件。")
