"""The settings and the database as commands have them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine

from feedback_api import db
from feedback_api.config import Settings, SettingsError


def settings() -> Settings:
    """The settings from the environment, or the end of the command with what is wrong."""
    try:
        return Settings.read(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def database() -> Iterator[Engine]:
    """The database of the settings, closed at the end of the command."""
    engine = db.engine(settings().database_url)
    try:
        yield engine
    finally:
        engine.dispose()
