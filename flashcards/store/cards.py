"""Cards in the library, and the lines of the study queue."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from flashcards.core.cards import Card
from flashcards.core.reviews import CardState, Memory
from flashcards.store.tables import cards

_MEMORY = [each.name for each in fields(Memory)]


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


def remember(connection: Connection, card_id: int, memory: Memory) -> None:
    """Set a card's memory."""
    values = {name: getattr(memory, name) for name in _MEMORY}
    connection.execute(update(cards).where(cards.c.id == card_id).values(values))


def next_learning(
    connection: Connection, deck_ids: Sequence[int] | None, before: int, limit: int = 1
) -> list[Card]:
    """Cards in a learning step that is due by `before` (milliseconds), the most urgent first."""
    return _line(connection, [cards.c.due_at <= before], deck_ids, (cards.c.due_at, cards.c.id), limit)


def next_review(
    connection: Connection, deck_ids: Sequence[int] | None, today: int, limit: int = 1
) -> list[Card]:
    """Cards in review that are due by study day `today`, the longest overdue first."""
    where = [cards.c.state == CardState.REVIEW, cards.c.due_day <= today]
    return _line(connection, where, deck_ids, (cards.c.due_day, cards.c.id), limit)


def next_new(connection: Connection, deck_ids: Sequence[int] | None, limit: int = 1) -> list[Card]:
    """Cards that were never answered, in their order."""
    return _line(
        connection, [cards.c.state == CardState.NEW], deck_ids, (cards.c.position, cards.c.id), limit
    )


def _line(
    connection: Connection,
    where: list[ColumnElement[bool]],
    deck_ids: Sequence[int] | None,
    order: tuple[ColumnElement[int], ...],
    limit: int,
) -> list[Card]:
    query = select(cards).where(cards.c.suspended == 0, *where).order_by(*order).limit(limit)
    if deck_ids is not None:
        query = query.where(cards.c.deck_id.in_(deck_ids))
    return [_card(row) for row in connection.execute(query).mappings()]


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
