"""The screen on which staff type in paper ratings, and import them from a spreadsheet."""

from http import HTTPStatus
from io import BytesIO
from typing import Any
from uuid import uuid4

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from feedback_api import db, spreadsheet
from feedback_api.errors import RefusedError
from feedback_api.officials import access, audit
from feedback_api.officials.access import official, requires, township_or_404
from feedback_api.officials.audit import Change
from feedback_api.officials.roles import Role
from feedback_api.paper import blank, rows, store, typed
from feedback_api.published import Guide
from feedback_api.ratings.alphabet import drawn
from feedback_api.ratings.intake import Origin
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.writer import Taken
from feedback_api.services import services
from feedback_api.spreadsheet import Mistake

LATEST = 10
STAFF = requires(Role.CLERK, Role.TOWNSHIP, Role.COUNTY)
blueprint = Blueprint("paper", __name__, url_prefix=access.PATH, template_folder="templates")


@blueprint.url_value_preprocessor
def _larger(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A spreadsheet may be larger than what everybody else sends."""
    if endpoint == "paper.take_in":
        request.max_content_length = spreadsheet.MAX_FILE


@blueprint.get("/paper")
@STAFF
def screen() -> Response:
    """The township and service that were chosen, the form, and what came last."""
    return _screen(_chosen(), {"标识": uuid4().hex}, [])


@blueprint.post("/paper")
@STAFF
def save() -> AnyResponse:
    """Stores what was typed, and begins the next with the same township and service."""
    guide, given = _chosen(), request.form.to_dict()
    made, mistakes = rows.ratings(
        services().catalog, {1: typed.row(guide, given)}, official().township
    )
    if mistakes:
        return _screen(guide, given, mistakes)
    try:
        taken = _take(made[0])
    except RefusedError as error:
        return _screen(guide, given, [Mistake(1, "", wrong.message) for wrong in error.wrong])
    if taken.is_new:
        _record("录入纸质评价", taken.receipt, guide.township.slug)
    slug, service = guide.township.slug, guide.identifier
    again = url_for("paper.screen", saved=taken.receipt, township=slug, service=service)
    return redirect(again, HTTPStatus.SEE_OTHER)


@blueprint.post("/paper/<township>/note")
@STAFF
def note(township: str) -> AnyResponse:
    """Keeps a note on a paper that was typed in wrongly: what is stored is never changed."""
    place = township_or_404(township)
    receipt, words = (request.form.get(name, "").strip() for name in ("receipt", "note"))
    with db.reading(services().engine) as connection:
        there = store.is_paper(connection, place, receipt)
    if there and words:
        _record("纸质评价更正说明", receipt, place, after=words[:200])
    return redirect(url_for("paper.screen", township=place, noted=int(there)), HTTPStatus.SEE_OTHER)


@blueprint.get("/paper/template.xlsx")
@STAFF
def template() -> Response:
    """The spreadsheet to fill in; no two copies have the same numbers in it."""
    catalog, own = services().catalog, official().township
    places = [own] if own else list(catalog.by_slug)
    file = blank.workbook(catalog, places, drawn(5))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return send_file(
        BytesIO(file), mimetype=kind, as_attachment=True, download_name="纸质评价.xlsx"
    )


@blueprint.post("/paper/import")
@STAFF
def take_in() -> AnyResponse:
    """Takes all rows of a spreadsheet, or none of them and tells everything that is wrong."""
    sent = request.files.get("file")
    try:
        found = spreadsheet.read(sent.read() if sent else b"", rows.LAYOUT)
    except spreadsheet.UnreadableError as error:
        return _result(refused=str(error))
    made, mistakes = rows.ratings(services().catalog, found, official().township)
    if mistakes:
        return _result(mistakes=mistakes)
    taken = [_take(one) for one in made]
    added = sum(one.is_new for one in taken)
    if added:
        _record("导入纸质评价", f"{added} 条", official().township)
    return _result(added=added, known=len(taken) - added)


def _take(rating: NewRating) -> Taken:
    here = services()
    return here.intake.take(rating, Origin(here.now(), None))


def _record(action: str, subject: str, township: str | None, after: str | None = None) -> None:
    here = services()
    change = Change(here.now(), official().name, action, subject, township, after=after)
    with db.writing(here.engine) as connection:
        audit.record(connection, change)


def _chosen() -> Guide:
    """What the address asks for, else the first; never another township's."""
    catalog = services().catalog
    asked = request.values.get("township") or official().township or catalog.townships[0].slug
    township = catalog.by_slug[township_or_404(asked)]
    service = request.values.get("service", "")
    return catalog.guide(township.slug, service) or next(typed.guides(catalog, township))


def _screen(guide: Guide, given: dict[str, str], mistakes: list[Mistake]) -> Response:
    here = services()
    with db.reading(here.engine) as connection:
        latest = store.latest(connection, guide.township.slug, LATEST)
    body = render_template(
        "paper/screen.html",
        guide=guide,
        places=[one for one in here.catalog.townships if official().sees(one.slug)],
        guides=list(typed.guides(here.catalog, guide.township)),
        fields=typed.fields(guide, given),
        mark=given["标识"],
        wrong={one.column: one.message for one in mistakes},
        saved=request.args.get("saved"),
        noted=request.args.get("noted"),
        latest=[(one, _name(guide, one.service)) for one in latest],
    )
    response = make_response(body, HTTPStatus.UNPROCESSABLE_ENTITY if mistakes else HTTPStatus.OK)
    response.cache_control.no_store = True
    return response


def _name(guide: Guide, service: str) -> str:
    found = services().catalog.guide(guide.township.slug, service)
    return found.service.plain_name if found else service


def _result(
    *, mistakes: list[Mistake] | None = None, refused: str = "", added: int = 0, known: int = 0
) -> Response:
    wrong = mistakes or []
    body = render_template(
        "paper/imported.html",
        mistakes=wrong,
        most=spreadsheet.MOST_SHOWN,
        refused=refused,
        added=added,
        known=known,
    )
    is_fine = not wrong and not refused
    return make_response(body, HTTPStatus.OK if is_fine else HTTPStatus.UNPROCESSABLE_ENTITY)
