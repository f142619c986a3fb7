"""Study: flags, burying and leeches; presets of decks; due dates set by hand; a full-text index of the notes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEPT = (
    "id, note_id, deck_id, ordinal, position, suspended, state, step, stability, difficulty, due_at, due_day, "
    "last_at, last_day, interval, reps, lapses"
)


def upgrade() -> None:
    _cards()
    _presets()
    op.create_table(
        "placements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("interval", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("kind IN ('due', 'forget', 'reschedule')", name=op.f("ck_placements_kind")),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name=op.f("fk_placements_card_id_cards"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_placements_card_id_at"), "placements", ["card_id", "at"], unique=False)
    _reviews()
    _index_of_words()


def _cards() -> None:
    """A new table takes the old one's place: a column added to it would stand behind the checks."""
    op.create_table(
        "cards_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("suspended", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("buried_until", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("flag", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("leech", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("step", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("stability", sa.REAL(), nullable=True),
        sa.Column("difficulty", sa.REAL(), nullable=True),
        sa.Column("due_at", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("last_at", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("interval", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reps", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lapses", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "difficulty IS NULL OR difficulty BETWEEN 1 AND 10", name=op.f("ck_cards_difficulty")
        ),
        sa.CheckConstraint("flag BETWEEN 0 AND 7", name=op.f("ck_cards_flag")),
        sa.CheckConstraint("stability IS NULL OR stability > 0", name=op.f("ck_cards_stability")),
        sa.CheckConstraint("state BETWEEN 0 AND 3", name=op.f("ck_cards_state")),
        sa.ForeignKeyConstraint(
            ["deck_id"], ["decks.id"], name=op.f("fk_cards_deck_id_decks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_cards_note_id_notes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("note_id", "ordinal", name=op.f("uq_cards_note_id_ordinal")),
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO cards_new ({_KEPT}) SELECT {_KEPT} FROM cards")  # noqa: S608
    op.drop_table("cards")
    op.rename_table("cards_new", "cards")
    op.create_index(
        "ix_cards_deck_queue",
        "cards",
        ["deck_id", "suspended", "state", "due_day", "position", "buried_until"],
        unique=False,
    )
    op.create_index(
        "ix_cards_learning_queue",
        "cards",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_cards_queue", "cards", ["suspended", "state", "due_day", "position", "buried_until"], unique=False
    )


def _reviews() -> None:
    """Indexes from which figures and fits can be read without the rows."""
    op.drop_index(op.f("ix_reviews_card_id_at"), "reviews")
    op.drop_index(op.f("ix_reviews_day_state"), "reviews")
    op.create_index("ix_reviews_card", "reviews", ["card_id", "at", "rating", "elapsed_days", "kind"])
    op.create_index(
        "ix_reviews_day", "reviews", ["day", "state", "kind", "rating", "elapsed_days", "duration", "card_id"]
    )


def _presets() -> None:
    op.create_table(
        "presets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presets")),
        sa.UniqueConstraint("name", name=op.f("uq_presets_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "deck_presets",
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("preset_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deck_id"], ["decks.id"], name=op.f("fk_deck_presets_deck_id_decks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["preset_id"], ["presets.id"], name=op.f("fk_deck_presets_preset_id_presets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("deck_id", name=op.f("pk_deck_presets")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_deck_presets_preset_id"), "deck_presets", ["preset_id"], unique=False)


def _index_of_words() -> None:
    """The words of every note (sqlite.org/fts5.html), without a copy of the text; `store/words.py` keeps it true."""
    op.execute(
        "CREATE VIRTUAL TABLE note_words USING fts5(fields, tags, content=notes, content_rowid=id, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    op.execute("INSERT INTO note_words (note_words) VALUES ('rebuild')")
