"""Public summaries over HTTP: as data, as pages that anybody can read, as open data by week."""

from functools import lru_cache, partial
from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from feedback_api import tabular
from feedback_api.ratings import answers, summary
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.measures import PAPER, TAG
from feedback_api.ratings.summary import Kept, Library
from feedback_api.ratings.tags import tags
from feedback_api.services import services

FORMS = ("html", "json")
_BY_FORM = ("Vary", "Accept")
blueprint = Blueprint("reading", __name__, url_prefix="/api/v1", template_folder="templates")


@blueprint.get("/summary")
@blueprint.get("/summary.<form>")
def of_county(form: str = "") -> Response:
    """The county."""
    return _answer(Place(), form)


@blueprint.get("/summary/<township>")
def of_township(township: str) -> Response:
    """A township."""
    name, _, form = township.partition(".")
    return _answer(Place(name), form)


@blueprint.get("/summary/<township>/<service>")
def of_guide(township: str, service: str) -> Response:
    """A guide of a township."""
    name, _, form = service.partition(".")
    return _answer(Place(township, name), form)


@blueprint.get("/export.<form>")
def export(form: str) -> Response:
    """Everything that is published, by week."""
    if form not in {"csv", "json"}:
        abort(HTTPStatus.NOT_FOUND)
    library = answers.library()
    return answers.answer(library, f"export.{form}", lambda one: _export(one, form))


def _answer(place: Place, form: str) -> Response:
    form = form or _best(request.headers.get("Accept", ""))
    library = answers.library()
    if form not in FORMS or not library.has(place):
        abort(HTTPStatus.NOT_FOUND)
    view = "elder" if request.args.get("view") == "elder" else ""
    key = (place, form, view)
    return answers.answer(library, key, lambda one: _written(one, *key))


@lru_cache(maxsize=256)
def _best(accepted: str) -> str:
    """The form that a header asks for."""
    found = parse_accept_header(accepted, MIMEAccept).best_match(["application/json", "text/html"])
    return "html" if found == "text/html" else "json"


def _written(library: Library, place: Place, form: str, view: str) -> Kept:
    found = library.of(place)
    if form == "json":
        return answers.kept(summary.as_text(found), "application/json", _BY_FORM)
    page = render_template(
        "summary.html",
        summary=found,
        county=services().catalog.county,
        site=services().settings.site,
        least=services().settings.min_cell,
        is_elder=bool(view),
        twin=_address(place, "" if view else "elder"),
        address=partial(_address, view=view),
        paper=PAPER,
        tag=TAG,
        tags=tags(),
    )
    return answers.kept(page.encode(), "text/html; charset=utf-8", _BY_FORM)


def _address(place: Place, view: str) -> str:
    """Of the page about a place, in the view."""
    path = "/".join(("/api/v1/summary", *filter(None, place)))
    return f"{path}.html{'?view=elder' if view else ''}"


def _export(library: Library, form: str) -> Kept:
    kind = tabular.FORMS[form]
    return answers.kept(kind.write(library.table()), kind.media)
