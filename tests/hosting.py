"""A web server as a county would run one (gzip, ETags, no cache for pages), which can be watched,
slowed, broken and cut off."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".mjs"}


class Answer(NamedTuple):
    """A request that was answered: its path with its query, and the bytes of the body sent."""

    path: str
    size: int


class Host:
    """Serves `folder` on a port of its own while `up`; `answers` is everything it sent."""

    def __init__(self, folder: Path, port: int = 0, *, keep_alive: bool = False) -> None:
        self.folder = folder
        self._protocol = "HTTP/1.1" if keep_alive else "HTTP/1.0"
        self.answers: list[Answer] = []
        self.status = HTTPStatus.OK
        """Anything but OK is the answer to everything."""
        self.moving = threading.Event()
        """While this is clear, answers wait."""
        self.moving.set()
        self._port = port
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        """Where the folder is, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def up(self) -> None:
        """Begins to listen, on the same port as before."""
        host = self

        class Handler(_Handler):
            served = host
            protocol_version = host._protocol

        self._server = _Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def down(self) -> None:
        """Ends; nobody answers on the port."""
        self.moving.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Says nothing: a phone may turn away in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    served: Host

    def do_GET(self) -> None:
        self.served.moving.wait()
        if self.served.status is not HTTPStatus.OK:
            self._send(self.served.status, b"", {"Location": "/elsewhere"})
            return
        path = self.served.folder / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            self._send_file(path)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"not found", {"Content-Type": "text/plain"})

    def _send_file(self, path: Path) -> None:
        data = path.read_bytes()
        tag = f'"{blake2b(data, digest_size=8).hexdigest()}"'
        versioned = bool(urlsplit(self.path).query)
        headers = {
            "Content-Type": mimetypes.guess_type(path.name)[0] or "application/octet-stream",
            "Cache-Control": "max-age=31536000" if versioned else "no-cache",
            "ETag": tag,
        }
        if self.headers["If-None-Match"] == tag:
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers)
            return
        if path.suffix in _COMPRESSED:
            data, headers["Content-Encoding"] = gzip.compress(data, 9, mtime=0), "gzip"
        self._send(HTTPStatus.OK, data, headers)

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.served.answers.append(Answer(self.path, len(body)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def hosted(folder: Path, port: int = 0, *, keep_alive: bool = False) -> Iterator[Host]:
    """Serves `folder` while the body runs, on any port where none is asked for.

    A host that keeps connections is like a real one; one that doesn't is gone once it is down.
    """
    host = Host(folder, port, keep_alive=keep_alive)
    host.up()
    try:
        yield host
    finally:
        host.down()
