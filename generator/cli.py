"""The `guides` command. Everything it prints is for clerks, in Chinese."""

import gc
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import click

from generator import checking, explaining, report
from generator.aside import TaskError
from generator.catalog import Catalog
from generator.commands.common import SETTINGS, TODAY, day, project_of, sound_catalog
from generator.commands.printing import print_sheets
from generator.explain import closest
from generator.memory import ForeignFolderError, Report
from generator.problem import Problem, errors
from generator.project import Project
from generator.standard.catalogue import RULES

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="输出的形式：给人看、给程序用、给 GitHub 标注。",
)

_BUILDING = (
    "网站没有改动，改好后再生成一次",
    "没有达标的指南照样发布，网页上标明“未达标”和原因。",
)
"""What is said of a catalog that may not be published, and of one with guides that are 未达标."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("township-guides"), "-V", "--version", message="%(version)s")
def main() -> None:
    """乡镇办事指南：把 YAML 目录变成群众看得懂的网页。"""
    gc.disable()  # a command makes many values, keeps them to its end, and then is gone


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@FORMAT
@TODAY
def check(paths: tuple[Path, ...], form: str, today: datetime | None) -> None:
    """检查指南写得对不对，是否符合「最多跑一次」标准。

    PATHS 是 guides 目录、其中的文件、事项文件或装着事项文件的目录，默认检查 guides。
    没有错误，退出码是 0（可以有提醒）；有错误是 1；命令写得不对是 2。
    """
    started = perf_counter()
    problems = _problems(paths or (checking.usual_place(),), day(today))
    click.echo(_shown(problems, form), nl=form != "text")
    if form == "text":
        click.echo(f"{report.count(problems)}（{perf_counter() - started:.1f} 秒）")
    sys.exit(1 if errors(problems) else 0)


@main.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """解释一条规则：为什么、怎么改、对的和不对的例子。

    RULE 是规则编号，例如 T04。不写编号，列出全部规则。
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
@TODAY
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="生成到哪个目录。")
@click.option("--clean", is_flag=True, help="不管改没改，全部重做。")
@click.option("--compress", is_flag=True, help="再各写一份压缩好的（.gz、.br），给网站服务器用。")
@click.option("--ratings", help="群众评价汇总 ratings.json：文件或网址。默认看 mkdocs.yml。")
def build(  # noqa: PLR0913  (click hands over one argument an option)
    settings: Path,
    today: datetime | None,
    site_dir: Path | None,
    *,
    clean: bool,
    compress: bool,
    ratings: str | None,
) -> None:
    """生成网站；只重做改过的页面，出错时原来的网站不变。"""
    started = perf_counter()
    project = project_of(settings, site_dir)
    loaded = sound_catalog(project, day(today), *_BUILDING)
    if ratings is not None:
        project = replace(project, ratings=ratings)
    done = _built(project, loaded, day(today), clean=clean, compressed=compress)
    click.echo(
        f"完成：共 {done.total} 个文件，写了 {done.written} 个，删了 {done.deleted} 个，"
        f"用时 {perf_counter() - started:.1f} 秒。"
    )
    click.echo(f"请用浏览器打开 {project.site / 'index.html'}")


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
        raise _foreign(project.site) from None
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} 用不了（{error.strerror}）。请换一个端口，例如 -p {port + 1}"
        ) from None


@main.group()
def new() -> None:
    """新建。"""


@new.command("county")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="某某县", show_default=True, help="县名。")
def new_county(folder: Path, name: str) -> None:
    """在 FOLDER 里新建一个能用的小县，照着改就行。"""
    from generator import scaffold  # noqa: PLC0415  (only this command needs it)

    try:
        files = scaffold.new_county(folder, name)
    except FileExistsError:
        raise click.ClickException(f"{folder} 里已经有文件，请换一个空目录") from None
    click.echo(f"已在 {folder} 新建 {name}，共 {len(files)} 个文件。接着可以：")
    click.echo(f"  cd {folder}\n  guides check\n  guides serve")


@main.command("schema")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("guides/schema"))
def write_schema(folder: Path) -> None:
    """把各种文件的 JSON Schema 写到 FOLDER，供 VS Code 补全和检查。"""
    from generator import schema  # noqa: PLC0415  (only this command needs it)

    files = schema.write(folder)
    click.echo(f"写了 {len(files)} 个文件到 {folder}。")


@main.command("export-pages")
@SETTINGS
@TODAY
@click.argument("folder", type=click.Path(path_type=Path))
def export_pages(settings: Path, today: datetime | None, folder: Path) -> None:
    """把网页写成 Markdown 文件，供别的网站生成器使用。"""
    from generator import export  # noqa: PLC0415  (only this command needs it)

    project = project_of(settings, None)
    loaded = sound_catalog(project, day(today), *_BUILDING)
    try:
        count = export.export(project, loaded, folder, today=day(today))
    except ForeignFolderError:
        raise _foreign(folder) from None
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


def _built(
    project: Project, loaded: Catalog, today: date, *, clean: bool, compressed: bool
) -> Report:
    from generator import ratings, site  # noqa: PLC0415  (a tenth of a second that a check doesn't need)

    if clean:
        site.forget(project)
    try:
        said = ratings.read(project.ratings, loaded, project.kept_ratings)
        for line in said.told:
            click.echo(line, err=True)
        return site.build(project, loaded, today=today, said=said, compressed=compressed)
    except TaskError as error:
        raise click.ClickException(f"没有生成，原来的网站没有动。原因：{error.reason}") from None
    except ForeignFolderError:
        raise _foreign(project.site) from None


def _foreign(folder: Path) -> click.ClickException:
    return click.ClickException(
        f"{folder} 里有别的文件，生成时会被删掉。请换一个空目录，或自己先清空它"
    )


main.add_command(print_sheets)
