"""Officials, their sessions and links, failed attempts, and the log of changes, as rows."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from feedback_api.tables import metadata

officials = Table(
    "officials",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("role", String(8), nullable=False),
    Column("township", String(42)),  # none: county or reviewer
    Column("password_hash", String(128)),  # none until the link was used
    Column("totp_secret", String(32)),
    Column("totp_step", Integer, nullable=False, server_default="0"),  # the last one used
    Column("active", Boolean, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("official", Integer, ForeignKey("officials.id"), nullable=False, index=True),
    # Clock times are seconds since 1970.
    Column("seen", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("official", Integer, ForeignKey("officials.id"), nullable=False, unique=True),
    Column("ends", Integer, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    # Keyed hash of the name and the network it came from: no address is kept.
    Column("key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("forget", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),  # China time
    Column("official", String(40), nullable=False),
    Column("action", String(24), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("township", String(42)),
    Column("before", Text),
    Column("after", Text),
)
Index("ix_audit_at", audit.c.at)
