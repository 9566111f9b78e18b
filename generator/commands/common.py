"""What commands begin with: options, the project, and a catalog that may be published."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from generator import catalog, report, review
from generator.catalog import Catalog
from generator.problem import errors
from generator.project import Project
from generator.standard import judging

SETTINGS = click.option(
    "-f",
    "--config-file",
    "settings",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="县目录里的 mkdocs.yml。",
)
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="当作今天的日期，例如 2026-11-24。默认是电脑上的今天。",
)


def day(today: datetime | None) -> date:
    """The day that was given, or today."""
    return today.date() if today else date.today()  # noqa: DTZ011  (the hall's own day)


def project_of(settings: Path, site_dir: Path | None = None) -> Project:
    """The project of a `mkdocs.yml`, which has to be there."""
    if not settings.is_file():
        raise click.ClickException(f"找不到 {settings}。请到县的目录里运行，或用 -f 写出它的位置")
    return Project.load(settings, site_dir)


def sound_catalog(project: Project, today: date, stopped: str, marked: str) -> Catalog:
    """The catalog, when it may be published; what is wrong with it is told either way.

    `stopped` says what didn't happen where it may not, `marked` what becomes of guides that are
    未达标.
    """
    loaded = catalog.load(project.guides)
    problems = review.everything(loaded, today)
    if problems:
        click.echo(report.text(problems, colour=sys.stderr.isatty()), err=True, nl=False)
    if judging.stop_publication(problems):
        raise click.ClickException(f"{report.count(problems)}{stopped}")
    if errors(problems):
        click.echo(marked, err=True)
    return loaded
