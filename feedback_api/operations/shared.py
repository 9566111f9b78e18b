"""What commands share: the database they work on, the day, errors told in Chinese."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from feedback_api import db, published
from feedback_api.environment import database
from feedback_api.operations.dump import DumpError
from feedback_api.published import NotPublishedError, Published
from feedback_api.services import CHINA

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


def now() -> datetime:
    """The time in China."""
    return datetime.now(CHINA)


@contextmanager
def ready() -> Iterator[Engine]:
    """The database of the settings, or the end of the command when it can't be used as it is."""
    with database() as engine, reachable():
        if not db.is_current(engine):
            raise click.ClickException("数据库不是当前版本：请先运行 feedback migrate")
        yield engine


@contextmanager
def reachable() -> Iterator[None]:
    """Ends the command when the database doesn't answer, or no longer."""
    try:
        yield
    except DBAPIError as error:
        message = "数据库没有回答：请看 DATABASE_URL 写得对不对，数据库开着没有，磁盘满了没有"
        raise click.ClickException(message) from error


@contextmanager
def readable() -> Iterator[None]:
    """Ends the command when a file isn't what it should be."""
    try:
        yield
    except DumpError as error:
        raise click.ClickException(str(error)) from error


def catalog(path: Path) -> Published:
    """The catalog at `path`, or the end of the command with what is wrong with it."""
    try:
        return published.read(path)
    except NotPublishedError as error:
        raise click.ClickException(str(error)) from error
