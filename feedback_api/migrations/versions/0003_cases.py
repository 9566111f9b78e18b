"""Cases of bad ratings, their history, and words for replies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

_SET = sa.text("follows IS NOT NULL")
_ONLY_SET = {"sqlite_where": _SET, "postgresql_where": _SET}
_FIGURES = [
    "opened",
    "township",
    "state",
    "contacted",
    "contact_due",
    "confirmed",
    "mended",
    "mend_due",
    "upheld",
    "again",
]
_WORDS = {
    "材料没有一次说清": "您办{事项}时，材料没有一次说清楚，让您多跑了路，对不起。"
    "现在已经____。以后再有这样的事，请打{大厅电话}。",
    "办得太慢": "您办的{事项}拖得太久，对不起。原因是____。现在已经____。",
    "态度不好": "您反映窗口态度不好，我们向当班的人核实了，____。我们向您道歉，已经____。",
    "和指南写的不一样": "您反映{事项}和指南写的不一样，核实属实。"
    "现在已经____，指南也改了，新的内容在网上和大厅都能看到。",
    "要多一点时间": "您反映的事情比较复杂，需要____。我们会在____以前办好并告诉您。"
    "期间有事请打{大厅电话}。",
    "规定办不了": "您想办的____，按____的规定现在办不了。您可以____。"
    "不明白的地方，请打{大厅电话}，我们再给您讲。",
}
"""To begin with; the county changes them as it likes."""


def upgrade() -> None:
    """Makes the tables."""
    words = op.create_table(
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
        sa.Column("again", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["rating"], ["ratings.seq"], name=op.f("fk_cases_rating")),
        sa.PrimaryKeyConstraint("rating", name=op.f("pk_cases")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_due", ["state", "due"], unique=False)
        batch_op.create_index("ix_cases_figures", _FIGURES, unique=False)
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
    with op.batch_alter_table("ratings") as batch_op:
        # One rating is followed by one 追评, whatever two phones send at once.
        batch_op.create_index("uq_ratings_follows", ["follows"], unique=True, **_ONLY_SET)
    op.bulk_insert(words, [{"name": name, "words": text} for name, text in _WORDS.items()])


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("ratings") as batch_op:
        batch_op.drop_index("uq_ratings_follows")
    op.drop_table("case_steps")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_place")
        batch_op.drop_index("ix_cases_figures")
        batch_op.drop_index("ix_cases_due")

    op.drop_table("cases")
    op.drop_table("reply_templates")
