"""`guides serve`: a preview that rebuilds what changed and refreshes the browser."""

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import perf_counter

from generator import catalog, companion, heard, report, review, search, site
from generator.aside import TaskError
from generator.printing.shelf import ShelfError
from generator.project import PACKAGE, Project
from generator.standard import judging

POLL_SECONDS = 0.1
"""How often saved files are looked for, and how long to wait for the last of a batch."""


def with_feedback(project: Project) -> Project:
    """The project as it is previewed with a feedback service.

    It has a folder of its own, because its pages aren't those that will be published.
    """
    feedback = project.feedback or companion.FEEDBACK
    return replace(project, site=project.settings.parent / ".cache" / "preview", feedback=feedback)


def serve(
    project: Project,
    host: str,
    port: int,
    say: Callable[[str], None],
    service: companion.Make | None = None,
) -> None:
    """Serves the site until interrupted; a catalog with errors leaves the last good site up.

    `service` makes what answers beside it.
    """
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415  (half a second to import)

    def rebuild() -> None:
        say(refresh(project, date.today()))  # noqa: DTZ011  (the hall's own day)

    gc.enable()  # this process stays
    search.pinyin("")  # its dictionary is loaded now and not at the first edit
    rebuild()
    live = LiveReloadServer(
        rebuild,
        host=host,
        port=port,
        root=str(project.site),
        mount_path=project.site_path or "/",
        polling_interval=POLL_SECONDS,
    )
    address, welcome = f"http://{host}:{port}", ""
    if service:
        folder = project.settings.parent / ".cache" / "feedback"
        place = companion.Place(folder, project.site_path or "/", address, companion.names(host))
        beside = companion.Companion(service, project.site / "catalog.json", place)
        live.set_app(beside.beside(live.serve_request))
        welcome = beside.welcome()
    live.build_delay = POLL_SECONDS
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    for folder in (project.settings, project.guides, *project.overrides, PACKAGE / "pages"):
        live.watch(str(folder))
    say(f"请用浏览器打开 {address}{project.site_path or '/'}（按 Ctrl+C 结束）")
    if welcome:
        say(welcome)
    try:
        live.serve()
    except KeyboardInterrupt:
        live.shutdown()
    finally:
        live.server_close()


def refresh(project: Project, today: date) -> str:
    """Builds once more; says what was done or what is wrong."""
    started = perf_counter()
    loaded = catalog.load(project.guides)
    problems = review.everything(loaded, today)
    if judging.stop_publication(problems):
        return report.text(problems) + report.count(problems) + "网页还是上一次的样子。"
    try:
        said = heard.read(project, loaded)
        done = site.build(project, loaded, today=today, said=said)
    except TaskError as error:
        return f"没有更新，网页还是上一次的样子。原因：{error.reason}"
    except ShelfError as error:
        return f"没有更新，网页还是上一次的样子。{error}"
    told = report.text(problems) + report.count(problems) if problems else ""
    told += "".join(f"{line}\n" for line in said.told)
    return f"{told}已更新 {done.written} 个文件，用时 {perf_counter() - started:.1f} 秒。"
