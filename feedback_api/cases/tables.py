"""Cases as rows, their history, and the county's own words for replies."""

from sqlalchemy import (
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

cases = Table(
    "cases",
    metadata,
    Column("rating", SEQUENCE, ForeignKey("ratings.seq"), primary_key=True),
    Column("township", String(42), nullable=False),
    Column("service", String(42), nullable=False),
    Column("state", String(8), nullable=False),
    Column("level", String(2), nullable=False),
    Column("opened", Date, nullable=False),
    Column("since", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("contact_due", Date, nullable=False),
    Column("contacted", Date),
    Column("confirmed", Date),
    Column("mend_due", Date),
    Column("mended", Date),
    Column("closed", Date),
    Column("extended", Boolean, nullable=False),
    Column("appeal", String(4)),
    Column("appellant", String(64)),
    Column("upheld", Boolean),
    Column("again", SmallInteger),  # the grade of the 追评, while that counts
)
Index("ix_cases_place", cases.c.township, cases.c.state, cases.c.due)
Index("ix_cases_due", cases.c.state, cases.c.due)
# Closed ones as the inbox lists them: a page of it is read and not all of them sorted.
Index(
    "ix_cases_closed",
    cases.c.due,
    cases.c.rating,
    sqlite_where=cases.c.closed.is_not(None),
    postgresql_where=cases.c.closed.is_not(None),
)
# Everything that the indicators read, so that they never touch the rows themselves.
Index(
    "ix_cases_figures",
    *(
        cases.c[name]
        for name in (
            "opened",
            "township",
            "state",
            "contacted",
            "contact_due",
            "confirmed",
            "mended",
            "mend_due",
            "upheld",
            "again",
        )
    ),
)

# Append-only: nothing in this package changes or deletes a row of it.
case_steps = Table(
    "case_steps",
    metadata,
    Column("rating", SEQUENCE, ForeignKey("cases.rating"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),  # 1, 2, 3 … within the case
    Column("day", Date, nullable=False),
    Column("step", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("role", String(16)),
    Column("before", String(8)),
    Column("after", String(8), nullable=False),
    Column("level", String(2), nullable=False),
    Column("due", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("reply", Text, nullable=False),
)

reply_templates = Table(
    "reply_templates",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("words", Text, nullable=False),
)

case_sums = Table(
    "case_sums",
    metadata,
    # The figures of a finished week's cases: see sums.py.
    Column("week", String(8), primary_key=True),
    Column("township", String(42), primary_key=True),  # '' for the county
    Column("until", Date),  # good up to and with this day; none: until a case changes
    *(
        Column(name, Integer, nullable=False)
        for name in (
            "contacted_in_time",
            "contact_expected",
            "mended_in_time",
            "mend_expected",
            "mended",
            "confirmed",
            "satisfied",
            "answered",
            "upheld",
            "decided",
        )
    ),
)
