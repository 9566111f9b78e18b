"""What the county heard from residents, as far as it is published: ratings and rounds."""

from typing import NamedTuple

from generator import ratings, rounds
from generator.catalog import Catalog
from generator.project import Project
from generator.ratings import Ratings
from generator.rounds import Rounds


class Heard(NamedTuple):
    """Ratings (群众评价) and rounds (公开 公示 公议)."""

    ratings: Ratings = ratings.NOTHING
    rounds: Rounds = rounds.NOTHING

    @property
    def told(self) -> tuple[str, ...]:
        """In Chinese, what couldn't be had or was left out."""
        return self.ratings.told + self.rounds.told


NOTHING = Heard()


def read(project: Project, catalog: Catalog) -> Heard:
    """What the project's settings name; nothing where they name nothing."""
    return Heard(
        ratings.read(project.ratings, catalog, project.kept("ratings.json")),
        rounds.read(project.rounds, catalog, project.kept("rounds.json")),
    )
