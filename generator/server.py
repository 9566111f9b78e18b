"""`guides serve`: a preview that rebuilds what changed and refreshes the browser."""

import gc
import logging
from collections.abc import Callable
from datetime import date
from time import perf_counter

from generator import catalog, report, review, search, site
from generator.aside import TaskError
from generator.printing.shelf import ShelfError
from generator.project import PACKAGE, Project
from generator.standard import judging

POLL_SECONDS = 0.1
"""How often saved files are looked for, and how long to wait for the last of a batch."""


def serve(project: Project, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serves the site until interrupted; a catalog with errors leaves the last good site up."""
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
    live.build_delay = POLL_SECONDS
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    for folder in (project.settings, project.guides, *project.overrides, PACKAGE / "pages"):
        live.watch(str(folder))
    say(f"请用浏览器打开 http://{host}:{port}{project.site_path or '/'}（按 Ctrl+C 结束）")
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
        done = site.build(project, loaded, today=today)
    except TaskError as error:
        return f"没有更新，网页还是上一次的样子。原因：{error.reason}"
    except ShelfError as error:
        return f"没有更新，网页还是上一次的样子。{error}"
    said = report.text(problems) + report.count(problems) if problems else ""
    return f"{said}已更新 {done.written} 个文件，用时 {perf_counter() - started:.1f} 秒。"
