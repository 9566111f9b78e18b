"""Settings for a command, from the environment."""

import os

import click

from feedback_api.config import Settings, SettingsError


def settings() -> Settings:
    """The settings, or the end of the command with what is wrong."""
    try:
        return Settings.read(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
