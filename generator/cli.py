"""The `guides` command. Everything it prints is for clerks, in Chinese."""

import gc
import sys
from collections.abc import Iterable
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import click

from generator import checking, explaining, report
from generator.commands import chinese
from generator.commands.building import build
from generator.commands.common import (
    BUILDING,
    SETTINGS,
    TODAY,
    day,
    foreign_folder,
    project_of,
    sound_catalog,
)
from generator.commands.printing import print_sheets
from generator.commands.reprinting import reprint
from generator.explain import closest
from generator.memory import ForeignFolderError
from generator.problem import Problem, errors
from generator.standard.catalogue import RULES

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="输出的形式：给人看、给程序用、给 GitHub 标注。",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    version("township-guides"), "-V", "--version", message="%(version)s", help="显示版本。"
)
def main() -> None:
    """乡镇办事指南：把 YAML 目录变成群众看得懂的网页。"""
    gc.disable()  # a command makes many values, keeps them to its end, and then is gone


@main.command()
@click.argument("paths", nargs=-1, metavar="[位置]…", type=click.Path(path_type=Path))
@FORMAT
@TODAY
def check(paths: tuple[Path, ...], form: str, today: datetime | None) -> None:
    """检查指南写得对不对，是否符合「最多跑一次」标准。

    位置是 guides 目录、其中的文件、事项文件或装着事项文件的目录，默认检查 guides。
    没有错误，退出码是 0（可以有提醒）；有错误是 1；命令写得不对是 2。
    """
    started = perf_counter()
    problems = _problems(paths or (checking.usual_place(),), day(today))
    click.echo(_shown(problems, form), nl=form != "text")
    if form == "text":
        click.echo(f"{report.count(problems)}（{perf_counter() - started:.1f} 秒）")
    sys.exit(1 if errors(problems) else 0)


@main.command()
@click.argument("rule", required=False, metavar="[编号]")
def explain(rule: str | None) -> None:
    """解释一条规则：为什么、怎么改、对的和不对的例子。

    编号是规则的编号，例如 T04。不写编号，列出全部规则。
    """
    if rule is None:
        click.echo(explaining.all_rules(), nl=False)
        return
    found = RULES.get(rule.upper())
    if found is None:
        guess = closest(rule.upper(), RULES) or "。"
        raise click.UsageError(f"没有“{rule}”这条规则{guess}列出全部规则：guides explain")
    click.echo(explaining.one_rule(found), nl=False)


@main.command()
@SETTINGS
@click.option("-p", "--port", default=8000, show_default=True, help="端口。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option("--no-feedback", is_flag=True, help="不带评价服务，只看网站。")
def serve(settings: Path, host: str, port: int, *, no_feedback: bool) -> None:
    """在本机预览网站；保存 YAML，浏览器自动刷新。

    评价服务也一起运行，数据放在 .cache 里，只供试用；演示县自带样例评价。
    """
    from generator import companion, server  # noqa: PLC0415  (only this command needs them)

    service = None if no_feedback else companion.offered()
    project = project_of(settings, None)
    project = server.with_feedback(project) if service else project
    try:
        server.serve(project, host, port, click.echo, service)
    except ForeignFolderError:
        raise foreign_folder(project.site) from None
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} 用不了（{error.strerror}）。请换一个端口，例如 -p {port + 1}"
        ) from None


@main.group()
def new() -> None:
    """新建。"""


@new.command("county")
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path))
@click.option("--name", default="某某县", show_default=True, help="县名。")
def new_county(folder: Path, name: str) -> None:
    """在目录里新建一个能用的小县，照着改就行。"""
    from generator import scaffold  # noqa: PLC0415  (only this command needs it)

    try:
        files = scaffold.new_county(folder, name)
    except FileExistsError:
        raise click.ClickException(f"{folder} 里已经有文件，请换一个空目录") from None
    click.echo(f"已在 {folder} 新建 {name}，共 {len(files)} 个文件。接着可以：")
    click.echo(f"  cd {folder}\n  guides check\n  guides serve")


@main.command("schema")
@click.argument(
    "folder", metavar="[目录]", type=click.Path(path_type=Path), default=Path("guides/schema")
)
def write_schema(folder: Path) -> None:
    """把各种文件的 JSON Schema 写到目录里（不写就是 guides/schema），供 VS Code 补全和检查。"""
    from generator import schema  # noqa: PLC0415  (only this command needs it)

    files = schema.write(folder)
    click.echo(f"写了 {len(files)} 个文件到 {folder}。")


@main.command("export-pages")
@SETTINGS
@TODAY
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path))
def export_pages(settings: Path, today: datetime | None, folder: Path) -> None:
    """把网页写成 Markdown 文件，供别的网站生成器使用。"""
    from generator import export  # noqa: PLC0415  (only this command needs it)

    project = project_of(settings, None)
    loaded = sound_catalog(project, day(today), *BUILDING)
    try:
        count = export.export(project, loaded, folder, today=day(today))
    except ForeignFolderError:
        raise foreign_folder(folder) from None
    click.echo(f"写了 {count} 页到 {folder / 'docs'}。")


def _problems(paths: Iterable[Path], today: date) -> list[Problem]:
    try:
        once = {path.resolve(): path for path in paths}
        found = {problem for path in once.values() for problem in checking.problems(path, today)}
    except checking.NothingToCheckError as error:
        raise click.UsageError(str(error)) from None
    return sorted(found)


def _shown(problems: Iterable[Problem], form: str) -> str:
    if form == "text":
        return report.text(problems, colour=sys.stdout.isatty())
    return report.FORMATS[form](problems)


main.add_command(build)
main.add_command(print_sheets)
main.add_command(reprint)
chinese.speak(main)
