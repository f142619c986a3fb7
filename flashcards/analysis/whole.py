"""A whole sentence as one claim, for the card that hides one part of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from flashcards.analysis.claims import is_bare_generality
from flashcards.analysis.gaps import gaps_of
from flashcards.analysis.lexicon import CAUSAL, FRAME_VERBS, HEDGES, HEDGING_MODALS
from flashcards.analysis.phrases import Wording, asides, is_plural, phrase, sentence, subtree, whole_wording
from flashcards.analysis.place import Place, theory_opener
from flashcards.analysis.roles import role
from flashcards.analysis.stretches import (
    BAD_SUBJECTS,
    LONGEST,
    finite,
    reports,
    said,
    segments,
    stripped,
    trimmed,
)
from flashcards.core.facts import Fact, FactForm, FactKind

LONG = 30

#: A sentence with the one before it has at most this many words.
ROOM = 31
POINTERS = frozenset({"this", "these", "those", "such", "that"})


_FRAMED = re.compile(
    r"\b(?:theor|hypothes|according to|suggest|believ|thought|explanation|view is|critics|evidence|account|propos)",
    re.IGNORECASE,
)


_HIS = frozenset({"his", "her", "my", "our", "your", "him", "me", "us"})
#: Those whom things happen to: "some patients lose kidney function" is a claim, "some experts disagree" is not.
_AFFECTED = frozenset({"patient", "people", "person", "user", "adult", "child", "woman", "man"})
_TALKING = frozenset({"know", "wonder", "ask", "imagine", "remember", "want", "like", "try"})
_LAST_ASIDE = re.compile(r"(?<=[a-z]), (?:an?|the|which|who|where|whose)\b[^,;]*\.$")
_NUMBERS = {"it": False, "its": False, "they": True, "them": True, "their": True}
#: "It was long believed" is as uncertain as "it was believed".
_LONG_BELIEVED = re.compile(r"\b(was|has been) long (believed|thought|known|assumed|held|suspected)\b")
_ASKING = frozenset({"why", "how", "what", "which", "who", "whether", "where"})


def whole_facts(sent: Span, place: Place) -> Iterator[Fact]:
    """The sentence as a fact, or its parts when it is long, as far as they stand alone."""
    parts = segments(sent)
    states = _is_statement(sent, place.wording)
    if not states and (len(parts) == 1 or "?" in sent.text):
        return
    speech = said(sent.root) if states else []
    if speech:
        whole = replace(place, wording=whole_wording(place.wording))
        yield from _fact(trimmed(stripped(speech), whole), whole)
        return
    if states and (len(sent) <= LONG or len(parts) == 1):
        whole = replace(place, wording=whole_wording(place.wording))
        yield from _fact(trimmed(list(sent), whole), whole)
        return
    for tokens in parts:
        verb = finite(tokens)
        if (
            verb is not None
            and tokens[0].text != "("
            and not any(t.i in place.wording.near and t.i not in place.wording.names for t in tokens)
        ):
            yield from _fact(trimmed(tokens, place), place)


def contexts(sent: Span, wording: Wording) -> tuple[tuple[str, ...], frozenset[bool]]:
    """Ways to say a sentence as context for the next one, the fullest first, and the numbers of what it names.

    There are none where it needs context itself.
    """
    if not _is_statement(sent, wording) or said(sent.root):
        return (), frozenset()
    whole = whole_wording(wording)
    tokens = [t for t in sent if not (t.is_sent_start and t.dep_ == "cc")]
    if any(t.i in whole.open for t in tokens):
        return (), frozenset()
    full, bare = (
        sentence(phrase(each, whole)) for each in (tokens, subtree(sent.root, without=asides(sent.root)))
    )
    numbers = {
        is_plural(t, wording)
        for t in tokens
        if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound" and t.lemma_.lower() not in _AFFECTED
    }
    return tuple(dict.fromkeys((full, bare, _LAST_ASIDE.sub(".", bare)))), frozenset(numbers)


def _fact(tokens: list[Token], place: Place) -> Iterator[Fact]:
    """A stretch as a fact with its best gaps, with the sentence before if it leans on that."""
    if not tokens or tokens[0].lower_ in _ASKING:
        return
    leans = [t for t in tokens if t.i in place.wording.open]
    text = sentence(phrase(tokens, place.wording))
    if leans:
        text = _with_context(tokens, leans, place)
        place = replace(place, evidence=place.together or place.evidence)
    text = _LONG_BELIEVED.sub(r"\1 \2", text)
    if len(text.split()) > ROOM:
        text = _LAST_ASIDE.sub(".", text)
    gaps = list(dict.fromkeys(gaps_of(tokens, place)))
    if gaps and 6 <= len(text.split()) <= LONGEST:
        yield _statement(text, tokens, gaps, place, alone=not leans)


def _statement(text: str, tokens: list[Token], gaps: list[str], place: Place, *, alone: bool) -> Fact:
    """The fact of a sentence that is shown as it stands."""
    hedges = [w for w in re.findall(r"[a-z]+", text.lower()) if w in HEDGING_MODALS or w in HEDGES]
    verbs = [t.lemma_.lower() for t in tokens if t.pos_ == "VERB"]
    causal = next((v for v in verbs if v in CAUSAL), verbs[0] if verbs else "be")
    named = bool(place.theories.name) and place.theories.name.lower().removeprefix("the ") in text.lower()
    opener = theory_opener(place.theories) if alone and not named else ""
    if opener and not hedges and not _FRAMED.search(text):
        text, hedges = (
            f"{opener}, {_small(text, tokens[0], place.wording)}",
            ["theory"],
        )
    theory = place.theories.number if hedges or place.theories.current else 0
    kind = role(
        form=FactForm.STATEMENT,
        sentence=place.text,
        section=place.section,
        theory=theory,
        verb=causal,
        means=False,
    )
    return Fact(
        kind=kind, subject="", relation="", object=gaps[0], tail=gaps[1] if len(gaps) > 1 else "",
        evidence=place.evidence, negated=any(t.dep_ == "neg" for t in tokens), hedge=" ".join(hedges),
        theory=theory if kind is FactKind.THEORY else 0, section=place.section, form=FactForm.STATEMENT,
        statement=text, topic=place.memory.topic, gaps=tuple(gaps),
    )  # fmt: skip


def _with_context(tokens: list[Token], leans: list[Token], place: Place) -> str:
    """The sentence with the one before it, so that what it points at stands on the same card."""
    first = tokens[0]
    event = first.lower_ == "this" and first in leans and first.dep_ in {"nsubj", "nsubjpass"}
    pointers = [t for t in leans if t.lower_ in POINTERS and not (event and t == first)]
    unmet = {_NUMBERS[t.lower_] for t in leans if t.lower_ in _NUMBERS} - place.numbers
    if unmet or any(t.lower_ in BAD_SUBJECTS | _HIS for t in leans) or not all(map(_can_be_the, pointers)):
        return ""
    wording = replace(place.wording, names=place.wording.names | {t.i: "the" for t in pointers})
    if event:
        wording.names[first.i] = "which"
    text = phrase(tokens, wording)
    for before in place.before:
        joined = f"{before.rstrip('.')}, {text.rstrip('.')}." if event else f"{before} {sentence(text)}"
        if len(joined.split()) <= ROOM:
            return joined
    return ""


def _can_be_the(pointer: Token) -> bool:
    """Whether "these receptors" can be "the receptors": not where the parser took a verb for the noun."""
    if pointer.dep_ not in {"det", "predet", "amod"} or pointer.lower_ == "such":
        return False
    return pointer.lower_ not in {"these", "those"} or pointer.head.tag_ in {"NNS", "NNPS"}


def _reads_whole(sent: Span) -> bool:
    """Whether a sentence in which the parser found no subject and main verb is one all the same.

    Shown as it stands it needs no parse; it must only not be a title, a command or a remark.
    """
    first = next((t for t in sent if t.is_alpha), sent[0])
    ends = sent.text.rstrip(' "”)').endswith(".")
    opens = sent.text.lstrip(' "“(')[:1]
    command = first.tag_ == "VB" or first.lower_ in BAD_SUBJECTS
    return (
        len(sent) >= 9 and ends and (opens.isupper() or any(c.isupper() for c in first.text)) and not command
    )


def _small(text: str, first: Token, wording: Wording) -> str:
    """A statement after an opener: a small letter unless its first word is a name."""
    word = text.split(" ", 1)[0]
    named = first.pos_ == "PROPN" or any(c.isupper() or c.isdigit() for c in word[1:])
    if word.lower() in wording.common:
        named = False
    return text if named else text[:1].lower() + text[1:]


def _is_statement(sent: Span, wording: Wording) -> bool:
    """Whether a sentence says something about a named thing: no question, command or remark."""
    root = sent.root
    if "?" in sent.text:
        return False
    if root.pos_ not in {"VERB", "AUX"}:
        return _reads_whole(sent)
    subject = _subject_of(root)
    if subject is None:
        command = root.tag_ in {"VB", "VBG"} and not any(c.dep_ == "aux" for c in root.children)
        return not command and _reads_whole(sent)
    if subject.lower_ in BAD_SUBJECTS or subject.tag_ in {"WP", "WRB"}:
        return False
    affected = subject.lemma_.lower() in _AFFECTED and root.lemma_.lower() not in FRAME_VERBS | _TALKING
    if subject.lemma_.lower() in _AFFECTED and root.lemma_.lower() in _TALKING | {"say", "think"}:
        return False
    named = subject.i in wording.names or affected
    return named or reports(root) or not is_bare_generality(subject)


def _subject_of(root: Token) -> Token | None:
    """The subject of the main verb, also where the parser hung it on an auxiliary."""
    subjects = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
    near = [root, *(c for c in root.children if c.dep_ in {"aux", "auxpass"})]
    return next((c for verb in near for c in verb.children if c.dep_ in subjects), None)
