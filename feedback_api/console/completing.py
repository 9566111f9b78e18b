"""办件量: typed in or imported from a spreadsheet; and inspections that were announced."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from feedback_api import db, spreadsheet, tabular
from feedback_api.console import importing, period, typed
from feedback_api.console.importing import Whose
from feedback_api.console.typed import Cell
from feedback_api.errors import RefusedError, Wrong
from feedback_api.officials.access import PATH, official, requires, township_or_404
from feedback_api.officials.audit import Change, record
from feedback_api.officials.roles import Role
from feedback_api.published import Township
from feedback_api.services import services
from feedback_api.spreadsheet import Mistake, UnreadableError

blueprint = Blueprint("completed", __name__, url_prefix=PATH, template_folder="templates")
FORMS = ("xlsx", "csv")
"""Of the spreadsheet to fill in."""
STAFF = requires(Role.COUNTY, Role.TOWNSHIP)


class Kept(NamedTuple):
    """What an import did."""

    added: int
    changed: int
    same: int


class Outcome(NamedTuple):
    """What became of what was sent."""

    wrong: tuple[str, ...] = ()
    refused: str = ""
    mistakes: tuple[Mistake, ...] = ()
    kept: Kept | None = None


@blueprint.url_value_preprocessor
def _larger(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A spreadsheet may be larger than what everybody else sends."""
    if endpoint == "completed.take_in":
        request.max_content_length = spreadsheet.MAX_FILE


@blueprint.get("/completed")
@STAFF
def screen() -> str:
    """Cases completed by month: what 主动评价率 is divided by."""
    return _screen(Outcome())


def _screen(outcome: Outcome) -> str:
    here, months = services(), _months()
    with db.reading(here.engine) as connection:
        found = typed.completed(connection, months)
        days = typed.inspections(connection, here.now().date())
    return render_template(
        "console/completed.html",
        months=months,
        found=found,
        shown=_shown(),
        inspections=days,
        outcome=outcome,
        most=spreadsheet.MOST_SHOWN,
        forms=FORMS,
        form=request.form,
    )


def _months() -> list[str]:
    return period.months_before(services().now().date())


def _shown() -> list[Township]:
    return [one for one in services().catalog.townships if official().sees(one.slug)]


@blueprint.post("/completed")
@STAFF
def type_in() -> ResponseReturnValue:
    """Takes the whole table, or none of it when a number is wrong."""
    here = services()
    cells = {
        (one.slug, month): request.form.get(f"{one.slug}.{month}", "").strip()
        for one in _shown()
        for month in _months()
    }
    wrong = typed.wrong_with({key: text for key, text in cells.items() if text}, here.catalog)
    if wrong:
        return _screen(Outcome(tuple(wrong))), HTTPStatus.UNPROCESSABLE_ENTITY
    given = {key: int(text) if text else None for key, text in cells.items()}
    with db.writing(here.engine) as connection:
        _keep(connection, given, "填办件量")
    return _back()


@blueprint.get("/completed/template.<form>")
@STAFF
def template(form: str) -> Response:
    """The spreadsheet to fill in, with what is known."""
    if form not in FORMS:
        abort(HTTPStatus.NOT_FOUND)
    months = _months()
    with db.reading(services().engine) as connection:
        known = typed.completed(connection, months)
    return tabular.response(importing.blank(_shown(), months, known), form)


@blueprint.post("/completed/import")
@STAFF
def take_in() -> ResponseReturnValue:
    """Takes all rows of a spreadsheet, or none of them and tells everything that is wrong."""
    here, sent = services(), request.files.get("file")
    try:
        rows = spreadsheet.read(sent.read() if sent else b"", importing.LAYOUT)
    except UnreadableError as error:
        return _screen(Outcome(refused=str(error))), HTTPStatus.UNPROCESSABLE_ENTITY
    whose = Whose(here.catalog, official().township, here.now().date())
    given, mistakes = importing.cells(rows, whose)
    if mistakes:
        return _screen(Outcome(mistakes=tuple(mistakes))), HTTPStatus.UNPROCESSABLE_ENTITY
    with db.writing(here.engine) as connection:
        kept = _keep(connection, given, "导入办件量")
    return _screen(Outcome(kept=kept))


def _keep(connection: Connection, given: Mapping[Cell, int | None], action: str) -> Kept:
    """Keeps the numbers, each change with its entry in the log."""
    here, changes = services(), list(typed.type_in(connection, given))
    for (slug, month), before, after in changes:
        told = tuple(None if one is None else str(one) for one in (before, after))
        subject = f"{month} 办件量"
        record(connection, Change(here.now(), official().name, action, subject, slug, *told))
    added = sum(before is None for _, before, _ in changes)
    return Kept(added, len(changes) - added, len(given) - len(changes))


@blueprint.post("/inspections")
@requires(Role.COUNTY)
def announce() -> ResponseReturnValue:
    """Notes the day of an inspection that was announced."""
    here, form = services(), request.form
    slug, title = form.get("township", ""), form.get("title", "").strip()
    day = typed.day(form.get("day", ""))
    if day is None or not title:
        raise RefusedError(422, Wrong("", "请写检查的日期和名称"))
    town = township_or_404(slug) if slug else None
    with db.writing(here.engine) as connection:
        typed.announce(connection, town, day, title[:80])
        change = Change(here.now(), official().name, "登记检查", f"{day} {title[:60]}", town)
        record(connection, change)
    return _back()


def _back() -> Answer:
    return redirect(url_for("completed.screen"), HTTPStatus.SEE_OTHER)
