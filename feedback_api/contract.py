"""The API's own description: OpenAPI for programs, a page in Chinese for people."""

import json

from flask import Blueprint, Response, jsonify, render_template, request

from feedback_api import throttle
from feedback_api.openapi import Operation, Title, document
from feedback_api.ratings import contract as ratings
from feedback_api.ratings.models import NewRating
from feedback_api.seals import contract as seals
from feedback_api.services import services

OPERATIONS: tuple[Operation, ...] = (*ratings.OPERATIONS, *seals.OPERATIONS)
"""Of all features that have a public API."""
TITLE = Title("办事指南群众评价", "收评价、看评价的接口。所有回答都是 JSON。", "1")
blueprint = Blueprint("contract", __name__, url_prefix="/api/v1")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The whole contract, OpenAPI 3.1."""
    return jsonify(document(TITLE, OPERATIONS))


@blueprint.get("/")
def explained() -> str:
    """The contract in words."""
    here, is_elder = services(), request.args.get("view") == "elder"
    fields = NewRating.model_fields.items()
    return render_template(
        "contract.html",
        county=here.catalog.county,
        site=here.settings.site,
        is_elder=is_elder,
        twin="/api/v1/" if is_elder else "/api/v1/?view=elder",
        operations=OPERATIONS,
        fields=[(name, one.is_required(), one.description) for name, one in fields],
        example=json.dumps(ratings.EXAMPLE, ensure_ascii=False, indent=1),
        settings=here.settings,
        bits=throttle.PROOF_BITS,
    )
