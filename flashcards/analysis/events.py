"""A clause as a noun phrase, so that "This, in turn, ..." can name what it means."""

import re

from spacy.tokens import Token

from flashcards.analysis.inflect import gerund
from flashcards.analysis.lexicon import CAUSAL
from flashcards.analysis.phrases import Wording, asides, phrase, subtree
from flashcards.analysis.repair import VERB_FORMS

_LIGHT = frozenset({"help", "begin", "start", "appear", "seem", "tend", "continue", "work", "serve"})
_CHANGES = {
    "rise": "rise",
    "fall": "fall",
    "drop": "drop",
    "increase": "increase",
    "decrease": "decrease",
    "decline": "decline",
    "climb": "rise",
}


def event(verb: Token, wording: Wording, topic: str) -> str:
    """What happens in a clause, as a phrase that can be a subject; empty when that would be unsure."""
    core = _core(verb)
    children = list(core.children)
    if any(c.dep_ == "auxpass" for c in children) and core == verb:
        return _done_to(verb, wording)
    if (
        any(
            c.dep_ in {"auxpass", "neg"} or c.lower_ in {"longer", "never", "hardly"}
            for c in (*children, *verb.children)
        )
        or core.lemma_ == "be"
    ):
        return ""
    if any(t.i in wording.open for t in core.subtree if t.i >= core.i):
        return ""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.i in wording.open:
        return ""
    who = phrase(subtree(subject, without=asides(subject)), wording)
    objects = [c for c in children if c.dep_ == "dobj"]
    if not objects and core.lemma_ in _CHANGES:
        return f"the {_CHANGES[core.lemma_]} in {who}"
    rest = _rest(core, wording)
    if re.search(r"\b(?:its|their|it|them)\b", rest):
        return ""
    if not rest or len(rest.split()) > 10 or core.lemma_ in {"have", "contain", "know", "make"}:
        return ""
    doing = f"{gerund(core.lemma_.lower())} {rest}"
    return doing if objects or who.lower() == topic.lower() else f"{who} {doing}"


def _done_to(verb: Token, wording: Wording) -> str:
    """What happens to something: "nerve fibres are stretched" is "stretching nerve fibres"; empty when more is said."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    plain = all(c.dep_ in {"nsubjpass", "auxpass", "punct", "cc", "conj"} for c in verb.children)
    if (
        subject is None
        or subject.i in wording.open
        or not plain
        or verb.lemma_ not in CAUSAL | VERB_FORMS.keys()
    ):
        return ""
    what = phrase(subtree(subject, without=asides(subject)), wording)
    return f"{gerund(verb.lemma_.lower())} {what}" if len(what.split()) <= 6 else ""


def _core(verb: Token) -> Token:
    """The verb of content behind a light one."""
    for child in verb.children:
        if verb.lemma_ in _LIGHT and child.dep_ == "xcomp":
            return child
        if verb.lemma_ in _LIGHT and child.dep_ == "prep" and child.lower_ == "by":
            return next((c for c in child.children if c.dep_ == "pcomp"), verb)
    return verb


def _rest(core: Token, wording: Wording) -> str:
    """Object and closely bound phrases after the verb."""
    tokens: list[Token] = []
    for child in core.children:
        if child.i > core.i and child.dep_ in {"dobj", "prep", "prt", "dative"}:
            if (
                child.lower_ in {"by", "as", "after", "during", "within"}
                or child.left_edge.nbor(-1).text == ","
            ):
                break
            tokens += subtree(child, without=asides(child))
    return phrase(tokens, wording)
