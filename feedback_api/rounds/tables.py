"""Rounds as rows. Only `rounds` and what waits for an answer change; everything else is added."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from feedback_api.tables import SEQUENCE, metadata

rounds = Table(
    "rounds",
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
    Column("township", String(42), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("title", String(80), nullable=False),
    Column("first", Date, nullable=False),  # of the period it is about
    Column("last", Date, nullable=False),
    Column("contact", String(40), nullable=False),  # a post, never a person's name
    Column("phone", String(20), nullable=False),
    Column("place", String(120), nullable=False),  # where to object in person
    Column("stage", String(4), nullable=False),
    Column("until", Date),
)
Index("ix_rounds_township", rounds.c.township)

stages = Table(
    "round_stages",
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
    Column("round", SEQUENCE, ForeignKey("rounds.id"), nullable=False, index=True),
    Column("stage", String(4), nullable=False),
    Column("opened", Date, nullable=False),
    Column("until", Date),
    Column("provisional", Boolean, nullable=False),
    Column("by", String(40), nullable=False),
    Column("why", Text),  # of a posting that began anew
)

versions = Table(
    "round_versions",
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
    Column("round", SEQUENCE, ForeignKey("rounds.id"), nullable=False),
    Column("name", String(4), nullable=False),  # 实绩, 草案, 纪要, 结果
    Column("number", SmallInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("figures", JSON),
    Column("reason", Text),  # of a correction
    Column("published", Boolean, nullable=False),
    Column("day", Date, nullable=False),
    Column("by", String(40), nullable=False),
    UniqueConstraint("round", "name", "number"),
)

objections = Table(
    "objections",
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
    Column("round", SEQUENCE, ForeignKey("rounds.id"), nullable=False, index=True),
    Column("sent", String(36), nullable=False, unique=True),  # UUID: sent twice is taken once
    Column("receipt", String(32), nullable=False, unique=True),
    Column("channel", String(4), nullable=False),
    Column("day", Date, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("text", Text, nullable=False),  # masked
    Column("outcome", String(8)),
    Column("reply", Text),
    Column("answered", Date),
    Column("by", String(40)),
)

opinions = Table(
    "opinions",
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
    Column("round", SEQUENCE, ForeignKey("rounds.id"), nullable=False, index=True),
    Column("sent", String(36), nullable=False, unique=True),
    Column("receipt", String(32), nullable=False, unique=True),
    Column("channel", String(4), nullable=False),
    Column("day", Date, nullable=False),
    Column("grade", SmallInteger),  # the anonymous poll
    Column("text", Text, nullable=False),  # masked; may be empty where a grade was given
    Column("shown", Boolean),  # none: not moderated yet
    Column("refused", String(4)),  # by which rule
    Column("reply", Text),
    Column("answered", Date),
    Column("by", String(40)),
)

lenience = Table(
    "lenience",
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
    Column("round", SEQUENCE, ForeignKey("rounds.id"), nullable=False, index=True),
    Column("matter", Text, nullable=False),
    Column("grounds", JSON, nullable=False),  # a sentence for each of the five conditions
    Column("approver", String(40), nullable=False),  # a post or body
    Column("day", Date, nullable=False),
    Column("by", String(40), nullable=False),
)
