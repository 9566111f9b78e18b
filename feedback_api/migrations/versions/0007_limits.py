"""How many ratings without a code came from a network in an hour."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "throttle",
        sa.Column("hour", sa.String(length=13), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "key", name=op.f("pk_throttle")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("throttle")
