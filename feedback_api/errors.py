"""The one place where an error becomes an answer.

Logs tell what kind of error it was and where, never what anybody sent.
"""

import logging
import traceback
from typing import NamedTuple

from flask import Flask, Response, jsonify, make_response, render_template, request
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

RETRY_SECONDS = 5
_LOG = logging.getLogger("feedback")


class Wrong(NamedTuple):
    """One thing wrong with what was sent: the field as it was sent, and a Chinese sentence."""

    field: str
    message: str


class RefusedError(Exception):
    """What was sent can't be taken: a status and what is wrong, for whoever sent it."""

    def __init__(self, status: int, *wrong: Wrong, retry_after: int | None = None) -> None:
        """`retry_after` is in seconds."""
        super().__init__(status)
        self.status, self.wrong, self.retry_after = status, wrong, retry_after


def register(app: Flask) -> None:
    """Teaches the application what to answer."""
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(DBAPIError, _unavailable)
    app.register_error_handler(PoolTimeout, _unavailable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


CONSOLE = "/api/console/"
"""Below here are pages: what is wrong is told on a page, too."""


def answer(status: int, *wrong: Wrong) -> Response:
    """`{"errors": [{field, message}]}`, or a page in the console."""
    if request.path.startswith(CONSOLE):
        response = make_response(render_template("error.html", wrong=wrong))
    else:
        response = jsonify(errors=[one._asdict() for one in wrong])
    response.status_code = status
    return response


def _refused(error: RefusedError) -> Response:
    response = answer(error.status, *error.wrong)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _unavailable(error: Exception) -> Response:
    note(error)
    response = answer(503, Wrong("", "系统正忙，没有保存。请过一会儿再提交一次"))
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def note(error: Exception) -> None:
    """Logs a database's error."""
    _LOG.error("database: %s", _named(error))


def _named(error: Exception) -> str:
    """The kind of a database's error. Its words may quote what somebody wrote."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return " ".join(filter(None, (type(cause).__name__, code)))


def _unexpected(error: Exception) -> Response:
    where = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s at\n%s", type(error).__name__, where)
    return _http(InternalServerError())


_SAID = {
    400: "发来的内容读不懂",
    404: "没有这个地址",
    405: "这个地址不能这样用",
    413: "发来的内容太大",
    415: "请用 JSON 格式（Content-Type: application/json）",
}


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    response = answer(code, Wrong("", _SAID.get(code, "出错了，请稍后再试")))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def of_validation(error: ValidationError) -> RefusedError:
    """Pydantic's findings as ours: a 422."""
    return RefusedError(422, *(_wrong(dict(one)) for one in error.errors()))


def _wrong(found: dict[str, object]) -> Wrong:
    place, context = found.get("loc", ()), found.get("ctx", {})
    field = ".".join(str(part) for part in place) if isinstance(place, tuple) else ""
    said = context.get("error") if isinstance(context, dict) else None
    own = said if isinstance(said, ValueError) else None
    return Wrong(field, str(own) if own else _KINDS.get(str(found.get("type")), "写得不对"))


_KINDS = {
    "missing": "没有填写",
    "extra_forbidden": "没有这一项",
    "json_invalid": "不是 JSON",
    "string_too_long": "太长了",
    "too_long": "太多了",
    "uuid_parsing": "要是一个 UUID",
    "uuid_type": "要是一个 UUID",
    "int_parsing": "要是一个整数",
    "int_type": "要是一个整数",
    "string_type": "要是文字",
    "literal_error": "不在可选的范围里",
    "enum": "不在可选的范围里",
    "greater_than_equal": "太小了",
    "less_than_equal": "太大了",
}
