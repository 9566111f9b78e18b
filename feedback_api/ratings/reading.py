"""Public summaries over HTTP: as data, as pages that anybody can read, as open data by week."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request

from feedback_api import tabular
from feedback_api.ratings import summary
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.measures import PAPER, TAG
from feedback_api.ratings.summary import Library
from feedback_api.ratings.tags import tags
from feedback_api.services import services

FRESH_SECONDS = 600
"""How long a copy may be shown: summaries change once a week."""
FORMS = ("html", "json")
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
    return _fresh(_library().kept(f"export.{form}", lambda one: _export(one, form)))


def _answer(place: Place, form: str) -> Response:
    wanted = form or request.accept_mimetypes.best_match(["application/json", "text/html"])
    form = "html" if wanted in {"html", "text/html"} else "json"
    if wanted not in {*FORMS, "application/json", "text/html", None}:
        abort(HTTPStatus.NOT_FOUND)
    library = _library()
    if not library.has(place):
        abort(HTTPStatus.NOT_FOUND)
    view = "elder" if request.args.get("view") == "elder" else ""
    key = (place, form, view)
    response = _fresh(library.kept(key, lambda one: _written(one, *key)))
    response.vary.add("Accept")
    return response


def _library() -> Library:
    here = services()
    return here.reader.library(here.now())


def _written(library: Library, place: Place, form: str, view: str) -> summary.Kept:
    found = library.of(place)
    if form == "json":
        return summary.Kept(summary.as_text(found), "application/json")
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
    return summary.Kept(page.encode(), "text/html")


def _address(place: Place, view: str) -> str:
    """Of the page about a place, in the view."""
    path = "/".join(("/api/v1/summary", *filter(None, place)))
    return f"{path}.html{'?view=elder' if view else ''}"


def _export(library: Library, form: str) -> summary.Kept:
    kind = tabular.FORMS[form]
    return summary.Kept(kind.write(library.table()), kind.media)


def _fresh(kept: summary.Kept) -> Response:
    response = Response(kept.body, content_type=kept.media)
    response.set_etag(kept.tag)
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_SECONDS
    response.make_conditional(request)
    return response
