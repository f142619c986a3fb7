"""Which sentences of an article claim something, and which of those have a card."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

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


#: Where the count of a state stands among those of a stretch.
_PLACES = {DraftState.WAITING: 0, DraftState.ACCEPTED: 1, DraftState.REJECTED: 2}


def overlap(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end


def coverage(evidence: Iterable[Span], drafts: Sequence[Draft]) -> tuple[Stretch, ...]:
    """The sentences behind facts and drafts in the article's order; a draft over several counts in each."""
    spans = sorted({*evidence, *(draft.evidence for draft in drafts)})
    # A span that only joins others (the steps of a mechanism) is no sentence of its own.
    alone = [span for at, span in enumerate(spans) if not _joins(spans, at)]
    counts = {span: [0, 0, 0] for span in alone}
    longest = max((span.end - span.start for span in alone), default=0)
    for draft in drafts:
        first = bisect_left(alone, Span(draft.evidence.start - longest, 0))
        last = bisect_left(alone, Span(draft.evidence.end, 0))
        for span in alone[first:last]:
            if overlap(span, draft.evidence):
                counts[span][_PLACES[draft.state]] += 1
    return tuple(Stretch(span, *each) for span, each in counts.items())


def _joins(spans: Sequence[Span], at: int) -> bool:
    """Whether a span holds another; of sorted spans only its neighbours can lie inside."""
    span = spans[at]
    if at and spans[at - 1].start == span.start:
        return True
    inside = takewhile(lambda other: other.start < span.end, islice(spans, at + 1, None))
    return any(other.end <= span.end for other in inside)
