"""What every page of the console shows around its own words."""

from pathlib import Path
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request, url_for

from feedback_api.officials.access import allowed
from feedback_api.officials.roles import Official
from feedback_api.services import services

STYLE = Path(__file__).parents[1] / "static" / "console.css"
MENU = (
    ("概况", "console.overview"),
    ("要改的地方", "console.mend"),
    ("修改前后", "console.edits"),
    ("乡镇比较", "console.compare"),
    ("差评", "cases.inbox"),
    ("民情台账", "requests.ledger"),
    ("公开公示公议", "rounds_console.listed"),
    ("纸质评价", "paper.screen"),
    ("评价码", "slips.screen"),
    ("办件量", "completed.screen"),
    ("操作记录", "officials.log"),
)
"""Names and views; a view that isn't there, or not for this role, is left out."""


class Entry(NamedTuple):
    """One entry of the menu."""

    name: str
    address: str


def install(app: Flask) -> None:
    """Gives the console's templates what the frame needs."""
    app.context_processor(_around)


def menu(official: Official) -> list[Entry]:
    """What this official can open."""
    views = current_app.view_functions
    return [
        Entry(name, url_for(view))
        for name, view in MENU
        if official.role in (allowed(views.get(view)) or ())
    ]


def address(**changes: object) -> str:
    """This page's address with some of its filters changed; None drops one."""
    kept = request.args.to_dict() | (request.view_args or {}) | changes
    return url_for(request.endpoint or "", **kept)


def _around() -> dict[str, object]:
    if not request.path.startswith("/api/console"):
        return {}
    catalog = services().catalog
    who = g.get("official")
    return {
        "county": catalog.county,
        "official": who,
        "menu": menu(who) if who else [],
        "townships": catalog.by_slug,
        "address": address,
    }


def style() -> Response:
    """The console's style sheet."""
    response = Response(STYLE.read_text(encoding="utf-8"), mimetype="text/css")
    response.cache_control.max_age = 300
    return response
