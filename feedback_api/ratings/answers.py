"""Answers about what is published: made once a release, sent as they are ever after.

Who asks exactly as somebody did before gets the answer ahead of Flask: finding the view, the
session and so on would take five times as long as all the rest.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from feedback_api.ratings.summary import Kept, Library
from feedback_api.services import Services, services

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FRESH_SECONDS = 600
"""How long a copy may be shown: what is published changes once a week."""
_MATTERS = ("HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
"""What an answer depends on. The host, because others than ours are refused."""
_CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"})


def kept(body: bytes, media: str, *more: tuple[str, str]) -> Kept:
    """With all its headers: the tag changes with the body, and only then."""
    tag = hashlib.sha256(body).hexdigest()[:16]
    headers = (
        ("Content-Type", media),
        ("Content-Length", str(len(body))),
        ("ETag", f'"{tag}"'),
        ("Cache-Control", f"public, max-age={FRESH_SECONDS}"),
        *more,
    )
    return Kept(body, headers)


def library() -> Library:
    """What is published now."""
    here = services()
    return here.reader.library(here.now())


def answer(source: Library, key: object, make: Callable[[Library], Kept]) -> Response:
    """What is kept under the key, made if need be; 304 for who has it already."""
    found = source.kept(key, make)
    asked = _asked(request.environ)
    if asked:
        source.note(asked, found)
    response = Response(found.body, headers=found.headers)
    if not asked:
        response.make_conditional(request)
    return response


def _asked(environ: "WSGIEnvironment") -> tuple[str, ...] | None:
    """All that an answer depends on, if it depends on nothing else."""
    if environ["REQUEST_METHOD"] != "GET" or not _CONDITIONS.isdisjoint(environ):
        return None
    return tuple(environ.get(name, "") for name in _MATTERS)


class Ahead:
    """A WSGI application before the Flask application `app`: gives what was given before."""

    def __init__(self, app: Flask) -> None:
        self._app, self._next = app, app.wsgi_app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """As WSGI has it."""
        found = self._find(environ)
        if found is None:
            return self._next(environ, start)
        start("200 OK", list(found.headers))
        return [found.body]

    def _find(self, environ: "WSGIEnvironment") -> Kept | None:
        asked = _asked(environ)
        here: Services = self._app.extensions["feedback"]
        source = here.reader.fresh(here.now()) if asked else None
        return source.noted(asked) if source else None
