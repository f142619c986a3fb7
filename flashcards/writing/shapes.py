"""A card before it is checked."""

from dataclasses import dataclass

from flashcards.core.drafts import CardType


@dataclass(frozen=True, slots=True)
class Shape:
    """Question and answer of one possible card.

    `way` names how it asks and `rank` how far down the gap stands among the fact's gaps, for ranking.
    """

    type: CardType
    question: str
    answer: str
    way: str
    rank: int = 0
