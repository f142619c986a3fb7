"""The cards that decks, articles, tags and roles name together: those of an exam or of a quiz."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, literal, or_, select

from flashcards.core.cards import Card, Deck
from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.store.cards import card_of
from flashcards.store.decks import all_decks
from flashcards.store.folding import fold, folded
from flashcards.store.tables import cards, notes


@dataclass(frozen=True, slots=True)
class Covered:
    """A card that is covered, with the role and the article of its note."""

    card: Card
    role: FactKind
    article_id: int | None


def covered_by(connection: Connection, covers: Coverage) -> list[Covered]:
    """The cards that are covered, suspended ones left out, by id."""
    return found_where(connection, conditions(connection, covers, named(connection, covers)), cards.c.id)


def found_where(
    connection: Connection, conditions_: Sequence[ColumnElement[bool]], *order: ColumnElement[int]
) -> list[Covered]:
    """The cards that meet conditions, suspended ones left out."""
    query = select(cards, notes.c.role.label("role"), notes.c.article_id.label("article_id"))
    query = query.join(notes, notes.c.id == cards.c.note_id).where(cards.c.suspended == 0, *conditions_)
    return [
        Covered(card_of(row), FactKind(row["role"]), row["article_id"])
        for row in connection.execute(query.order_by(*order)).mappings()
    ]


def of_type(connection: Connection, note_type_id: int) -> set[int]:
    """The cards of one type of note."""
    query = select(cards.c.id).join(notes, notes.c.id == cards.c.note_id)
    return set(connection.execute(query.where(notes.c.note_type_id == note_type_id)).scalars())


def named(connection: Connection, covers: Coverage) -> list[int]:
    """The decks that are covered by their names, or by that of a deck above them."""
    return _below(all_decks(connection), covers.decks)


def conditions(
    connection: Connection, covers: Coverage, deck_ids: Sequence[int]
) -> list[ColumnElement[bool]]:
    """What makes a card one of those that are covered; the decks, whose subdecks count too, are given by their ids."""
    found = []
    if covers.lost or covers.decks or deck_ids or covers.articles or covers.tags:
        found.append(
            or_(
                cards.c.deck_id.in_(_with_subdecks(connection, deck_ids)),
                notes.c.article_id.in_(covers.articles),
                *[_tagged(tag) for tag in covers.tags],
            )
        )
    return [*found, notes.c.role.in_(covers.roles)] if covers.roles else found


def _with_subdecks(connection: Connection, ids: Sequence[int]) -> list[int]:
    decks = all_decks(connection)
    return _below(decks, [deck.name for deck in decks if deck.id in ids])


def _below(decks: Sequence[Deck], tops: Sequence[str]) -> list[int]:
    return [deck.id for deck in decks if any(f"{deck.name}::".startswith(f"{top}::") for top in tops)]


def _tagged(tag: str) -> ColumnElement[bool]:
    known = literal(" ") + folded(notes.c.tags) + literal(" ")
    wanted = fold(tag)
    return or_(
        known.contains(f" {wanted} ", autoescape=True), known.contains(f" {wanted}::", autoescape=True)
    )
