"""Requests, whom to call back, and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "requests",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=True),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("result", sa.String(length=8), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_requests")),
        sa.UniqueConstraint("id", name=op.f("uq_requests_id")),
        sa.UniqueConstraint("receipt", name=op.f("uq_requests_receipt")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index("ix_requests_due", ["state", "due"], unique=False)
        batch_op.create_index("ix_requests_opened", ["opened"], unique=False)
        batch_op.create_index("ix_requests_place", ["township", "state", "due"], unique=False)

    op.create_table(
        "request_contacts",
        sa.Column("request", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("delete_after", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request"], ["requests.number"], name=op.f("fk_request_contacts_request")
        ),
        sa.PrimaryKeyConstraint("request", name=op.f("pk_request_contacts")),
    )
    op.create_table(
        "request_steps",
        sa.Column("request", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request"], ["requests.number"], name=op.f("fk_request_steps_request")
        ),
        sa.PrimaryKeyConstraint("request", "number", name=op.f("pk_request_steps")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("request_steps")
    op.drop_table("request_contacts")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index("ix_requests_place")
        batch_op.drop_index("ix_requests_opened")
        batch_op.drop_index("ix_requests_due")

    op.drop_table("requests")
