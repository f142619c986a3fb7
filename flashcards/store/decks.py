"""Decks in the library."""

from sqlalchemy import Connection, and_, case, delete, func, insert, select, update

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


def summaries(connection: Connection, today: int, day_end: int, new_left: int) -> list[DeckSummary]:
    """Every deck with what is to study in it on study day `today`, which ends at `day_end` (milliseconds).

    Each deck counts up to `new_left` new cards, which all decks share.
    """
    active = cards.c.suspended == 0
    new = and_(active, cards.c.state == CardState.NEW)
    learning = and_(active, cards.c.due_at < day_end)
    review = and_(active, cards.c.state == CardState.REVIEW, cards.c.due_day <= today)
    query = (
        select(
            decks.c.id,
            decks.c.name,
            func.count(cards.c.id),
            func.count(case((new, 1))),
            func.count(case((learning, 1))),
            func.count(case((review, 1))),
        )
        .outerjoin(cards, cards.c.deck_id == decks.c.id)
        .group_by(decks.c.id)
        .order_by(decks.c.name.collate("NOCASE"))
    )
    return [
        DeckSummary(id_, name, count, min(fresh, new_left), steps_due, reviews)
        for id_, name, count, fresh, steps_due, reviews in connection.execute(query)
    ]
