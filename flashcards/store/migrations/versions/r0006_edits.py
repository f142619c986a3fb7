"""Older fields of notes, and an index from which mastery by article and role can be read."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_edits_note_id_notes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_edits_note_id_at"), "edits", ["note_id", "at"], unique=False)
    op.drop_index(op.f("ix_notes_article_id"), "notes")
    op.create_index(op.f("ix_notes_article_id_role"), "notes", ["article_id", "role"], unique=False)
