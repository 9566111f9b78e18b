"""Comparison of townships and its weights; figures that are typed in; inspections announced."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Answer

from feedback_api import db
from feedback_api.console import asking, chart, period, scoring, sheets, typed
from feedback_api.console.routes import asked, blueprint, filters
from feedback_api.console.scoring import SCORED, Sheet
from feedback_api.errors import RefusedError, Wrong
from feedback_api.officials.access import official, requires, township_or_404
from feedback_api.officials.audit import Change, record
from feedback_api.officials.roles import Role
from feedback_api.ratings import release
from feedback_api.services import services

__all__ = ["blueprint", "public"]
public = Blueprint("score", __name__, url_prefix="/api/v1")


def _sheet() -> tuple[Sheet, dict[str, object]]:
    here = services()
    release.catch_up(here.engine, here.now().date(), here.settings.min_cell)
    with asked() as (connection, ask):
        found = sheets.sheet(connection, ask.catalog, ask.period)
        return found, filters(ask)


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
    release.catch_up(here.engine, here.now().date(), here.settings.min_cell)
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
    return _to("console.weights")


def _told(weights: dict[str, int]) -> str:
    return "、".join(f"{name} {weight}" for name, weight in weights.items())


@blueprint.get("/completed")
@requires(Role.COUNTY, Role.TOWNSHIP)
def completed() -> str:
    """Cases completed by month: what 主动评价率 is divided by."""
    return _completed()


def _completed(wrong: tuple[str, ...] = ()) -> str:
    here = services()
    months = period.months_before(here.now().date())
    with db.reading(here.engine) as connection:
        found = typed.completed(connection, months)
        days = typed.inspections(connection, here.now().date())
    shown = [one for one in here.catalog.townships if official().sees(one.slug)]
    return render_template(
        "console/completed.html",
        months=months,
        found=found,
        shown=shown,
        inspections=days,
        wrong=wrong,
        form=request.form,
    )


@blueprint.post("/completed")
@requires(Role.COUNTY, Role.TOWNSHIP)
def type_in() -> ResponseReturnValue:
    """Takes the whole table, or none of it when a number is wrong."""
    here = services()
    months = period.months_before(here.now().date())
    shown = [one for one in here.catalog.townships if official().sees(one.slug)]
    cells = {
        (one.slug, month): request.form.get(f"{one.slug}.{month}", "").strip()
        for one in shown
        for month in months
    }
    wrong = typed.wrong_with({key: text for key, text in cells.items() if text}, here.catalog)
    if wrong:
        return _completed(tuple(wrong)), HTTPStatus.UNPROCESSABLE_ENTITY
    given = {key: int(text) if text else None for key, text in cells.items()}
    with db.writing(here.engine) as connection:
        for (slug, month), before, after in typed.type_in(connection, given):
            told = tuple(None if one is None else str(one) for one in (before, after))
            subject = f"{month} 办件量"
            record(
                connection,
                Change(here.now(), official().name, "填办件量", subject, slug, *told),
            )
    return _to("console.completed")


@blueprint.post("/inspections")
@requires(Role.COUNTY)
def announce() -> ResponseReturnValue:
    """Notes the day of an inspection that was announced."""
    here, form = services(), request.form
    slug, title = form.get("township", ""), form.get("title", "").strip()
    day = typed.day(form.get("day", ""))
    if day is None or not title:
        raise RefusedError(422, Wrong("", "请写检查的日期和名称"))
    town = township_or_404(slug) if slug else None
    with db.writing(here.engine) as connection:
        typed.announce(connection, town, day, title[:80])
        change = Change(here.now(), official().name, "登记检查", f"{day} {title[:60]}", town)
        record(connection, change)
    return _to("console.completed")


def _to(view: str) -> Answer:
    return redirect(url_for(view), HTTPStatus.SEE_OTHER)
