"""Requests of residents: a form without JavaScript, and the same as JSON."""

from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, Response, abort, jsonify, request

from feedback_api import db, residents, throttle
from feedback_api.errors import RefusedError, Wrong
from feedback_api.published import Township
from feedback_api.ratings.alphabet import in_fours
from feedback_api.ratings.intake import checked, read_json
from feedback_api.requests import intake
from feedback_api.requests.intake import Taken
from feedback_api.requests.models import Category, NewRequest
from feedback_api.services import services

blueprint = Blueprint(
    "public_requests", __name__, url_prefix="/api/v1/requests", template_folder="templates"
)
TRAP = "website"
"""A field that nobody sees: what fills it in is a machine."""


@blueprint.post("")
def create() -> Response:
    """Takes a request: 201, or 200 when it is there already, with the same body."""
    taken = _take(checked(NewRequest, read_json(request.get_data())))
    told = taken.kept.told
    response = jsonify(id=told.id, receipt=told.receipt)
    response.status_code = HTTPStatus.CREATED if taken.is_new else HTTPStatus.OK
    return response


@blueprint.get("/new/<township>")
def ask(township: str) -> Response:
    """The form."""
    given = {"village": request.args.get("village", "")}
    return _form(_township(township), given, {})


@blueprint.post("/new/<township>")
def answer(township: str) -> Response:
    """Takes it and shows the receipt at once: in an address it would stand in logs."""
    place, given = _township(township), request.form.to_dict()
    try:
        taken = _take(checked(NewRequest, _sent(place, given)))
    except RefusedError as refused:
        wrong = {_field(one.field): _said(one) for one in refused.wrong}
        return _form(place, given, wrong, refused.status)
    receipt = taken.kept.told.receipt
    return residents.page(
        "requests/taken.html",
        HTTPStatus.OK,
        township=place,
        receipt=receipt,
        spaced=in_fours(receipt),
        due=taken.kept.request.due,
    )


def _take(new: NewRequest) -> Taken:
    here = services()
    now, settings = here.now(), here.settings
    rules = intake.rules(settings, here.catalog, now.date())
    limits = throttle.Limits(settings.limit_network, settings.limit_county)
    key = f"requests {settings.secret_key}"
    visit = throttle.visit(key, request.remote_addr or "-", now, proved=True)
    with db.writing(here.engine) as connection:
        # Counted on its own, so that a refusal doesn't undo the count.
        verdict = throttle.Limiter(limits).note(connection, {0: visit})
    if verdict.too_many:
        said = (
            f"这一带刚才来的太多，没有保存。请过一会儿再提交，或者打 {here.catalog.county.hotline}"
        )
        raise RefusedError(429, Wrong("", said), retry_after=throttle.seconds_left(now))
    with db.writing(here.engine) as connection:
        return intake.take(connection, new, here.catalog, rules)


def _sent(township: Township, given: dict[str, str]) -> dict[str, object]:
    """What the form says, in the words of `NewRequest`. Raises RefusedError for a machine's."""
    if given.get(TRAP):
        raise RefusedError(422, Wrong("", "有一格不用填的填上了，请刷新这一页再写"))
    phone = given.get("phone", "").strip()
    contact = {"phone": phone, "consent": given.get("consent") == "yes"} if phone else None
    return {
        "id": given.get("id", ""),
        "township": township.slug,
        "village": given.get("village") or None,
        "category": given.get("category", ""),
        "summary": given.get("summary", ""),
        "contact": contact,
    }


def _field(name: str) -> str:
    named = {"contact.consent": "consent", "contact.phone": "phone", "id": "", "township": ""}
    return named.get(name, name)


def _said(wrong: Wrong) -> str:
    own = {
        "category": "请选一个：是需求、咨询，还是投诉",
        "contact.consent": "留了电话，请打勾同意；不想留就把电话删掉",
        "id": "这一页开得太久了，请刷新再写",
    }
    return own.get(wrong.field, wrong.message)


def _form(
    township: Township, given: dict[str, str], wrong: dict[str, str], status: int = 200
) -> Response:
    return residents.page(
        "requests/ask.html",
        status,
        township=township,
        categories=tuple(Category),
        given={"id": str(uuid4()), "summary": "", "category": "", "phone": "", **given},
        wrong=wrong,
        days=services().settings.contact_days,
    )


def _township(slug: str) -> Township:
    township = services().catalog.by_slug.get(slug)
    if township is None:
        abort(HTTPStatus.NOT_FOUND)
    return township
