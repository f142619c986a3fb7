"""How well the student knows what a sentence says, by the cards made from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.articles import Span
from flashcards.core.coverage import overlap


class Mastery(StrEnum):
    """From worst to best, with "no card" for what nobody can know about."""

    SLIPPING = "slipping"
    NEW = "never seen"
    LEARNING = "learning"
    KNOWN = "known"
    NO_CARD = "no card"


#: A sign for each, so that no colour stands alone.
SIGNS = {
    Mastery.SLIPPING: "▼",
    Mastery.NEW: "○",
    Mastery.LEARNING: "◐",
    Mastery.KNOWN: "●",
    Mastery.NO_CARD: "·",
}
_ORDER = list(Mastery)


@dataclass(frozen=True, slots=True)
class Known:
    """A note made from a sentence: its question as the student sees it, its answer, and how it stands."""

    evidence: Span
    note_id: int
    question: str
    answer: str
    mastery: Mastery


def worst(standing: Iterable[Mastery]) -> Mastery:
    """The one to worry about most."""
    return min(standing, key=_ORDER.index, default=Mastery.NO_CARD)


def mastery_of(spans: Sequence[Span], known: Iterable[Known]) -> Mastery:
    """How well sentences are known: as well as the worst of their cards."""
    return worst(each.mastery for each in known if any(overlap(each.evidence, span) for span in spans))
