"""Seals and proofs, for whoever wants to recompute them."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from feedback_api import db
from feedback_api.errors import RefusedError, Wrong
from feedback_api.ratings.alphabet import is_ours, tidied
from feedback_api.ratings.intake import RECEIPT_LENGTH
from feedback_api.seals import sealing, store
from feedback_api.services import services

blueprint = Blueprint("seals", __name__, url_prefix="/api/v1")
_WAITING = "评价已经收到，还没有封存。封存每天做，请明天再看。"
_CHANGED = "这条评价和封存的时候不一样。请把回执号告诉县里，请县里核对。"


@blueprint.get("/seals")
def seals() -> Response:
    """Every seal from the first on, and how many ratings wait for the next."""
    with db.reading(services().engine) as connection:
        found, waiting = store.every(connection), store.waiting(connection)
    answer = jsonify(seals=[sealing.public(seal) for seal in found], waiting=waiting)
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


@blueprint.get("/receipts/<receipt>")
def receipt(receipt: str) -> Response:
    """The proof that a rating is sealed. Never its text, never a phone."""
    with db.reading(services().engine) as connection:
        told = _told(connection, tidied(receipt))
    answer = jsonify(told)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _told(connection: Connection, receipt: str) -> dict[str, Any]:
    ours = is_ours(receipt, RECEIPT_LENGTH)
    row = store.by_receipt(connection, receipt) if ours else None
    if row is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, Wrong("receipt", "没有这个回执号，请再核对一遍"))
    if store.around(connection, row["seq"]) is None:
        return {"status": "waiting", "message": _WAITING}
    proof = sealing.proof(connection, row)
    if proof is None:
        return {"status": "changed", "message": _CHANGED}
    return {"status": "sealed", **proof._asdict(), "seal": sealing.public(proof.seal)}
