"""Rounds for everybody: pages without JavaScript, objections and opinions, and `rounds.json`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from sqlalchemy import Connection, Row
from werkzeug.wrappers import Response

from feedback_api import db
from feedback_api.calendar import Calendar
from feedback_api.privacy import mask
from feedback_api.ratings.alphabet import drawn, tidied
from feedback_api.rounds import machine, reading, showing, store, voices
from feedback_api.rounds.store import NotYetError
from feedback_api.rounds.voices import Voice
from feedback_api.rounds.words import REFUSALS, Stage
from feedback_api.services import services

blueprint = Blueprint("rounds", __name__, url_prefix="/api/v1/rounds", template_folder="templates")
MAX_TEXT = 500


@blueprint.get("/")
def listed() -> str:
    """All rounds, or those of `?township=`."""
    slug = request.args.get("township")
    township = services().catalog.by_slug.get(slug) if slug else None
    if slug and township is None:
        abort(404)
    with db.reading(services().engine) as conn:
        rows = store.listed(conn, [slug] if slug else None, prepared=False)
        entries = [showing.published(conn, row, services().catalog) for row in rows]
    place = township.name if township else services().catalog.county.name
    shown = [(one, _left(row)) for one, row in zip(entries, rows, strict=True)]
    return render_template("rounds.html", rounds=shown, place=place, **_frame())


@blueprint.get("/rounds.json")
def all_of_them() -> Response:
    """Every published round, for whoever builds the site or wants to look closely."""
    with db.reading(services().engine) as conn:
        return jsonify(showing.file(conn, services().catalog))


@blueprint.get("/<int:number>")
def shown(number: int) -> str:
    """One round."""
    with db.reading(services().engine) as conn:
        return _page(conn, number, {"text": "", "grade": "", "sent": str(uuid4())})


@blueprint.post("/<int:number>")
def speak(number: int) -> str | tuple[str, int]:
    """Takes an objection or an opinion, whichever the stage takes."""
    given = {name: request.form.get(name, "").strip() for name in ("text", "grade", "sent")}
    wrong = _wrong(given)
    try:
        if not wrong:
            return _taken(number, given)
    except NotYetError as error:
        wrong = list(error.args)
    with db.reading(services().engine) as conn:
        return _page(conn, number, given, wrong), 422


@blueprint.route("/follow", methods=["GET", "POST"])
def follow() -> str | Response:
    """What became of an objection or opinion; its receipt is never part of an address."""
    if request.method == "GET":
        return redirect(url_for("rounds.listed"))
    receipt = tidied(request.form.get("receipt", ""))
    with db.reading(services().engine) as conn:
        found = reading.by_receipt(conn, receipt)
    if found is None:
        abort(404)
    word, row = found
    return _told(f"您提的{word}", row.round, row=row)


def _taken(number: int, given: Mapping[str, str]) -> str:
    """Takes it and shows the receipt.

    Loading that page again sends the same voice again, which is known by its UUID and changes
    nothing; so no receipt ever stands in an address.
    """
    receipt = drawn(voices.RECEIPT_LENGTH)
    grade = int(given["grade"]) if given["grade"] else None
    voice = Voice(given["sent"], receipt, "网页", mask(given["text"]), grade)
    with db.writing(services().engine) as conn:
        found = _published(conn, number)
        is_objection = found.stage == Stage.POSTED
        take = voices.object_to if is_objection else voices.speak
        kept = take(conn, number, voice, _today())
    heading = f"已收到您的{'异议' if is_objection else '意见'}"
    return _told(heading, number, receipt=kept)


def _told(heading: str, number: int, *, receipt: str | None = None, row: Any = None) -> str:  # noqa: ANN401
    """A receipt, or what became of what it stands for (`row`)."""
    return render_template(
        "spoken.html",
        heading=heading,
        number=number,
        receipt=receipt,
        row=row,
        outcome=getattr(row, "outcome", None),
        refused=REFUSALS.get(getattr(row, "refused", None) or ""),
        **_frame(),
    )


def _wrong(given: Mapping[str, str]) -> list[str]:
    """What is wrong with a form, in Chinese."""
    found = []
    if request.form.get("website"):
        found.append("最后一格请不要填")
    if len(given["text"]) > MAX_TEXT:
        found.append(f"最多 {MAX_TEXT} 字，现在有 {len(given['text'])} 字")
    if given["grade"] not in {"", "1", "2", "3", "4", "5"}:
        found.append("打分请从五个里选一个")
    if not given["text"] and not given["grade"]:
        found.append("还没有写")
    if not _is_uuid(given["sent"]):
        found.append("这一页过期了，请再点一次提交")
    return found


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _page(
    conn: Connection, number: int, given: Mapping[str, str], wrong: Sequence[str] = ()
) -> str:
    found = _published(conn, number)
    return render_template(
        "round.html",
        one=showing.published(conn, found, services().catalog),
        left=_left(found),
        takes=_takes(conn, found),
        given=dict(given) if _is_uuid(given["sent"]) else {**given, "sent": str(uuid4())},
        wrong=wrong,
        refusals=REFUSALS,
        **_frame(),
    )


def _takes(conn: Connection, found: Row[Any]) -> str | None:
    state = store.state(conn, found)
    if machine.takes_objections(state):
        return "objections"
    return "opinions" if machine.takes_opinions(state, _today()) else None


def _published(conn: Connection, number: int) -> Row[Any]:
    found = store.one(conn, number)
    if found is None or found.stage == Stage.PREPARED:
        abort(404)
    return found


def _left(found: Row[Any]) -> str:
    """How long the stage still lasts."""
    if found.until is None:
        return ""
    today = _today()
    if today > found.until:
        return "期限已过，正在等答复"
    if today == found.until:
        return "今天是最后一天"
    days = calendar().between(today, found.until)
    return f"还剩 {days} 个工作日" if days else f"{found.until.day} 日是最后一天"


def calendar() -> Calendar:
    """The county's working days."""
    return Calendar.of(services().catalog.county.calendar)


def _today() -> date:
    return services().now().date()


def _view() -> dict[str, str]:
    return {"view": "elder"} if request.args.get("view") == "elder" else {}


def _frame() -> dict[str, Any]:
    """What every public page shows around its content."""
    view = _view()
    args: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), "view": "elder"}
    if view:
        del args["view"]
    return {
        "county": services().catalog.county,
        "site": services().settings.site,
        "is_elder": bool(view),
        "view": view,
        "twin": url_for(request.endpoint or "rounds.listed", **args),
    }
