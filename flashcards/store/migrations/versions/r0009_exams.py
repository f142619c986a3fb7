"""Exams, and the cards that their plans moved."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exams")),
        sa.UniqueConstraint("name", name=op.f("uq_exams_name")),
        sqlite_strict=True,
    )
    _link("deck", "decks")
    _link("article", "articles")
    op.create_table(
        "exam_moves",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("was_day", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name=op.f("fk_exam_moves_card_id_cards"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["exam_id"], ["exams.id"], name=op.f("fk_exam_moves_exam_id_exams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_exam_moves")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_exam_moves_exam_id"), "exam_moves", ["exam_id"], unique=False)


def _link(one: str, many: str) -> None:
    table = f"exam_{many}"
    op.create_table(
        table,
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column(f"{one}_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exam_id"], ["exams.id"], name=op.f(f"fk_{table}_exam_id_exams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            [f"{one}_id"], [f"{many}.id"], name=op.f(f"fk_{table}_{one}_id_{many}"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exam_id", f"{one}_id", name=op.f(f"pk_{table}")),
        sqlite_strict=True,
    )
    op.create_index(op.f(f"ix_{table}_{one}_id"), table, [f"{one}_id"], unique=False)
