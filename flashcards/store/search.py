"""Searches as SQL: the tree of a query becomes conditions over cards and notes, words go to the full-text index."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    false,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)

from flashcards.core.cards import Card, Note
from flashcards.core.query import All, Condition, Node, Not, OneOf, Property, Text
from flashcards.core.reviews import WITHOUT_TRACE, CardState
from flashcards.store.cards import card_of
from flashcards.store.folding import fold, folded
from flashcards.store.notes import note_of
from flashcards.store.tables import articles, cards, decks, notes, reviews

_WORDS = table("note_words", column("rowid"))
_DAY = 86_400_000
_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Now:
    """What a search needs to know of the moment: time in milliseconds, study day, when it began, and the decay of
    FSRS's curve."""

    time: int
    today: int
    day_start: int
    decay: float


def find_notes(connection: Connection, query: Node, now: Now, limit: int, offset: int = 0) -> list[Note]:
    """Notes with a card that fits, by id."""
    # In the order of an index nothing is sorted, and the first page comes without reading the rest.
    page = _joined(select(cards.c.note_id).distinct(), query, now).limit(limit).offset(offset)
    ids = list(connection.execute(page).scalars())
    rows = connection.execute(select(notes).where(notes.c.id.in_(ids)).order_by(notes.c.id)).mappings()
    return [note_of(row) for row in rows]


def find_cards(connection: Connection, query: Node, now: Now, limit: int, offset: int = 0) -> list[Card]:
    """Cards that fit, by note."""
    rows = connection.execute(_joined(select(cards), query, now).limit(limit).offset(offset)).mappings()
    return [card_of(row) for row in rows]


def fitting(wanted: Select[Any], query: Node, now: Now, *, bare: bool = False) -> Select[Any]:
    """Cards that fit, with their notes, in no order; with `bare` without the notes where nothing needs them."""
    expression, rest = _apart(query)
    found = wanted.select_from(cards)
    if not bare or rest != All():
        found = found.join(notes, notes.c.id == cards.c.note_id)
    if rest != All():
        found = found.where(_fits(rest, now))
    if not expression:
        return found
    return found.join(_WORDS, _WORDS.c.rowid == cards.c.note_id).where(_matches(expression))


def _joined(wanted: Select[Any], query: Node, now: Now) -> Select[Any]:
    """Cards with their notes, in order of the notes and within each by ordinal."""
    found = fitting(wanted, query, now)
    return found.order_by(*as_they_lie(query, several=len(wanted.selected_columns) > 1))


def as_they_lie(query: Node, *, several: bool) -> tuple[ColumnElement[Any], ...]:
    """The order in which what fits is found, so that nothing is sorted: by note, and with `several` by ordinal."""
    # The index of words walks in order of the notes, and each note's cards lie in order of ordinal.
    if _apart(query)[0]:
        return (_WORDS.c.rowid,)
    return (cards.c.note_id, cards.c.ordinal) if several else (cards.c.note_id,)


def _apart(query: Node) -> tuple[str, Node]:
    """What the full-text index can answer by itself, as its own expression, and the rest of the query."""
    parts = query.parts if isinstance(query, All) else (query,)
    wanted, unwanted, rest = [], [], []
    for part in parts:
        expression = _expression(part.part if isinstance(part, Not) else part)
        if expression is None:
            rest.append(part)
        elif isinstance(part, Not):
            unwanted.append((expression, part))
        else:
            wanted.append(expression)
    found = " AND ".join(wanted)
    if not wanted:
        rest += [part for _expression_, part in unwanted]
    elif unwanted:
        found = f"({found}) NOT ({' OR '.join(each for each, _part in unwanted)})"
    return found, rest[0] if len(rest) == 1 else All(tuple(rest))


def _expression(node: Node) -> str | None:
    """Words and phrases joined by and and or as FTS5 writes them (sqlite.org/fts5.html); None for anything else.

    A bare word matches what begins so.
    """
    if isinstance(node, Text):
        quoted = node.text.replace('"', '""')
        return f'"{quoted}"{"" if node.phrase else " *"}' if _is_word(node) else None
    if isinstance(node, All | OneOf) and node.parts:
        inside = [_expression(each) for each in node.parts]
        joint = " AND " if isinstance(node, All) else " OR "
        return None if None in inside else f"({joint.join(each for each in inside if each)})"
    return None


def _is_word(text: Text) -> bool:
    return any(sign.isalnum() for sign in text.text)


def _matches(expression: str) -> ColumnElement[bool]:
    return literal_column("note_words").op("MATCH", is_comparison=True)(bindparam(None, expression))


def _fits(node: Node, now: Now) -> ColumnElement[bool]:
    if isinstance(node, All):
        return and_(true(), *(_fits(each, now) for each in node.parts))
    if isinstance(node, OneOf):
        return or_(*(_fits(each, now) for each in node.parts))
    if isinstance(node, Not):
        # What is unknown, such as the recall of a new card, is not small: its opposite holds.
        inside = _fits(node.part, now)
        return not_(and_(inside, inside.is_not(None)))
    if isinstance(node, Text):
        return _holds(node)
    return _compared(node, now) if isinstance(node, Property) else _named(node, now)


def _holds(text: Text) -> ColumnElement[bool]:
    expression = _expression(text)
    if expression:
        return cards.c.note_id.in_(select(_WORDS.c.rowid).where(_matches(expression)))
    return notes.c.fields.contains(text.text, autoescape=True)


def _named(node: Condition, now: Now) -> ColumnElement[bool]:
    value = node.value
    if node.name == "is":
        return _is(value, now)
    if node.name == "rated":
        return _rated(int(value), node.rating, now)
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "deck": lambda: cards.c.deck_id.in_(select(decks.c.id).where(_like(decks.c.name, value))),
        "flag": lambda: cards.c.flag == int(value),
        "card": lambda: cards.c.id == int(value),
    }
    if node.name in conditions:
        return conditions[node.name]()
    return _of_note(node, now)


def _of_note(node: Condition, now: Now) -> ColumnElement[bool]:
    value = node.value
    if node.name == "role":
        return notes.c.role == value
    if node.name == "note":
        return notes.c.id == int(value)
    if node.name == "added":
        return notes.c.created_at >= now.day_start - (int(value) - 1) * _DAY
    if node.name == "tag":
        pattern = _pattern(value)
        known = notes.c.tags if value.isascii() else folded(notes.c.tags)  # there may be 100,000 of them
        tags = literal(" ") + known + literal(" ")
        return or_(tags.like(f"% {pattern} %", escape="\\"), tags.like(f"% {pattern}::%", escape="\\"))
    if value.isascii() and value.isdigit():
        return notes.c.article_id == int(value)
    return notes.c.article_id.in_(
        select(articles.c.id).where(folded(articles.c.title).like(f"%{_pattern(value)}%", escape="\\"))
    )


def _is(state: str, now: Now) -> ColumnElement[bool]:
    active = and_(cards.c.suspended == 0, cards.c.buried_until <= now.today)
    review, learning = cards.c.state == CardState.REVIEW, cards.c.state.in_((1, 3))
    states: Mapping[str, ColumnElement[bool]] = {
        "new": cards.c.state == CardState.NEW,
        "learn": learning,
        "review": review,
        "due": and_(
            active,
            or_(and_(review, cards.c.due_day <= now.today), and_(learning, cards.c.due_at <= now.time)),
        ),
        "suspended": cards.c.suspended == 1,
        "buried": cards.c.buried_until > now.today,
        "leech": cards.c.leech == 1,
    }
    return states.get(state, false())


def _rated(days: int, rating: int, now: Now) -> ColumnElement[bool]:
    recent = select(reviews.c.card_id).where(
        reviews.c.day > now.today - days, reviews.c.kind.not_in(WITHOUT_TRACE)
    )
    return cards.c.id.in_(recent.where(reviews.c.rating == rating) if rating else recent)


def _compared(node: Property, now: Now) -> ColumnElement[bool]:
    if node.name == "r":
        return _recall(node, now)
    columns: Mapping[str, ColumnElement[Any]] = {
        "s": cards.c.stability,
        "d": cards.c.difficulty,
        "ivl": cards.c.interval,
        "due": cards.c.due_day - now.today,
        "reps": cards.c.reps,
        "lapses": cards.c.lapses,
    }
    return _sign(node.sign, columns[node.name], node.number)


def _recall(node: Property, now: Now) -> ColumnElement[bool]:
    """Recall sinks with time over stability, so the number is turned into that once, not the curve for every card."""
    known = cards.c.stability.is_not(None)
    if not 0 < node.number <= 1:
        return and_(known, literal(bool(_SIGNS[node.sign](0.5, node.number))))
    factor = 0.9 ** (-1 / now.decay) - 1
    limit = (node.number ** (-1 / now.decay) - 1) / factor
    waited = literal(1.0) * (now.today - cards.c.last_day) / cards.c.stability
    return _sign(_TURNED[node.sign], waited, limit)


def _sign(sign: str, left: ColumnElement[Any], right: float) -> ColumnElement[bool]:
    found: ColumnElement[bool] = _SIGNS[sign](left, right)
    return found


def _like(name: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """A deck by its name, with those inside it; `*` stands for anything."""
    pattern = _pattern(value)
    plain = folded(name)
    return or_(plain.like(pattern, escape="\\"), plain.like(f"{pattern}::%", escape="\\"))


def _pattern(value: str) -> str:
    escaped = fold(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return escaped.replace("*", "%")
