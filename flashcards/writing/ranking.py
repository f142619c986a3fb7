"""What is worth asking first."""

import re

from flashcards.core.drafts import Draft
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.writing.grammar import bare
from flashcards.writing.words import GENERIC, STOP, word_set, words

_KIND = {
    FactKind.MECHANISM: 1.0,
    FactKind.THEORY: 1.05,
    FactKind.RISK: 1.0,
    FactKind.DEFINITION: 1.0,
    FactKind.OTHER: 0.8,
}
_WAY = {
    "typed": 0.2, "definition": 0.2, "how": 0.2, "why": 0.15, "consequence": 0.1, "object": 0.1,
    "subject": 0.05, "item": 0.1, "whole": 0.08, "cloze": 0.0, "context": 0.0, "two": 0.1, "deed": 0.05,
}  # fmt: skip
_PEOPLE = word_set(
    """researchers scientists studies people patients experts doctors trials participants critics most
    many team"""
)
_CLOSING = re.compile(
    r"\b(?:conclusion|summary|bottom line|takeaway|in short|key points?|final thoughts|overview)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:how|why|what happens|mechanism|theor|action|work|risk|effect|cause|process)", re.IGNORECASE
)
_TALK = re.compile(
    r"\b(?:important to|it is worth|be aware|unclear|not (?:yet |fully )?(?:known|understood|settled)"
    r"|topic of|interest|promis\w+|"
    r"numerous studies|more research|debate|still being studied|could say|attention from"
    r"|recently emerged)\b",
    re.IGNORECASE,
)


def worth(draft: Draft, fact: Fact, way: str, word_counts: dict[str, int]) -> float:
    """How much a card is worth; larger is better."""
    score = _KIND[fact.kind] + _WAY[way] + _length(draft, way) + _place(fact)
    text = f"{draft.question} {draft.answer}"
    if fact.topic and fact.topic.lower() in text.lower():
        score += 0.05
    score += min(0.2, 0.02 * sum(word_counts.get(w, 0) > 2 for w in set(words(text)) - STOP))
    return round(score - _weakness(draft, fact, way), 4)


def _length(draft: Draft, way: str) -> float:
    """Short answers and short questions are better."""
    answer, question = len(draft.answer.split()), len(draft.question.split())
    score = 0.0
    if way != "definition" or answer > 18:
        score += 0.1 if answer <= 8 else -0.02 * (answer - 8)
    return score - 0.02 * max(0, question - (24 if way in ("whole", "cloze") else 18))


def _place(fact: Fact) -> float:
    """Where the article says it: the middle explains, the ends repeat."""
    if not fact.section:
        return -0.15
    if _CLOSING.search(fact.section):
        return -0.35
    return 0.1 if _TELLING.search(fact.section) else 0.0


def _weakness(draft: Draft, fact: Fact, way: str) -> float:
    """What makes a card dull: talk about research, people as subjects, gaps that anything could fill."""
    weak = 0.35 if _TALK.search(f"{fact.statement} {draft.answer}") else 0.0
    first = words(bare(fact.subject or fact.statement))[:1]
    if first and first[0] in _PEOPLE:
        weak += 0.3
    if way == "whole" and draft.answer.islower() and len(draft.answer) <= 6:
        weak += 0.2
    if (
        way == "whole"
        and len(fact.statement.split()) <= 8
        and fact.topic.lower() not in fact.statement.lower()
    ):
        weak += 0.15
    if way == "definition" and len(draft.answer.split()) <= 3:
        weak += 0.25
    if (
        fact.form is not FactForm.ITEM
        and fact.subject
        and all(w in GENERIC or w in STOP for w in words(fact.subject))
    ):
        weak += 0.3
    return weak
