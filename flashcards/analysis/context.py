"""A sentence with the one before it on the same card, where it points at what only that one names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from flashcards.analysis.assertions import ONE_VIEW, has_seam
from flashcards.analysis.people import held
from flashcards.analysis.phrases import (
    Wording,
    asides,
    is_plural,
    phrase,
    sentence,
    small_after_opener,
    subtree,
    whole_wording,
)
from flashcards.analysis.place import Before, Place
from flashcards.analysis.statements import AFFECTED, is_statement
from flashcards.analysis.stretches import BAD_SUBJECTS, finite, said, segments

#: A sentence with the one before it has at most this many words; alone, so many.
TOGETHER, ROOM = 34, 31
LAST_ASIDE = re.compile(r"(?<=[a-z]), (?:an?|the|which|who|where|whose)\b[^,;]*\.$")
_OPENS_CLAUSE = re.compile(
    r"^(?:if|when|as|since|while|because|after|once|although|though|unless|before|in|with|by|compared|unlike|despite"
    r"|during|under|at|on|to|from|for|among|within|without|until|given|like|throughout|across|over|between)\b",
    re.IGNORECASE,
)
_POINTERS = frozenset({"this", "these", "those", "such", "that"})
_PEOPLES = BAD_SUBJECTS | {"his", "her", "my", "our", "your", "him", "me", "us"}
_NUMBERS = {"it": False, "its": False, "they": True, "them": True, "their": True}


def with_context(tokens: list[Token], leans: list[Token], place: Place) -> str:
    """The sentence with the one before it, so that what it points at stands on the same card."""
    first = tokens[0]
    event = first.lower_ == "this" and first in leans and first.dep_ in {"nsubj", "nsubjpass"}
    pointers = [t for t in leans if t.lower_ in _POINTERS and not (event and t == first)]
    if (
        place.before is None
        or any(t.lower_ in _PEOPLES or (t.lower_ == "so" and not first.is_sent_start) for t in leans)
        or not all(map(_can_be_the, pointers))
    ):
        return ""
    numbers = {_NUMBERS[t.lower_] for t in leans if t.lower_ in _NUMBERS}
    wording = replace(place.wording, names=place.wording.names | {t.i: _instead(t) for t in pointers})
    if event:
        wording.names[first.i] = "which"
    text = phrase(tokens, wording)
    numbers |= {True for t in pointers if t.dep_ in {"nsubj", "nsubjpass"}}
    nouns = {t.head.lemma_.lower() for t in pointers} & {t.lemma_.lower() for t in place.before.sent}
    ways: list[str] = []
    for before, said_there in _ways_to_say(place.before):
        if numbers - _numbers(said_there, place.before.wording):
            continue
        if event and said_there[-1].i < place.before.sent.end - 2:
            continue  # "this" is what was said last
        if nouns - {t.lemma_.lower() for t in said_there}:
            continue
        joined = f"{before.rstrip('.')}, {text.rstrip('.')}." if event else f"{before} {sentence(text)}"
        ways.append(joined)
    fits = [text for most in (ROOM, TOGETHER) for text in ways if len(text.split()) <= most]
    return fits[0] if fits else ""


def without_last_aside(text: str) -> str:
    """A sentence without what it adds after its last comma; one that opens with a clause keeps it: that is its claim."""
    return text if _OPENS_CLAUSE.match(text) and text.count(",") <= 1 else LAST_ASIDE.sub(".", text)


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


def _ways_to_say(before: Before) -> Iterator[tuple[str, list[Token]]]:
    """Ways to say the sentence before and the words of each: all of it first, then its last clause that stands alone.

    None where it needs context itself.
    """
    sent, wording = before.sent, whole_wording(before.wording)
    claim, view = held(sent, before.wording)
    if claim and not any(t.i in wording.open for t in claim):
        text = sentence(phrase(claim, wording))
        yield f"{ONE_VIEW} {small_after_opener(text, claim[0], wording)}" if view else text, claim
        return
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
    for part in reversed(segments(sent)):
        leans = any(t.i in before.wording.open | before.wording.near for t in part)
        if not leans and part and finite(part) is not None:
            yield sentence(phrase(part, before.wording)), part


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
