"""A county's site and its feedback service on one port, as in production: can be cut off."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import func, select
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from feedback_api import create_app, db
from feedback_api.config import Settings
from feedback_api.ratings.tables import ratings
from feedback_api.services import services
from generator.project import Project
from tests.conftest import build, small_county
from tests.feedback.conftest import SECRET

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Says nothing."""


class Together:
    """The site of `project` and the API beside it, while `up`."""

    def __init__(self, project: Project, database: str, **more: object) -> None:
        given = {
            "catalog": project.site / "catalog.json",
            "database_url": database,
            "secret_key": SECRET,
            **more,
        }
        self.app: Flask = create_app(Settings.of(given))
        self.posts = 0
        """How often a rating was sent."""
        self._files = SharedDataMiddleware(self._count, {"/": str(project.site)}, cache=False)
        self._port = 0
        self._server: BaseWSGIServer | None = None

    def _count(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        self.posts += environ["REQUEST_METHOD"] == "POST"
        return self.app(environ, start)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def up(self) -> None:
        self._server = make_server(
            "127.0.0.1", self._port, self._files, threaded=True, request_handler=_Quiet
        )
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def down(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    def count(self) -> int:
        """How many ratings are stored."""
        with self.app.app_context(), db.reading(services().engine) as connection:
            return int(connection.execute(select(func.count(ratings.c.seq))).scalar_one())


def rated_county(folder: Path) -> Project:
    """The small county, whose guides can be rated, built."""
    small = small_county(folder)
    settings = small.settings.read_text(encoding="utf-8")
    changed = settings.replace(
        "  - township-guides\n", "  - township-guides:\n      feedback: /api/v1/\n"
    )
    assert changed != settings
    small.settings.write_text(changed, encoding="utf-8")
    project = Project.load(small.settings)
    build(project)
    return project


@contextmanager
def together(project: Project, folder: Path, **more: object) -> Iterator[Together]:
    """Both, over an empty database in `folder`, until the body is left."""
    url = f"sqlite:///{folder}/feedback.sqlite3"
    db.migrate(url)
    both = Together(project, url, **more)
    both.up()
    try:
        yield both
    finally:
        both.down()
        with both.app.app_context():
            services().engine.dispose()
