"""What a deck held when it was handed out, and the notes that were deleted since."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Integer(), nullable=False),
        sa.Column("with_progress", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("notes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("counts", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.BLOB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deck_id"], ["decks.id"], name=op.f("fk_editions_deck_id_decks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_editions_deck_id"), "editions", ["deck_id"], unique=False)
    op.create_table(
        "removed_notes",
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("note_type_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tags", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_type_id"], ["note_types.id"], name=op.f("fk_removed_notes_note_type_id_note_types")
        ),
        sa.PrimaryKeyConstraint("guid", name=op.f("pk_removed_notes")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_removed_notes_note_type_id"), "removed_notes", ["note_type_id"], unique=False)
