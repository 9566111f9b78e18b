"""Requests as rows, whom to call back, and their history."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
)

from feedback_api.tables import SEQUENCE, metadata

requests = Table(
    "requests",
    metadata,
    Column("number", SEQUENCE, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),  # the phone's UUID
    Column("receipt", String(32), nullable=False, unique=True),
    Column("township", String(42), nullable=False),
    Column("village", String(12)),
    Column("channel", String(8), nullable=False),
    Column("category", String(8), nullable=False),
    Column("summary", Text, nullable=False),  # masked
    Column("state", String(8), nullable=False),
    Column("level", String(2), nullable=False),
    Column("opened", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("owner", String(40)),
    Column("result", String(8)),
    Column("closed", Date),
    sqlite_autoincrement=True,
)
Index("ix_requests_place", requests.c.township, requests.c.state, requests.c.due)
Index("ix_requests_due", requests.c.state, requests.c.due)
Index("ix_requests_opened", requests.c.opened)

request_contacts = Table(
    "request_contacts",
    metadata,
    Column("request", SEQUENCE, ForeignKey("requests.number"), primary_key=True),
    Column("phone", String(20), nullable=False),
    Column("delete_after", Date),  # set when the request is answered
)

# Append-only: nothing in this package changes or deletes a row of it.
request_steps = Table(
    "request_steps",
    metadata,
    Column("request", SEQUENCE, ForeignKey("requests.number"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),  # 1, 2, 3 … within the request
    Column("day", Date, nullable=False),
    Column("step", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("role", String(16)),
    Column("state", String(8), nullable=False),  # after it
    Column("level", String(2), nullable=False),
    Column("owner", String(40)),
    Column("due", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("reply", Text, nullable=False),
)
