"""The parts of a clause written out: statement, question verb, object, tail and condition."""

from dataclasses import dataclass

from spacy.tokens import Token

from flashcards.analysis.assertions import is_connective, statement
from flashcards.analysis.clauses import Clause, own_subject
from flashcards.analysis.inflect import base_form
from flashcards.analysis.lexicon import CONNECTIVES, word_set
from flashcards.analysis.phrases import Wording, asides, phrase, subtree, tidy

STRANDING = word_set("""to in on into with from of for through across against upon""")
_CONTRAST = frozenset({"unlike", "despite", "according", "like", "besides"})
HELD_IN = word_set(
    """involve result engage participate depend rely focus act invest concentrate work centre center"""
)
MAKING = word_set(
    """prompt allow enable cause help force stimulate encourage tell trigger get permit drive instruct"""
)
#: How little something happens belongs to what happens: "respond poorly to".
_LIMITS = word_set("""poorly badly less little hardly weakly rarely slowly only barely""")
_VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The phrases of one clause as a question needs them."""

    subject: str
    relation: str
    auxiliary: str
    verb: str
    object: str
    preposition: str
    tail: str
    lead: str
    statement: str
    noun: Token | None


def write_parts(clause: Clause, wording: Wording, governor: Token | None) -> Parts:
    """Write out a clause."""
    auxiliary, verb = question_verb(clause)
    made = _causative(clause)
    if made is not None:
        return _causative_parts(clause, made, wording, governor)
    noun, preposition = _asked(clause)
    if noun is not None and _is_described_after(noun):
        noun, preposition = None, ""
    text = phrase(_noun_tokens(noun), wording) if noun is not None else ""
    return Parts(
        subject=clause.subject_text,
        relation=_relation(clause),
        auxiliary=auxiliary,
        verb=verb,
        object=text,
        preposition=preposition,
        tail=phrase(_tail(clause, noun), wording),
        lead=phrase(lead_tokens(clause), wording),
        statement=statement(clause, wording, governor),
        noun=noun,
    )


def _causative(clause: Clause) -> Token | None:
    """The verb that the subject makes something else do: "allows neurons to keep firing"."""
    for child in clause.core.children:
        aimed = child.dep_ == "advcl" and child.left_edge.i == child.i - 1
        if (
            clause.core.lemma_ in MAKING
            and (aimed or child.dep_ in {"xcomp", "ccomp"})
            and child.i > clause.core.i + 1
            and child.pos_ == "VERB"
        ):
            doer = next((c for c in child.children if c.dep_ == "nsubj"), None) or next(
                (c for c in clause.core.children if c.dep_ == "dobj" and c.i < child.i), None
            )
            if doer is not None and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
                return child
    return None


def _causative_parts(clause: Clause, made: Token, wording: Wording, governor: Token | None) -> Parts:
    """The parts when the subject makes something else act; what is asked is what it then does."""
    auxiliary, verb = question_verb(clause)
    to = next(c for c in made.children if c.dep_ == "aux" and c.lower_ == "to")
    doer = phrase([t for t in clause.core.subtree if clause.core.i < t.i < to.i], wording)
    banned = [*asides(made), *(c for c in made.children if c.dep_ in {"conj", "cc", "advcl"})]
    done = phrase([t for t in subtree(made, without=banned) if t.i > to.i], wording)
    return Parts(
        subject=clause.subject_text, relation=_relation(clause), auxiliary=auxiliary, verb=f"{verb} {doer}",
        object=done, preposition="", tail="to do", lead=phrase(lead_tokens(clause), wording),
        statement=statement(clause, wording, governor), noun=None,
    )  # fmt: skip


def _is_described_after(noun: Token) -> bool:
    """Whether what happens to an object follows it: "leave the cells silent", where it is no answer by itself."""
    return any(
        c.i > noun.i and c.pos_ == "ADJ" and c.dep_ in {"amod", "acomp", "oprd"} and c.nbor(-1).text != ","
        for c in noun.children
    )


def _noun_tokens(noun: Token) -> list[Token]:
    """An object with its restrictive branches."""
    joined = (t for t in noun.children if t.dep_ == "conj" and t.pos_ in _VERBS)
    return subtree(noun, without=[*asides(noun), *joined, *_directions(noun)])


def _directions(noun: Token) -> list[Token]:
    """Where an object is moved to, which the parser may hang on it: "tip the balance towards rest"."""
    return [
        c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"toward", "towards", "into", "onto"}
    ]


def _relation(clause: Clause) -> str:
    """The verb as the text has it."""
    return tidy(" ".join(t.text for t in (*clause.inherited, *clause.group)).replace(" n't", " not"))


def question_verb(clause: Clause) -> tuple[str, str]:
    """Auxiliary and remaining verb for a question: ("may", "help to repair"), ("does", "block")."""
    words = [*clause.inherited, *clause.group]
    finite = next((t for t in words if t.dep_ in {"aux", "auxpass"} or t.pos_ in _VERBS), words[0])
    rest = [t for t in words if t != finite]
    if finite.dep_ in {"aux", "auxpass"} or finite.lemma_ == "be":
        return _full(finite), tidy(" ".join(_full(t) for t in rest))
    auxiliary = {"VBZ": "does", "VBD": "did"}.get(finite.tag_, "do")
    if not clause.plural and auxiliary == "do" and finite.tag_ == "VBP":
        auxiliary = "do" if clause.plural else "does"
    base = [base_form(finite.text, finite.lemma_.lower()) if t == finite else _full(t) for t in words]
    return auxiliary, tidy(" ".join(base))


def _full(token: Token) -> str:
    """A contraction in full."""
    return {"n't": "not", "n’t": "not", "'s": "is", "’s": "is", "ca": "can", "wo": "will"}.get(
        token.lower_, token.text.lower() if token.is_sent_start else token.text
    )


def _asked(clause: Clause) -> tuple[Token | None, str]:
    """The noun that a question can ask for: the object, or what a closely bound preposition governs."""
    how = ""
    if clause.complement is not None:
        part = _part_in(clause.complement)
        return part if part is not None else (clause.complement, "")
    for child in clause.core.children:
        if child.i <= clause.core.i:
            continue
        strands = child.lower_ in STRANDING or (
            child.lower_ == "as" and clause.core.lemma_ in {"act", "serve", "function"}
        )
        if child.lower_ in {"in", "on"} and clause.core.lemma_ not in HELD_IN:
            strands = False
        if child.dep_ == "prep" and strands and child.i - clause.core.i <= 2:
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            return noun, f"{how} {child.lower_}".strip() if noun is not None else ""
        if child.dep_ == "agent" and clause.passive:
            return next((c for c in child.children if c.dep_ == "pobj"), None), "by"
        if child.dep_ not in {"advmod", "prt"}:
            break
        how = child.lower_ if child.lower_ in _LIMITS else how
    return None, ""


def _part_in(noun: Token) -> tuple[Token, str] | None:
    """What something plays a role in or takes part in, with the words that lead to it."""
    if noun.lemma_ not in {"role", "part"} or noun.head.lemma_ not in {"play", "take", "have"}:
        return None
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            below = next((c for c in child.children if c.dep_ == "pobj"), None)
            words = [t.text for t in noun.doc[noun.left_edge.i : child.i + 1]]
            return None if below is None else (below, " ".join(words))
    return None


def _tail(clause: Clause, noun: Token | None) -> list[Token]:
    """What follows the object within the clause, without by-phrases of means and added participles."""
    tokens: list[Token] = []
    after = noun.right_edge.i if noun is not None else clause.core.i
    for verb in clause.verbs:
        for child in verb.children:
            follows = child.i > after and child.left_edge.i > after
            bound = child.dep_ in {"prep", "advmod", "npadvmod", "dative", "agent"} or (
                child.dep_ == "oprd" and child.pos_ == "ADJ"  # "keeps neurons active"
            )
            if follows and bound and child.lower_ not in CONNECTIVES | {"according"} and not is_means(child):
                tokens += subtree(child, without=asides(child))
    for child in _directions(noun) if noun is not None else ():
        tokens += subtree(child, without=asides(child))
    return tokens


def is_means(child: Token) -> bool:
    """Whether a branch is "by" with a gerund."""
    return child.lower_ == "by" and any(c.dep_ == "pcomp" for c in child.children)


def lead_tokens(clause: Clause) -> list[Token]:
    """What stands before the subject: a circumstance, a condition, a means."""
    if clause.relative or clause.inherited or own_subject(clause.verb) != clause.subject:
        return []
    tokens: list[Token] = []
    for child in clause.verb.children:
        before = child.right_edge.i < clause.subject.left_edge.i
        bound = child.dep_ in {"prep", "advcl", "npadvmod"} and child.lower_ not in CONNECTIVES | _CONTRAST
        if before and bound and not is_connective(child):
            tokens += subtree(child, without=asides(child))
    return tokens
