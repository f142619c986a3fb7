"""The table of cards or notes: their ids in any order, and what a screen of them shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select

from flashcards.core.browsing import BrowserColumn, Order
from flashcards.core.cards import Card
from flashcards.core.query import Node
from flashcards.core.reviews import CardState
from flashcards.store.cards import card_of
from flashcards.store.notes import parts_of
from flashcards.store.search import Now, as_they_lie, fitting
from flashcards.store.tables import articles, cards, decks, notes

_DAY = 86_400_000
_OF_NOTE = {
    BrowserColumn.QUESTION: notes.c.fields.collate("NOCASE"),
    BrowserColumn.ROLE: notes.c.role,
    BrowserColumn.TAGS: notes.c.tags.collate("NOCASE"),
    BrowserColumn.CREATED: notes.c.created_at,
    BrowserColumn.EDITED: notes.c.edited_at,
}


def card_ids(
    connection: Connection, query: Node, now: Now, order: Order, limit: int | None = None
) -> list[int]:
    """The cards that fit, in order; those of one kind in order of their ids."""
    found = fitting(select(cards.c.id), query, now, bare=_is_bare(order))
    if order.column is None:
        return _ids(connection, found.order_by(*as_they_lie(query, several=True)), limit)
    by = _key(order.column, now)
    return _ids(connection, _sorted(_reaching(found, order.column), by, order, cards.c.id), limit)


def note_ids(
    connection: Connection, query: Node, now: Now, order: Order, limit: int | None = None
) -> list[int]:
    """The notes with a card that fits, in order of what their fitting cards have together."""
    found = fitting(select(cards.c.note_id), query, now, bare=_is_bare(order))
    if order.column is None:
        return _ids(connection, found.distinct().order_by(*as_they_lie(query, several=False)), limit)
    by = _together(order.column, _key(order.column, now))
    found = _reaching(found.group_by(cards.c.note_id), order.column)
    return _ids(connection, _sorted(found, by, order, cards.c.note_id), limit)


def _is_bare(order: Order) -> bool:
    """Whether an order needs nothing of the notes."""
    return order.column not in _OF_NOTE and order.column not in _ELSEWHERE


def cards_of_notes(connection: Connection, ids: Sequence[int]) -> list[Card]:
    """The cards of notes, by note and ordinal."""
    found: list[Card] = []
    for part in parts_of(ids):
        query = select(cards).where(cards.c.note_id.in_(part)).order_by(cards.c.note_id, cards.c.ordinal)
        found.extend(card_of(row) for row in connection.execute(query).mappings())
    return found


def titles(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The titles of articles."""
    query = select(articles.c.id, articles.c.title).where(articles.c.id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(query)}


def all_titles(connection: Connection) -> list[tuple[int, str]]:
    """Every article's id and title, by title."""
    query = select(articles.c.id, articles.c.title).order_by(articles.c.title.collate("NOCASE"))
    return [(row[0], row[1]) for row in connection.execute(query)]


def _ids(connection: Connection, query: Select[Any], limit: int | None) -> list[int]:
    return list(connection.execute(query if limit is None else query.limit(limit)).scalars())


def _sorted(
    found: Select[Any], by: ColumnElement[Any], order: Order, last: ColumnElement[int]
) -> Select[Any]:
    return found.order_by(by.is_(None), by.desc() if order.descending else by.asc(), last)


def _reaching(found: Select[Any], column: BrowserColumn) -> Select[Any]:
    """With the table that a column stands in."""
    if column is BrowserColumn.DECK:
        return found.join(decks, decks.c.id == cards.c.deck_id)
    if column is BrowserColumn.ARTICLE:
        return found.outerjoin(articles, articles.c.id == notes.c.article_id)
    return found


#: Columns that need another table, and the answer, which stands in the note.
_ELSEWHERE = (BrowserColumn.ARTICLE, BrowserColumn.ANSWER)


def _key(column: BrowserColumn, now: Now) -> ColumnElement[Any]:
    """What a card is sorted by."""
    if column in _OF_NOTE:
        return _OF_NOTE[column]
    if column is BrowserColumn.ANSWER:
        # What stands behind the first field, as far as it matters for an order.
        rest = func.substr(notes.c.fields, func.instr(notes.c.fields, "\x1f") + 1, 60)
        found: ColumnElement[Any] = rest.collate("NOCASE")
        return found
    keys: Mapping[BrowserColumn, ColumnElement[Any]] = {
        BrowserColumn.DECK: decks.c.name.collate("NOCASE"),
        BrowserColumn.ARTICLE: articles.c.title.collate("NOCASE"),
        BrowserColumn.DUE: case(
            (
                cards.c.due_at.is_not(None),
                now.today + (cards.c.due_at - now.day_start) / literal(float(_DAY)),
            ),
            else_=cards.c.due_day,
        ),
        BrowserColumn.STATE: 10 * cards.c.suspended + cards.c.state,
        BrowserColumn.INTERVAL: case((cards.c.state != int(CardState.NEW), cards.c.interval)),
        BrowserColumn.STABILITY: cards.c.stability,
        BrowserColumn.DIFFICULTY: cards.c.difficulty,
        # Recall falls with the days since the last answer over stability.
        BrowserColumn.RECALL: literal(-1.0) * (now.today - cards.c.last_day) / cards.c.stability,
        BrowserColumn.LAPSES: cards.c.lapses,
        BrowserColumn.REVIEWS: cards.c.reps,
        BrowserColumn.FLAG: func.nullif(cards.c.flag, 0),
    }
    return keys.get(column, cards.c.id)


def _together(column: BrowserColumn, key: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a note is sorted by: as `BrowserRow` puts its cards together."""
    if column in (BrowserColumn.LAPSES, BrowserColumn.REVIEWS):
        return func.sum(key)
    if column in (BrowserColumn.DIFFICULTY, BrowserColumn.FLAG):
        return func.max(key)
    if column is BrowserColumn.CARDS:
        return func.count(cards.c.id)
    return key if column in _OF_NOTE else func.min(key)
