"""The service under gunicorn, with settings that a stranger can't hang it by."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import TConn, ThreadWorker

from feedback_api.app import create_app
from feedback_api.config import Settings

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  (gunicorn's heartbeat, nothing of ours)


class BoundedWorker(ThreadWorker):
    """Threads, none of which a slow client keeps: gunicorn alone waits for ever for a body.

    Here `timeout` (seconds) bounds a request too, not only a worker's silence.

    What clients sent isn't logged when they sent it wrong: it may be anybody's words.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (gunicorn's)
        super().__init__(*args, **kwargs)
        self._begun: dict[TConn, float] = {}
        self._watched = threading.Lock()

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401  (gunicorn's)
        """Handles a request, with the time noted."""
        with self._timed(conn):
            return super().handle(conn)

    @contextmanager
    def _timed(self, conn: TConn) -> Iterator[None]:
        with self._watched:
            self._begun[conn] = time.monotonic()
        try:
            yield
        finally:
            with self._watched:
                del self._begun[conn]

    def murder_pending(self) -> None:
        """Cuts off who took too long. Called once a second."""
        super().murder_pending()
        latest = time.monotonic() - self.cfg.timeout
        with self._watched:
            for conn, begun in self._begun.items():
                if begun < latest:
                    with suppress(OSError):
                        conn.sock.shutdown(socket.SHUT_RDWR)

    def handle_error(
        self,
        req: Any,  # noqa: ANN401, ARG002  (gunicorn's)
        client: socket.socket,
        addr: Any,  # noqa: ANN401, ARG002  (gunicorn's)
        exc: BaseException,
    ) -> None:
        """Answers as gunicorn does, knowing neither what was asked for nor by whom."""
        super().handle_error(None, client, ("", -1), exc)


class Server(BaseApplication):
    """gunicorn for these settings. `run()` returns when it is ended."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Tells gunicorn its settings."""
        for name, value in {**_ALWAYS, **self._options}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401  (gunicorn has a type of its own for it)
        """The application, anew for each worker: a reload reads the catalog again."""
        app = create_app(self._settings)
        gc.freeze()  # the catalog stays as it is: it need not be searched for garbage again
        return app


_ALWAYS: dict[str, Any] = {
    "worker_class": BoundedWorker,
    "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
    "keepalive": 15,
    "limit_request_line": 2048,
    "limit_request_fields": 50,
    "limit_request_field_size": 4096,
    "forwarded_allow_ips": "",  # who is in front is PROXIES' business
    "accesslog": None,  # who asks for what is nobody's business
    "loglevel": "error",
    "control_socket_disable": True,
}
