"""Officials, their sessions and links, failed attempts, and the log of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    _officials()
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("forget", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("official", sa.String(40), nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("township", sa.String(42), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _officials() -> None:
    op.create_table(
        "officials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("township", sa.String(42), nullable=True),
        sa.Column("password_hash", sa.String(128), nullable=True),
        sa.Column("totp_secret", sa.String(32), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officials")),
        sa.UniqueConstraint("name", name=op.f("uq_officials_name")),
    )
    for name, more in (
        ("sessions", (sa.Column("seen", sa.Integer(), nullable=False),)),
        ("invitations", ()),
    ):
        op.create_table(
            name,
            sa.Column("token_hash", sa.String(64), nullable=False),
            sa.Column("official", sa.Integer(), nullable=False),
            *more,
            sa.Column("ends", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["official"], ["officials.id"], name=op.f(f"fk_{name}_official")
            ),
            sa.PrimaryKeyConstraint("token_hash", name=op.f(f"pk_{name}")),
        )
    op.create_index("ix_sessions_official", "sessions", ["official"])
    with op.batch_alter_table("invitations") as batch:
        batch.create_unique_constraint("uq_invitations_official", ["official"])


def downgrade() -> None:
    """Back."""
    for name in ("audit", "attempts", "invitations", "sessions", "officials"):
        op.drop_table(name)
