"""The published figures over HTTP: a guide's for the phone that shows it, and all as a file."""

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from feedback_api.ratings import summary_file
from feedback_api.ratings.blocks import Place
from feedback_api.ratings.opinion import opinion
from feedback_api.ratings.summary_file import SummaryFile
from feedback_api.services import services

FRESH_SECONDS = 600
blueprint = Blueprint("publishing", __name__, url_prefix="/api/v1", template_folder="templates")


@blueprint.get("/ratings.json")
def all_figures() -> AnyResponse:
    """群众评价汇总: what `guides build --ratings` takes."""
    here = services()
    file = summary_file.summary_file(here.reader.library(here.now()), here.catalog)
    return _fresh(Response(summary_file.text(file), mimetype="application/json"))


@blueprint.get("/ratings.schema.json")
def schema() -> AnyResponse:
    """The JSON Schema of `ratings.json`."""
    return _fresh(jsonify(SummaryFile.model_json_schema()))


@blueprint.get("/rate/<township>/<service>/figures")
def of_guide(township: str, service: str) -> AnyResponse:
    """A guide's figures in the words of its page."""
    here = services()
    guide = here.catalog.guide(township, service)
    if guide is None:
        abort(404)
    found = opinion(here.reader.library(here.now()), Place(township, service))
    body = render_template("rate/figures.html", rated=found, promised=guide.service.trips.promised)
    return _fresh(make_response(body))


def _fresh(response: Response) -> AnyResponse:
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_SECONDS
    response.add_etag()
    return response.make_conditional(request)
