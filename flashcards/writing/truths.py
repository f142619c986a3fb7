"""What an article says that would make a wrong choice right after all.

Everything here errs on the side of saying that a phrase may be true: a quiz loses a choice, not its
honesty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashcards.core.articles import Span
from flashcards.core.drafts import Draft
from flashcards.core.facts import Fact, FactForm
from flashcards.core.rendering import gapped, reveal
from flashcards.writing.grammar import bare
from flashcards.writing.names import overlap, same_thing, stems
from flashcards.writing.words import GENERIC, stem, word_set, words

_UP = word_set(
    """raise increase boost enhance promote stimulate activate trigger strengthen improve release produce cause
    lead make switch start speed help restore form"""
)
_DOWN = word_set(
    """lower reduce decrease block inhibit suppress prevent weaken dampen stop slow damage destroy remove break
    cut limit calm relieve ease"""
)
_GROUPS = {stem(word).rstrip("e"): group for group, names in (("up", _UP), ("down", _DOWN)) for word in names}
_JOINS = re.compile(r"(?:\s*,)?\s*(?:(?:and|or|nor|as well as|,)\s)(?:[\w'-]+\s){0,2}", re.IGNORECASE)
_ALIAS = re.compile(r"((?:[\w'’-]+ ){0,6}[\w'’-]+) \(([\w-]{2,12})\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article: all that is known of its words."""

    text: str
    stems: frozenset[str]
    facts: tuple[Fact, ...]


class Truths:
    """What is true of a card's question, according to its article's facts and its other cards."""

    def __init__(self, draft: Draft, facts: Sequence[Fact], cards: Sequence[Draft]) -> None:
        self._draft = draft
        self._own = facts[draft.fact] if 0 <= draft.fact < len(facts) else None
        self._sentences = dict(_sentences(facts, [*cards, draft]))
        self._asked = _asked(draft.question)
        topic = stems(self._own.topic) if self._own else frozenset()
        general = {stem(word) for word in GENERIC}
        self._telling = self._asked - topic - general
        self._names = dict(_aliases(facts))

    def may_hold(self, text: str) -> bool:
        """Whether a phrase may be a true answer as well."""
        option = stems(text)
        if self._is_same(text) or not option:
            return True
        if self._in_own_sentence(option) or self._is_item_too(option) or self._says_so(option):
            return True
        return any(
            self._speaks_of(sentence, option) or self._joins(sentence, text)
            for sentence in self._sentences.values()
        )

    def _is_same(self, text: str) -> bool:
        known = self._names.get(bare(text).lower(), text)
        answer = self._names.get(bare(self._draft.answer).lower(), self._draft.answer)
        if same_thing(text, self._draft.answer) or same_thing(known, answer):
            return True
        # What is said to be the other thing is no wrong choice for it.
        pair = (stems(text), stems(self._draft.answer))
        return any(
            fact.form in (FactForm.DEFINITION, FactForm.COPULA)
            and any(a <= stems(fact.subject) and b <= stems(fact.object) for a, b in (pair, pair[::-1]))
            for sentence in self._sentences.values()
            for fact in sentence.facts
        )

    def _in_own_sentence(self, option: frozenset[str]) -> bool:
        own = self._sentences[self._draft.evidence]
        return option <= own.stems

    def _is_item_too(self, option: frozenset[str]) -> bool:
        """All items under one lead-in are true, and so may be what else the article says in that role."""
        if self._own is None or self._own.form is not FactForm.ITEM:
            return False
        return any(
            fact.kind is self._own.kind and option <= _stems_of(fact)
            for sentence in self._sentences.values()
            for fact in sentence.facts
        )

    def _says_so(self, option: frozenset[str]) -> bool:
        """Whether a fact with the same other side and a like relation names it."""
        own = self._own
        if own is None or not own.subject or not own.object:
            return False
        asked_for_object = bool(stems(self._draft.answer) & stems(own.object))
        other = stems(own.subject if asked_for_object else own.object)
        for sentence in self._sentences.values():
            for fact in sentence.facts:
                if fact.negated or not alike(fact.relation, own.relation):
                    continue
                sides = (stems(fact.subject), stems(f"{fact.object} {fact.tail} {fact.condition}"))
                if any(_meet(other, a) and option <= b for a, b in (sides, sides[::-1])):
                    return True
        return False

    def _speaks_of(self, sentence: Sentence, option: frozenset[str]) -> bool:
        """Whether a sentence names it together with most of what the question asks about."""
        if not option <= sentence.stems or _denies(sentence, option):
            return False
        telling = self._telling - option
        most = 2 if len(telling) == 2 else (len(telling) + 1) // 2
        return len(telling & sentence.stems) >= most

    def _joins(self, sentence: Sentence, text: str) -> bool:
        """Whether a sentence lists it beside the answer."""
        low, one, two = sentence.text.lower(), bare(text).lower(), bare(self._draft.answer).lower()
        at, there = low.find(one), low.find(two)
        if at < 0 or there < 0:
            return False
        between = low[at + len(one) : there] if at < there else low[there + len(two) : at]
        return bool(_JOINS.fullmatch(between)) or ("," in between and len(between.split()) <= 8)


def alike(one: str, two: str) -> bool:
    """Whether two relations may come to the same: only clear opposites do not."""
    first, second = (
        next((_GROUPS[root] for root in map(_root, words(text)) if root in _GROUPS), "")
        for text in (one, two)
    )
    return not (first and second) or first == second


def _root(word: str) -> str:
    return stem(word).rstrip("e")


def similar_questions(one: Draft, two: Draft) -> bool:
    """Whether two cards ask much the same, so that the answer of one may answer the other.

    Of two articles, it takes more: they ask the same of different things.
    """
    shared = overlap(_asked(one.question), _asked(two.question))
    return shared >= (0.5 if one.article_id == two.article_id else 0.7)


@lru_cache(maxsize=20000)
def _asked(question: str) -> frozenset[str]:
    return stems(gapped(question).replace("[...]", " "))


def _sentences(facts: Sequence[Fact], cards: Sequence[Draft]) -> Iterator[tuple[Span, Sentence]]:
    spans = dict.fromkeys([*(fact.evidence for fact in facts), *(card.evidence for card in cards)])
    for span in spans:
        own = tuple(fact for fact in facts if fact.evidence == span)
        texts = [_text_of(fact) for fact in own]
        texts += [f"{reveal(card.question)} {card.answer}" for card in cards if card.evidence == span]
        text = " | ".join(texts)
        yield span, Sentence(text, stems(text), own)


def _text_of(fact: Fact) -> str:
    return f"{fact.statement} | {fact.subject} {fact.relation} {fact.object} {fact.tail} {fact.condition}"


def _stems_of(fact: Fact) -> frozenset[str]:
    return stems(_text_of(fact))


def _denies(sentence: Sentence, option: frozenset[str]) -> bool:
    named = [fact for fact in sentence.facts if option <= stems(f"{fact.subject} {fact.object}")]
    return any(fact.negated for fact in named) and all(fact.negated or not fact.relation for fact in named)


def _meet(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two) and (one <= two or two <= one)


def _aliases(facts: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """Short names with what they stand for: "brain-derived neurotrophic factor (BDNF)"."""
    for fact in facts:
        for text in (fact.statement, fact.subject, fact.object):
            for long, short in _ALIAS.findall(text):
                yield short.lower(), long
