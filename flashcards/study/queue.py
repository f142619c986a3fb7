"""Which card comes next, from the first of each kind that is due."""

from dataclasses import dataclass

from flashcards.core.cards import Card
from flashcards.core.settings import NewWhen


@dataclass(frozen=True, slots=True)
class Heads:
    """The first card of each line: due learning steps, due reviews, new cards, and steps still to come.

    The shares say how much of today's reviews and new cards is done, 0 to 1; they matter where the two are mixed.
    """

    learning: Card | None = None
    review: Card | None = None
    new: Card | None = None
    ahead: Card | None = None
    new_when: NewWhen = NewWhen.AFTER
    reviews_done: float = 0.0
    new_done: float = 0.0


def choose(heads: Heads) -> Card | None:
    """The card to show: a step that is due cannot wait, reviews go before new cards unless the preset
    says otherwise, and a step that is only minutes away is shown early when nothing else is left."""
    first, second = (heads.new, heads.review) if _new_first(heads) else (heads.review, heads.new)
    return heads.learning or first or second or heads.ahead


def _new_first(heads: Heads) -> bool:
    if heads.new_when is NewWhen.MIXED:
        # Both lines are to end together: the one that is further behind comes.
        return heads.new_done < heads.reviews_done
    return heads.new_when is NewWhen.BEFORE
