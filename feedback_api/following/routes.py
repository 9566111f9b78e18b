"""What became of a 差评 or a request, for who has its receipt.

The receipt comes in the body of a POST and the answer is given at once, without a redirect:
whoever has a receipt may read the answer, so it must not stand in an address, which logs,
histories and shared phones keep. Sending the form again only reads again.
"""

from datetime import date
from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.exc import IntegrityError

from feedback_api import db, residents
from feedback_api.cases import complaints, store
from feedback_api.cases.complaints import Followed
from feedback_api.cases.states import State
from feedback_api.cases.store import Filed
from feedback_api.errors import RefusedError, Wrong
from feedback_api.following.progress import Progress, of_case, of_rating, of_request
from feedback_api.ratings.alphabet import in_fours, is_ours, tidied
from feedback_api.ratings.intake import RECEIPT_LENGTH, Origin, checked
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.words import GRADES, Channel
from feedback_api.requests import store as requests
from feedback_api.services import services

blueprint = Blueprint("following", __name__, url_prefix="/api/v1", template_folder="templates")
UNKNOWN = "没有这个回执号，请对照着再写一遍"
LISTED = 200


@blueprint.get("/follow")
def ask() -> Response:
    """Where to write the receipt."""
    return residents.page("following/ask.html", receipt="", wrong="")


@blueprint.post("/follow")
def show() -> Response:
    """How far it got."""
    receipt = _receipt()
    progress = _progress(receipt)
    if progress is None:
        typed = request.form.get("receipt", "")[:40]
        wrong = UNKNOWN if typed.strip() else "请写回执号"
        page = "following/ask.html"
        return residents.page(page, HTTPStatus.NOT_FOUND, receipt=typed, wrong=wrong)
    return _shown(receipt, progress, {}, {})


@blueprint.post("/follow/again")
def rate_again() -> Response:
    """The one 追评 after a 差评 was dealt with."""
    receipt, here = _receipt(), services()
    with db.reading(here.engine) as connection:
        rating = complaints.behind(connection, receipt)
        filed = store.get(connection, rating.seq) if rating else None
    progress = _progress(receipt)
    if rating is None or progress is None:
        raise RefusedError(404, Wrong("receipt", UNKNOWN))
    given = request.form.to_dict()
    try:
        _take(rating, filed, given)
    except IntegrityError:
        return _shown(receipt, progress, given, {"": "已经追评过了，一件事只能追评一次"}, 409)
    except RefusedError as refused:
        wrong = {one.field: one.message for one in refused.wrong}
        return _shown(receipt, progress, given, wrong, refused.status)
    return _shown(receipt, _progress(receipt) or progress, {}, {})


def _receipt() -> str:
    """The receipt as it is kept; empty for what none looks like."""
    typed = tidied(request.form.get("receipt", "")[:40])
    return typed if is_ours(typed, RECEIPT_LENGTH) else ""


def _take(rating: Followed, filed: Filed | None, given: dict[str, str]) -> None:
    here = services()
    known = rating.again is not None and given.get("id") == rating.again_id
    if not known and not _may_rate_again(rating, filed):
        raise RefusedError(409, Wrong("", "办结以后才能追评，而且只能追评一次"))
    grade = given.get("grade", "")
    if grade not in {str(one) for one in GRADES}:
        raise RefusedError(422, Wrong("grade", "请选一个：处理以后，您觉得怎么样"))
    sent = {
        "id": given.get("id", ""),
        "township": rating.township,
        "service": rating.service,
        "grade": int(grade),
        "text": given.get("text", ""),
        "channel": Channel.WEB,
    }
    origin = Origin(here.now(), request.remote_addr or "-", follows=rating.seq)
    here.intake.take(checked(NewRating, sent), origin)


def _may_rate_again(rating: Followed, filed: Filed | None) -> bool:
    is_closed = filed is not None and filed.case.state is State.CLOSED
    return is_closed and rating.follows is None and rating.again is None


def _progress(receipt: str) -> Progress | None:
    """What became of whatever has this receipt."""
    if not receipt:
        return None
    here = services()
    today: date = here.now().date()
    with db.reading(here.engine) as connection:
        rating = complaints.behind(connection, receipt)
        if rating is not None:
            filed = store.get(connection, rating.seq)
            if filed is None:
                return of_rating(rating, here.catalog)
            history = store.history(connection, rating.seq)
            progress = of_case(rating, filed, history, here.catalog, today)
            return progress._replace(may_rate_again=_may_rate_again(rating, filed))
        kept = requests.behind(connection, receipt)
        if kept is None:
            return None
        return of_request(kept, requests.history(connection, kept.number), here.catalog, today)


def _shown(
    receipt: str,
    progress: Progress,
    given: dict[str, str],
    wrong: dict[str, str],
    status: int = 200,
) -> Response:
    return residents.page(
        "following/progress.html",
        status,
        at="/api/v1/follow",
        receipt=receipt,
        spaced=in_fours(receipt),
        progress=progress,
        grades=GRADES,
        given={"id": str(uuid4()), "grade": "", "text": "", **given},
        wrong=wrong,
    )


@blueprint.get("/excluded")
def excluded() -> Response:
    """Ratings that don't count, each with the county's reason."""
    here = services()
    with db.reading(here.engine) as connection:
        struck = complaints.struck(connection, LISTED)
    named = [
        one._replace(
            township=here.catalog.township_name(one.township),
            service=here.catalog.service_name(one.township, one.service),
        )
        for one in struck
    ]
    return residents.page("following/excluded.html", struck=named)


@blueprint.get("/excluded.json")
def excluded_json() -> Response:
    """The same as open data."""
    with db.reading(services().engine) as connection:
        struck = complaints.struck(connection, LISTED)
    return jsonify([one._asdict() | {"day": one.day.isoformat()} for one in struck])
