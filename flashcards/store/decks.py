"""Decks in the library."""

from sqlalchemy import ColumnElement, Connection, ScalarSelect, delete, func, insert, select, update

from flashcards.core.cards import Deck, DeckSummary
from flashcards.core.reviews import CardState
from flashcards.store.tables import cards, decks, notes


def ensure(connection: Connection, name: str, created_at: int) -> int:
    """The id of the deck with that name, which is made if it is missing."""
    found: int | None = connection.execute(select(decks.c.id).where(decks.c.name == name)).scalar()
    if found is not None:
        return found
    row = insert(decks).values(name=name, created_at=created_at)
    return connection.execute(row).lastrowid


def all_decks(connection: Connection) -> list[Deck]:
    """Every deck by name."""
    query = select(decks.c.id, decks.c.name).order_by(decks.c.name.collate("NOCASE"))
    return [Deck(*row) for row in connection.execute(query)]


def with_subdecks(connection: Connection, name: str) -> list[Deck]:
    """The deck with that name and the decks inside it; empty when there is none."""
    return [deck for deck in all_decks(connection) if deck.name == name or deck.name.startswith(f"{name}::")]


def rename(connection: Connection, deck_id: int, name: str) -> None:
    """Give a deck another name."""
    connection.execute(update(decks).where(decks.c.id == deck_id).values(name=name))


def remove(connection: Connection, deck_ids: list[int]) -> None:
    """Delete decks with their cards, their answers, and the notes that have no card left."""
    connection.execute(delete(decks).where(decks.c.id.in_(deck_ids)))
    connection.execute(delete(notes).where(notes.c.id.not_in(select(cards.c.note_id))))


def summaries(connection: Connection, today: int, day_end: int) -> list[DeckSummary]:
    """Every deck with what is in it for study day `today`, which ends at `day_end` (milliseconds); no limits."""
    inside = cards.c.deck_id == decks.c.id
    active = (inside, cards.c.suspended == 0, cards.c.buried_until <= today)
    new = (*active, cards.c.state == CardState.NEW, cards.c.due_day.is_(None))
    review = (*active, cards.c.state == CardState.REVIEW, cards.c.due_day <= today)
    # A range of the index for each count: one pass over all cards would read every row.
    counts = [_count(inside), _count(*new), _count(*review)]
    query = select(decks.c.id, decks.c.name, *counts).order_by(decks.c.name.collate("NOCASE"))
    steps = _steps_by_deck(connection, today, day_end)
    return [
        DeckSummary(id_, name, count, fresh, steps.get(id_, 0), reviews)
        for id_, name, count, fresh, reviews in connection.execute(query)
    ]


def _count(*where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(cards).where(*where).correlate(decks).scalar_subquery()


def _steps_by_deck(connection: Connection, today: int, day_end: int) -> dict[int, int]:
    steps = select(cards.c.deck_id, func.count().label("steps")).where(
        cards.c.suspended + 0 == 0, cards.c.due_at < day_end, cards.c.buried_until + 0 <= today
    )
    rows = connection.execute(steps.group_by(cards.c.deck_id + 0))
    return {row.deck_id: row.steps for row in rows}
