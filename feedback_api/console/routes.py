"""The pages of the console that show figures."""

from flask import Blueprint, render_template

from feedback_api.officials.access import PATH, requires

blueprint = Blueprint("console", __name__, url_prefix=PATH, template_folder="templates")


@blueprint.get("/")
@requires()
def overview() -> str:
    """The indicators at one look."""
    return render_template("console/overview.html")
