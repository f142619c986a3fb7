"""Cards in the library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from flashcards.core.articles import Span
from flashcards.core.cards import Card
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Memory, Placement
from flashcards.store.prepared import Prepared, Row
from flashcards.store.tables import cards, notes

_MEMORY = [each.name for each in fields(Memory)]
_REMEMBER = Prepared(
    update(cards)
    .where(cards.c.id == bindparam("card_id"))
    .values({name: bindparam(f"new_{name}") for name in _MEMORY})
)
_ROOTED = Prepared(
    select(cards, notes.c.role, notes.c.article_id, notes.c.start, notes.c.end)
    .join(notes, notes.c.id == cards.c.note_id)
    .where(cards.c.id == bindparam("wanted"))
)


_OTHERS = Prepared(
    select(cards).where(cards.c.note_id == bindparam("note"), cards.c.id != bindparam("wanted"))
)
_ONE = Prepared(select(cards).where(cards.c.id == bindparam("wanted")))


@dataclass(frozen=True, slots=True)
class Rooted:
    """A card with what of its note decides how it is studied."""

    card: Card
    role: FactKind
    article_id: int | None
    evidence: Span | None


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
    row = _ONE.first(connection, wanted=card_id)
    return None if row is None else card_of(row)


def some(connection: Connection, ids: Sequence[int]) -> list[Card]:
    """The cards with those ids that there are, in no order."""
    if len(ids) == 1:
        one = get(connection, ids[0])
        return [] if one is None else [one]
    found: list[Card] = []
    for at in range(0, len(ids), 5000):
        query = select(cards).where(cards.c.id.in_(ids[at : at + 5000]))
        found.extend(card_of(row) for row in connection.execute(query).mappings())
    return found


def rooted(connection: Connection, card_id: int) -> Rooted | None:
    """The card with that id, and what its note says."""
    row = _ROOTED.first(connection, wanted=card_id)
    if row is None:
        return None
    evidence = None if row["start"] is None else Span(row["start"], row["end"])
    return Rooted(card_of(row), FactKind(row["role"]), row["article_id"], evidence)


def of_note(connection: Connection, note_id: int) -> list[Card]:
    """The cards of a note by ordinal."""
    query = select(cards).where(cards.c.note_id == note_id).order_by(cards.c.ordinal)
    return [card_of(row) for row in connection.execute(query).mappings()]


def siblings(connection: Connection, rooted_: Rooted, *, of_sentence: bool) -> list[Card]:
    """The other cards of a card's note, and with `of_sentence` those of the same sentence of its article."""
    if not of_sentence or rooted_.article_id is None or rooted_.evidence is None:
        rows = _OTHERS.rows(connection, note=rooted_.card.note_id, wanted=rooted_.card.id)
        return [card_of(row) for row in rows]
    start, end = rooted_.evidence
    same = (notes.c.article_id == rooted_.article_id, notes.c.start == start, notes.c.end == end)
    query = select(cards).where(
        cards.c.note_id.in_(select(notes.c.id).where(*same)), cards.c.id != rooted_.card.id
    )
    return [card_of(row) for row in connection.execute(query).mappings()]


def leeches(connection: Connection) -> list[Card]:
    """The cards that are marked as leeches, those with the most lapses first."""
    query = select(cards).where(cards.c.leech == 1).order_by(cards.c.lapses.desc(), cards.c.id)
    return [card_of(row) for row in connection.execute(query).mappings()]


def count_in(connection: Connection, deck_ids: Sequence[int]) -> int:
    """How many cards there are in decks."""
    return connection.execute(select(func.count()).where(cards.c.deck_id.in_(deck_ids))).scalar_one()


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Delete cards with their answers."""
    connection.execute(delete(cards).where(cards.c.id.in_(ids)))


def remember(connection: Connection, card_id: int, memory: Memory) -> None:
    """Set a card's memory."""
    remember_all(connection, {card_id: memory})


def remember_all(connection: Connection, memories: Mapping[int, Memory]) -> None:
    """Set the memory of many cards, by their ids."""
    rows = [
        {f"new_{name}": getattr(memory, name) for name in _MEMORY} | {"card_id": card_id}
        for card_id, memory in memories.items()
    ]
    if rows:
        _REMEMBER.run(connection, rows)


def redate(connection: Connection, card_id: int, at: int, new_at: int) -> None:
    """Where the last that became of a card was at that time (milliseconds), it was at another."""
    same = (cards.c.id == card_id, cards.c.last_at == at)
    connection.execute(update(cards).where(*same).values(last_at=new_at))


def mark(connection: Connection, ids: Iterable[int], **values: Any) -> None:
    """Set columns of cards: `suspended`, `buried_until`, `flag`, `leech`, `deck_id`."""
    rows = [{"card_id": each, **{f"new_{name}": value for name, value in values.items()}} for each in ids]
    if rows:
        _marking(tuple(values)).run(connection, rows)


@lru_cache(maxsize=16)
def _marking(names: tuple[str, ...]) -> Prepared:
    change = update(cards).where(cards.c.id == bindparam("card_id"))
    return Prepared(change.values({name: bindparam(f"new_{name}") for name in names}))


def in_review(connection: Connection) -> list[tuple[Any, ...]]:
    """Of every card in review with a memory: id, deck, role of its note, stability, answers, last study day, time of
    the last answer, due day."""
    query = (
        select(
            cards.c.id,
            cards.c.deck_id,
            notes.c.role,
            cards.c.stability,
            cards.c.reps,
            cards.c.last_day,
            cards.c.last_at,
            cards.c.due_day,
        )
        .join(notes, notes.c.id == cards.c.note_id)
        .where(cards.c.state == CardState.REVIEW, cards.c.stability.is_not(None))
    )
    return [tuple(row) for row in connection.execute(query)]


def relearn(
    connection: Connection, ids: Sequence[int], stabilities: Sequence[float], difficulties: Sequence[float]
) -> None:
    """Set what is known of many memories; when the cards come back stays."""
    rows = list(zip(ids, stabilities, difficulties, strict=True))
    _change(connection, rows, ("stability", "difficulty"), "cards.stability IS NOT NULL")


def place(connection: Connection, placements: Sequence[Placement]) -> None:
    """Set due day and interval of many cards in review."""
    rows = [(each.card_id, each.due_day, each.interval) for each in placements]
    _change(connection, rows, ("due_day", "interval"), "TRUE")


def put_first(connection: Connection, ids: Sequence[int]) -> None:
    """Let new cards come before all others, in their order."""
    first = connection.execute(select(func.min(cards.c.position))).scalar() or 0
    for at, card_id in enumerate(ids):
        connection.execute(update(cards).where(cards.c.id == card_id).values(position=first - len(ids) + at))


def _change(
    connection: Connection, rows: Sequence[tuple[Any, ...]], names: tuple[str, str], where: str
) -> None:
    """Set two columns of many cards in one statement, by way of a temporary table."""
    if not rows:
        return
    first, second = names
    connection.exec_driver_sql("CREATE TEMP TABLE changes (id INTEGER PRIMARY KEY, one, two)")
    connection.exec_driver_sql("INSERT OR REPLACE INTO changes VALUES (?, ?, ?)", list(rows))
    connection.exec_driver_sql(
        f"UPDATE cards SET {first} = changes.one, {second} = changes.two FROM changes "  # noqa: S608 (our own names)
        f"WHERE cards.id = changes.id AND {where}"
    )
    connection.exec_driver_sql("DROP TABLE temp.changes")


def card_of(row: Row) -> Card:
    """A row of the table as a card."""
    memory = Memory(CardState(row["state"]), *(row[name] for name in _MEMORY[1:]))
    return Card(
        id=row["id"],
        note_id=row["note_id"],
        deck_id=row["deck_id"],
        ordinal=row["ordinal"],
        position=row["position"],
        suspended=bool(row["suspended"]),
        buried_until=row["buried_until"],
        flag=row["flag"],
        leech=bool(row["leech"]),
        memory=memory,
    )
