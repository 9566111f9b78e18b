"""Figures of finished weeks: of cases, and of ratings by channel."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NUMBERS = (
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
_CHANNELS = """
INSERT INTO weekly (cut, measure, week, key, verified, value, n)
SELECT 'channel', measure, week, key, verified, value, sum(n) FROM counts
WHERE scope = 'channel' AND week IN (SELECT week FROM weekly_done)
GROUP BY measure, week, key, verified, value
"""


def upgrade() -> None:
    """Makes the table, and sums the channels of the weeks that are summed already."""
    op.create_table(
        "case_sums",
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("township", sa.String(42), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        sa.PrimaryKeyConstraint("week", "township", name=op.f("pk_case_sums")),
    )
    op.execute(_CHANNELS)


def downgrade() -> None:
    """Back."""
    op.drop_table("case_sums")
    op.execute("DELETE FROM weekly WHERE cut = 'channel'")
