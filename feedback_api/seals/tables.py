"""Seals as rows, and texts that had to be struck out."""

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text

from feedback_api.tables import SEQUENCE, metadata

seals = Table(
    "seals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("first", SEQUENCE, nullable=False),  # seq of the first and last rating in it
    Column("last", SEQUENCE, nullable=False),
    Column("size", Integer, nullable=False),
    Column("root", String(64), nullable=False),
    Column("previous", String(64), nullable=False),  # the chain up to the seal before
    Column("chain", String(64), nullable=False),  # the hash of all of the above and the day
    Column("day", Date, nullable=False),
    Column("leaves", LargeBinary, nullable=False),  # their hashes, so that a changed row is named
)

strikes = Table(
    "strikes",
    metadata,
    Column("rating", SEQUENCE, ForeignKey("ratings.seq"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("reason", Text, nullable=False),
)
