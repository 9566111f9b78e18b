"""Ratings as rows, and the counts that everything reads."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from feedback_api.tables import SEQUENCE, metadata

ratings = Table(
    "ratings",
    metadata,
    # The order of arrival, without a clock: batches are sealed in it.
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),  # the phone's UUID
    Column("receipt", String(32), nullable=False, unique=True),
    Column("township", String(42), nullable=False),
    Column("service", String(42), nullable=False),
    Column("version", String(8)),  # of the guide it was given under
    Column("week", String(8), nullable=False),  # 2026-W48: no finer time is kept
    Column("grade", SmallInteger, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("trips", SmallInteger),  # 3 means three or more
    Column("promised", SmallInteger),  # what the guide promised on that day
    Column("missing", JSON, nullable=False),
    Column("open", JSON, nullable=False),  # {"公开": "是", …}
    Column("verified", Boolean, nullable=False),
    Column("channel", String(8), nullable=False),
    Column("village", String(12)),
    Column("window", SmallInteger),
    Column("follows", SEQUENCE, ForeignKey("ratings.seq")),  # 追评 of which rating
    # Salted hash of the masked text; the text itself can be struck out by law.
    Column("text_hash", String(64)),
    sqlite_autoincrement=True,
)
Index("ix_ratings_place_week", ratings.c.township, ratings.c.service, ratings.c.week)
# One 追评 a rating, whatever two phones send at once.
Index(
    "uq_ratings_follows",
    ratings.c.follows,
    unique=True,
    sqlite_where=ratings.c.follows.is_not(None),
    postgresql_where=ratings.c.follows.is_not(None),
)

texts = Table(
    "texts",
    metadata,
    Column("rating", SEQUENCE, ForeignKey("ratings.seq"), primary_key=True),
    Column("masked", Text, nullable=False),  # what was private is masked before it gets here
    Column("salt", String(32), nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("rating", SEQUENCE, ForeignKey("ratings.seq"), primary_key=True),
    Column("phone", String(20), nullable=False),
    Column("delete_after", Date),  # set when the case closes
)

slips = Table(
    "slips",
    metadata,
    Column("code_hash", String(64), primary_key=True),  # keyed, so a stolen table opens nothing
    Column("township", String(42), nullable=False),
    Column("service", String(42)),  # none: any service of the township
    Column("day", Date, nullable=False),
    Column("expires", Date, nullable=False),
    Column("rating", SEQUENCE, ForeignKey("ratings.seq"), unique=True),  # spent by
)

excluded = Table(
    "excluded",
    metadata,
    Column("rating", SEQUENCE, ForeignKey("ratings.seq"), primary_key=True),
    Column("reason", Text, nullable=False),  # 误评 or 恶意 upheld by the county, in a sentence
    Column("day", Date, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    # Which cut it belongs to: service, version, village, window, channel (see counts.py).
    Column("scope", String(8), primary_key=True),
    # grade, tag, trips, kept (是/否: trips within the promise), missing, any_missing, 公开 …
    Column("measure", String(12), primary_key=True),
    Column("township", String(42), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("verified", Boolean, primary_key=True),
    Column("value", String(120), primary_key=True),
    Column("n", Integer, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("week", String(8), primary_key=True),  # everything up to here was looked at
)

blocks = Table(
    "blocks",
    metadata,
    # What was published: see blocks.py. Rows are added and never changed.
    Column("measure", String(130), primary_key=True),
    Column("verified", Boolean, primary_key=True),
    Column("township", String(42), primary_key=True),  # '' for the county
    Column("service", String(42), primary_key=True),  # '' for the whole township
    Column("until", String(8), primary_key=True),
    Column("since", String(8), nullable=False),  # '' from the beginning
    Column("parts", JSON, nullable=False),
)
