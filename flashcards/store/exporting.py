"""Notes on their way out, by the page: with their cards, and with all that was answered on them."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, case, cast, exists, func, select

from flashcards.core.exports import CardRow
from flashcards.core.reviews import PlacementKind
from flashcards.store.prepared import Prepared
from flashcards.store.tables import cards, decks, notes, placements, reviews

Row = tuple[Any, ...]


class NoteRow(NamedTuple):
    """A note as it stands in the table, as far as it goes out: fields joined by U+001F, tags by spaces."""

    id: int
    guid: str
    note_type_id: int
    fields: str
    tags: str
    role: str
    created_at: int
    edited_at: int


def _listed(name: str) -> ColumnElement[Any]:
    """Ids given as one JSON text: as many as one likes, and the query is put into SQL once."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value).scalar_subquery()


_IDS = Prepared(
    select(cards.c.note_id)
    .join(decks, decks.c.id == cards.c.deck_id)
    .where(cards.c.deck_id.in_(_listed("decks")))
    .order_by(decks.c.name, cards.c.position, cards.c.id)
)
_NOTES = Prepared(select(*(notes.c[name] for name in NoteRow._fields)).where(notes.c.id.in_(_listed("ids"))))
_HERE = (cards.c.note_id.in_(_listed("ids")), cards.c.deck_id.in_(_listed("decks")))
_CARDS = Prepared(
    select(*(cards.c[name] for name in CardRow._fields))
    .where(*_HERE)
    .order_by(cards.c.note_id, cards.c.ordinal)
)
_PLAIN_CARDS = Prepared(
    select(cards.c.note_id, cards.c.deck_id, cards.c.ordinal)
    .where(*_HERE)
    .order_by(cards.c.note_id, cards.c.ordinal)
)
_LOGS = Prepared(
    select(
        reviews.c.card_id,
        reviews.c.at,
        reviews.c.rating,
        reviews.c.kind,
        reviews.c.scheduled_days,
        reviews.c.duration,
        func.json_extract(reviews.c.after, "$.difficulty"),
        case((reviews.c.algorithm == "SM-2", cast(reviews.c.parameters, Integer))),
    )
    .where(reviews.c.card_id.in_(_listed("ids")))
    .order_by(reviews.c.card_id, reviews.c.at)
)
#: Without those that an import inferred from a due date that no answer gave: the due date itself says so there too.
_PLACED = Prepared(
    select(placements.c.card_id, placements.c.at, placements.c.kind, placements.c.interval)
    .where(
        placements.c.card_id.in_(_listed("ids")),
        (placements.c.kind != PlacementKind.DUE.value)
        | ~exists().where(reviews.c.at == placements.c.at - 1, reviews.c.card_id == placements.c.card_id),
    )
    .order_by(placements.c.card_id, placements.c.at, placements.c.id)
)


def note_ids(connection: Connection, deck_ids: Sequence[int]) -> list[int]:
    """Every note with a card in those decks, in order of study."""
    found = _IDS.tuples(connection, decks=json.dumps(list(deck_ids)))
    return list(dict.fromkeys(row[0] for row in found))


def notes_of(connection: Connection, ids: Sequence[int]) -> list[NoteRow]:
    """The notes with those ids that there are, in that order."""
    found = {row[0]: row for row in _NOTES.tuples(connection, ids=json.dumps(list(ids)))}
    return [NoteRow._make(found[each]) for each in ids if each in found]


def cards_of(connection: Connection, ids: Sequence[int], deck_ids: Sequence[int]) -> list[CardRow]:
    """The cards of notes in some decks, those of a note together."""
    found = _CARDS.tuples(connection, ids=json.dumps(list(ids)), decks=json.dumps(list(deck_ids)))
    return [CardRow._make(row) for row in found]


def plain_cards_of(connection: Connection, ids: Sequence[int], deck_ids: Sequence[int]) -> list[Row]:
    """Note, deck and ordinal of the cards of notes in some decks."""
    return _PLAIN_CARDS.tuples(connection, ids=json.dumps(list(ids)), decks=json.dumps(list(deck_ids)))


def logs_of(connection: Connection, card_ids: Sequence[int]) -> dict[int, list[Row]]:
    """The answers of cards in order of time, by card.

    Each is its time, rating, kind, scheduled days, duration, difficulty after, and SM-2's ease in thousandths if that
    scheduled it.
    """
    return _by_card(_LOGS.tuples(connection, ids=json.dumps(list(card_ids))))


def placements_of(connection: Connection, card_ids: Sequence[int]) -> dict[int, list[Row]]:
    """What no answer gave cards, by card: time, kind, interval."""
    return _by_card(_PLACED.tuples(connection, ids=json.dumps(list(card_ids))))


def _by_card(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found
