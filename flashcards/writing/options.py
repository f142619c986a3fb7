"""The phrases at hand for the wrong choices of a quiz, each with what it looks like and what it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactForm
from flashcards.core.rendering import hidden
from flashcards.writing.kinds import Look, head_word, kinds_of, look
from flashcards.writing.names import stems
from flashcards.writing.truths import similar_questions
from flashcards.writing.words import stem, words

_WHICH = re.compile(r"\bwhich ([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """A phrase that may become a choice; `near` when it comes from the article itself.

    `term` holds the stems of what it is the answer to: what a definition defines.
    """

    text: str
    look: Look
    kinds: frozenset[str]
    near: bool
    term: frozenset[str] = frozenset()


def options(draft: Draft, facts: Sequence[Fact], others: Sequence[Draft]) -> Iterator[Option]:
    """Every phrase at hand: answers of the article's cards, parts of its facts, then the library's answers."""
    cards = [card for card in others if card.type in (CardType.BASIC, CardType.CLOZE)]
    cards = [card for card in cards if not similar_questions(card, draft)]
    near = [card for card in cards if card.article_id == draft.article_id]
    for card in near:
        own = facts[card.fact] if 0 <= card.fact < len(facts) else None
        yield from _answers(card, own, facts, near=True)
    for fact in facts:
        for text, question in _parts(fact):
            term = stems(fact.subject) if fact.form is FactForm.DEFINITION else frozenset()
            yield Option(text, look_of(text, question, fact), kinds_in(text, facts), near=True, term=term)
    for card in cards:
        if card.article_id != draft.article_id:
            yield from _answers(card, None, (), near=False)


@lru_cache(maxsize=20000)
def _hidden_in(question: str) -> tuple[str, ...]:
    return tuple(hidden(question).split("; "))


def _answers(card: Draft, own: Fact | None, facts: Sequence[Fact], *, near: bool) -> Iterator[Option]:
    """The answer of a card, or what each of its gaps hides."""
    if card.type is CardType.CLOZE:
        for text in _hidden_in(card.question):
            yield Option(text, look_of(text, card.question, own), kinds_in(text, facts), near)
        return
    kinds = kinds_in(card.answer, facts) | asked_class(card.question)
    yield Option(card.answer, look_of(card.answer, card.question, own), kinds, near, stems(card.question))


def _parts(fact: Fact) -> Iterator[tuple[str, str]]:
    """The phrases of a fact, each with a question that shows its form."""
    if fact.form is FactForm.DEFINITION:
        yield fact.object, f"What is {fact.subject}?"
    elif fact.form is FactForm.CONSEQUENCE:
        yield fact.object, f"What happens {fact.condition}?"
    elif fact.object:
        yield fact.object, f"What {fact.tail}?" if fact.tail == "to do" else ""
    if fact.subject and fact.form is not FactForm.ITEM:
        yield fact.subject, ""
    for gap in fact.gaps:
        yield gap, ""


def look_of(text: str, question: str, fact: Fact | None) -> Look:
    """How an answer looks; a gap never asks for a definition, whatever its sentence looks like."""
    if fact is not None and fact.form is FactForm.CONSEQUENCE and text.lower() == fact.object.lower():
        question = "What happens?"
    return look(text, "" if "{{" in question else question)


def asked_class(question: str) -> frozenset[str]:
    """What a question says of the kind of its answer: "Which enzyme ..."."""
    return frozenset(f"class {stem(match[1].lower())}" for match in _WHICH.finditer(question))


def kinds_in(text: str, facts: Sequence[Fact]) -> frozenset[str]:
    """The kinds of thing that a phrase names: by its words, and by what the article calls it."""
    alone = _kinds_alone(text)
    if not facts:
        return alone
    key, found = stems(text), set(alone)
    for fact in facts:
        for phrase, noun in ((fact.subject, fact.subject_class), (fact.object, fact.object_class)):
            if noun and key == stems(phrase):
                found.add(f"class {stem(words(noun)[-1])}")
        if fact.form is FactForm.DEFINITION and key and key == stems(fact.subject):
            found.add(f"class {stem(head_word(fact.object.lower()))}")
    return frozenset(found)


@lru_cache(maxsize=20000)
def _kinds_alone(text: str) -> frozenset[str]:
    """The kinds that the words of a phrase tell by themselves."""
    found = kinds_of(text)
    return found | {f"class {stem(head_word(text.lower()))}"} if len(stems(text)) > 1 else found
