"""Which sentences of an article claim something, and which of those have a card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.core.articles import Span
from flashcards.core.drafts import Draft, DraftState


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence with facts in it; `waiting`, `accepted` and `rejected` count the drafts that rest on it."""

    span: Span
    waiting: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def covered(self) -> bool:
        """Whether a card was made from it."""
        return self.accepted > 0


def overlap(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end


def coverage(evidence: Iterable[Span], drafts: Sequence[Draft]) -> tuple[Stretch, ...]:
    """The sentences behind facts and drafts in the article's order; a draft over several counts in each."""
    spans = sorted({*evidence, *(draft.evidence for draft in drafts)})
    # A span that only joins others (the steps of a mechanism) is no sentence of its own.
    alone = [span for span in spans if not any(_inside(other, span) for other in spans)]
    return tuple(_stretch(span, drafts) for span in alone)


def _inside(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end


def _stretch(span: Span, drafts: Sequence[Draft]) -> Stretch:
    states = [draft.state for draft in drafts if overlap(draft.evidence, span)]
    return Stretch(
        span,
        states.count(DraftState.WAITING),
        states.count(DraftState.ACCEPTED),
        states.count(DraftState.REJECTED),
    )
