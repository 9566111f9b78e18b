"""The parts of the service: what is registered with the application, in the order of the README."""

from feedback_api.console import routes as console
from feedback_api.officials import routes as officials
from feedback_api.paper import routes as paper
from feedback_api.ratings import pages, publishing
from feedback_api.ratings import routes as ratings
from feedback_api.rounds import console as rounds_console
from feedback_api.rounds import routes as rounds

BLUEPRINTS = (
    ratings.blueprint,
    pages.blueprint,
    publishing.blueprint,
    rounds.blueprint,
    officials.blueprint,
    console.blueprint,
    paper.blueprint,
    rounds_console.blueprint,
)
"""For residents first, then for officials."""
