"""Score sheets from the database, and the weights they use."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, delete, select

from feedback_api import db
from feedback_api.console.indicators import ONCE, PRAISE, SATISFIED
from feedback_api.console.period import Period
from feedback_api.console.scoring import CLEAR, NO_CLASS, SCORED, USUAL, Sheet, Town
from feedback_api.console.tables import weights as table
from feedback_api.published import Published
from feedback_api.ratings.tables import blocks


def sheet(connection: Connection, catalog: Published, period: Period) -> Sheet:
    """The sheet of a period, from what is published: so anybody can check it.

    Verified ratings only, which nobody can add to from home. A block of weeks that was published
    together counts where it ends.
    """
    sums = _published(connection, [one.slug for one in catalog.townships], period)
    towns = [
        Town.model_validate(
            {
                "slug": one.slug,
                "name": one.name,
                "class": one.peer_class or NO_CLASS,
                "ratings": sum(sums.get((one.slug, "n"), (0,))),
                "counts": {name: of(one.slug, sums) for name, of in _COUNTED.items()},
            }
        )
        for one in catalog.townships
    ]
    return Sheet(
        county=catalog.county.name,
        first=period.first,
        last=period.last,
        weights=weights(connection, {town.peer_class for town in towns}),
        townships=tuple(towns),
    )


Sums = dict[tuple[str, str], tuple[int, ...]]
"""By township and published measure: how its ratings are split."""


def _published(connection: Connection, slugs: Sequence[str], period: Period) -> Sums:
    """Looked up by measure and township: of all blocks, most are of guides, and none is needed."""
    c = blocks.c
    query = select(c.township, c.measure, c.parts).where(
        c.measure.in_(_MEASURES),
        c.verified.is_(True),
        c.township.in_(slugs),
        c.service == "",
        c.until.between(period.first, period.last),
    )
    found: Sums = {}
    for township, measure, parts in connection.execute(query):
        before = found.get((township, measure), (0,) * len(parts))
        found[township, measure] = tuple(a + b for a, b in zip(before, parts, strict=True))
    return found


def _share(measure: str, some: slice, whole: slice) -> Callable[[str, Sums], tuple[int, int]]:
    def of(slug: str, sums: Sums) -> tuple[int, int]:
        split = sums.get((slug, measure), ())
        return sum(split[some]), sum(split[whole])

    return of


# Which parts of a measure are counted, of which: see `ratings.measures.parts`.
_MEASURES = ("n", "good", "grades", "kept", "missing")
_COUNTED = {
    PRAISE.name: _share("good", slice(0, 1), slice(None)),
    SATISFIED.name: _share("grades", slice(0, 2), slice(None)),
    ONCE.name: _share("kept", slice(0, 1), slice(0, 2)),
    CLEAR: _share("missing", slice(1, 2), slice(None)),
}


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
