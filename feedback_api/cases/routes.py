"""The officials' pages of 差评: inbox, one case, its steps, and the county's words for replies."""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from feedback_api import db, privacy, tabular, typed
from feedback_api.actors import Actor
from feedback_api.cases import complaints, handling, machine, replies, showing, store
from feedback_api.cases.replies import Template
from feedback_api.cases.states import Appeal, Clock, Level, Move, State, Step
from feedback_api.cases.store import Wanted
from feedback_api.errors import RefusedError
from feedback_api.officials import access
from feedback_api.officials.access import get_or_404, official, requires, township_or_404
from feedback_api.officials.audit import Change, record
from feedback_api.officials.roles import Role
from feedback_api.ratings.models import clean
from feedback_api.services import services

blueprint = Blueprint("cases", __name__, url_prefix=access.PATH, template_folder="templates")
ONE = "/cases/<int(max=999999999999):number>"
HANDLERS = (Role.TOWNSHIP, Role.COUNTY, Role.REVIEWER)


def _clock() -> Clock:
    here = services()
    return handling.clock(here.settings, here.catalog, here.now().date())


@blueprint.get("/cases")
@requires(*HANDLERS)
def inbox() -> str:
    """Cases by deadline, filtered."""
    wanted, now, here = _wanted(), _clock(), services()
    page = typed.page(request.args)
    with db.reading(here.engine) as connection:
        found = store.inbox(connection, wanted, page)
        late = store.count(connection, Wanted(wanted.township, overdue_on=now.today))
    return render_template(
        "cases/inbox.html",
        lines=[showing.line(filed, here.catalog, now) for filed in found[: store.PAGE]],
        is_more=len(found) > store.PAGE,
        page=page,
        wanted=wanted,
        late=late,
        states=(store.OPEN, *State),
        levels=tuple(Level),
        forms=tabular.FORMS,
    )


@blueprint.get("/cases.<form>")
@requires(*HANDLERS)
def export(form: str) -> Response:
    """The same cases as a table to save."""
    if form not in tabular.FORMS:
        abort(HTTPStatus.NOT_FOUND)
    catalog, now = services().catalog, _clock()
    with db.reading(services().engine) as connection:
        found = store.inbox(connection, _wanted(), None)
    lines = [showing.line(filed, catalog, now) for filed in found]
    return tabular.response(showing.table(lines), form)


def _wanted() -> Wanted:
    """The inbox that the address asks for; a township's official gets only its own."""
    asked = request.args
    township = asked.get("township", "")
    return Wanted(
        township=township_or_404(township) if township else official().township or "",
        state=typed.known(asked.get("state", store.OPEN), (store.OPEN, *State)),
        level=typed.known(asked.get("level", ""), Level),
        overdue_on=services().now().date() if asked.get("overdue") else None,
    )


@blueprint.get(ONE)
@requires(*HANDLERS)
def one(number: int) -> str:
    """One case with its history, and a form for each step that is theirs to take."""
    with db.reading(services().engine) as connection:
        filed = get_or_404(store.get(connection, number))
        chosen = request.args.get("words", "")
        words = {one.name: one.words for one in replies.listed(connection)}.get(chosen, "")
        reply = replies.filled(words, showing.values(filed, services().catalog))
        return _page(connection, number, {"reply": reply}, {})


@blueprint.post(ONE)
@requires(*HANDLERS)
def step(number: int) -> ResponseReturnValue:
    """Takes one step; what is wrong stands beside its field, with everything kept."""
    here, given = services(), {name: value.strip() for name, value in request.form.items()}
    with db.writing(here.engine) as connection:
        filed = get_or_404(store.get(connection, number, to_change=True))
        move = _move(given)
        try:
            handling.act(connection, filed, move, _clock())
        except RefusedError as refused:
            wrong = {one.field: one.message for one in refused.wrong}
            return _page(connection, number, given, wrong), refused.status
        name, subject = official().name, f"差评 {number}"
        record(connection, Change(here.now(), name, move.step, subject, filed.township))
    return redirect(url_for("cases.one", number=number), HTTPStatus.SEE_OTHER)


def _move(given: dict[str, str]) -> Move:
    """The step that a form sends; no form of ours sends one that can't be read."""
    appeal = given.get("appeal", "")
    try:
        return Move(
            Step(given.get("step", "")),
            Actor.of(official()),
            privacy.mask(clean(given.get("note", ""))),
            privacy.mask(clean(given.get("reply", ""))),
            typed.day(given.get("due", "")),
            Appeal(appeal) if appeal else None,
        )
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)


def _page(connection: Connection, number: int, given: dict[str, str], wrong: dict[str, str]) -> str:
    now, catalog = _clock(), services().catalog
    filed = get_or_404(store.get(connection, number))
    # The phone is for the township that calls back, and only as long as there is a reason to.
    may_call = filed.case.is_open and official().role is Role.TOWNSHIP
    return render_template(
        "cases/case.html",
        sheet=showing.sheet(connection, filed, catalog, now),
        phone=complaints.phone(connection, number) if may_call else None,
        steps=machine.steps(filed.case, Actor.of(official())),
        rules=machine.RULES,
        appeals=tuple(Appeal),
        latest=now.in_days(now.days.extended),
        phone_days=now.days.phone,
        templates=replies.listed(connection),
        given=given,
        wrong=wrong,
    )


@blueprint.get("/cases/replies")
@requires(Role.COUNTY)
def words() -> str:
    """The county's words for replies."""
    return _words(Template("", ""), {})


@blueprint.post("/cases/replies")
@requires(Role.COUNTY)
def write_words() -> ResponseReturnValue:
    """Writes or deletes one of them."""
    form, here = request.form, services()
    template = Template(clean(form.get("name", "")), clean(form.get("words", "")))
    is_over = "drop" in form
    wrong = {} if is_over else {one.field: one.message for one in replies.problems(template)}
    if wrong:
        return _words(template, wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    with db.writing(here.engine) as connection:
        if is_over:
            replies.drop(connection, template.name)
        else:
            replies.save(connection, template)
        action = "删除答复用语" if is_over else "修改答复用语"
        record(connection, Change(here.now(), official().name, action, template.name))
    return redirect(url_for("cases.words"), HTTPStatus.SEE_OTHER)


def _words(given: Template, wrong: dict[str, str]) -> str:
    with db.reading(services().engine) as connection:
        known = replies.listed(connection)
    return render_template(
        "cases/replies.html",
        templates=known,
        given=given,
        wrong=wrong,
        placeholders=replies.PLACEHOLDERS,
        blank=machine.BLANK,
    )
