"""Rounds of 公开 公示 公议, and everything in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "rounds",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("contact", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("stage", sa.String(length=4), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_township", ["township"], unique=False)

    op.create_table(
        "lenience",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("approver", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_lenience_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lenience")),
    )
    with op.batch_alter_table("lenience", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lenience_round"), ["round"], unique=False)

    op.create_table(
        "objections",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sent", sa.String(length=36), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=4), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("answered", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_objections_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.UniqueConstraint("receipt", name=op.f("uq_objections_receipt")),
        sa.UniqueConstraint("sent", name=op.f("uq_objections_sent")),
    )
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objections_round"), ["round"], unique=False)

    op.create_table(
        "opinions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sent", sa.String(length=36), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=4), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=True),
        sa.Column("refused", sa.String(length=4), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("answered", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_opinions_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
        sa.UniqueConstraint("receipt", name=op.f("uq_opinions_receipt")),
        sa.UniqueConstraint("sent", name=op.f("uq_opinions_sent")),
    )
    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinions_round"), ["round"], unique=False)

    op.create_table(
        "round_stages",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=4), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_round_stages_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_stages")),
    )
    with op.batch_alter_table("round_stages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_stages_round"), ["round"], unique=False)

    op.create_table(
        "round_versions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=4), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_round_versions_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_versions")),
        sa.UniqueConstraint(
            "round", "name", "number", name=op.f("uq_round_versions_round_name_number")
        ),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("round_versions")
    with op.batch_alter_table("round_stages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_stages_round"))

    op.drop_table("round_stages")
    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinions_round"))

    op.drop_table("opinions")
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objections_round"))

    op.drop_table("objections")
    with op.batch_alter_table("lenience", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lenience_round"))

    op.drop_table("lenience")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index("ix_rounds_township")

    op.drop_table("rounds")
