"""A whole sentence as one claim, for the card that hides one part of it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from flashcards.analysis.build import Place, is_bare_generality
from flashcards.analysis.clauses import own_subject
from flashcards.analysis.lexicon import CAUSAL, FRAME_VERBS, GENERIC_HEADS, HEDGES, HEDGING_MODALS, META_NOUNS
from flashcards.analysis.phrases import phrase, sentence, subtree, whole_wording
from flashcards.analysis.predicates import STRANDING
from flashcards.analysis.roles import role
from flashcards.core.facts import Fact, FactForm, FactKind

LONGEST = 34
LONG = 30
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BAD_SUBJECTS = frozenset({"i", "we", "you", "he", "she"})
_OPENERS = frozenset({"and", "but", "yet", "so", "whereas", "although", "though", "while"})
_INNER = frozenset({"then", "therefore", "also", "thus", "however", "hence", "instead", "too"})


def whole_facts(sent: Span, place: Place) -> Iterator[Fact]:
    """The sentence as a fact, or its parts when it is long, as far as they are statements that stand alone."""
    if sent.root.pos_ not in {"VERB", "AUX"} or not _is_statement(sent, sent.root):
        return
    said = _said(sent.root)
    if said:
        whole = replace(place, wording=whole_wording(place.wording))
        yield from _fact(_trimmed(_stripped(said), whole), whole)
        return
    parts = _segments(sent)
    if len(sent) <= LONG or len(parts) == 1:
        whole = replace(place, wording=whole_wording(place.wording))
        yield from _fact(_trimmed(list(sent), whole), whole)
        return
    for tokens in parts:
        verb = _finite(tokens)
        if verb is not None and not any(t.i in place.wording.near and t.i not in place.wording.names for t in tokens):
            yield from _fact(_trimmed(tokens, place), place)


def _said(root: Token) -> list[Token]:
    """What is said, when the sentence ends in "... she said"."""
    if root.lemma_.lower() not in FRAME_VERBS:
        return []
    claim = next((c for c in root.children if c.dep_ == "ccomp" and c.i < root.i and own_subject(c) is not None), None)
    if claim is None or root.i < claim.right_edge.i:
        return []
    if is_bare_generality(claim) or _finite([*claim.subtree]) is None:
        return []
    return list(claim.doc[claim.left_edge.i : claim.right_edge.i + 1])


def _segments(sent: Span) -> list[list[Token]]:
    """The clauses of a sentence that could be sentences, each an unbroken stretch."""
    starts = [sent.start]
    for t in sent:
        if t.text == ";" and t.i + 1 < sent.end:
            starts.append(t.i + 1)
        elif t.dep_ == "conj" and t.pos_ in {"VERB", "AUX"} and own_subject(t) is not None and t.head.pos_ in {"VERB", "AUX"}:
            if not any(a.dep_ in {"relcl", "advcl", "acl", "pcomp"} for a in (t.head, *t.head.ancestors)):
                starts.append(t.left_edge.i)
        elif t.dep_ == "advcl" and any(c.lower_ in {"whereas", "although", "though", "so"} and c.i < t.i for c in t.children):
            if t.left_edge.i > sent.start + 3:
                starts.append(t.left_edge.i)
    borders = [*sorted(set(starts)), sent.end]
    doc = sent.doc
    return [_stripped([doc[i] for i in range(a, b)]) for a, b in itertools.pairwise(borders) if b - a > 3]


def _stripped(tokens: list[Token]) -> list[Token]:
    """A stretch without the conjunctions and commas at its borders."""
    while tokens and (tokens[0].is_punct or tokens[0].dep_ == "cc" or (tokens[0].lower_ in _OPENERS and not tokens[0].is_sent_start)):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct and tokens[-1].text not in ")%" or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


def _finite(tokens: list[Token]) -> Token | None:
    """The main verb of a stretch, if the stretch has its subject too."""
    inside = {t.i for t in tokens}
    for t in tokens:
        if t.pos_ in {"VERB", "AUX"} and (t.dep_ in {"ROOT", "conj", "ccomp", "advcl", "parataxis"}):
            subject = own_subject(t)
            if subject is not None and subject.i in inside and not is_bare_generality(subject) and subject.lower_ not in _BAD_SUBJECTS:
                return t
    return None


def _trimmed(tokens: list[Token], place: Place) -> list[Token]:
    """A stretch without small connecting words, and without its last asides if it is long."""
    drop = {t.i for t in tokens if t.lower_ in _INNER and t.dep_ == "advmod" and not list(t.children)}
    kept = [t for t in tokens if t.i not in drop]
    for _ in range(3):
        fits = len(kept) <= LONGEST and not any(t.i in place.wording.open for t in kept)
        edges = [t.left_edge.i for t in kept if _is_late(t, kept) and (not fits or t.i in place.told)]
        if not edges:
            break
        kept = _stripped([t for t in kept if t.i < max(edges)])
    return kept


def _is_late(token: Token, kept: list[Token]) -> bool:
    """Whether a branch after a comma runs to the end of the stretch, so that it can be cut off cleanly."""
    edge = token.left_edge
    if edge.i <= kept[0].i + 4 or edge.i > kept[-1].i or token.right_edge.i < kept[-1].i - 1:
        return False
    return edge.nbor(-1).text in {",", "–", "—", ":"} and token.dep_ in {"relcl", "appos", "advcl", "acl", "prep", "conj"}


def _fact(tokens: list[Token], place: Place) -> Iterator[Fact]:
    """A stretch as a fact with its best gaps."""
    if not tokens or any(t.i in place.wording.open for t in tokens):
        return
    text = sentence(phrase(tokens, place.wording))
    if not 6 <= len(text.split()) <= LONGEST:
        return
    gaps = list(dict.fromkeys(_gaps(tokens, place)))
    if not gaps:
        return
    hedges = [t.text for t in tokens if t.lower_ in HEDGING_MODALS or t.lower_ in HEDGES]
    verbs = [t.lemma_.lower() for t in tokens if t.pos_ == "VERB"]
    causal = next((v for v in verbs if v in CAUSAL), verbs[0] if verbs else "be")
    theory = place.theories.number if hedges or place.theories.current else 0
    kind = role(form=FactForm.STATEMENT, sentence=place.text, section=place.section, theory=theory, verb=causal, means=False)
    yield Fact(
        kind=kind, subject="", relation="", object=gaps[0], tail=gaps[1] if len(gaps) > 1 else "", evidence=place.evidence,
        negated=any(t.dep_ == "neg" for t in tokens), hedge=" ".join(hedges), theory=theory if kind is FactKind.THEORY else 0,
        section=place.section, form=FactForm.STATEMENT, statement=text, topic=place.memory.topic,
    )  # fmt: skip


def _is_statement(sent: Span, root: Token) -> bool:
    """Whether a sentence says something about a named thing: no question, command or talk about people."""
    if "?" in sent.text or root.tag_ in {"VB", "VBG"} and not any(c.dep_ == "aux" for c in root.children):
        return False
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}), None)
    return subject is not None and subject.lower_ not in _BAD_SUBJECTS and subject.tag_ not in {"WP", "WRB"} and not is_bare_generality(subject)


def _gaps(tokens: list[Token], place: Place) -> Iterator[str]:
    """What could be hidden, the most telling part first."""
    scored = []
    for token in tokens:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"dobj", "pobj", "attr", "nsubj", "nsubjpass", "appos", "oprd", "conj"}:
            text = _gap_text(token, place)
            if text:
                scored.append((_telling(token, text, place), -token.i, text))
    for _, _, text in sorted(scored, reverse=True)[:3]:
        yield text


def _gap_text(token: Token, place: Place) -> str:
    """The noun with its own modifiers, and an "of" phrase when the noun says little alone."""
    weak = token.lemma_.lower() in GENERIC_HEADS or token.lemma_.lower() in _MEASURING
    without = [c for c in token.children if c.dep_ in {"relcl", "acl", "appos", "conj", "cc", "prep", "punct", "det", "predet", "advcl"} and not (weak and c.lower_ == "of")]
    without += [c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON"]
    if weak and not any(c.lower_ == "of" or c.dep_ in {"compound", "amod"} for c in token.children):
        return ""
    if token.i in place.wording.names:
        return ""
    if token.i and token.nbor(-1).text == "(":
        return ""
    text = re.sub(r"^(?:certain|some|various|several|another|other|such) ", "", phrase(subtree(token, without=without), place.wording))
    return text if 1 <= len(text.split()) <= 7 and len(text) > 2 and "(" not in text else ""


_MEASURING = frozenset({"level", "amount", "release", "production", "activity", "number", "rate", "share", "part", "lack", "loss", "half"})


def _telling(token: Token, text: str, place: Place) -> float:
    """How much a gap is worth: names and objects before subjects, never the topic."""
    low = text.lower()
    score = {"dobj": 1.2, "attr": 0.7, "pobj": 0.9, "appos": 0.9, "oprd": 1.2, "conj": 0.7, "npadvmod": 0.7}.get(token.dep_, 0.6)
    if place.memory.topic and place.memory.topic.lower() in low:
        score -= 1.0
    if low in place.memory.kinds or any(c.isupper() or c.isdigit() for c in text[1:]):
        score += 0.6
    if len(text.split()) > 1:
        score += 0.4
    if token.lemma_.lower() in META_NOUNS or any(t.lemma_.lower() in META_NOUNS for t in token.ancestors if t.dep_ in _SUBJECTS):
        score -= 1.0
    if any(c.isdigit() for c in text) or any(c.dep_ == "nummod" and c.lower_ not in {"one", "two"} for c in token.children):
        score += 0.5
    if text.islower() and len(text) <= 6:
        score -= 0.5
    if any(t.dep_ in {"advcl", "relcl"} for t in token.ancestors):
        score -= 0.3
    root = token.sent.root
    first = next((c for c in root.children if c.dep_ in _SUBJECTS), root)
    if token.i < first.left_edge.i:
        score -= 0.5
    if token.dep_ == "pobj" and token.head.lower_ in STRANDING and token.head.head.pos_ == "VERB":
        score += 0.3
    return score

