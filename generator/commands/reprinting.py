"""`guides reprint`: which sheets have to be printed again, and where they hang."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from generator.commands.common import SETTINGS, TODAY, day, project_of, sound_catalog
from generator.commands.progress import Progress

if TYPE_CHECKING:
    from generator.printing.reprint import Change
    from generator.printing.sheet import Place

_LISTING = (
    "没有列出，改好后再列一次",
    "没有达标的指南照样列出。",
)
_LIST = "清单.txt"


@click.command()
@SETTINGS
@TODAY
@click.option("--since", help="从这一天（2026-11-01）或这个 git 版本以来改过的。")
@click.option("--person", help="有这个人的，写编号，例如 A01。")
@click.option("--township", "townships", multiple=True, help="只看这个乡镇（文件夹名或名称）。")
@click.option("--kind", "kinds", multiple=True, help="只看这一种纸，例如 poster。默认各种都看。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="形式。"
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="印到这个空目录里。")
def reprint(  # noqa: PLR0913, PLR0917  (one argument an option)
    settings: Path,
    today: datetime | None,
    since: str | None,
    person: str | None,
    townships: tuple[str, ...],
    kinds: tuple[str, ...],
    form: str,
    out: Path | None,
) -> None:
    """列出哪些纸要换、贴在哪里；可以按地方各印成一个 PDF。

    不写 --since 和 --person，列出公开号码的同意已经到期的人在哪些纸上。
    """
    from generator.printing import choosing, history, question, reprint, told  # noqa: PLC0415  (only this command needs it)

    if out and out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} 里已经有文件，请换一个空目录")
    project = project_of(settings)
    loaded = sound_catalog(project, day(today), *_LISTING)
    try:
        choice = choosing.choice(loaded, townships, (), ())
        chosen = choosing.kinds(kinds, choice, "", is_large=False)
        asked = question.Question(project, loaded, day(today), chosen, choice, since, person)
        answer = question.answer(asked)
    except (choosing.NotFoundError, history.HistoryError, question.QuestionError) as error:
        raise click.UsageError(str(error)) from None
    names = {township.slug: township.name for township in loaded.townships}
    places = reprint.by_place(answer.changes, list(names))
    lines = "\n".join(told.text(answer.asked, names, places))
    click.echo(told.as_json(answer.asked, places) if form == "json" else lines)
    if out and places:
        _print(places, names, out, day(today))
        (out / _LIST).write_text(lines + "\n", encoding="utf-8", newline="\n")


def _print(
    places: "Mapping[Place, list[Change]]", names: Mapping[str, str], out: Path, today: date
) -> None:
    """One PDF for each place that gets new sheets."""
    from generator.printing import binding, press, reprint  # noqa: PLC0415  (as above)

    fresh = {
        one.sheet.path: one.sheet for found in places.values() for one in found if one.is_printed
    }
    with TemporaryDirectory(prefix="guides-") as folder:
        draft = Path(folder)
        failures = press.make(fresh.values(), draft, today, Progress())
        failed = {failure.path for failure in failures}
        for place, found in places.items():
            sheets = [one.sheet for one in found if one.is_printed and one.sheet.path not in failed]
            files = [(draft / one.path, reprint.copies(one, place)) for one in sheets]
            if files:
                title = f"{names.get(place.township, '')}{place.name}"
                target = out / place.township / f"{binding.file_name(place.name)}.pdf"
                pages = binding.bind(files, target, title)
                click.echo(f"{target}：{pages} 页", err=True)
    for failure in failures:
        click.echo(f"没有印成：{failure.title}（{failure.path}）。{failure.reason}", err=True)
    if failures:
        raise SystemExit(1)
