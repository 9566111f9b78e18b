"""A service beside the previewed site, on the same port: whoever is installed and offers one.

The generator knows no service. A package that has one names it in its metadata (entry points,
group `township_guides.companion`): a callable that makes a `Service`.
"""

import json
import socket
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

GROUP = "township_guides.companion"
ADDRESSES = "/api/"
"""What the service answers; everything else is the site's."""
FEEDBACK = "/api/v1/"


class Service(Protocol):
    """What answers beside the site, for as long as the preview runs."""

    def application(self, catalog: Path) -> "WSGIApplication":
        """The service for a catalog."""

    def welcome(self, catalog: Path) -> str:
        """What whoever started the preview should know, in Chinese; nothing to say is empty."""


class Place(NamedTuple):
    """What a service is made for.

    A folder for its own files, the site's path on the host, the address under which the preview
    is opened, and the names by which browsers will call the host.
    """

    folder: Path
    site: str
    address: str
    hosts: tuple[str, ...]


Make = Callable[[Path, str, str, tuple[str, ...]], Service]


def offered() -> Make | None:
    """What makes the service, or None where no package offers one."""
    found = next(iter(entry_points(group=GROUP)), None)
    return found.load() if found else None


def names(host: str) -> tuple[str, ...]:
    """The names of this computer for who reaches it at `host`."""
    own = ("127.0.0.1", "localhost")
    if host not in {"0.0.0.0", "::"}:  # noqa: S104  (asked about, not listened on)
        return (*own, host)
    try:
        return (*own, *socket.gethostbyname_ex(socket.gethostname())[2])
    except OSError:
        return own


class Companion:
    """The service for the catalog as it is at present, made when it is first asked."""

    def __init__(self, make: Make, catalog: Path, place: Place) -> None:
        self._service, self._catalog = make(*place), catalog
        self._made: tuple[int, WSGIApplication] | None = None
        self._lock = Lock()

    def welcome(self) -> str:
        """What to print at the start; nothing while there is no catalog."""
        return self._service.welcome(self._catalog) if self._catalog.is_file() else ""

    def beside(self, site: "WSGIApplication") -> "WSGIApplication":
        """Both under one roof."""

        def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
            is_ours = environ["PATH_INFO"].startswith(ADDRESSES)
            return (self._answer if is_ours else site)(environ, start)

        return answer

    def _answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        try:
            stamp = self._catalog.stat().st_mtime_ns
        except OSError:
            start("503 Service Unavailable", [("Content-Type", "application/json")])
            wrong = {"field": "", "message": "网站还没有生成，请先改好目录里的错误"}
            return [json.dumps({"errors": [wrong]}, ensure_ascii=False).encode()]
        with self._lock:
            if self._made is None or self._made[0] != stamp:
                self._made = stamp, self._service.application(self._catalog)
        return self._made[1](environ, start)
