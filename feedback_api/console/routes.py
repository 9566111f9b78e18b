"""The pages of the console that show figures."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from feedback_api import db, tabular
from feedback_api.cases import sums
from feedback_api.cases.sums import Span
from feedback_api.console import (
    asking,
    chart,
    figures,
    lines,
    mending,
    report,
    summary,
    versions,
    watching,
)
from feedback_api.console.asking import Ask
from feedback_api.console.indicators import BY_NAME, FROM_RATINGS
from feedback_api.officials.access import PATH, official, requires
from feedback_api.services import services
from feedback_api.tabular import Table

blueprint = Blueprint("console", __name__, url_prefix=PATH, template_folder="templates")
CURVES = ("满意率", "一次办成率")


class Asked(NamedTuple):
    """A connection that sees one state of the data, and the filters."""

    connection: Connection
    ask: Ask


@contextmanager
def asked() -> Iterator[Asked]:
    """The filters of this request, and the data as of now, finished weeks summed."""
    here = services()
    watching.catch_up(here.engine, here.now())
    try:
        ask = asking.read(request.args, here.catalog, official().township, here.now())
    except LookupError:
        abort(404)
    for span in (ask.period, ask.period.before):
        sums.catch_up(here.engine, Span(*span.days), here.now())
    with db.reading(here.engine) as connection:
        yield Asked(connection, ask)


def filters(ask: Ask) -> dict[str, object]:
    """What the filters' form offers and shows."""
    known = asking.services(ask.catalog)
    chosen = [key for key in known if not ask.area or known[key].topic == ask.area]
    return {
        "ask": ask,
        "areas": asking.areas(ask.catalog),
        "services": {key: known[key].plain_name for key in chosen},
        "query": {key: value for key, value in request.args.items() if value},
    }


@blueprint.get("/")
@requires()
def overview() -> str:
    """The indicators at one look, their trend, and one cut of them."""
    with asked() as (connection, ask):
        cut = _cut(ask)
        trend = figures.trend(connection, ask.wanted)
        weeks = lines.of_trend(ask, trend)
        curves = [[BY_NAME[name].of(one.sums).value for one in weeks.lines] for name in CURVES]
        return render_template(
            "console/overview.html",
            summary=summary.of(connection, ask, trend),
            weeks=weeks,
            chart=chart.trend(ask.period.weeks, curves),
            curves=CURVES,
            found=lines.TABLES[cut](connection, ask),
            cut=cut,
            indicators=FROM_RATINGS,
            flags=watching.flags(connection, ask),
            **filters(ask),
        )


def _cut(ask: Ask) -> str:
    usual = "services" if ask.township else "townships"
    cut = request.args.get("by", usual)
    if cut not in lines.TABLES:
        abort(404)
    return cut if ask.township or cut not in lines.OF_A_TOWNSHIP else usual


@blueprint.get("/mend")
@requires()
def mend() -> str:
    """What to mend first, and in which line."""
    with asked() as (connection, ask):
        return render_template(
            "console/mend.html",
            papers=mending.papers(connection, ask),
            promises=mending.promises(connection, ask),
            **filters(ask),
        )


@blueprint.get("/versions")
@requires()
def edits() -> str:
    """Before and after each edit of a township's guides."""
    with asked() as (connection, ask):
        return render_template(
            "console/versions.html",
            guides=versions.edited(connection, ask),
            indicators=FROM_RATINGS,
            **filters(ask),
        )


@blueprint.get("/tables/<name>.<form>")
@requires()
def table(name: str, form: str) -> ResponseReturnValue:
    """Any table of these pages as a file."""
    if form not in tabular.FORMS:
        abort(404)
    with asked() as (connection, ask):
        found = _table(connection, ask, name)
    return tabular.response(found._replace(title=_file_name(ask, found)), form)


def _file_name(ask: Ask, found: Table) -> str:
    first, last = ask.period.days
    return f"{ask.title} {found.title} {first}至{last}"


def _table(connection: Connection, ask: Ask, name: str) -> Table:
    if name in lines.TABLES:
        return lines.TABLES[name](connection, ask).table()
    if name not in _OTHER_TABLES:
        abort(404)
    return _OTHER_TABLES[name](connection, ask)


_OTHER_TABLES: dict[str, Callable[[Connection, Ask], Table]] = {
    "indicators": lambda connection, ask: summary.of(connection, ask).table(),
    "papers": lambda connection, ask: mending.papers_table(mending.papers(connection, ask)),
    "promises": lambda connection, ask: mending.promises_table(mending.promises(connection, ask)),
    "versions": lambda connection, ask: versions.lines(versions.edited(connection, ask)).table(),
}


@blueprint.get("/report.pdf")
@requires()
def monthly() -> Response:
    """The report of a month, or of the weeks that are asked for."""
    with asked() as (connection, ask):
        made = report.pdf(connection, ask, services().now())
    answer = Response(made, mimetype="application/pdf")
    name = quote(f"{ask.title} {ask.month or ask.period.last} 评价月报.pdf")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@blueprint.get("/definitions")
@requires()
def definitions() -> str:
    """What each indicator means."""
    return render_template(
        "console/definitions.html", indicators=[*FROM_RATINGS], more=summary.OTHERS
    )
