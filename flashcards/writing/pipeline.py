"""From facts to candidates: write many cards, let the gates stop the poor ones, keep the best."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.core.articles import Article
from flashcards.core.drafts import Candidate, Draft
from flashcards.core.facts import Fact, FactForm
from flashcards.writing.cloze import clozes
from flashcards.writing.duplicates import same
from flashcards.writing.quality import Card, first_failure, stems_of
from flashcards.writing.questions import questions
from flashcards.writing.ranking import worth
from flashcards.writing.shapes import Shape
from flashcards.writing.words import content, words

_CLAUSES = frozenset({FactForm.ACTIVE, FactForm.PASSIVE, FactForm.STATEMENT})

#: A deck has about this many cards, and so many more for every 100 words of the article's body ...
CARDS = 14
CARDS_PER_100_WORDS = 2.8
#: ... but a short text has no more than this for 100 words.
MOST_PER_100_WORDS = 6


def write(article: Article, facts: Sequence[Fact]) -> tuple[Candidate, ...]:
    """All cards that were considered, in the order of the article; those kept have an empty gate."""
    candidates = [candidate for candidate, _fact, _shape in considered(article, facts)]
    kept = _select([c for c in candidates if not c.gate], _cap(article))
    final = [c if c.gate else replace(c, gate=kept[c.draft]) for c in candidates]
    return tuple(sorted(final, key=lambda c: (c.draft.evidence.start, c.draft.fact)))


def _cap(article: Article) -> int:
    """How many cards an article may have."""
    hundreds = article.words / 100
    return max(3, round(min(CARDS + CARDS_PER_100_WORDS * hundreds, MOST_PER_100_WORDS * hundreds)))


def considered(article: Article, facts: Sequence[Fact]) -> Iterator[tuple[Candidate, Fact, Shape]]:
    """Every card that the facts allow, with the gate that stops it, its fact and its shape."""
    counts = Counter(words(article.text))
    known = stems_of(article)
    subjects = Counter(fact.subject.lower() for fact in facts if fact.form in _CLAUSES)
    for index, fact in enumerate(facts):
        alone = subjects[fact.subject.lower()] == 1
        for shape in (*questions(fact, alone=alone), *clozes(fact)):
            draft = Draft(
                role=fact.kind, type=shape.type, question=shape.question, answer=shape.answer,
                evidence=fact.evidence, hedged=bool(fact.hedge), section=fact.section, fact=index,
            )  # fmt: skip
            draft = replace(draft, score=worth(draft, fact, shape.way, counts))
            yield Candidate(draft, first_failure(Card(draft, fact, article, known))), fact, shape


def _new(stems: frozenset[str], known: set[str]) -> float:
    """The share of words that no kept card has yet."""
    return len(stems - known) / len(stems) if stems else 0.0


def _select(candidates: list[Candidate], cap: int) -> dict[Draft, str]:
    """The fate of each card that passed the gates: kept, a duplicate, or one too many."""
    waiting = list(dict.fromkeys(c.draft for c in candidates))
    choice = _Choice(
        {d: (frozenset(content(f"{d.question} {d.answer}")), frozenset(content(d.answer))) for d in waiting}
    )
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

    def __init__(self, stems: dict[Draft, tuple[frozenset[str], frozenset[str]]]) -> None:
        self.kept: list[Draft] = []
        self._stems = stems
        self._seen: set[str] = set()
        self._answered: set[str] = set()
        self._per_sentence: Counter[int] = Counter()

    def rank(self, draft: Draft) -> tuple[float, int, int]:
        """The worth of a card beside those already kept."""
        all_stems, answer = self._stems[draft]
        news = 0.6 * _new(all_stems, self._seen) + 0.4 * _new(answer, self._answered)
        repeated = 0.2 * self._per_sentence[draft.evidence.start]
        return draft.score + 0.5 * news - repeated, -draft.evidence.start, -draft.fact

    def keep(self, draft: Draft) -> None:
        """Take a card in."""
        self.kept.append(draft)
        self._seen |= self._stems[draft][0]
        self._answered |= self._stems[draft][1]
        self._per_sentence[draft.evidence.start] += 1
