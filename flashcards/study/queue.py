"""Which card comes next, from the first of each kind that is due."""

from dataclasses import dataclass

from flashcards.core.cards import Card


@dataclass(frozen=True, slots=True)
class Heads:
    """The first card of each line: due learning steps, due reviews, new cards, and steps still to come."""

    learning: Card | None = None
    review: Card | None = None
    new: Card | None = None
    ahead: Card | None = None


def choose(heads: Heads) -> Card | None:
    """The card to show: a step that is due cannot wait, reviews go before new cards, and a step that
    is only minutes away is shown early when nothing else is left."""
    return heads.learning or heads.review or heads.new or heads.ahead
