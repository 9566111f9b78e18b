"""What the console keeps: sums of finished weeks, figures typed in, weights, flags."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, SmallInteger, String, Table, Text

from feedback_api.ratings.tables import counts
from feedback_api.tables import metadata

# To read the counts of one week: the week that isn't over, and those that are being summed.
Index("ix_counts_week", counts.c.week, counts.c.scope, counts.c.measure)

weekly = Table(
    "weekly",
    metadata,
    # A finished week's counts, summed over services (cut township) or townships (cut service):
    # a year of a large county is read in milliseconds.
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
