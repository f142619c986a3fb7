"""A whole sentence as one claim, for the card that hides one part of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from flashcards.analysis.claims import is_bare_generality
from flashcards.analysis.gaps import gaps_of
from flashcards.analysis.lexicon import CAUSAL, HEDGES, HEDGING_MODALS
from flashcards.analysis.phrases import phrase, sentence, whole_wording
from flashcards.analysis.place import Place, theory_opener
from flashcards.analysis.roles import role
from flashcards.analysis.stretches import BAD_SUBJECTS, LONGEST, finite, said, segments, stripped, trimmed
from flashcards.core.facts import Fact, FactForm, FactKind

LONG = 30


_FRAMED = re.compile(
    r"\b(?:theor|hypothes|according to|suggest|believ|thought|explanation|view is|critics|evidence)",
    re.IGNORECASE,
)


_ASKING = frozenset({"why", "how", "what", "which", "who", "whether", "where"})


def whole_facts(sent: Span, place: Place) -> Iterator[Fact]:
    """The sentence as a fact, or its parts when it is long, as far as they stand alone."""
    if not _is_statement(sent, sent.root):
        return
    speech = said(sent.root)
    if speech:
        whole = replace(place, wording=whole_wording(place.wording))
        yield from _fact(trimmed(stripped(speech), whole), whole)
        return
    parts = segments(sent)
    if len(sent) <= LONG or len(parts) == 1:
        whole = replace(place, wording=whole_wording(place.wording))
        yield from _fact(trimmed(list(sent), whole), whole)
        return
    for tokens in parts:
        verb = finite(tokens)
        if verb is not None and not any(
            t.i in place.wording.near and t.i not in place.wording.names for t in tokens
        ):
            yield from _fact(trimmed(tokens, place), place)


def _fact(tokens: list[Token], place: Place) -> Iterator[Fact]:
    """A stretch as a fact with its best gaps."""
    if not tokens or tokens[0].lower_ in _ASKING or any(t.i in place.wording.open for t in tokens):
        return
    if (
        finite(tokens) is None
        and tokens[0].sent.root.pos_ in {"VERB", "AUX"}
        and not any(t.dep_ in {"csubj", "csubjpass", "expl"} or t.lower_ == "there" for t in tokens)
    ):
        return
    text = sentence(phrase(tokens, place.wording))
    if not 6 <= len(text.split()) <= LONGEST:
        return
    gaps = list(dict.fromkeys(gaps_of(tokens, place)))
    if not gaps:
        return
    hedges = [w for w in re.findall(r"[a-z]+", text.lower()) if w in HEDGING_MODALS or w in HEDGES]
    verbs = [t.lemma_.lower() for t in tokens if t.pos_ == "VERB"]
    causal = next((v for v in verbs if v in CAUSAL), verbs[0] if verbs else "be")
    opener = theory_opener(place.theories)
    if opener and not hedges and not _FRAMED.search(text):
        text, hedges = (
            f"{opener}, {text if text.split()[0] in place.wording.common else _small(text, tokens[0])}",
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
    yield Fact(
        kind=kind, subject="", relation="", object=gaps[0], tail=gaps[1] if len(gaps) > 1 else "",
        evidence=place.evidence, negated=any(t.dep_ == "neg" for t in tokens), hedge=" ".join(hedges),
        theory=theory if kind is FactKind.THEORY else 0, section=place.section, form=FactForm.STATEMENT,
        statement=text, topic=place.memory.topic,
    )  # fmt: skip


def _reads_whole(sent: Span) -> bool:
    """Whether a sentence that the parser found no main verb in is one all the same."""
    verbs = any(t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in sent)
    return (
        verbs
        and len(sent) >= 14
        and sent.text.rstrip().endswith(".")
        and sent[0].text[:1].isupper()
        and sent[0].pos_ in {"NOUN", "PROPN", "ADJ", "DET"}
    )


def _small(text: str, first: Token) -> str:
    """A statement after an opener: a small letter unless its first word is a name."""
    word = text.split(" ", 1)[0]
    named = first.pos_ == "PROPN" or any(c.isupper() or c.isdigit() for c in word[1:])
    return text if named else text[:1].lower() + text[1:]


def _is_statement(sent: Span, root: Token) -> bool:
    """Whether a sentence says something about a named thing: no question, command or talk about people."""
    if root.pos_ not in {"VERB", "AUX"}:
        return _reads_whole(sent)
    if "?" in sent.text or (root.tag_ in {"VB", "VBG"} and not any(c.dep_ == "aux" for c in root.children)):
        return False
    subject = next(
        (c for c in root.children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}), None
    )
    return (
        subject is not None
        and subject.lower_ not in BAD_SUBJECTS
        and subject.tag_ not in {"WP", "WRB"}
        and not is_bare_generality(subject)
    )
