"""Ratings over HTTP: taking them, the tags, the meters."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request

from feedback_api.errors import RefusedError
from feedback_api.ratings.intake import Origin, checked, read_json
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import GRADES
from feedback_api.services import services

blueprint = Blueprint("ratings", __name__, url_prefix="/api/v1", template_folder="templates")


@blueprint.post("/ratings")
def create_rating() -> Response:
    """Takes a rating: 201, or 200 when it is there already, with the same body."""
    here = services()
    meters = here.intake.writer.meters
    try:
        body = request.get_data()
        with here.intake.writer.expecting():
            rating = checked(NewRating, read_json(body))
            taken = here.intake.take(rating, Origin(here.now(), request.remote_addr or "-"))
    except RefusedError as error:
        meters.answer(error.status)
        raise
    status = HTTPStatus.CREATED if taken.is_new else HTTPStatus.OK
    meters.answer(status)
    response = jsonify(id=taken.id, receipt=taken.receipt, verified=taken.verified)
    response.status_code = status
    return response


@blueprint.get("/tags")
def list_tags() -> Response:
    """The five grades, each with its eight tags."""
    response = jsonify(
        grades=[
            {
                "grade": grade,
                "name": name,
                "tags": [
                    {"code": tag.code, "text": tag.text, "basic": tag.is_basic}
                    for tag in tags().values()
                    if tag.grade == grade
                ],
            }
            for grade, name in GRADES.items()
        ]
    )
    response.cache_control.max_age = 86400
    response.cache_control.public = True
    return response


@blueprint.get("/metrics")
def metrics() -> Response:
    """This worker's meters, for Prometheus."""
    return Response(services().intake.writer.meters.text(), mimetype="text/plain; version=0.0.4")
