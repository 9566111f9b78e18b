"""The parts of the service: what is registered with the application, in the order of the README."""

from feedback_api import contract
from feedback_api.ratings import routes as ratings
from feedback_api.ratings import reading
from feedback_api.ratings import pages
from feedback_api.ratings import publishing
from feedback_api.seals import routes as seals
from feedback_api.rounds import routes as rounds
from feedback_api.following import routes as following
from feedback_api.requests import public as public_requests
from feedback_api.officials import routes as officials
from feedback_api.console import screens as console
from feedback_api.paper import routes as paper
from feedback_api.cases import routes as cases
from feedback_api.requests import routes as requests
from feedback_api.rounds import console as rounds_console

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
    officials.blueprint,
    console.blueprint,
    paper.blueprint,
    cases.blueprint,
    requests.blueprint,
    rounds_console.blueprint,
)
"""For residents first, then for officials."""
