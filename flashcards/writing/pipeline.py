"""From facts to candidates: write many cards, let the gates stop the poor ones, keep the best."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.core.articles import Article, Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.facts import Fact, FactForm
from flashcards.writing.chain_cards import chain_drafts
from flashcards.writing.cloze import clozes
from flashcards.writing.features import Background, Ground, features
from flashcards.writing.fitting import chance
from flashcards.writing.quality import Card, Page, first_failure
from flashcards.writing.questions import questions
from flashcards.writing.seams import sewn
from flashcards.writing.selection import select
from flashcards.writing.shapes import GAP
from flashcards.writing.weights import WEIGHTS

_CLAUSES = frozenset({FactForm.ACTIVE, FactForm.PASSIVE, FactForm.STATEMENT})

#: How many cards a deck may have, as a number and so many more for every 100 words of the article's body: the least
#: of these holds, so that a page makes a deck and a chapter no flood.
CAPS = ((0, 6.0), (2, 4.2), (10, 3.3))
#: Of these, at most so many ask for the steps of a mechanism in order.
SEQUENCES = 2
#: How much a further gap adds to a note's worth, beside its own.
MORE = 0.4


@dataclass(frozen=True, slots=True)
class Considered:
    """A candidate with what the ranking saw of it."""

    candidate: Candidate
    features: Mapping[str, float]


def write(
    article: Article, facts: Sequence[Fact], weights: Mapping[str, float] = WEIGHTS
) -> tuple[Candidate, ...]:
    """All cards that were considered, in the order of the article; those kept have an empty gate."""
    candidates = [each.candidate for each in considered(article, facts, weights)]
    candidates += _chained(article, facts)
    passed = [c.draft for c in candidates if not c.gate]
    sequences = [draft for draft in passed if draft.type is CardType.SEQUENCE][:SEQUENCES]
    fates = select([draft for draft in passed if draft not in sequences], cap(article) - len(sequences))
    fates |= dict.fromkeys(sequences, "")
    final = [c if c.gate else replace(c, gate=fates[c.draft]) for c in candidates]
    return tuple(sorted(final, key=lambda c: (c.draft.evidence.start, c.draft.fact)))


def _chained(article: Article, facts: Sequence[Fact]) -> list[Candidate]:
    """The cards about what leads to what, with the gate that stops them."""
    drafts = chain_drafts(article, facts)
    if not drafts:
        return []
    page = Page.of(article)
    return [Candidate(each, first_failure(Card(each, facts[each.fact], page))) for each in drafts]


def cap(article: Article) -> int:
    """How many cards an article may have."""
    hundreds = article.words / 100
    return max(3, round(min(start + rate * hundreds for start, rate in CAPS)))


def considered(
    article: Article, facts: Sequence[Fact], weights: Mapping[str, float] = WEIGHTS
) -> Iterator[Considered]:
    """Every card that the facts allow: with the gate that stops it, or with its score and what the ranking saw."""
    background = Background.of(article, facts)
    page = Page.of(article)
    subjects = Counter(fact.subject.lower() for fact in facts if fact.form in _CLAUSES)
    said: set[tuple[str, str, Span]] = set()
    for index, fact in enumerate(facts):
        alone = subjects[fact.subject.lower()] == 1
        single: dict[str, float] = {}
        ground: Ground | None = None
        source = article.quote(fact.evidence)
        for raw in (*questions(fact, alone=alone), *clozes(fact)):
            shape = sewn(raw, source)
            words = (shape.question, shape.answer, fact.evidence)
            if words in said:
                continue
            said.add(words)
            draft = Draft(
                role=fact.kind, type=shape.type, question=shape.question, answer=shape.answer,
                evidence=fact.evidence, hedged=bool(fact.hedge), section=fact.section, fact=index,
            )  # fmt: skip
            gate = first_failure(Card(draft, fact, page))
            if not gate and ground is None:
                ground = Ground.of(fact, background)
            seen = {} if ground is None or gate else features(draft, fact, shape, ground, background)
            if not gate:
                draft = replace(draft, score=round(_score(draft, chance(seen, weights), single), 4))
            yield Considered(Candidate(draft, gate), seen)


def _score(draft: Draft, worth: float, single: dict[str, float]) -> float:
    """A card's worth; a note of several gaps holds what its gaps hold one by one, so that half of it comes from them.

    `single` keeps the worth of the fact's notes of one gap, by what they hide.
    """
    hidden = [match[1] for match in GAP.finditer(draft.question)]
    if len(hidden) == 1:
        single[hidden[0]] = worth
    if len(hidden) < 2:
        return worth
    best, *others = sorted((single.get(text, 0.0) for text in hidden), reverse=True)
    for other in others:
        best += MORE * other * (1 - best)
    return (worth + best) / 2
