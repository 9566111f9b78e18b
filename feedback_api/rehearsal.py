"""What followed on the ratings of a made-up year: cases that were worked, and rounds."""

from sqlalchemy import Engine

from feedback_api import db
from feedback_api.cases import handling
from feedback_api.cases import rehearsal as cases
from feedback_api.config import Settings
from feedback_api.published import Published
from feedback_api.rounds import rehearsal as rounds
from feedback_api.rounds.rehearsal import Play
from feedback_api.simulation import Plan

TOWNSHIPS = 4
"""So many townships hold rounds: enough to look at."""


def rehearse(engine: Engine, settings: Settings, catalog: Published, plan: Plan) -> None:
    """Cases and rounds as they would have gone by the plan's day; the same for the same plan."""
    clock = handling.clock(settings, catalog, plan.now.date())
    with db.writing(engine) as connection:
        cases.rehearse(connection, clock, plan.seed)
        play = Play(connection, clock.calendar, clock.today)
        for township in catalog.townships[:TOWNSHIPS]:
            rounds.rehearse(play, township)
