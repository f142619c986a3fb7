"""Which of the cards that passed the gates make the deck: the worthiest, but each with something new."""

from collections.abc import Sequence

from flashcards.core.drafts import CardType, Draft
from flashcards.writing.duplicates import same
from flashcards.writing.words import content

#: What a card gains for words that no kept card holds, and loses for sharing words, or the answer's words,
#: with a kept card of the same sentence.
NEWS, REPEATED, ANSWERED = 0.1, 0.4, 0.2
#: A real question is preferred to a gap card of nearly the same worth.
ASKED = 0.06


def select(drafts: Sequence[Draft], cap: int) -> dict[Draft, str]:
    """The fate of each card: kept (empty), a duplicate, or one too many."""
    waiting = list(dict.fromkeys(drafts))
    choice = _Choice(waiting)
    fates: dict[Draft, str] = {}
    facts: set[int] = set()
    while waiting and len(choice.kept) < cap:
        best = max(waiting, key=choice.rank)
        waiting.remove(best)
        if any(same(best, other) for other in choice.kept):
            fates[best] = "duplicate"
        elif best.fact in facts:
            fates[best] = "enough cards"
        else:
            fates[best] = ""
            facts.add(best.fact)
            choice.keep(best)
    return fates | dict.fromkeys(waiting, "enough cards")


class _Choice:
    """The cards kept so far, and what another one would add to them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.kept: list[Draft] = []
        self._stems = {draft: frozenset(content(f"{draft.question} {draft.answer}")) for draft in drafts}
        self._answers = {draft: frozenset(content(draft.answer)) for draft in drafts}
        self._seen: set[str] = set()

    def rank(self, draft: Draft) -> tuple[float, int, int]:
        """The worth of a card beside those already kept; ties go to what stands first."""
        stems = self._stems[draft]
        news = len(stems - self._seen) / len(stems) if stems else 0.0
        asked = ASKED if draft.type is CardType.BASIC else 0.0
        repeated = sum(self._repeats(draft, other) for other in self.kept if _meet(draft, other))
        worth = draft.score + asked + NEWS * news - repeated
        return worth, -draft.evidence.start, -draft.fact

    def keep(self, draft: Draft) -> None:
        """Take a card in."""
        self.kept.append(draft)
        self._seen |= self._stems[draft]

    def _repeats(self, one: Draft, two: Draft) -> float:
        all_words = _overlap(self._stems[one], self._stems[two])
        return REPEATED * all_words + ANSWERED * _overlap(self._answers[one], self._answers[two])


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """How much of the smaller set the larger one holds."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 1.0


def _meet(one: Draft, two: Draft) -> bool:
    """Whether two cards come from the same sentence."""
    return one.evidence.start < two.evidence.end and two.evidence.start < one.evidence.end
