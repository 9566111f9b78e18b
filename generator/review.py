"""Everything that is wrong with a catalog, whoever finds it."""

from datetime import date

from generator import duty
from generator.catalog import Catalog
from generator.problem import Problem
from generator.standard import judging


def everything(catalog: Catalog, today: date) -> tuple[Problem, ...]:
    """What reading, the standard and the rosters from `today` on say, by file and line."""
    return tuple(sorted({*judging.review(catalog, today), *duty.problems(catalog, today)}))
