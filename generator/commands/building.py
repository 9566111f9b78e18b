"""`guides build`: the site, and with it the sheets that lie beside its pages."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from generator.aside import TaskError
from generator.commands.common import (
    BUILDING,
    SETTINGS,
    TODAY,
    day,
    foreign_folder,
    project_of,
    sound_catalog,
)
from generator.commands.progress import Progress
from generator.memory import ForeignFolderError, Report

if TYPE_CHECKING:
    from generator.printing.shelf import Printing


@click.command()
@SETTINGS
@TODAY
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="生成到哪个目录。")
@click.option("--clean", is_flag=True, help="不管改没改，全部重做。")
@click.option("--compress", is_flag=True, help="再各写一份压缩好的（.gz、.br），给网站服务器用。")
@click.option("--with-print", multiple=True, help="网站里也放这一种纸，例如 poster；可以写几次。")
@click.option("--without-print", is_flag=True, help="网站里不再放纸。")
def build(  # noqa: PLR0913  (one argument an option)
    settings: Path,
    today: datetime | None,
    site_dir: Path | None,
    with_print: tuple[str, ...],
    *,
    clean: bool,
    compress: bool,
    without_print: bool,
) -> None:
    """生成网站；只重做改过的页面，出错时原来的网站不变。"""
    from generator import site  # noqa: PLC0415  (a tenth of a second that a check doesn't need)
    from generator.printing.shelf import ShelfError  # noqa: PLC0415  (as above)

    started = perf_counter()
    project = project_of(settings, site_dir)
    loaded = sound_catalog(project, day(today), *BUILDING)
    if clean:
        site.forget(project)
    printing = _printing(with_print, nothing=without_print)
    try:
        done = site.build(project, loaded, today=day(today), compressed=compress, printing=printing)
    except TaskError as error:
        raise click.ClickException(f"没有生成，原来的网站没有动。原因：{error.reason}") from None
    except ShelfError as error:
        raise click.ClickException(f"没有生成，原来的网站没有动。{error}") from None
    except ForeignFolderError:
        raise foreign_folder(project.site) from None
    _tell(done, project.site, perf_counter() - started)


def _printing(said: Iterable[str], *, nothing: bool) -> "Printing":
    """Kinds may be given one by one or in one list."""
    from generator.printing.shelf import Printing  # noqa: PLC0415  (as above)

    kinds = tuple(kind for words in said for kind in re.split("[,，、 ]+", words) if kind)
    if kinds and nothing:
        raise click.UsageError("--with-print 和 --without-print 只能写一个")
    return Printing(kinds if kinds or nothing else None, Progress())


def _tell(done: Report, site: Path, seconds: float) -> None:
    click.echo(
        f"完成：共 {done.total} 个文件，写了 {done.written} 个，删了 {done.deleted} 个，"
        f"用时 {seconds:.1f} 秒。"
    )
    click.echo(f"请用浏览器打开 {site / 'index.html'}")
