"""A card before it is checked."""

import re
from dataclasses import dataclass

from flashcards.core.drafts import CardType

#: A gap of a cloze text, as Anki writes it; its first group is what it hides.
GAP = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)


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
