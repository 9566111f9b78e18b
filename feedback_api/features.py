"""The parts of the service that are registered with the application."""

from feedback_api import contract
from feedback_api.cases import routes as cases
from feedback_api.console import completing
from feedback_api.console import screens as console
from feedback_api.following import routes as following
from feedback_api.officials import routes as officials
from feedback_api.paper import routes as paper
from feedback_api.ratings import pages, publishing, reading
from feedback_api.ratings import routes as ratings
from feedback_api.requests import public as public_requests
from feedback_api.requests import routes as requests
from feedback_api.rounds import console as rounds_console
from feedback_api.rounds import routes as rounds
from feedback_api.seals import routes as seals
from feedback_api.slips import routes as slips

BLUEPRINTS = (
    contract.blueprint,
    ratings.blueprint,
    reading.blueprint,
    pages.blueprint,
    publishing.blueprint,
    seals.blueprint,
    rounds.blueprint,
    following.blueprint,
    public_requests.blueprint,
    console.public,
    officials.blueprint,
    console.blueprint,
    completing.blueprint,
    cases.blueprint,
    requests.blueprint,
    rounds_console.blueprint,
    slips.blueprint,
    paper.blueprint,
)
"""For residents first, then for officials."""
