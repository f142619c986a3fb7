"""Which of the cards that passed the gates make the deck: the worthiest, but each with something new."""

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.writing.duplicates import same
from flashcards.writing.words import content

#: What a card gains for words that no kept card holds, and loses for sharing words, or the answer's words,
#: with a kept card of the same sentence.
NEWS, REPEATED, ANSWERED = 0.1, 0.4, 0.2
#: A real question is preferred to a gap card of nearly the same worth.
ASKED = 0.15
#: What a card gains for holding all that the cards of its sentence say: it leaves the least behind.
FULL = 0.4


def select(drafts: Sequence[Draft], cap: int) -> dict[Draft, str]:
    """The fate of each card: kept (empty), a duplicate, or one too many.

    Greedy: each time the card of most worth beside those kept. Its worth only falls as others are kept, so that a
    stale one need be looked at again only when it comes to the top (Minoux 1978).
    """
    waiting = list(dict.fromkeys(drafts))
    choice = _Choice(waiting)
    fates = dict.fromkeys(waiting, "enough cards")
    facts: set[int] = set()
    queue = [(_lowest_first(choice.rank(draft)), draft) for draft in waiting]
    heap = [(rank, place) for place, (rank, _draft) in enumerate(queue)]
    heapq.heapify(heap)
    while heap and choice.count < cap:
        rank, place = heapq.heappop(heap)
        draft = queue[place][1]
        now = _lowest_first(choice.rank(draft))
        if now > rank:
            heapq.heappush(heap, (now, place))
        elif any(same(draft, other) for other in choice.like(draft)):
            fates[draft] = "duplicate"
        elif draft.fact not in facts:
            fates[draft] = ""
            facts.add(draft.fact)
            choice.keep(draft)
    return fates


_Rank = tuple[float, int, int]


def _lowest_first(rank: _Rank) -> _Rank:
    return -rank[0], -rank[1], -rank[2]


class _Choice:
    """The cards kept so far, and what another one would add to them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.count = 0
        self._stems = {draft: frozenset(content(f"{draft.question} {draft.answer}")) for draft in drafts}
        self._answers = {draft: frozenset(content(draft.answer)) for draft in drafts}
        sentences: defaultdict[Span, set[str]] = defaultdict(set)
        for draft in drafts:
            sentences[draft.evidence] |= self._stems[draft]
        self._full = {
            draft: len(self._stems[draft]) / (len(sentences[draft.evidence]) or 1) for draft in drafts
        }
        self._in_order = sorted(drafts, key=lambda draft: draft.evidence.start)
        self._starts = [draft.evidence.start for draft in self._in_order]
        self._longest = max((draft.evidence.end - draft.evidence.start for draft in drafts), default=0)
        self._repeated: defaultdict[Draft, float] = defaultdict(float)
        self._seen: set[str] = set()
        self._by_word: defaultdict[str, list[Draft]] = defaultdict(list)

    def rank(self, draft: Draft) -> _Rank:
        """The worth of a card beside those already kept; ties go to what stands first."""
        stems = self._stems[draft]
        news = len(stems - self._seen) / len(stems) if stems else 0.0
        asked = ASKED if draft.type is CardType.BASIC else 0.0
        worth = draft.score + asked + FULL * self._full[draft] + NEWS * news - self._repeated[draft]
        return worth, -draft.evidence.start, -draft.fact

    def keep(self, draft: Draft) -> None:
        """Take a card in."""
        self.count += 1
        self._seen |= self._stems[draft]
        for word in self._words_of(draft):
            self._by_word[word].append(draft)
        for other in self._of_same_sentence(draft):
            shared = _overlap(self._stems[draft], self._stems[other])
            answered = _overlap(self._answers[draft], self._answers[other])
            self._repeated[other] += REPEATED * shared + ANSWERED * answered

    def like(self, draft: Draft) -> list[Draft]:
        """The kept cards that could be the same as this one: cards with other answers of other sentences cannot."""
        return list(dict.fromkeys(kept for word in self._words_of(draft) for kept in self._by_word[word]))

    def _words_of(self, draft: Draft) -> Iterator[str]:
        """By what a card finds those like it: its answer's words, its question, its sentence."""
        yield from self._answers[draft]
        yield draft.question
        yield f"sentence {draft.evidence.start} {draft.evidence.end}"

    def _of_same_sentence(self, draft: Draft) -> Iterator[Draft]:
        """Cards whose evidence overlaps with this card's."""
        first = bisect_left(self._starts, draft.evidence.start - self._longest)
        last = bisect_right(self._starts, draft.evidence.end)
        for other in self._in_order[first:last]:
            if other.evidence.start < draft.evidence.end and draft.evidence.start < other.evidence.end:
                yield other


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """How much of the smaller set the larger one holds."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 1.0
