"""Decks in the library."""

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    ScalarSelect,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from flashcards.core.cards import Deck, DeckSummary
from flashcards.core.reviews import CardState
from flashcards.store.editions import keep_removed
from flashcards.store.tables import cards, decks, notes

# More than any library has.
_ALL = 2**62


def ensure(connection: Connection, name: str, created_at: int) -> int:
    """The id of the deck with that name, which is made if it is missing."""
    found: int | None = connection.execute(select(decks.c.id).where(decks.c.name == name)).scalar()
    if found is not None:
        return found
    row = insert(decks).values(name=name, created_at=created_at)
    return connection.execute(row).lastrowid


def name_of(connection: Connection, deck_id: int) -> str:
    """The name of a deck that is there."""
    return str(connection.execute(select(decks.c.name).where(decks.c.id == deck_id)).scalar_one())


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


def describe(connection: Connection, deck_id: int, description: str) -> None:
    """Keep what another program says of a deck, as HTML."""
    connection.execute(update(decks).where(decks.c.id == deck_id).values(description=description))


def descriptions(connection: Connection) -> dict[str, str]:
    """What other programs say of decks, by the names of the decks."""
    query = select(decks.c.name, decks.c.description).where(decks.c.description != "")
    return {row[0]: row[1] for row in connection.execute(query)}


def remove(connection: Connection, deck_ids: list[int]) -> None:
    """Delete decks with their cards, their answers, and the notes that have no card left."""
    connection.execute(delete(decks).where(decks.c.id.in_(deck_ids)))
    which = notes.c.id.not_in(select(cards.c.note_id))
    keep_removed(connection, which)
    connection.execute(delete(notes).where(which))


def summaries(
    connection: Connection, today: int, day_end: int, most: tuple[int, int] = (_ALL, _ALL)
) -> list[DeckSummary]:
    """Every deck with what is in it for study day `today`, which ends at `day_end` (milliseconds).

    New cards and reviews are counted up to `most`: what no limit lets through need not be counted.
    """
    steps = _steps_by_deck(connection, today, day_end)
    values = {"today": today, "most_new": most[0], "most_reviews": most[1]}
    return [
        DeckSummary(id_, name, count, fresh, steps.get(id_, 0), reviews)
        for id_, name, count, fresh, reviews in connection.execute(_SUMMARIES, values)
    ]


def _up_to(most: str, *where: ColumnElement[bool]) -> ScalarSelect[int]:
    found = select(cards.c.id).where(_INSIDE, *_ACTIVE, *where).limit(bindparam(most, type_=Integer))
    return (
        select(func.count()).select_from(found.correlate(decks).subquery()).correlate(decks).scalar_subquery()
    )


_TODAY = bindparam("today", type_=Integer)
_INSIDE = cards.c.deck_id == decks.c.id
_ACTIVE = (cards.c.suspended == 0, cards.c.buried_until <= _TODAY)
# A range of the index for each count: one pass over all cards would read every row.
_SUMMARIES = select(
    decks.c.id,
    decks.c.name,
    select(func.count()).select_from(cards).where(_INSIDE).correlate(decks).scalar_subquery(),
    _up_to("most_new", cards.c.state == int(CardState.NEW), cards.c.due_day.is_(None)),
    _up_to("most_reviews", cards.c.state == int(CardState.REVIEW), cards.c.due_day <= _TODAY),
).order_by(decks.c.name.collate("NOCASE"))


def _steps_by_deck(connection: Connection, today: int, day_end: int) -> dict[int, int]:
    steps = select(cards.c.deck_id, func.count().label("steps")).where(
        cards.c.suspended + 0 == 0, cards.c.due_at < day_end, cards.c.buried_until + 0 <= today
    )
    rows = connection.execute(steps.group_by(cards.c.deck_id + 0))
    return {row.deck_id: row.steps for row in rows}
