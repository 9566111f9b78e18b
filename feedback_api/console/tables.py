"""What the console keeps: sums of finished weeks, figures typed in, weights, flags."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, SmallInteger, String, Table, Text

from feedback_api.ratings.tables import counts
from feedback_api.tables import metadata

# To read the counts of one week: the week that isn't over, and those that are being summed.
Index("ix_counts_week", counts.c.week, counts.c.scope, counts.c.measure)

RATED = {
    **{f"grade_{grade}": ("grade", str(grade)) for grade in (5, 4, 3, 2, 1)},
    "kept": ("kept", "是"),
    "broken": ("kept", "否"),
    "missing": ("any_missing", "是"),
    "complete": ("any_missing", "否"),
    **{f"trips_{number}": ("trips", str(number)) for number in range(4)},
}
"""The columns of `rated`: which measure and value of `counts` each is."""

rated = Table(
    "rated",
    metadata,
    # A finished week's ratings of a guide, and summed: of a township (service ''), of a service
    # in all townships (township ''), of the county (both ''). One row where counts has a dozen, so
    # that a year of a large county is read in milliseconds.
    Column("week", String(8), primary_key=True),
    Column("township", String(42), primary_key=True),
    Column("service", String(42), primary_key=True),
    Column("verified", Boolean, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in RATED),
)

weekly = Table(
    "weekly",
    metadata,
    # What else is kept of a finished week, summed over townships: missing papers by service,
    # grades by channel.
    Column("cut", String(8), primary_key=True),
    Column("measure", String(12), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("key", String(42), primary_key=True),
    Column("verified", Boolean, primary_key=True),
    Column("value", String(120), primary_key=True),
    Column("n", Integer, nullable=False),
)

weekly_done = Table(
    "weekly_done",
    metadata,
    Column("week", String(8), primary_key=True),
    # How many of its ratings were excluded then: more since means it has to be summed again.
    Column("excluded", Integer, nullable=False),
)

completed = Table(
    "completed",
    metadata,
    Column("township", String(42), primary_key=True),
    Column("month", String(7), primary_key=True),  # 2026-11
    Column("n", Integer, nullable=False),
)

weights = Table(
    "weights",
    metadata,
    Column("peer_class", String(40), primary_key=True),
    Column("indicator", String(12), primary_key=True),
    Column("weight", SmallInteger, nullable=False),
)

inspections = Table(
    "inspections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("township", String(42)),  # none: the whole county
    Column("day", Date, nullable=False),
    Column("title", String(80), nullable=False),
)

flags = Table(
    "flags",
    metadata,
    Column("township", String(42), primary_key=True),
    Column("window", SmallInteger, primary_key=True),  # 0: no window
    Column("week", String(8), primary_key=True),
    Column("kind", String(8), primary_key=True),  # surge or run
    Column("evidence", Text, nullable=False),
)
