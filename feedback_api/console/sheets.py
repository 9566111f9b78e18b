"""Score sheets from the database, and the weights they use."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from feedback_api import db
from feedback_api.console import figures, indicators
from feedback_api.console.figures import Wanted
from feedback_api.console.period import Period
from feedback_api.console.scoring import NO_CLASS, SCORED, USUAL, Sheet, Town
from feedback_api.console.tables import weights as table
from feedback_api.published import Published


def sheet(connection: Connection, catalog: Published, period: Period) -> Sheet:
    """The sheet of a period: verified ratings only, which nobody can add to from home."""
    wanted = Wanted(period, verified=True)
    sums = figures.sums(connection, wanted, "township")
    towns = []
    for one in catalog.townships:
        own = sums.get(one.slug, Counter())
        counts = {name: tuple(of(own)) for name, of in SCORED.items()}
        towns.append(
            Town.model_validate(
                {
                    "slug": one.slug,
                    "name": one.name,
                    "class": one.peer_class or NO_CLASS,
                    "ratings": indicators.total(own),
                    "counts": counts,
                }
            )
        )
    return Sheet(
        county=catalog.county.name,
        first=period.first,
        last=period.last,
        weights=weights(connection, {town.peer_class for town in towns}),
        townships=tuple(towns),
    )


def weights(connection: Connection, wanted: set[str]) -> dict[str, dict[str, int]]:
    """The weights of each class: the county's, or the usual ones."""
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(select(table)):
        found.setdefault(row.peer_class, {})[row.indicator] = row.weight
    ordered = {
        name: {indicator: given.get(indicator, 0) for indicator in SCORED}
        for name, given in found.items()
    }
    return {name: ordered.get(name, dict(USUAL)) for name in sorted(wanted)}


def set_weights(connection: Connection, peer_class: str, given: Mapping[str, int]) -> None:
    """New weights of a class."""
    connection.execute(delete(table).where(table.c.peer_class == peer_class))
    rows = [
        {"peer_class": peer_class, "indicator": name, "weight": weight}
        for name, weight in given.items()
    ]
    connection.execute(db.insert(connection, table), rows)
