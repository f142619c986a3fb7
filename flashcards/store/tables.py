"""The tables. STRICT, so that a value of the wrong type is an error and not a surprise later."""

from sqlalchemy import (
    BLOB,
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _number(name: str, *, default: int | None = None, null: bool = False) -> Column[int]:
    server_default = None if default is None else text(str(default))
    return Column(name, Integer, nullable=null, server_default=server_default)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


articles = Table(
    "articles",
    metadata,
    _key(),
    Column("key", Text, nullable=False),
    _text("title"),
    _text("text"),
    _text("source_kind"),
    _text("source_name"),
    _text("source_link"),
    _number("words"),
    _number("added_at"),
    _text("author"),
    _text("date"),
    _text("licence"),
    # The offsets at which pages begin, as JSON; empty where there are no pages.
    _text("pages"),
    UniqueConstraint("key"),
    sqlite_strict=True,
)

#: The page that an article was made of, as it came, packed.
snapshots = Table(
    "snapshots",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    _text("address"),
    _text("media_type"),
    Column("content", BLOB, nullable=False),
    sqlite_strict=True,
)

#: Which article is a later version of which.
versions = Table(
    "versions",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("previous_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Index(None, "previous_id"),
    sqlite_strict=True,
)

blocks = Table(
    "blocks",
    metadata,
    _key(),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    _number("position"),
    _number("start"),
    _number("end"),
    _text("kind"),
    _number("level", default=0),
    _text("junk"),
    Index(None, "article_id", "position"),
    sqlite_strict=True,
)

facts = Table(
    "facts",
    metadata,
    _key(),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    _number("position"),
    _number("start"),
    _number("end"),
    _text("kind"),
    # Everything else of a fact, as JSON: it is read whole, never searched.
    _text("detail"),
    Index(None, "article_id", "position"),
    sqlite_strict=True,
)

drafts = Table(
    "drafts",
    metadata,
    _key(),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    _number("position"),
    _number("fact", default=-1),
    _number("start"),
    _number("end"),
    _text("role"),
    _text("type"),
    _text("question"),
    _text("answer"),
    _number("hedged", default=0),
    _text("section"),
    Column("score", REAL, nullable=False, server_default=text("0")),
    _text("state"),
    Column("note_id", ForeignKey("notes.id", ondelete="SET NULL")),
    Index(None, "article_id", "position"),
    Index(None, "note_id"),
    sqlite_strict=True,
)

decks = Table(
    "decks",
    metadata,
    _key(),
    Column("name", Text, nullable=False),
    _number("created_at"),
    # HTML of another program, kept for it.
    _text("description"),
    UniqueConstraint("name"),
    sqlite_strict=True,
)

note_types = Table(
    "note_types",
    metadata,
    _key(),
    _text("name"),
    # Fields and templates as JSON, in their order.
    _text("fields"),
    _text("templates"),
    _text("css"),
    _number("is_cloze", default=0),
    _number("modified", default=0),
    # What another program keeps of it and we have no word for, as JSON.
    _text("extra"),
    sqlite_strict=True,
)

notes = Table(
    "notes",
    metadata,
    _key(),
    Column("guid", Text, nullable=False),
    Column("note_type_id", ForeignKey("note_types.id"), nullable=False),
    Column("article_id", ForeignKey("articles.id", ondelete="SET NULL")),
    _number("start", null=True),
    _number("end", null=True),
    _text("role"),
    # Fields joined by U+001F and tags by spaces, as in Anki's own file.
    _text("fields"),
    _text("tags"),
    _number("created_at"),
    _number("edited_at"),
    UniqueConstraint("guid"),
    # With the role, so that the matrix of mastery reads no note.
    Index(None, "article_id", "role"),
    Index(None, "note_type_id"),
    sqlite_strict=True,
)

#: What the fields of a note were before they were edited.
edits = Table(
    "edits",
    metadata,
    _key(),
    Column("note_id", ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    # When these fields gave way to others, in milliseconds.
    _number("at"),
    _text("fields"),
    Index(None, "note_id", "at"),
    sqlite_strict=True,
)

#: Where a note came from, as JSON: it is read whole, and outlives the article.
origins = Table(
    "origins",
    metadata,
    Column("note_id", ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True),
    _text("detail"),
    sqlite_strict=True,
)

cards = Table(
    "cards",
    metadata,
    _key(),
    Column("note_id", ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    Column("deck_id", ForeignKey("decks.id", ondelete="CASCADE"), nullable=False),
    _number("ordinal", default=0),
    _number("position", default=0),
    _number("suspended", default=0),
    # The first study day on which a buried card comes again; 0 for one that was never buried.
    _number("buried_until", default=0),
    _number("flag", default=0),
    _number("leech", default=0),
    _number("state", default=0),
    _number("step", default=0),
    Column("stability", REAL),
    Column("difficulty", REAL),
    _number("due_at", null=True),
    _number("due_day", null=True),
    _number("last_at", null=True),
    _number("last_day", null=True),
    _number("interval", default=0),
    _number("reps", default=0),
    _number("lapses", default=0),
    # SM-2's in thousandths, kept for Anki; 0 where nobody knows of any.
    _number("ease", default=0),
    CheckConstraint("state BETWEEN 0 AND 3", name="state"),
    CheckConstraint("stability IS NULL OR stability > 0", name="stability"),
    CheckConstraint("difficulty IS NULL OR difficulty BETWEEN 1 AND 10", name="difficulty"),
    CheckConstraint("flag BETWEEN 0 AND 7", name="flag"),
    UniqueConstraint("note_id", "ordinal"),
    # The lines of the queue, for one deck and for the whole library.
    Index("ix_cards_deck_queue", "deck_id", "suspended", "state", "due_day", "position", "buried_until"),
    Index("ix_cards_queue", "suspended", "state", "due_day", "position", "buried_until"),
    Index("ix_cards_learning_queue", "due_at", sqlite_where=text("due_at IS NOT NULL")),
    sqlite_strict=True,
)

reviews = Table(
    "reviews",
    metadata,
    Column("at", Integer, primary_key=True),
    Column("card_id", ForeignKey("cards.id", ondelete="CASCADE"), nullable=False),
    _number("rating"),
    _text("kind"),
    _number("state"),
    # Memory before and after, as JSON with the algorithm's name: FSRS-7's has other parts.
    _text("before"),
    _text("after"),
    _number("day"),
    _number("elapsed_days"),
    _number("scheduled_days"),
    _number("duration"),
    _text("algorithm"),
    _text("parameters"),
    CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
    # Wide enough that figures and fits read nothing but the index: a row is ten times as long.
    Index("ix_reviews_card", "card_id", "at", "rating", "elapsed_days", "kind"),
    Index("ix_reviews_day", "day", "state", "kind", "rating", "elapsed_days", "duration", "card_id"),
    sqlite_strict=True,
)

#: Due dates that no answer gave: set by hand, forgotten, or planned anew.
placements = Table(
    "placements",
    metadata,
    _key(),
    _number("at"),
    Column("card_id", ForeignKey("cards.id", ondelete="CASCADE"), nullable=False),
    _text("kind"),
    _number("due_day", null=True),
    _number("interval", default=0),
    CheckConstraint("kind IN ('due', 'forget', 'reschedule')", name="kind"),
    Index(None, "card_id", "at"),
    sqlite_strict=True,
)

exams = Table(
    "exams",
    metadata,
    _key(),
    Column("name", Text, nullable=False),
    _number("at"),
    # Tags, roles, goal, minutes, days off and weights, as JSON; and whether decks, articles or tags were named at all.
    _text("detail"),
    UniqueConstraint("name"),
    sqlite_strict=True,
)

exam_decks = Table(
    "exam_decks",
    metadata,
    Column("exam_id", ForeignKey("exams.id", ondelete="CASCADE"), primary_key=True),
    Column("deck_id", ForeignKey("decks.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "deck_id"),
    sqlite_strict=True,
)

exam_articles = Table(
    "exam_articles",
    metadata,
    Column("exam_id", ForeignKey("exams.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "article_id"),
    sqlite_strict=True,
)

#: Cards that the plan of an exam gave another due day: study days before and after, and why. New cards, which have no
#: day before, stand here with the first one on which they may come, twice, and the reason `new`.
exam_moves = Table(
    "exam_moves",
    metadata,
    Column("card_id", ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True),
    Column("exam_id", ForeignKey("exams.id", ondelete="CASCADE"), nullable=False),
    _number("was_day"),
    _number("due_day"),
    _text("why"),
    Index(None, "exam_id"),
    sqlite_strict=True,
)

quizzes = Table(
    "quizzes",
    metadata,
    _key(),
    _text("title"),
    _number("started_at"),
    # None while it is under way.
    _number("ended_at", null=True),
    _number("mock", default=0),
    # How many questions, and once it is over the points of all that counted: the history reads no more.
    _number("questions"),
    _number("points", default=0),
    _number("most_points", default=0),
    # What was asked for and the questions as they were put, as JSON.
    _text("content"),
    sqlite_strict=True,
)

quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column("quiz_id", ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    # The texts that were given, as JSON.
    _text("given"),
    _number("duration", default=0),
    _number("overruled", default=0),
    sqlite_strict=True,
)

presets = Table(
    "presets",
    metadata,
    _key(),
    Column("name", Text, nullable=False),
    # What differs from the program's own settings, as JSON.
    _text("options"),
    UniqueConstraint("name"),
    sqlite_strict=True,
)

#: The preset of a deck; one without a row has the preset called Default.
deck_presets = Table(
    "deck_presets",
    metadata,
    Column("deck_id", ForeignKey("decks.id", ondelete="CASCADE"), primary_key=True),
    Column("preset_id", ForeignKey("presets.id", ondelete="CASCADE"), nullable=False),
    Index(None, "preset_id"),
    sqlite_strict=True,
)

#: What the user did with drafts. It outlives the draft: the sentence may come back in another article.
judgements = Table(
    "judgements",
    metadata,
    _key(),
    Column("draft_id", ForeignKey("drafts.id", ondelete="SET NULL")),
    _text("verdict"),
    _text("reason"),
    _text("role"),
    _text("type"),
    _text("question"),
    _text("answer"),
    _text("question_after"),
    _text("answer_after"),
    # A digest of the sentence as `core.judgements` makes it, to find it again; then the sentence itself.
    _text("sentence_key"),
    _text("sentence"),
    Column("score", REAL, nullable=False, server_default=text("0")),
    # Numbers by name, as JSON.
    _text("features"),
    _number("judged_at"),
    CheckConstraint("verdict IN ('keep', 'edit', 'reject')", name="verdict"),
    Index(None, "draft_id"),
    Index(None, "sentence_key"),
    sqlite_strict=True,
)

#: What a deck held when it was handed out, so that the next edition can tell what changed.
editions = Table(
    "editions",
    metadata,
    _key(),
    # None for a name that holds other decks and is none itself; then the name tells.
    Column("deck_id", ForeignKey("decks.id", ondelete="CASCADE")),
    _text("name"),
    _number("number"),
    _number("made_at"),
    _number("with_progress", default=0),
    # How many notes; and those added, changed, moved out, withdrawn and come back since the edition before, as JSON.
    _number("notes", default=0),
    _text("counts"),
    # Of every note guid, digest, time of change and whether it is withdrawn: JSON, packed by zlib.
    Column("content", BLOB, nullable=False),
    Index(None, "deck_id"),
    sqlite_strict=True,
)

#: Notes that were deleted once there were editions: the next one says that they are withdrawn.
removed_notes = Table(
    "removed_notes",
    metadata,
    Column("guid", Text, primary_key=True),
    Column("note_type_id", ForeignKey("note_types.id"), nullable=False),
    _text("fields"),
    _text("tags"),
    _number("created_at"),
    Index(None, "note_type_id"),
    sqlite_strict=True,
)

#: What belongs to the library and is neither an article nor a card: a value for each name, as JSON.
settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    _text("value"),
    sqlite_strict=True,
)
