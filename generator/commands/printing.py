"""`guides print`: everything on paper."""

import sys
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from generator.commands.common import SETTINGS, TODAY, day, project_of, sound_catalog

if TYPE_CHECKING:
    from generator.printing.press import Report

_PRINTING = (
    "没有印，改好后再印一次",
    "没有达标的指南照样印，纸上标明“未达标”。",
)
_SECONDS_BETWEEN = 5.0
"""Between two lines of progress where lines can't be overwritten."""


@click.command("print")
@SETTINGS
@TODAY
@click.option("--township", "townships", multiple=True, help="只印这个乡镇（文件夹名或名称）。")
@click.option("--village", "villages", multiple=True, help="只印这个村（名称或代码）。")
@click.option("--service", "services", multiple=True, help="只印这个事项（文件名或名称）。")
@click.option("--kind", "kinds", multiple=True, help="只印这一种，例如 poster。默认各种都印。")
@click.option("--paper", type=click.Choice(["a2", "a3", "a4"]), help="用这种大小的纸。")
@click.option("--large", is_flag=True, help="印大字版；只有有大字版的那几种。")
@click.option("--png", is_flag=True, help="印成图片，不印成 PDF。")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="放到哪个目录。")
def print_sheets(  # noqa: PLR0913, PLR0917  (one argument an option)
    settings: Path,
    today: datetime | None,
    townships: tuple[str, ...],
    villages: tuple[str, ...],
    services: tuple[str, ...],
    kinds: tuple[str, ...],
    paper: str | None,
    out: Path | None,
    *,
    large: bool,
    png: bool,
) -> None:
    """印海报、办事指南和别的纸；没有改动的不重印。

    默认放在 mkdocs.yml 旁边的 print 目录里。
    """
    from generator.printing import choosing, press  # noqa: PLC0415  (only this command needs it)
    from generator.printing.edition import Edition  # noqa: PLC0415  (as above)

    project = project_of(settings)
    loaded = sound_catalog(project, day(today), *_PRINTING)
    try:
        choice = choosing.choice(loaded, townships, villages, services)
        chosen = choosing.kinds(kinds, choice, paper or "", is_large=large)
    except choosing.NotFoundError as error:
        raise click.UsageError(str(error)) from None
    edition = Edition(loaded, day(today), project.site_url, choice, large, paper or "")
    order = press.order(edition, chosen, as_png=png)
    folder = out or settings.parent / "print"
    _finish(press.run(order, folder, day(today), Progress()), folder)


class Progress:
    """Tells on the terminal how many sheets are made."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._told = 0.0

    def __call__(self, count: int, total: int, kind: str) -> None:
        """Overwrites its line on a terminal; elsewhere writes one every few seconds."""
        seconds = perf_counter() - self._started
        line = f"{count}/{total} {kind} {seconds:.0f} 秒"
        if sys.stderr.isatty():
            click.echo(f"\r{line}\033[K", nl=count == total, err=True)
        elif count == total or seconds - self._told >= _SECONDS_BETWEEN:
            self._told = seconds
            click.echo(line, err=True)


def _finish(report: "Report", folder: Path) -> None:
    for failure in report.failures:
        click.echo(f"没有印成：{failure.title}（{failure.path}）。{failure.reason}", err=True)
    click.echo(
        f"完成：共 {report.wanted} 张，新印 {len(report.made)} 张，"
        f"没有变的 {report.wanted - len(report.made) - len(report.failures)} 张，"
        f"删了 {report.deleted} 个文件。在 {folder}"
    )
    sys.exit(1 if report.failures else 0)
