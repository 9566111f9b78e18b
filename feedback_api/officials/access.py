"""Who may open what: every address of the console declares it, and nothing else is opened.

A view says `@requires(Role.COUNTY, …)` or `@everyone`; addresses outside the console are for
residents and carry no cookie, because the console's cookie is limited to its path.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from flask import Flask, Request, abort, current_app, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response

from feedback_api import db
from feedback_api.errors import RefusedError, Wrong, answer
from feedback_api.officials import sessions
from feedback_api.officials.roles import Official, Role
from feedback_api.services import Services, services

PATH = "/api/console"
TOKEN = "token"  # noqa: S105  (where the session's token stands in the cookie)
_ROLES = "allowed_roles"
View = TypeVar("View", bound=Callable[..., object])
csrf = CSRFProtect()


class Kept(Protocol):
    """Something that belongs to a township."""

    @property
    def township(self) -> str:
        """Its folder's name."""


Found = TypeVar("Found", bound=Kept)


def requires(*roles: Role) -> Callable[[View], View]:
    """Opens a view to these roles; without any, to every official."""

    def mark(view: View) -> View:
        setattr(view, _ROLES, frozenset(roles or Role))
        return view

    return mark


def everyone(view: View) -> View:
    """Opens a view of the console to everybody, such as the page to sign in."""
    setattr(view, _ROLES, frozenset())
    return view


def allowed(view: object) -> frozenset[Role] | None:
    """Who may open a view: roles, nobody in particular (empty: everyone), or undeclared (None)."""
    found = getattr(view, _ROLES, None)
    return found if isinstance(found, frozenset) else None


def official() -> Official:
    """Who is signed in; only in views that require a role."""
    found = g.official
    assert isinstance(found, Official)  # noqa: S101  (`_guard` put it there)
    return found


def get_or_404(found: Found | None) -> Found:
    """What was found, when it belongs to a township the official sees; else there is no such."""
    if found is None or not official().sees(found.township):
        abort(404)
    return found


def township_or_404(slug: str) -> str:
    """The township of an address, when it exists and the official sees it."""
    if slug not in services().catalog.by_slug or not official().sees(slug):
        abort(404)
    return slug


class _Cookie(SecureCookieSessionInterface):
    """Flask's cookie, secure as soon as the page is; there is none outside the console."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return super().open_session(app, request) if _is_console(request) else None

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002  (Flask's signature)
        return request.is_secure


def install(app: Flask) -> None:
    """Guards the console of this application."""
    app.config |= {
        "SESSION_COOKIE_NAME": "console",
        "SESSION_COOKIE_PATH": PATH,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "WTF_CSRF_CHECK_DEFAULT": False,  # `_guard` does, for the console
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # asks for a Referer, which our pages don't send
    }
    app.session_interface = _Cookie()
    csrf.init_app(app)
    app.before_request(_guard)
    app.register_error_handler(CSRFError, _stale)


def _is_console(asked: Request) -> bool:
    return asked.path.startswith(f"{PATH}/") or asked.path == PATH


def _guard() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    roles = allowed(view)
    if view is None or (roles is None and not _is_console(request)):
        return None
    if roles is None:
        abort(404)
    if roles:
        g.official = _signed_in(services())
        if g.official is None:
            return _to_sign_in()
        if g.official.role not in roles:
            raise RefusedError(403, Wrong("", "您的账号不能用这一页。需要的话请找县级管理员"))
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        csrf.protect()
    return None


def _signed_in(here: Services) -> Official | None:
    token = session.get(TOKEN)
    if not token:
        return None
    now = int(here.now().timestamp())
    with db.reading(here.engine) as connection:
        found = sessions.find(connection, token, now, here.settings.idle_minutes * 60)
    if found is None:
        session.clear()
        return None
    known, is_due = found
    if is_due:
        with db.writing(here.engine) as connection:
            sessions.touch(connection, token, now)
    return known


def _to_sign_in() -> Response:
    if request.method == "GET":
        back = request.full_path.rstrip("?")
        return redirect(url_for("officials.sign_in", next=back), 303)
    raise RefusedError(401, Wrong("", "登录已经过期，没有保存。请重新登录，再退回刚才的页面提交"))


def _stale(_error: CSRFError) -> Response:
    return answer(400, Wrong("", "这一页开得太久了，没有保存。请退回上一页，刷新后再提交"))
