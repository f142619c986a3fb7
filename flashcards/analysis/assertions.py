"""A clause written out as a sentence of its own, without the claims that only hang on it."""

import itertools
import re
from functools import lru_cache

from spacy.tokens import Token

from flashcards.analysis.clauses import Clause, own_subject
from flashcards.analysis.lexicon import CONNECTIVE_PHRASES, CONNECTIVES
from flashcards.analysis.people import is_by_somebody, is_somebody
from flashcards.analysis.phrases import Wording, asides, phrase, sentence, subtree, tidy

#: How a claim begins that only somebody holds.
ONE_VIEW = "One view is that"
_VERBS = frozenset({"VERB", "AUX"})


@lru_cache(maxsize=256)
def _is_closed(after: Token) -> bool:
    """Whether a clause of its own ends before a mark: "; ..." or ", so ..."."""
    return after.text in {";", ":"} or (after.text == "," and after.nbor(1).lower_ == "so")


def separate_clauses(verb: Token) -> tuple[Token, ...]:
    """Branches below a verb that are claims of their own: joined verbs, added participles, loose clauses."""
    found = []
    for t in verb.subtree:
        if t == verb:
            continue
        if (
            (t.dep_ == "conj" and t.pos_ in _VERBS and t.head.pos_ in _VERBS and stands_alone(t))
            or (
                t.dep_ == "advcl"
                and t.tag_ == "VBG"
                and t.left_edge.i > 0
                and t.left_edge.nbor(-1).text == ","
                and t.i > t.head.i
            )
            or (t.dep_ in {"ccomp", "parataxis"} and t.i < verb.i and _is_closed(t.doc[t.right_edge.i + 1]))
            or (t.dep_ == "advcl" and t.head == verb and t.i > verb.i and _contrast(t))
        ):
            found.append(t)
    return tuple(found)


def _contrast(verb: Token) -> bool:
    """Whether a later clause only sets something against the claim."""
    return any(
        c.dep_ == "mark" and c.lower_ in {"although", "though", "whereas", "while", "so"}
        for c in verb.children
    )


def stands_alone(verb: Token) -> bool:
    """Whether a joined verb brings its own complement or subject, and so does the verb before it."""

    def has_own(token: Token) -> bool:
        return any(
            c.dep_
            in {"dobj", "prep", "attr", "acomp", "xcomp", "ccomp", "nsubj", "nsubjpass", "agent", "advmod"}
            and (c.i > token.i or c.dep_.startswith("nsubj"))
            for c in token.children
        )

    first = verb.head
    before = any(
        c.i < verb.i
        and c.i > first.i
        and c.dep_ in {"dobj", "prep", "attr", "acomp", "xcomp", "ccomp", "advmod", "agent"}
        for c in first.children
    )
    return has_own(verb) and (before or own_subject(verb) is not None or first.dep_ == "conj")


def statement(clause: Clause, wording: Wording, governor: Token | None = None) -> str:
    """The clause as a sentence of its own, with its frame."""
    verb = clause.verb
    banned = [*separate_clauses(verb), *asides(verb)]
    banned += [
        c
        for c in verb.children
        if is_connective(c)
        or is_by_somebody(c, wording)
        or (c.dep_ in {"mark", "cc", "preconj"} and c.i < verb.i)
    ]
    for branch in (b for b in separate_clauses(verb) if b.dep_ == "conj"):
        banned += [c for c in branch.head.children if c.dep_ == "cc"]
    own = own_subject(verb)
    if own is not None and any(c.dep_ == "mark" and own.i < c.i < verb.i for c in verb.children):
        return ""  # "short spells before the skin reddens are enough", read as one clause
    if own == clause.subject and not clause.relative:
        tokens = subtree(verb, without=banned)
        if has_seam(tokens):
            return ""
        body = phrase(tokens, wording)
    else:
        if own is not None:
            banned.append(own)
        tokens = [t for t in subtree(verb, without=banned) if t.i >= min(g.i for g in clause.group)]
        if has_seam(tokens):
            return ""
        shared = " ".join(t.text for t in clause.inherited)
        body = tidy(f"{clause.subject_text} {shared} {phrase(tokens, wording)}")
    return sentence(body) if governor is None else _framed(_frame_text(governor, verb, wording), body)


def _framed(frame: str, body: str) -> str:
    """A claim behind its frame; none behind one that only takes up the clause before ("which suggests that")."""
    if frame.lower().startswith("which "):
        return ""
    return sentence(f"{frame} {body}" if frame.lower() != "that" else body)


def has_seam(tokens: list[Token]) -> bool:
    """Whether words left out bring two nouns together that have nothing to do with each other."""
    nouns, openers = {"NOUN", "PROPN"}, {"DET", "NOUN", "PROPN", "ADJ", "PRON"}
    return any(
        after.i > before.i + 1
        and before.pos_ in nouns
        and after.pos_ in openers
        and after.left_edge.dep_ != "cc"
        and before.nbor(1).text == ","
        and after.dep_ not in {"relcl", "acl"}
        for before, after in itertools.pairwise(tokens)
    )


def _frame_text(governor: Token, verb: Token, wording: Wording) -> str:
    """The words of a frame up to its claim: "Some studies have suggested that"; what one person holds is one view."""
    subject = own_subject(governor)
    if subject is not None and is_somebody(subject, wording):
        return ONE_VIEW
    if subject is not None and subject.lower_ in {"one", "another"}:
        return f"{subject.text.capitalize()} view is that"
    head = verb
    while head.dep_ == "conj":
        head = head.head
    tokens = [t for t in governor.subtree if t.i < head.left_edge.i]
    mark = next((c for c in head.children if c.dep_ == "mark"), None)
    text = phrase([*tokens, *([mark] if mark is not None and mark not in tokens else [])], wording)
    return re.sub(r"(?:\s+that)*$", "", text) + " that"


def is_connective(child: Token) -> bool:
    """Whether a branch only ties the clause to what came before."""
    if child.dep_ == "advmod":
        return child.lower_ in CONNECTIVES
    return child.dep_ == "prep" and phrase(child.subtree, Wording(frozenset())).lower() in CONNECTIVE_PHRASES
