"""What was published of the ratings, week by week."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "releases",
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_releases")),
    )
    op.create_table(
        "blocks",
        sa.Column("measure", sa.String(length=130), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("service", sa.String(length=42), nullable=False),
        sa.Column("until", sa.String(length=8), nullable=False),
        sa.Column("since", sa.String(length=8), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "measure", "verified", "township", "service", "until", name=op.f("pk_blocks")
        ),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("blocks")
    op.drop_table("releases")
