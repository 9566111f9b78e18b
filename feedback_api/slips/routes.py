"""The screen on which clerks order slips, and the file that they get."""

from flask import Blueprint, Response, render_template, request

from feedback_api import db, tabular
from feedback_api.officials import access, audit
from feedback_api.officials.access import official, requires, township_or_404
from feedback_api.officials.audit import Change
from feedback_api.officials.roles import Role
from feedback_api.ratings import slips
from feedback_api.ratings.intake import checked
from feedback_api.ratings.slips import MOST
from feedback_api.services import services
from feedback_api.slips import orders

STAFF = requires(Role.CLERK, Role.TOWNSHIP, Role.COUNTY)
blueprint = Blueprint("slips", __name__, url_prefix=access.PATH, template_folder="templates")


@blueprint.get("/slips")
@STAFF
def screen() -> str:
    """Which slips are wanted."""
    here = services()
    own = official().township
    return render_template(
        "slips.html",
        places=[one for slug, one in here.catalog.by_slug.items() if own in {None, slug}],
        catalog=here.catalog,
        today=here.now().date(),
        days=here.settings.slip_days,
        most=MOST,
    )


@blueprint.post("/slips")
@STAFF
def create() -> Response:
    """Gives them out, as a file to print from. The codes are shown this once."""
    here = services()
    now = here.now()
    fields = {name: value for name, value in request.form.items() if name != "csrf_token"}
    wanted = checked(orders.NewSlips, fields)
    township_or_404(wanted.township)
    order = orders.order(wanted, here.catalog, now, here.settings.slip_days)
    with db.writing(here.engine) as connection:
        given = slips.give_out(connection, here.intake.coder, order)
        what = f"{wanted.service or '任何事项'} {wanted.day} {wanted.count} 张"
        audit.record(connection, Change(now, official().name, "领评价码", what, wanted.township))
    return tabular.response(orders.table(given), "csv")
