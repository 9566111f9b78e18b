"""Cases of bad ratings, their history, and words for replies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "reply_templates",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reply_templates")),
    )
    op.create_table(
        "cases",
        sa.Column("rating", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("service", sa.String(length=42), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("contact_due", sa.Date(), nullable=False),
        sa.Column("contacted", sa.Date(), nullable=True),
        sa.Column("confirmed", sa.Date(), nullable=True),
        sa.Column("mend_due", sa.Date(), nullable=True),
        sa.Column("mended", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("appeal", sa.String(length=4), nullable=True),
        sa.Column("appellant", sa.String(length=64), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["rating"], ["ratings.seq"], name=op.f("fk_cases_rating")),
        sa.PrimaryKeyConstraint("rating", name=op.f("pk_cases")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_due", ["state", "due"], unique=False)
        batch_op.create_index("ix_cases_place", ["township", "state", "due"], unique=False)

    op.create_table(
        "case_steps",
        sa.Column("rating", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("before", sa.String(length=8), nullable=True),
        sa.Column("after", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rating"], ["cases.rating"], name=op.f("fk_case_steps_rating")),
        sa.PrimaryKeyConstraint("rating", "number", name=op.f("pk_case_steps")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("case_steps")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_place")
        batch_op.drop_index("ix_cases_due")

    op.drop_table("cases")
    op.drop_table("reply_templates")
