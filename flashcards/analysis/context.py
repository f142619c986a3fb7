"""A sentence with the one before it on the same card, where it points at what only that one names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from flashcards.analysis.assertions import ONE_VIEW, has_seam
from flashcards.analysis.clauses import FINITE
from flashcards.analysis.lexicon import GENERIC_HEADS, META_NOUNS
from flashcards.analysis.people import held
from flashcards.analysis.phrases import (
    Wording,
    asides,
    capital,
    is_plural,
    phrase,
    sentence,
    small_after_opener,
    subtree,
    text_of,
    whole_wording,
)
from flashcards.analysis.place import Before, Place
from flashcards.analysis.statements import AFFECTED, is_statement
from flashcards.analysis.stretches import BAD_SUBJECTS, finite, said, segments, stripped

#: A sentence with the one before it has at most this many words; alone, so many.
TOGETHER, ROOM = 34, 31
LAST_ASIDE = re.compile(r"(?<=[a-z]), (?:an?|the|which|who|where|whose)\b[^,;]*\.$")
#: After an opening clause ", the area lit up" is the claim itself.
_LAST_RELATIVE = re.compile(r"(?<=[a-z]), (?:which|who|where|whose)\b[^,;]*\.$")
_OPENS_CLAUSE = re.compile(
    r"^(?:if|when|as|since|while|because|after|once|although|though|unless|before|in|with|by|compared|unlike|despite"
    r"|during|under|at|on|to|from|for|among|within|without|until|given|like|throughout|across|over|between)\b",
    re.IGNORECASE,
)
_REASONS = frozenset({"because", "since", "so", "although", "though", "while", "whereas", "unless", "as"})
#: Words of an item that names a sign at the most.
_SIGN = 14
_POINTERS = frozenset({"this", "these", "those", "such", "that"})
_PEOPLES = BAD_SUBJECTS | {"his", "her", "my", "our", "your", "him", "me", "us"}
_NUMBERS = {"it": False, "its": False, "they": True, "them": True, "their": True}


def with_context(tokens: list[Token], leans: list[Token], place: Place) -> str:
    """The sentence with the one before it, so that what it points at stands on the same card."""
    first = tokens[0]
    event = first.lower_ in {"this", "that"} and first in leans and first.dep_ in {"nsubj", "nsubjpass"}
    pointers = [t for t in leans if t.lower_ in _POINTERS and not (event and t == first)]
    if place.before is None or any(
        t.lower_ in _PEOPLES or (t.lower_ == "so" and not first.is_sent_start) for t in leans
    ):
        return ""
    staying = [t for t in pointers if not _can_be_the(t)]
    if not all(map(_may_stay, staying)):
        return ""
    pointers = [t for t in pointers if t not in staying]
    numbers = {_NUMBERS[t.lower_] for t in leans if t.lower_ in _NUMBERS}
    names = {t.i: _instead(t) for t in pointers} | {t.i: _pointing_back(t) for t in staying}
    names |= {t.i + 1: "" for t in staying if t.lower_ == "such" and t.nbor(1).lower_ in {"a", "an"}}
    wording = replace(place.wording, names=place.wording.names | names)
    if event:
        wording.names[first.i] = "which"
    numbers |= {True for t in pointers if t.dep_ in {"nsubj", "nsubjpass"}}
    nouns = {t.head.lemma_.lower() for t in pointers if not _gets_name(t)}
    nouns &= {t.lemma_.lower() for t in place.before.sent}
    roomy = ""
    ways = [
        way
        for way, words in _ways_to_say(place.before)
        if _names_it(words, numbers, nouns, place.before) and (not (event or staying) or _ends(words))
    ]
    for own in _ways_to_go_on(tokens, leans):
        if roomy and own[-1].i < tokens[-1].i and own[0] == first and len(own) < len(tokens) / 2:
            break  # all of it in little room before a part of it
        text = phrase(own, wording)
        for before in ways:
            joined = f"{before.rstrip('.')}, {text.rstrip('.')}." if event else f"{before} {sentence(text)}"
            size = len(joined.split())
            if size <= ROOM:
                return joined
            roomy = roomy or (joined if size <= TOGETHER else "")
    return roomy


def _ways_to_go_on(tokens: list[Token], leans: list[Token]) -> Iterator[list[Token]]:
    """The words of the sentence itself: all of them, then those without what only adds to it."""
    yield tokens
    root = tokens[0].sent.root
    spare = {t.i for aside in asides(root) for t in aside.subtree}
    bare = [t for t in tokens if t.i not in spare]
    if root in bare and len(bare) < len(tokens) and all(t in bare for t in leans) and not has_seam(bare):
        yield bare
    first = next(iter(segments(tokens[0].sent)), tokens)
    if len(first) < len(tokens) and all(t in first for t in leans) and finite(first) is not None:
        yield first


def _gets_name(pointer: Token) -> bool:
    """Whether "this difference" is only what the sentence before said, and now gets its name: "... is called X"."""
    noun = pointer.head
    return noun.dep_ == "nsubjpass" and noun.head.lemma_ in {"call", "term", "know", "name", "refer"}


def _names_it(words: list[Token], numbers: set[bool], nouns: set[str], before: Before) -> bool:
    """Whether the words of the sentence before name something of every number, and every noun that is pointed at."""
    return not (numbers - _numbers(words, before.wording) or nouns - {t.lemma_.lower() for t in words})


def _ends(words: list[Token]) -> bool:
    """Whether words go to the end of what their sentence tells, aside from what it adds: "this" is what was said last."""
    last = next((t for t in reversed(words) if not t.is_punct), words[-1])
    added = {t.i for aside in asides(last.sent.root) for t in aside.subtree}
    return last.i not in added and all(
        t.is_punct or t.i in added for t in last.doc[last.i + 1 : last.sent.end]
    )


def without_last_aside(text: str) -> str:
    """A sentence without what it adds after its last comma; one that opens with a clause keeps it: that is its claim."""
    opens = _OPENS_CLAUSE.match(text)
    if opens and text.count(",") <= 1:
        return text
    return (_LAST_RELATIVE if opens else LAST_ASIDE).sub(".", text)


def _instead(pointer: Token) -> str:
    """What a pointing word is with its noun before it: "the receptors", or "they" where it stands alone."""
    return "they" if pointer.dep_ in {"nsubj", "nsubjpass"} else "the"


def _can_be_the(pointer: Token) -> bool:
    """Whether "these receptors" can be "the receptors": not where the parser took a verb for the noun."""
    if pointer.lower_ == "these" and pointer.dep_ in {"nsubj", "nsubjpass"}:
        return pointer.head.tag_ != "VBZ"
    if pointer.dep_ not in {"det", "predet", "amod"} or pointer.lower_ == "such":
        return False
    if pointer.head.lemma_.lower() in {"reason", "way"}:
        return False  # "for this reason": what went before, not a thing
    return pointer.lower_ not in {"these", "those"} or pointer.head.tag_ in {"NNS", "NNPS"}


def _may_stay(pointer: Token) -> bool:
    """Whether a pointing word is understood once all of the sentence before is read: "doctors refer to this as rebound"."""
    above = pointer.head
    if pointer.lower_ == "such":
        return (above.tag_ == "NNS" and above.dep_ in {"nsubj", "nsubjpass"}) or pointer.nbor(1).lower_ == "a"
    if pointer.lower_ == "these":
        counted = above.lower_ == "of" and above.head.dep_ in {"nsubj", "nsubjpass"}
        return pointer.dep_ == "pobj" and counted and above.head.lower_ in {"many", "most", "some"}
    if pointer.lower_ != "this" or pointer.dep_ in {"predet", "amod"}:
        return False
    return pointer.dep_ != "pobj" or above.lower_ not in {"of", "for", "about", "on", "at", "in"}


def _pointing_back(pointer: Token) -> str:
    """What such a word is there: "that" what was said, "the" persons, "many of them"."""
    return {"this": "that", "such": "the", "these": "them"}[pointer.lower_]


def _ways_to_say(before: Before) -> Iterator[tuple[str, list[Token]]]:
    """Ways to say the sentence before and the words of each: all of it first, then its last clause that stands alone.

    None where it needs context itself.
    """
    sent, wording = before.sent, _with_articles(before.sent, whole_wording(before.wording))
    claim, view = held(sent, before.wording)
    if claim and not any(t.i in wording.open for t in claim):
        text = sentence(phrase(claim, wording))
        yield f"{ONE_VIEW} {small_after_opener(text, claim[0], wording)}" if view else text, claim
        return
    if _is_sign_alone(sent, wording):
        yield capital(text_of(sent).strip()), list(sent)
    if not is_statement(sent, before.wording) or said(sent.root):
        return
    tokens = [t for t in sent if not (t.is_sent_start and t.dep_ == "cc")]
    if not any(t.i in wording.open for t in tokens):
        bare = subtree(sent.root, without=asides(sent.root))
        short = sentence(phrase(bare, wording))
        yield sentence(phrase(tokens, wording)), tokens
        if not (has_seam(bare) or _is_torn(bare, sent.root)):
            yield short, bare
            yield without_last_aside(short), bare
        yield from ((sentence(phrase(claim, wording)), claim) for claim in _without_reason(sent))
    for part in reversed(segments(sent)):
        loose = before.wording.open | (before.wording.near - before.wording.names.keys())
        leans = any(t.i in loose for t in part)
        if not leans and part and finite(part) is not None:
            yield sentence(phrase(part, before.wording)), part


def _is_sign_alone(sent: Span, wording: Wording) -> bool:
    """Whether an item of a list is only what somebody may notice: "A new dry cough or shortness of breath."."""
    few = 2 <= sum(t.is_alpha for t in sent) <= _SIGN
    return (
        few
        and sent.root.pos_ == "NOUN"
        and text_of(sent).strip().endswith(".")
        and not any(t.tag_ in FINITE and t.head == sent.root and t.dep_ != "relcl" for t in sent)
        and not any(t.i in wording.open for t in sent)
    )


def _without_reason(sent: Span) -> Iterator[list[Token]]:
    """A sentence up to its last clause, where that says why, or against what."""
    root = sent.root
    last = next((c for c in root.rights if c.dep_ == "advcl" and c.right_edge.i >= sent.end - 2), None)
    if last is None or last.left_edge.i < root.i + 3 or last.left_edge.lower_ not in _REASONS:
        return
    kept = stripped([t for t in sent if t.i < last.left_edge.i])
    if not has_seam(kept):
        yield kept


def _with_articles(sent: Span, wording: Wording) -> Wording:
    """The wording in which "inside these cells" is "inside the cells": enough for a sentence that only leads in."""
    loose = {t.i: "the" for t in sent if t.i in wording.open and t.dep_ == "det" and _can_be_the(t)
             and t.head.lemma_.lower() not in GENERIC_HEADS | META_NOUNS}  # fmt: skip
    return (
        replace(wording, names=wording.names | loose, open=wording.open - loose.keys()) if loose else wording
    )


def _is_torn(tokens: list[Token], root: Token) -> bool:
    """Whether what is left holds words that belonged to what was left out."""
    kept = {t.i for t in tokens}
    return any(t.head.i not in kept for t in tokens if t != root and not t.is_punct)


def _numbers(tokens: list[Token], wording: Wording) -> set[bool]:
    """Whether some words name something plural, something singular, or both; people do not count."""
    return {
        is_plural(t, wording)
        for t in tokens
        if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound" and t.lemma_.lower() not in AFFECTED
    }
