"""The published figures over HTTP: a guide's for the phone that shows it, and all as a file."""

from flask import Blueprint, Response, abort, jsonify, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from feedback_api.ratings import answers, summary_file
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.opinion import opinion
from feedback_api.ratings.summary import Kept, Library
from feedback_api.ratings.summary_file import SummaryFile
from feedback_api.services import services

blueprint = Blueprint("publishing", __name__, url_prefix="/api/v1", template_folder="templates")


@blueprint.get("/ratings.json")
def all_figures() -> Response:
    """群众评价汇总: what `guides build --ratings` takes."""
    return answers.answer(answers.library(), "ratings.json", _file)


@blueprint.get("/ratings.schema.json")
def schema() -> AnyResponse:
    """The JSON Schema of `ratings.json`."""
    response = jsonify(SummaryFile.model_json_schema())
    response.cache_control.public = True
    response.cache_control.max_age = answers.FRESH_SECONDS
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/rate/<township>/<service>/figures")
def of_guide(township: str, service: str) -> Response:
    """A guide's figures in the words of its page."""
    if services().catalog.guide(township, service) is None:
        abort(404)
    place = Place(township, service)
    return answers.answer(
        answers.library(), ("figures", place), lambda library: _figures(library, place)
    )


def _file(library: Library) -> Kept:
    file = summary_file.summary_file(library, services().catalog)
    return answers.kept(summary_file.text(file).encode(), "application/json")


def _figures(library: Library, place: Place) -> Kept:
    guide = services().catalog.guide(*place)
    assert guide  # noqa: S101  (the view has looked)
    page = render_template(
        "rate/figures.html",
        rated=opinion(library, place),
        promised=guide.service.trips.promised,
    )
    return answers.kept(page.encode(), "text/html; charset=utf-8")
