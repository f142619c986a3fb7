"""Cards in the library, and the lines of the study queue."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, func, insert, select, update

from flashcards.core.cards import Card
from flashcards.core.reviews import CardState, Memory
from flashcards.store.tables import cards

_MEMORY = [each.name for each in fields(Memory)]
_REMEMBER = update(cards).where(cards.c.id == bindparam("card_id"))


def add(connection: Connection, note_id: int, deck_id: int, ordinals: Sequence[int]) -> list[int]:
    """Make new cards of a note at the end of the line of new cards; returns their ids."""
    last = connection.execute(select(func.max(cards.c.position))).scalar() or 0
    made = []
    for ordinal in ordinals:
        last += 1
        row = insert(cards).values(note_id=note_id, deck_id=deck_id, ordinal=ordinal, position=last)
        made.append(connection.execute(row).lastrowid)
    return made


def get(connection: Connection, card_id: int) -> Card | None:
    """The card with that id."""
    row = connection.execute(select(cards).where(cards.c.id == card_id)).mappings().first()
    return None if row is None else _card(row)


def of_note(connection: Connection, note_id: int) -> list[Card]:
    """The cards of a note by ordinal."""
    query = select(cards).where(cards.c.note_id == note_id).order_by(cards.c.ordinal)
    return [_card(row) for row in connection.execute(query).mappings()]


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Delete cards with their answers."""
    connection.execute(delete(cards).where(cards.c.id.in_(ids)))


def remember(connection: Connection, card_id: int, memory: Memory) -> None:
    """Set a card's memory."""
    values = {name: getattr(memory, name) for name in _MEMORY}
    connection.execute(_REMEMBER, values | {"card_id": card_id})


def next_learning(
    connection: Connection, deck_ids: Sequence[int] | None, before: int, limit: int = 1
) -> list[Card]:
    """Cards in a learning step that is due by `before` (milliseconds), the most urgent first."""
    query = select(cards).where(*_steps(deck_ids, before)).order_by(cards.c.due_at, cards.c.id).limit(limit)
    return [_card(row) for row in connection.execute(query).mappings()]


def next_review(
    connection: Connection, deck_ids: Sequence[int] | None, today: int, limit: int = 1
) -> list[Card]:
    """Cards in review that are due by study day `today`, the longest overdue first."""
    return _line(connection, _reviews(today), deck_ids, limit)


def next_new(connection: Connection, deck_ids: Sequence[int] | None, limit: int = 1) -> list[Card]:
    """Cards that were never answered, in their order."""
    return _line(connection, _NEW, deck_ids, limit)


def count_new(connection: Connection, deck_ids: Sequence[int] | None, most: int) -> int:
    """How many cards were never answered, counting up to `most`."""
    new = select(cards.c.id).where(*_NEW, *_in_decks(deck_ids)).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(new)).scalar_one()


def count_learning(connection: Connection, deck_ids: Sequence[int] | None, before: int) -> int:
    """How many cards are in a learning step that is due by `before` (milliseconds)."""
    return connection.execute(select(func.count()).where(*_steps(deck_ids, before))).scalar_one()


def count_reviews(connection: Connection, deck_ids: Sequence[int] | None, today: int) -> int:
    """How many cards in review are due by study day `today`."""
    return connection.execute(select(func.count()).where(*_reviews(today), *_in_decks(deck_ids))).scalar_one()


_Conditions = Sequence[ColumnElement[bool]]

_NEW: _Conditions = (cards.c.suspended == 0, cards.c.state == CardState.NEW, cards.c.due_day.is_(None))


def _reviews(today: int) -> _Conditions:
    return cards.c.suspended == 0, cards.c.state == CardState.REVIEW, cards.c.due_day <= today


def _steps(deck_ids: Sequence[int] | None, before: int) -> _Conditions:
    # Adding nothing keeps SQLite from another index: few cards are in a step, so the one by time is best.
    steps = (cards.c.suspended + 0 == 0, cards.c.due_at <= before)
    return steps if deck_ids is None else (*steps, (cards.c.deck_id + 0).in_(deck_ids))


def _in_decks(deck_ids: Sequence[int] | None) -> _Conditions:
    return () if deck_ids is None else (cards.c.deck_id.in_(deck_ids),)


def _line(
    connection: Connection, where: _Conditions, deck_ids: Sequence[int] | None, limit: int
) -> list[Card]:
    """The first cards of a line. Each deck is asked by itself: its index has the order, so nothing is sorted."""
    query = select(cards).where(*where).order_by(cards.c.due_day, cards.c.position, cards.c.id).limit(limit)
    lines = [query] if deck_ids is None else [query.where(cards.c.deck_id == each) for each in deck_ids]
    found = [_card(row) for line in lines for row in connection.execute(line).mappings()]
    found.sort(key=lambda card: (card.memory.due_day or 0, card.position, card.id))
    return found[:limit]


def _card(row: RowMapping) -> Card:
    memory = Memory(CardState(row["state"]), *(row[name] for name in _MEMORY[1:]))
    return Card(
        id=row["id"],
        note_id=row["note_id"],
        deck_id=row["deck_id"],
        ordinal=row["ordinal"],
        position=row["position"],
        suspended=bool(row["suspended"]),
        memory=memory,
    )
