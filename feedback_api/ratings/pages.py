"""The page on which a guide is rated (评一评): plain HTML, and the same answers for its script."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from feedback_api import db, throttle
from feedback_api.errors import RefusedError, Wrong
from feedback_api.errors import answer as answer_with
from feedback_api.published import Guide
from feedback_api.ratings import form, receipts
from feedback_api.ratings.form import Given
from feedback_api.ratings.intake import Origin, checked
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.words import BAD, GRADES
from feedback_api.ratings.writer import Taken
from feedback_api.services import services

SHOWN_SECONDS = 30 * 60
"""How long the page with the receipt can be opened: its address may stand in somebody's log."""
blueprint = Blueprint("rate", __name__, url_prefix="/api/v1/rate", template_folder="templates")


@blueprint.get("/<township>/<service>")
def ask(township: str, service: str) -> Response:
    """The questions. A slip's code in the address is filled in, and spent by nobody's looking."""
    given = {
        "id": [str(uuid4())],
        "v": [request.args.get("v", "")],
        "village": [request.args.get("village", "")],
        "slip": [request.args.get("code", "")],
    }
    return _questions(_guide(township, service), given, {})


@blueprint.post("/<township>/<service>")
def answer(township: str, service: str) -> AnyResponse:
    """Takes a rating, once however often it is sent."""
    guide = _guide(township, service)
    given = request.form.to_dict(flat=False)
    response: AnyResponse
    try:
        taken = _take(guide, given)
    except RefusedError as error:
        response = _refused(guide, given, error)
    except (DBAPIError, PoolTimeout):
        busy = Wrong("", "系统正忙，没有保存。您填的都还在，过一会儿再按一次“提交评价”")
        response = _refused(guide, given, RefusedError(503, busy, retry_after=5))
    else:
        response = _taken(guide, taken)
    services().intake.writer.meters.answer(response.status_code)
    return response


@blueprint.get("/<township>/<service>/done")
def done(township: str, service: str) -> Response:
    """The receipt, and what happens next. The address is good for half an hour."""
    guide = _guide(township, service)
    try:
        seq = _addresses().loads(request.args.get("t", ""), max_age=SHOWN_SECONDS)
    except BadData:
        abort(HTTPStatus.NOT_FOUND)
    with db.reading(services().engine) as connection:
        found = receipts.of(connection, seq)
    if found is None or (found.township, found.service) != (township, service):
        abort(HTTPStatus.NOT_FOUND)
    told = {"words": GRADES[found.grade], "is_bad": found.grade in BAD}
    values = {"found": found, "settings": services().settings, **told}
    return _page("rate/done.html", guide, values)


@blueprint.errorhandler(HTTPStatus.NOT_FOUND)
def gone(error: NotFound) -> Response:
    """Tells somebody with an old address where to turn."""
    if _wants_json():
        response = answer_with(
            HTTPStatus.NOT_FOUND, Wrong("", "没有这个乡镇，或者这里不办这件事了")
        )
    else:
        response = make_response(render_template("rate/gone.html", **_around()))
    response.status_code = error.code or HTTPStatus.NOT_FOUND
    return response


def _guide(township: str, service: str) -> Guide:
    guide = services().catalog.guide(township, service)
    if guide is None:
        abort(HTTPStatus.NOT_FOUND)
    return guide


def _take(guide: Guide, given: Given) -> Taken:
    if form.first(given, form.TRAP):
        raise RefusedError(422, Wrong("", "有一格不用填的填上了，请刷新这一页再评"))
    here = services()
    sent = checked(NewRating, form.rating(guide.township.slug, guide.identifier, given))
    return here.intake.take(sent, Origin(here.now(), request.remote_addr or "-"))


def _taken(guide: Guide, taken: Taken) -> AnyResponse:
    if _wants_json():
        response = jsonify(id=taken.id, receipt=taken.receipt, verified=taken.verified)
        response.status_code = HTTPStatus.CREATED if taken.is_new else HTTPStatus.OK
        return response
    with db.reading(services().engine) as connection:
        ticket = _addresses().dumps(receipts.number(connection, taken.receipt))
    return redirect(_address(guide, "/done", t=ticket, view=_view()), HTTPStatus.SEE_OTHER)


def _refused(guide: Guide, given: Given, error: RefusedError) -> Response:
    wrong = form.told(error.wrong)
    if _wants_json():
        response = jsonify(
            errors=[{"field": name, "message": said} for name, said in wrong.items()]
        )
    else:
        response = _questions(guide, given, wrong)
    response.status_code = error.status
    if form.PROOF in {one.field for one in error.wrong}:
        response.headers["Proof-Of-Work"] = str(throttle.PROOF_BITS)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _questions(guide: Guide, given: Given, wrong: dict[str, str]) -> Response:
    catalog = services().catalog
    about = {
        "who": f"{guide.township.hall.name}和{catalog.county.name}",
        "phone": catalog.county.complaints,
    }
    hidden = {name: form.first(given, name) for name in form.KEPT}
    hidden["id"] = hidden["id"] or str(uuid4())
    values = {"about": about, "given": given, "wrong": wrong, "hidden": hidden}
    return _page("rate/ask.html", guide, values)


def _page(template: str, guide: Guide, values: dict[str, Any]) -> Response:
    around = _around()
    folder = "elder/" if _view() else ""
    page = f"{around['site']}{folder}{guide.township.slug}/{guide.offer.page}"
    action = _address(guide, "", view=_view())
    body = render_template(template, guide=guide, page=page, action=action, **around, **values)
    response = make_response(body)
    response.cache_control.no_store = True
    return response


def _around() -> dict[str, Any]:
    """What `public.html` wants."""
    here = services()
    other = {**request.args.to_dict(), "view": "" if _view() else "elder"}
    return {
        "county": here.catalog.county,
        "site": here.settings.site,
        "is_elder": bool(_view()),
        "twin": f"?{urlencode({name: said for name, said in other.items() if said})}",
    }


def _address(guide: Guide, end: str, **asked: str) -> str:
    query = urlencode({name: said for name, said in asked.items() if said})
    path = f"{blueprint.url_prefix}/{guide.township.slug}/{guide.identifier}{end}"
    return f"{path}?{query}" if query else path


def _view() -> str:
    return "elder" if request.args.get("view") == "elder" else ""


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _addresses() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().settings.secret_key, salt="rating received")
