"""What the user decided about drafts, kept so that the program learns from it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("type", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("question", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("question_after", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answer_after", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sentence_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sentence", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("score", sa.REAL(), server_default=sa.text("0"), nullable=False),
        sa.Column("features", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("judged_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("verdict IN ('keep', 'edit', 'reject')", name=op.f("ck_judgements_verdict")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_judgements_draft_id_drafts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_judgements_draft_id"), "judgements", ["draft_id"], unique=False)
    op.create_index(op.f("ix_judgements_sentence_key"), "judgements", ["sentence_key"], unique=False)
