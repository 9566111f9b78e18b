"""Pages to sign in and out, to set a password, for one's own account, and the log of changes."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from feedback_api import db
from feedback_api.errors import RefusedError, Wrong
from feedback_api.officials import access, audit, frame, passwords, sessions, store
from feedback_api.officials.access import TOKEN, everyone, official, requires
from feedback_api.officials.audit import Change
from feedback_api.officials.roles import Official, Role
from feedback_api.officials.signing import sign_in as try_to_sign_in
from feedback_api.services import services

blueprint = Blueprint("officials", __name__, url_prefix=access.PATH, template_folder="templates")
_NEW_SECRET = "new_totp"  # noqa: S105  (where it stands in the cookie until it is confirmed)
_FILTERS = ("official", "action", "township")
WRONG = "登录名、密码或动态码不对"


blueprint.add_url_rule("/static/console.css", "style", everyone(frame.style))


@blueprint.get("/sign-in")
@everyone
def sign_in() -> str:
    """The page to sign in."""
    return render_template("officials/sign-in.html", wrong="", name="")


@blueprint.post("/sign-in")
@everyone
def enter() -> ResponseReturnValue:
    """Signs in, and goes where they wanted to go."""
    form, here = request.form, services()
    name, password, code = (form.get(field, "") for field in ("name", "password", "code"))
    result = try_to_sign_in(here, name.strip(), password, code, request.remote_addr or "")
    if result.token:
        session.clear()
        session[TOKEN] = result.token
        return redirect(_inside(request.args.get("next", "")), HTTPStatus.SEE_OTHER)
    said = f"错得太多，请等 {result.wait} 秒再试" if result.wait else WRONG
    page = render_template("officials/sign-in.html", wrong=said, name=name)
    if result.wait:
        return page, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(result.wait)}
    return page, HTTPStatus.FORBIDDEN


def _inside(address: str) -> str:
    """Where to go after signing in: only to the console, never to another host."""
    is_ours = address.startswith(f"{access.PATH}/") and "\\" not in address
    return address if is_ours else f"{access.PATH}/"


@blueprint.post("/sign-out")
@requires()
def leave() -> Response:
    """Signs out here."""
    with db.writing(services().engine) as connection:
        sessions.end(connection, session[TOKEN])
    session.clear()
    return redirect(url_for("officials.sign_in"), HTTPStatus.SEE_OTHER)


@blueprint.post("/sign-out-everywhere")
@requires()
def leave_everywhere() -> Response:
    """Signs out here and wherever else they are signed in."""
    with db.writing(services().engine) as connection:
        store.end_sessions(connection, official().id)
        _record(connection, "全部退出")
    session.clear()
    return redirect(url_for("officials.sign_in"), HTTPStatus.SEE_OTHER)


def _invited(token: str) -> Official:
    here = services()
    with db.reading(here.engine) as connection:
        found = store.invited(connection, sessions.hashed(token), int(here.now().timestamp()))
    if found is None:
        raise RefusedError(404, Wrong("", "这个链接用过了或已经过期，请向管理员再要一个"))
    return found


@blueprint.get("/invitation/<token>")
@everyone
def invitation(token: str) -> str:
    """The page behind a one-time link: choose a password."""
    return render_template("officials/invitation.html", who=_invited(token), wrong="")


@blueprint.post("/invitation/<token>")
@everyone
def accept(token: str) -> ResponseReturnValue:
    """Sets the password; the link is spent."""
    who = _invited(token)
    wrong = _wrong_with(who)
    if wrong:
        page = render_template("officials/invitation.html", who=who, wrong=wrong)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    password_hash, here = passwords.hashed(request.form["password"]), services()
    with db.writing(here.engine) as connection:
        now = int(here.now().timestamp())
        if not store.invited(connection, sessions.hashed(token), now):
            raise RefusedError(404, Wrong("", "这个链接刚刚用过了，请向管理员再要一个"))
        store.set_password(connection, who.id, password_hash)
        audit.record(connection, _change(who, "设置密码"))
    return redirect(url_for("officials.sign_in"), HTTPStatus.SEE_OTHER)


def _wrong_with(who: Official) -> str | None:
    password, again = request.form.get("password", ""), request.form.get("again", "")
    return passwords.weakness(password, who.name) or (
        "两次写的不一样，请再写一次" if password != again else None
    )


@blueprint.get("/account")
@requires()
def account() -> str:
    """Their own account: password, second factor, where they are signed in."""
    return _account()


def _account(wrong: str = "") -> str:
    here, me = services(), official()
    with db.reading(here.engine) as connection:
        places = sessions.count(connection, me.id, int(here.now().timestamp()))
    secret = session.get(_NEW_SECRET)
    drawing = passwords.drawing(secret, me.name, here.catalog.county.name) if secret else None
    return render_template(
        "officials/account.html", places=places, secret=secret, drawing=drawing, wrong=wrong
    )


@blueprint.post("/account/password")
@requires()
def change_password() -> ResponseReturnValue:
    """A new password; everywhere else they are signed out."""
    me, here = official(), services()
    is_known = passwords.fits(me.password_hash, request.form.get("old", ""))
    wrong = _wrong_with(me) if is_known else "现在的密码不对"
    if wrong:
        return _account(wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    with db.writing(here.engine) as connection:
        store.set_password(connection, me.id, passwords.hashed(request.form["password"]))
        now = int(here.now().timestamp())
        seconds = here.settings.session_hours * 3600
        session[TOKEN] = sessions.begin(connection, me.id, now, seconds)
        _record(connection, "修改密码")
    return _to_account()


@blueprint.post("/account/second-factor")
@requires()
def prepare_totp() -> Response:
    """Shows a new secret to scan; it counts once a code of it was typed in."""
    session[_NEW_SECRET] = passwords.new_secret()
    return _to_account()


@blueprint.post("/account/second-factor/confirm")
@requires()
def confirm_totp() -> ResponseReturnValue:
    """Turns the second factor on."""
    here, secret = services(), session.get(_NEW_SECRET, "")
    step = passwords.step(secret, request.form.get("code", ""), here.now()) if secret else None
    if step is None:
        return _account("动态码不对，请看手机上的时间准不准"), HTTPStatus.UNPROCESSABLE_ENTITY
    with db.writing(here.engine) as connection:
        store.set_totp(connection, official().id, secret)
        store.use_totp(connection, official().id, step)
        _record(connection, "启用动态码")
    session.pop(_NEW_SECRET)
    return _to_account()


@blueprint.post("/account/second-factor/off")
@requires()
def drop_totp() -> ResponseReturnValue:
    """Turns the second factor off, for who knows the password."""
    if not passwords.fits(official().password_hash, request.form.get("old", "")):
        return _account("现在的密码不对"), HTTPStatus.UNPROCESSABLE_ENTITY
    with db.writing(services().engine) as connection:
        store.set_totp(connection, official().id, None)
        _record(connection, "停用动态码")
    return _to_account()


def _to_account() -> Response:
    return redirect(url_for("officials.account"), HTTPStatus.SEE_OTHER)


@blueprint.get("/audit")
@requires(Role.COUNTY)
def log() -> str:
    """The log of changes, filtered."""
    said = {name: request.args.get(name, "").strip() for name in _FILTERS}
    wanted = audit.Filter(**said, since=_day("since"), until=_day("until"))
    page = max(1, request.args.get("page", 1, type=int))
    with db.reading(services().engine) as connection:
        found = audit.changes(connection, wanted, page)
        actions = audit.actions(connection)
    return render_template(
        "officials/audit.html",
        changes=found[: audit.PAGE],
        is_more=len(found) > audit.PAGE,
        page=page,
        wanted=wanted,
        actions=actions,
        townships=services().catalog.by_slug,
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _change(who: Official, action: str) -> Change:
    return Change(services().now(), who.name, action, f"账号 {who.name}", who.township)


def _record(connection: Connection, action: str) -> None:
    audit.record(connection, _change(g.official, action))
