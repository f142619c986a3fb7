"""A card that the program proposes and nobody has accepted yet."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.articles import Span
from flashcards.core.facts import FactKind


class CardType(StrEnum):
    """How a card asks."""

    BASIC = "basic"
    CLOZE = "cloze"
    LIST = "list"
    SEQUENCE = "sequence"


class DraftState(StrEnum):
    """What was decided about a draft."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed card and the sentence it came from.

    A cloze question marks its gap as `{{c1::hidden}}` and repeats the hidden text in `answer`.
    `fact` is the index of the fact in the article's list of facts, -1 when the user wrote the
    card; `score` ranks drafts of one article, larger is better. `id` and `article_id` are 0
    until stored; `note_id` is set once accepted.
    """

    role: FactKind
    type: CardType
    question: str
    answer: str
    evidence: Span
    hedged: bool = False
    section: str = ""
    fact: int = -1
    score: float = 0.0
    state: DraftState = DraftState.WAITING
    id: int = 0
    article_id: int = 0
    note_id: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card the generator considered. `gate` names the check that stopped it, empty when it passed."""

    draft: Draft
    gate: str = ""
