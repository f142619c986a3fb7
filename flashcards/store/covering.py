"""The cards that decks, articles, tags and roles name together."""

from sqlalchemy import ColumnElement, Connection, false, literal, or_, select

from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.store.cards import card_of
from flashcards.store.decks import all_decks
from flashcards.store.exams import Covered
from flashcards.store.folding import fold, folded
from flashcards.store.tables import cards, notes


def covered_by(connection: Connection, covers: Coverage) -> list[Covered]:
    """The cards that are covered, suspended ones left out, by id."""
    query = select(cards, notes.c.role.label("role"), notes.c.article_id.label("article_id"))
    query = query.join(notes, notes.c.id == cards.c.note_id).where(cards.c.suspended == 0)
    query = query.where(*_conditions(connection, covers)).order_by(cards.c.id)
    return [
        Covered(card_of(row), FactKind(row["role"]), row["article_id"])
        for row in connection.execute(query).mappings()
    ]


def of_type(connection: Connection, note_type_id: int) -> set[int]:
    """The cards of one type of note."""
    query = select(cards.c.id).join(notes, notes.c.id == cards.c.note_id)
    return set(connection.execute(query.where(notes.c.note_type_id == note_type_id)).scalars())


def _conditions(connection: Connection, covers: Coverage) -> list[ColumnElement[bool]]:
    if covers.lost and not (covers.decks or covers.articles or covers.tags):
        return [false()]
    found: list[ColumnElement[bool]] = []
    if covers.decks or covers.articles or covers.tags:
        inside = [
            deck.id
            for deck in all_decks(connection)
            if any(f"{deck.name}::".startswith(f"{top}::") for top in covers.decks)
        ]
        tagged = [_tagged(tag) for tag in covers.tags]
        found.append(or_(cards.c.deck_id.in_(inside), notes.c.article_id.in_(covers.articles), *tagged))
    return [*found, notes.c.role.in_(covers.roles)] if covers.roles else found


def _tagged(tag: str) -> ColumnElement[bool]:
    known = literal(" ") + folded(notes.c.tags) + literal(" ")
    wanted = fold(tag)
    return or_(
        known.contains(f" {wanted} ", autoescape=True), known.contains(f" {wanted}::", autoescape=True)
    )
