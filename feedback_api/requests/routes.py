"""The officials' pages of 民情台账: the ledger, one request, writing one down, a month."""

from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from feedback_api import db, privacy, tabular, typed
from feedback_api.actors import Actor
from feedback_api.errors import RefusedError
from feedback_api.officials import access
from feedback_api.officials.access import get_or_404, official, requires, township_or_404
from feedback_api.officials.audit import Change, record
from feedback_api.officials.roles import Role
from feedback_api.ratings.alphabet import in_fours
from feedback_api.ratings.intake import checked
from feedback_api.ratings.models import clean
from feedback_api.requests import intake, machine, showing, store
from feedback_api.requests.machine import Level, Move, Result, Rules, State, Step
from feedback_api.requests.models import Category, Channel, NewRequest
from feedback_api.requests.store import Kept, Wanted
from feedback_api.services import services

blueprint = Blueprint("requests", __name__, url_prefix=access.PATH, template_folder="templates")
ONE = "/requests/<int(max=999999999999):number>"
HANDLERS = (Role.TOWNSHIP, Role.CLERK, Role.COUNTY)


def _rules() -> Rules:
    here = services()
    return intake.rules(here.settings, here.catalog, here.now().date())


@blueprint.get("/requests")
@requires(*HANDLERS)
def ledger() -> str:
    """Requests by deadline, filtered."""
    wanted, page = _wanted(), typed.page(request.args)
    here, today = services(), services().now().date()
    with db.reading(here.engine) as connection:
        found = store.listed(connection, wanted, page)
        late = store.count(connection, Wanted(wanted.township, overdue_on=today))
    return render_template(
        "requests/ledger.html",
        lines=[showing.line(kept, here.catalog, today) for kept in found[: store.PAGE]],
        is_more=len(found) > store.PAGE,
        page=page,
        wanted=wanted,
        late=late,
        states=(store.OPEN, *State),
        levels=tuple(Level),
        categories=tuple(Category),
        channels=tuple(Channel),
        forms=tabular.FORMS,
    )


@blueprint.get("/requests.<form>")
@requires(*HANDLERS)
def export(form: str) -> Response:
    """The same requests as a table to save."""
    if form not in tabular.FORMS:
        abort(HTTPStatus.NOT_FOUND)
    here, today = services(), services().now().date()
    with db.reading(here.engine) as connection:
        found = store.listed(connection, _wanted(), None)
    lines = [showing.line(kept, here.catalog, today) for kept in found]
    return tabular.response(showing.table(lines), form)


def _wanted() -> Wanted:
    """The ledger that the address asks for; a township's official gets only its own."""
    asked = request.args
    return Wanted(
        township=_township(asked.get("township", "")),
        category=typed.known(asked.get("category", ""), Category),
        channel=typed.known(asked.get("channel", ""), Channel),
        state=typed.known(asked.get("state", store.OPEN), (store.OPEN, *State)),
        level=typed.known(asked.get("level", ""), Level),
        overdue_on=services().now().date() if asked.get("overdue") else None,
    )


def _township(asked: str) -> str:
    return township_or_404(asked) if asked else official().township or ""


@blueprint.get("/requests/month")
@requires(*HANDLERS)
def month() -> str:
    """A month in figures (每月小结)."""
    here, today = services(), services().now().date()
    first, last = showing.bounds(request.args.get("month", ""), today)
    wanted = Wanted(_township(request.args.get("township", "")), since=first, until=last)
    with db.reading(here.engine) as connection:
        found = store.listed(connection, wanted, None)
    places = {kept.township for kept in found} if not official().township else set()
    return render_template(
        "requests/month.html",
        month=first.isoformat()[:7],
        wanted=wanted,
        whole=showing.month(found, today),
        by_place={
            here.catalog.township_name(place): showing.month(
                [kept for kept in found if kept.township == place], today
            )
            for place in sorted(places)
        },
    )


@blueprint.get("/requests/new")
@requires(Role.TOWNSHIP, Role.CLERK)
def write() -> str:
    """The form for what somebody says on the phone or in the village's station."""
    return _form({}, {})


@blueprint.post("/requests/new")
@requires(Role.TOWNSHIP, Role.CLERK)
def enter() -> ResponseReturnValue:
    """Keeps it, with owner and day at once."""
    here, given = services(), _given()
    try:
        new = checked(NewRequest, _sent(given))
        with db.writing(here.engine) as connection:
            move = _move({**given, "step": Step.ACCEPTED})
            kept = intake.enter(connection, new, here.catalog, move, _rules())
            _audit(connection, kept, Step.RECEIVED)
    except RefusedError as refused:
        return _form(given, {one.field: one.message for one in refused.wrong}), refused.status
    return redirect(url_for("requests.one", number=kept.number), HTTPStatus.SEE_OTHER)


def _form(given: dict[str, str], wrong: dict[str, str]) -> str:
    here, rules = services(), _rules()
    township = here.catalog.by_slug.get(official().township or "")
    if township is None:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(
        "requests/new.html",
        township=township,
        categories=tuple(Category),
        channels=(Channel.PHONE, Channel.VILLAGE),
        given={"id": str(uuid4()), **given},
        wrong=wrong,
        latest=rules.calendar.add(rules.today, rules.most_days),
    )


def _sent(given: dict[str, str]) -> dict[str, object]:
    phone = given.get("phone", "")
    contact = {"phone": phone, "consent": given.get("consent") == "yes"} if phone else None
    plain = {name: given.get(name, "") for name in ("id", "channel", "category", "summary")}
    village = given.get("village") or None
    return {**plain, "township": official().township, "village": village, "contact": contact}


@blueprint.get(ONE)
@requires(*HANDLERS)
def one(number: int) -> str:
    """One request with its history, and a form for each step that is theirs to take."""
    with db.reading(services().engine) as connection:
        return _page(connection, get_or_404(store.get(connection, number)), {}, {})


@blueprint.post(ONE)
@requires(*HANDLERS)
def step(number: int) -> ResponseReturnValue:
    """Takes one step; what is wrong stands beside its field, with everything kept."""
    here, given = services(), _given()
    with db.writing(here.engine) as connection:
        kept = get_or_404(store.get(connection, number, to_change=True))
        move = _move(given)
        try:
            intake.act(connection, kept, move, _rules(), here.settings.contact_days)
        except RefusedError as refused:
            wrong = {one.field: one.message for one in refused.wrong}
            return _page(connection, kept, given, wrong), refused.status
        _audit(connection, kept, move.step)
    return redirect(url_for("requests.one", number=number), HTTPStatus.SEE_OTHER)


def _audit(connection: Connection, kept: Kept, step: Step) -> None:
    name, subject = official().name, f"民情 {kept.number}"
    record(connection, Change(services().now(), name, step, subject, kept.township))


def _given() -> dict[str, str]:
    return {name: value.strip() for name, value in request.form.items()}


def _move(given: dict[str, str]) -> Move:
    """The step that a form sends; no form of ours sends one that can't be read."""
    result = given.get("result", "")
    try:
        return Move(
            Step(given.get("step", "")),
            Actor.of(official()),
            owner=privacy.mask(clean(given.get("owner", ""))),
            due=typed.day(given.get("due", "")),
            note=privacy.mask(clean(given.get("note", ""))),
            reply=privacy.mask(clean(given.get("reply", ""))),
            result=Result(result) if result else None,
        )
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)


def _page(connection: Connection, kept: Kept, given: dict[str, str], wrong: dict[str, str]) -> str:
    here, rules = services(), _rules()
    is_theirs = official().township == kept.township
    return render_template(
        "requests/one.html",
        line=showing.line(kept, here.catalog, rules.today),
        phone=store.phone(connection, kept.number) if is_theirs and kept.request.is_open else None,
        receipt=in_fours(kept.told.receipt) if kept.told.channel != Channel.PAGE else "",
        steps=machine.steps(kept.request, Actor.of(official())),
        history=store.history(connection, kept.number),
        results=tuple(Result),
        latest=rules.calendar.add(rules.today, rules.most_days),
        given=given,
        wrong=wrong,
    )
