"""Rounds for officials: begin one, write its texts, answer, moderate, take the next step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import Connection, Row
from werkzeug.wrappers import Response

from feedback_api import db
from feedback_api.officials import audit
from feedback_api.officials.access import get_or_404, official, requires, township_or_404
from feedback_api.officials.audit import Change
from feedback_api.officials.roles import Role
from feedback_api.privacy import mask
from feedback_api.ratings.alphabet import drawn
from feedback_api.rounds import figures, forms, machine, reading, store, voices
from feedback_api.rounds.routes import calendar
from feedback_api.rounds.store import Act, NewText, NotYetError
from feedback_api.rounds.voices import Voice
from feedback_api.rounds.words import CONDITIONS, KINDS, REFUSALS, Outcome, Stage
from feedback_api.services import services

blueprint = Blueprint(
    "rounds_console", __name__, url_prefix="/api/console/rounds", template_folder="templates"
)
RUNS = (Role.TOWNSHIP, Role.COUNTY)
"""Who runs a round: the township, or the county for it."""


@blueprint.get("/")
@requires(*RUNS, Role.REVIEWER)
def listed() -> str:
    """The rounds one may see, and the form for a new one."""
    return _list(forms.Given(request.args), ())


@blueprint.post("/")
@requires(*RUNS)
def begin() -> Response | tuple[str, int]:
    """A new round in 准备."""
    given = forms.Given(request.form)
    township_or_404(given["township"])
    new, wrong = forms.new_round(given)
    if new is None:
        return _list(given, wrong), 422
    with db.writing(services().engine) as conn:
        number = store.create(conn, new, _act())
        _log(conn, new.township, "新建公示轮次", number, after=new.title)
    return redirect(url_for("rounds_console.one", number=number), 303)


@blueprint.get("/<int:number>")
@requires(*RUNS, Role.REVIEWER)
def one(number: int) -> str:
    """Everything of a round, and what keeps it from its next stage."""
    with db.reading(services().engine) as conn:
        return _page(conn, number, forms.Given({}), ())


@blueprint.post("/<int:number>")
@requires(*RUNS)
def act(number: int) -> Response | tuple[str, int]:
    """One step, named by the button that was pressed."""
    given = forms.Given(request.form)
    step = STEPS.get(given["do"])
    if step is None:
        abort(404)
    try:
        with db.writing(services().engine) as conn:
            found = get_or_404(store.one(conn, number))
            said = step.take(conn, number, given)
            _log(conn, found.township, step.name, number, before=found.stage, after=said)
    except NotYetError as error:
        with db.reading(services().engine) as conn:
            return _page(conn, number, given, error.args), 422
    return redirect(url_for("rounds_console.one", number=number) + f"#{step.anchor}", 303)


def _act() -> Act:
    return Act(official().name, _today(), calendar())


def _today() -> date:
    return services().now().date()


def _log(conn: Connection, township: str, action: str, number: int, **change: str) -> None:
    subject = f"第 {number} 轮"
    entry = Change(services().now(), official().name, action, subject, township, **change)
    audit.record(conn, entry)


def _list(given: forms.Given, wrong: Sequence[str]) -> str:
    mine = official().township
    with db.reading(services().engine) as conn:
        rows = store.listed(conn, [mine] if mine else None, prepared=True)
    places = [t for t in services().catalog.townships if mine in {None, t.slug}]
    return render_template(
        "console_rounds.html", rounds=rows, places=places, kinds=KINDS, given=given, wrong=wrong
    )


def _page(conn: Connection, number: int, given: forms.Given, wrong: Sequence[str]) -> str:
    found = get_or_404(store.one(conn, number))
    state = store.state(conn, found)
    return render_template(
        "console_round.html",
        whole=reading.whole(conn, found, published=False),
        township=services().catalog.by_slug[found.township],
        following=machine.following(state.stage),
        obstacles=machine.obstacles(state, _today()),
        takes_objections=machine.takes_objections(state),
        takes_opinions=machine.takes_opinions(state, _today()),
        kind=KINDS[found.kind],
        outcomes=tuple(Outcome),
        refusals=REFUSALS,
        conditions=CONDITIONS,
        sent=str(uuid4()),
        stages=Stage,
        given=given,
        wrong=wrong,
    )


def _write(conn: Connection, number: int, given: forms.Given) -> str:
    """A text; what may be private has to be looked at once more, what surely is, is refused."""
    name = given["name"]
    if name not in forms.TEXTS:
        raise NotYetError("没有这一种内容")
    forms.check_public(given, f"{name}里")
    figures = _figures(conn, number) if name == "实绩" else None
    text = NewText(name, given["text"], figures, given["reason"] or None)
    return f"{name}第 {store.write(conn, number, text, _act())} 版"


def _figures(conn: Connection, number: int) -> list[Mapping[str, Any]]:
    """The indicators of the round's period as they stand today (实绩), suppressed as everywhere."""
    found = get_or_404(store.one(conn, number))
    return figures.of(conn, found.township, found.first, found.last)


def _advance(conn: Connection, number: int, _given: forms.Given) -> str:
    return store.advance(conn, number, _act())


def _settle(conn: Connection, number: int, given: forms.Given) -> str:
    answer = forms.answer(given)
    forms.check_public(given, "答复里", field="reply")
    voices.settle(conn, number, given.number("id"), answer, _act())
    return answer.outcome


def _moderate(conn: Connection, number: int, given: forms.Given) -> str:
    rule = given["rule"] or None
    if rule and rule not in REFUSALS:
        raise NotYetError("没有这一条规则")
    voices.moderate(conn, number, given.number("id"), rule, _act())
    return rule or "登出"


def _reply(conn: Connection, number: int, given: forms.Given) -> str:
    forms.check_public(given, "答复里", field="reply")
    voices.reply_to(conn, number, given.number("id"), given["reply"], _act())
    return "已答复"


def _excuse(conn: Connection, number: int, given: forms.Given) -> str:
    forms.check_public(given, "容错里", field="matter")
    voices.excuse(conn, number, forms.lenience(given, _today()), _act())
    return given["matter"][:40]


def _paper(conn: Connection, number: int, given: forms.Given) -> str:
    """An objection or opinion that came on paper, typed in."""
    found: Row[Any] = get_or_404(store.one(conn, number))
    voice = Voice(given["sent"], drawn(voices.RECEIPT_LENGTH), "纸质", mask(given["text"]))
    if not given["text"]:
        raise NotYetError("请把纸上的话打进来")
    take = voices.object_to if found.stage == Stage.POSTED else voices.speak
    return take(conn, number, voice, _today())


class Step(NamedTuple):
    """What a button does, how the log calls it, and where the page shows it."""

    name: str
    anchor: str
    take: Callable[[Connection, int, forms.Given], str]


STEPS = {
    "write": Step("写公示内容", "texts", _write),
    "advance": Step("进入下一阶段", "stage", _advance),
    "settle": Step("答复异议", "objections", _settle),
    "moderate": Step("审看意见", "opinions", _moderate),
    "reply": Step("答复意见", "opinions", _reply),
    "excuse": Step("登记容错", "lenience", _excuse),
    "paper": Step("录入纸质意见", "paper", _paper),
}
