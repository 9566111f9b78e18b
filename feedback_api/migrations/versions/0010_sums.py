"""Figures of finished weeks: of ratings, of channels and of cases; closed cases by date."""

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
_RATED = {
    **{f"grade_{grade}": ("grade", str(grade)) for grade in (5, 4, 3, 2, 1)},
    "kept": ("kept", "是"),
    "broken": ("kept", "否"),
    "missing": ("any_missing", "是"),
    "complete": ("any_missing", "否"),
    **{f"trips_{number}": ("trips", str(number)) for number in range(4)},
}
_PLACES = (("township", "key"), ("township", "''"), ("''", "key"), ("''", "''"))
_CHANNELS = """
INSERT INTO weekly (cut, measure, week, key, verified, value, n)
SELECT 'channel', measure, week, key, verified, value, sum(n) FROM counts
WHERE scope = 'channel' AND week IN (SELECT week FROM weekly_done)
GROUP BY measure, week, key, verified, value
"""


def _rated(township: str, service: str) -> str:
    numbers = ", ".join(
        f"sum(CASE WHEN measure = '{measure}' AND value = '{value}' THEN n ELSE 0 END)"
        for measure, value in _RATED.values()
    )
    by = ", ".join(one for one in ("week", township, service, "verified") if one != "''")
    names = ", ".join(_RATED)
    return f"""
INSERT INTO rated (week, township, service, verified, {names})
SELECT week, {township}, {service}, verified, {numbers} FROM counts
WHERE scope = 'service' AND measure IN ('grade', 'kept', 'any_missing', 'trips')
AND week IN (SELECT week FROM weekly_done) GROUP BY {by}
"""  # noqa: S608  (names of our own)


def upgrade() -> None:
    """Makes the tables, and sums the weeks that are summed already."""
    op.create_table(
        "case_sums",
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("township", sa.String(42), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        sa.PrimaryKeyConstraint("week", "township", name=op.f("pk_case_sums")),
    )
    op.create_table(
        "rated",
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("township", sa.String(42), nullable=False),
        sa.Column("service", sa.String(42), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _RATED),
        sa.PrimaryKeyConstraint("week", "township", "service", "verified", name=op.f("pk_rated")),
    )
    for place in _PLACES:
        op.execute(_rated(*place))
    op.execute("DELETE FROM weekly WHERE cut = 'township' OR measure <> 'missing'")
    op.execute(_CHANNELS)
    op.execute("CREATE INDEX ix_cases_closed ON cases (due, rating) WHERE closed IS NOT NULL")


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_cases_closed", "cases")
    op.drop_table("case_sums")
    op.drop_table("rated")
    op.execute("DELETE FROM weekly")
    op.execute("DELETE FROM weekly_done")
