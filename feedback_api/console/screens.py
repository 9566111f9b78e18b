"""Comparison of townships, and its weights."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback_api import db
from feedback_api.console import asking, chart, scoring, sheets
from feedback_api.console.routes import asked, blueprint, filters
from feedback_api.console.scoring import SCORED, Sheet
from feedback_api.officials.access import official, requires
from feedback_api.officials.audit import Change, record
from feedback_api.officials.roles import Role
from feedback_api.ratings import release
from feedback_api.services import services

__all__ = ["blueprint", "public"]
public = Blueprint("score", __name__, url_prefix="/api/v1")


def _sheet() -> tuple[Sheet, dict[str, object]]:
    _publish()
    with asked() as (connection, ask):
        found = sheets.sheet(connection, ask.catalog, ask.period)
        return found, filters(ask)


def _publish() -> None:
    """What is due, and where nothing is, nobody who writes is waited for."""
    here = services()
    with db.reading(here.engine) as connection:
        last = release.newest(connection)
    if release.is_due(last, here.now().date()):
        release.catch_up(here.engine, here.now().date(), here.settings.min_cell)


@blueprint.get("/compare")
@requires()
def compare() -> str:
    """Townships compared within their class, by figures that are public."""
    sheet, shown = _sheet()
    return render_template(
        "console/compare.html",
        sheet=sheet,
        classes=[(one, _axis(one)) for one in scoring.classes(sheet)],
        indicators=list(SCORED),
        rank_of=scoring.rank_of,
        **shown,
    )


def _axis(ranked: scoring.Ranked) -> chart.Axis:
    return chart.axis([end for one in ranked.scored for end in (one.low, one.high)])


@public.get("/score.json")
def score_sheet() -> Response:
    """What the scores are computed from: `feedback score --from` computes them again."""
    here = services()
    _publish()
    try:
        ask = asking.read(request.args, here.catalog, None, here.now())
    except LookupError:
        abort(404)
    with db.reading(here.engine) as connection:
        found = sheets.sheet(connection, here.catalog, ask.period)
    answer = Response(found.model_dump_json(by_alias=True, indent=1), mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=score.json"
    return answer


@blueprint.get("/weights")
@requires()
def weights() -> str:
    """The weights of each class."""
    return _weights()


def _weights(wrong: str = "") -> str:
    with db.reading(services().engine) as connection:
        found = sheets.weights(connection, _classes())
    return render_template(
        "console/weights.html", weights=found, indicators=list(SCORED), wrong=wrong
    )


def _classes() -> set[str]:
    return {one.peer_class or scoring.NO_CLASS for one in services().catalog.townships}


@blueprint.post("/weights")
@requires(Role.COUNTY)
def change_weights() -> ResponseReturnValue:
    """New weights for a class."""
    name, here = request.form.get("class", ""), services()
    if name not in _classes():
        abort(404)
    said = {one: request.form.get(one, "").strip() for one in SCORED}
    if not all(value.isascii() and value.isdigit() for value in said.values()):
        return _weights(f"{name}：权重要写整数"), HTTPStatus.UNPROCESSABLE_ENTITY
    given = {one: int(value[:4]) for one, value in said.items()}
    if wrong := scoring.wrong_with(given):
        return _weights(f"{name}：{wrong}"), HTTPStatus.UNPROCESSABLE_ENTITY
    with db.writing(here.engine) as connection:
        before = sheets.weights(connection, {name})[name]
        sheets.set_weights(connection, name, given)
        told = (_told(before), _told(given))
        change = Change(here.now(), official().name, "修改权重", f"类别 {name}", None, *told)
        record(connection, change)
    return redirect(url_for("console.weights"), HTTPStatus.SEE_OTHER)


def _told(weights: dict[str, int]) -> str:
    return "、".join(f"{name} {weight}" for name, weight in weights.items())
