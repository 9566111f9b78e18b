"""What the console keeps, and an index to read the counts of a week by."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    _weekly()
    op.create_table(
        "completed",
        sa.Column("township", sa.String(42), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("township", "month", name=op.f("pk_completed")),
    )
    op.create_table(
        "weights",
        sa.Column("peer_class", sa.String(40), nullable=False),
        sa.Column("indicator", sa.String(12), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("peer_class", "indicator", name=op.f("pk_weights")),
    )
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("township", sa.String(42), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
    )
    op.create_table(
        "flags",
        sa.Column("township", sa.String(42), nullable=False),
        sa.Column("window", sa.SmallInteger(), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("township", "window", "week", "kind", name=op.f("pk_flags")),
    )
    op.create_index("ix_counts_week", "counts", ["week", "scope", "measure"])


def _weekly() -> None:
    op.create_table(
        "weekly",
        sa.Column("cut", sa.String(8), nullable=False),
        sa.Column("measure", sa.String(12), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("key", sa.String(42), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("value", sa.String(120), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "cut", "measure", "week", "key", "verified", "value", name=op.f("pk_weekly")
        ),
    )
    op.create_table(
        "weekly_done",
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("excluded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_weekly_done")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_counts_week", "counts")
    for name in ("flags", "inspections", "weights", "completed", "weekly_done", "weekly"):
        op.drop_table(name)
