"""Wrong choices for a quiz: of the same kind and shape as the right answer, and never true as well.

Three or none: a card for which nothing good is at hand gets no choices.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactForm
from flashcards.core.rendering import gapped, hidden
from flashcards.writing.grammar import bare, capital, small
from flashcards.writing.kinds import Form, Look, head_word, kinds_of, look
from flashcards.writing.truths import Truths, same_thing, similar_questions, stems
from flashcards.writing.words import stem, words

#: How many wrong choices a card gets.
CHOICES = 3
#: How much longer or shorter than the answer one may be, as a share, and in letters for short answers.
_SPREAD, _SLACK = 0.4, 3
_LONGEST = 90

_WHICH = re.compile(r"\bwhich ([\w-]+)", re.IGNORECASE)
_BEFORE_GAP = re.compile(r"\b(an?)\s+\{\{c", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Option:
    """A phrase that may become a choice; `near` when it comes from the article itself."""

    text: str
    look: Look
    kinds: frozenset[str]
    near: bool


def choices(draft: Draft, facts: Sequence[Fact], others: Sequence[Draft]) -> tuple[str, ...]:
    """Three wrong answers to a card, or none where three good ones cannot be had.

    `facts` are those of the card's article, `others` its other cards and then those of the library;
    cards of one article have its `article_id`. The same card among the same others always gets the
    same choices.
    """
    if draft.type not in (CardType.BASIC, CardType.CLOZE) or not _is_askable(draft):
        return ()
    others = [card for card in others if (card.question, card.answer) != (draft.question, draft.answer)]
    truths = Truths(draft, facts, [card for card in others if card.article_id == draft.article_id])
    wanted = _Wanted(draft, facts)
    fitting: dict[str, tuple[tuple[int, int, int, str], str]] = {}
    for option in _options(draft, facts, others):
        fit = wanted.fit(option)
        text = wanted.spelled(option.text)
        if not fit or not text or text.lower() in fitting or truths.may_hold(option.text):
            continue
        rank = (-fit, not option.near, wanted.distance(text) // 4, _digest(draft, text))
        fitting[text.lower()] = (rank, text)
    return _three(draft, [text for _rank, text in sorted(fitting.values())])


def _is_askable(draft: Draft) -> bool:
    """Whether a card has one answer that can be said in a line."""
    if draft.type is CardType.CLOZE and draft.question.count("{{c") != 1:
        return False
    return 0 < len(draft.answer.strip()) <= _LONGEST and bool(stems(draft.answer))


def _three(draft: Draft, ranked: Sequence[str]) -> tuple[str, ...]:
    """The best three that are three different things, in an order that gives nothing away."""
    kept: list[str] = []
    for text in ranked:
        if not any(same_thing(text, other) for other in kept):
            kept.append(text)
        if len(kept) == CHOICES:
            return tuple(sorted(kept, key=lambda each: _digest(draft, each)))
    return ()


def _digest(draft: Draft, text: str) -> str:
    seed = f"{draft.question}\n{draft.answer}\n{text}"
    return sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()


class _Wanted:
    """What a choice must be like to pass for the answer."""

    def __init__(self, draft: Draft, facts: Sequence[Fact]) -> None:
        self._answer = " ".join(draft.answer.split())
        self._question = draft.question
        self._cloze = draft.type is CardType.CLOZE
        self._asked = stems(gapped(draft.question).replace("[...]", " "))
        own = facts[draft.fact] if 0 <= draft.fact < len(facts) else None
        self._look = _look(self._answer, draft.question, own)
        asked = {f"class {stem(match[1].lower())}" for match in _WHICH.finditer(draft.question)}
        self._kinds = _kinds(self._answer, facts) | asked
        self._proper = bool(re.search(r"\s[A-Z][a-z]", self._answer))

    def fit(self, option: _Option) -> int:
        """How well an option passes for the answer; 0 when it does not."""
        if not self._looks_right(option) or not 0 <= self.distance(option.text) <= self._room():
            return 0
        if self._look.form not in (Form.NOUN, Form.GERUND):
            return 1
        shared = self._kinds & option.kinds
        if any(kind.startswith("class ") for kind in shared):
            return 3
        if any(kind.startswith("head ") for kind in shared):
            return 2
        return int(bool(shared))

    def distance(self, text: str) -> int:
        """The difference in length, in letters."""
        return abs(len(bare(text)) - len(bare(self._answer)))

    def spelled(self, text: str) -> str:
        """The option with article and first letter as the answer has them; empty if that cannot be known."""
        text = " ".join(text.split()).strip(" .,;")
        if self._cloze and not self._look.article:
            text = bare(text)
        if self._answer[:1].isupper():
            return capital(text)
        return small(text) if not re.match(r"[A-Z][a-z]+(?:'s|’s)\b", text) else ""

    def _room(self) -> float:
        return max(_SLACK, _SPREAD * len(bare(self._answer)))

    def _looks_right(self, option: _Option) -> bool:
        mine, its = self._look, option.look
        if mine.form in (Form.AMOUNT, Form.LIST) or its.form is not mine.form:
            return False
        if mine.form in (Form.NOUN, Form.GERUND, Form.DEFINITION) and its.plural is not mine.plural:
            return False
        if its.article != mine.article and not (self._cloze and not mine.article):
            return False
        if bool(re.search(r"\s[A-Z][a-z]", option.text)) is not self._proper:
            return False
        return self._fits_the_gap(bare(option.text)) and not self._is_given_away(option)

    def _fits_the_gap(self, text: str) -> bool:
        """Whether "a" or "an" before a gap suits it."""
        before = _BEFORE_GAP.search(self._question)
        return not before or (before[1].lower() == "an") is (text[:1].lower() in "aeiou")

    def _is_given_away(self, option: _Option) -> bool:
        """Whether an option shares more with question or answer than what makes it the same kind."""
        head = {option.look.head} | {kind.removeprefix("class ") for kind in option.kinds}
        own = stems(option.text) - head
        if self._look.form is Form.DEFINITION:
            return bool(stems(option.text) & self._asked)
        return bool(own & self._asked) or bool(own & stems(self._answer)) or not stems(option.text)


def _options(draft: Draft, facts: Sequence[Fact], others: Sequence[Draft]) -> Iterator[_Option]:
    """Every phrase at hand: answers of the article's cards, parts of its facts, then the library's answers."""
    near = [card for card in others if card.article_id == draft.article_id]
    yield from _answers(draft, near, facts, near=True)
    for fact in facts:
        for text, question in _parts(fact):
            yield _Option(text, _look(text, question, fact), _kinds(text, facts), near=True)
    yield from _answers(
        draft, [card for card in others if card.article_id != draft.article_id], (), near=False
    )


def _answers(draft: Draft, cards: Sequence[Draft], facts: Sequence[Fact], *, near: bool) -> Iterator[_Option]:
    for card in cards:
        if card.type not in (CardType.BASIC, CardType.CLOZE) or similar_questions(card, draft):
            continue
        own = facts[card.fact] if 0 <= card.fact < len(facts) else None
        text = hidden(card.question) or card.answer if card.type is CardType.CLOZE else card.answer
        asked = {f"class {stem(match[1].lower())}" for match in _WHICH.finditer(card.question)}
        yield _Option(text, _look(text, card.question, own), _kinds(text, facts) | asked, near)


def _parts(fact: Fact) -> Iterator[tuple[str, str]]:
    """The phrases of a fact, each with a question that shows its form."""
    if fact.form is FactForm.DEFINITION:
        yield fact.object, f"What is {fact.subject}?"
    elif fact.form is FactForm.CONSEQUENCE:
        yield fact.object, f"What happens {fact.condition}?"
    elif fact.object:
        yield fact.object, ""
    if fact.subject and fact.form is not FactForm.ITEM:
        yield fact.subject, ""
    if fact.form is FactForm.STATEMENT and not fact.relation and fact.tail:
        yield fact.tail, ""  # a whole statement keeps its second telling phrase there
    for gap in fact.gaps:
        yield gap, ""


def _look(text: str, question: str, fact: Fact | None) -> Look:
    """A gap never asks for a definition, whatever its sentence looks like."""
    if fact is not None and fact.form is FactForm.CONSEQUENCE and text.lower() == fact.object.lower():
        question = "What happens?"
    return look(text, "" if "{{" in question else question)


def _kinds(text: str, facts: Sequence[Fact]) -> frozenset[str]:
    """The kinds of thing that a phrase names: by its words, and by what the article calls it."""
    key = stems(text)
    found = set(kinds_of(text))
    head = stem(head_word(text.lower()))
    if len(key) > 1:
        found.add(f"class {head}")
    for fact in facts:
        for phrase, noun in ((fact.subject, fact.subject_class), (fact.object, fact.object_class)):
            if noun and key == stems(phrase):
                found.add(f"class {stem(words(noun)[-1])}")
        if fact.form is FactForm.DEFINITION and key and key == stems(fact.subject):
            found.add(f"class {stem(head_word(fact.object.lower()))}")
    return frozenset(found)
