"""Ratings, what belongs to them, and their counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "counts",
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "scope",
            "measure",
            "township",
            "key",
            "week",
            "verified",
            "value",
            name=op.f("pk_counts"),
        ),
    )
    op.create_table(
        "ratings",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("service", sa.String(length=42), nullable=False),
        sa.Column("version", sa.String(length=8), nullable=True),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("trips", sa.SmallInteger(), nullable=True),
        sa.Column("promised", sa.SmallInteger(), nullable=True),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("open", sa.JSON(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=True),
        sa.Column("window", sa.SmallInteger(), nullable=True),
        sa.Column("follows", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["follows"], ["ratings.seq"], name=op.f("fk_ratings_follows")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ratings")),
        sa.UniqueConstraint("id", name=op.f("uq_ratings_id")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ratings_receipt")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ratings_place_week", ["township", "service", "week"], unique=False
        )

    op.create_table(
        "contacts",
        sa.Column("rating", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("delete_after", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["rating"], ["ratings.seq"], name=op.f("fk_contacts_rating")),
        sa.PrimaryKeyConstraint("rating", name=op.f("pk_contacts")),
    )
    op.create_table(
        "excluded",
        sa.Column("rating", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["rating"], ["ratings.seq"], name=op.f("fk_excluded_rating")),
        sa.PrimaryKeyConstraint("rating", name=op.f("pk_excluded")),
    )
    op.create_table(
        "slips",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("township", sa.String(length=42), nullable=False),
        sa.Column("service", sa.String(length=42), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("rating", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["rating"], ["ratings.seq"], name=op.f("fk_slips_rating")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_slips")),
        sa.UniqueConstraint("rating", name=op.f("uq_slips_rating")),
    )
    op.create_table(
        "texts",
        sa.Column("rating", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("masked", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["rating"], ["ratings.seq"], name=op.f("fk_texts_rating")),
        sa.PrimaryKeyConstraint("rating", name=op.f("pk_texts")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("texts")
    op.drop_table("slips")
    op.drop_table("excluded")
    op.drop_table("contacts")
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.drop_index("ix_ratings_place_week")

    op.drop_table("ratings")
    op.drop_table("counts")
