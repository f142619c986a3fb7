"""Which clauses claim something that can stand alone."""

from spacy.tokens import Token

from flashcards.analysis.assertions import separate_clauses, stands_alone
from flashcards.analysis.clauses import FINITE, Clause, own_subject
from flashcards.analysis.lexicon import FRAME_VERBS, GENERIC_HEADS, META_NOUNS, word_set
from flashcards.analysis.phrases import Wording, asides, subtree

_BEFORE = word_set("""advmod prep advcl npadvmod cc mark ccomp dep intj neg preconj parataxis aux""")


_NAMING = frozenset({"call", "name", "term", "dub", "know"})
_NAMELESS = frozenset(
    {
        "you",
        "we",
        "i",
        "he",
        "she",
        "there",
        "it",
        "that",
        "this",
        "which",
        "who",
        "what",
        "one",
        "anyone",
        "something",
        "everything",
        "anything",
        "nothing",
        "someone",
        "somebody",
    }
)


#: ", which suggests that ..." takes up the whole clause before, not its last noun.
_SUMMING_UP = frozenset({"suggest", "mean", "imply", "indicate", "explain"})
_PLACES = word_set("deep high far near close low inside outside here there right left next")


def is_claim(clause: Clause, wording: Wording) -> bool:
    """Whether a clause asserts something whole: no open reference, no question, no mere condition."""
    return not _leaves_open(clause, wording) and _is_asserted(clause) and _has_good_subject(clause, wording)


def _leaves_open(clause: Clause, wording: Wording) -> bool:
    """Whether a reference in the clause is without a name."""
    loose = wording.open | wording.near
    near = (*clause.verb.subtree, *clause.subject.subtree)
    return any(t.i in loose for t in near) and _open_inside(clause, wording)


def _is_asserted(clause: Clause) -> bool:
    """Whether the text states the clause, rather than asking, supposing or only introducing it."""
    verb = clause.verb
    if clause.core.lemma_.lower() in _NAMING and clause.core.tag_ in {"VBN", "VBD"} and not clause.passive:
        return False
    if verb.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ in {"whereas", "so"} for c in verb.children)
    if verb.dep_ == "conj":
        return stands_alone(verb)
    if verb.dep_ == "relcl":
        return clause.relative and _adds(verb) and verb.lemma_.lower() not in _SUMMING_UP
    if verb.dep_ == "ccomp" and (
        _was_once_said(verb.head)
        or verb.left_edge.tag_ in {"WP", "WRB", "WDT"}
        or any(c.lower_ in {"if", "whether"} for c in verb.children)
    ):
        return False
    return not _only_frames(clause)


def _was_once_said(verb: Token) -> bool:
    """Whether a claim is what people "used to say"."""
    return verb.dep_ == "xcomp" and verb.head.lower_ == "used"


def _has_good_subject(clause: Clause, wording: Wording) -> bool:
    """Whether the subject is a named thing that the parser has caught whole."""
    subject = clause.subject
    if subject.lower_ in _PLACES and any(c.dep_ == "prep" for c in subject.children):
        return False  # "Deep in the hypothalamus sits a thermostat"
    if (
        not clause.subject_text
        or subject.pos_ == "SCONJ"
        or subject.dep_ == "ROOT"
        or subject.text in wording.people
    ):
        return False
    if subject.i in wording.names:
        return _parse_holds(clause)
    if subject.lower_ in _NAMELESS or is_bare_generality(subject):
        return False
    if not subject.dep_.startswith("csubj"):
        verbal = any(t.tag_ in FINITE for t in _outside_relatives(subject))
        if verbal or subject.pos_ in {"ADJ", "NUM", "ADV", "VERB", "SYM"}:
            return False
    return _parse_holds(clause)


def _outside_relatives(noun: Token) -> list[Token]:
    """The words of a noun phrase that are not in a clause about it."""
    clauses = [t for t in noun.subtree if t.dep_ in {"relcl", "acl", "ccomp"} and t != noun]
    return subtree(noun, without=clauses)


def is_bare_generality(noun: Token) -> bool:
    """Whether a noun such as "the reason" or "critics" says nothing without what came before."""
    if noun.lemma_.lower() not in GENERIC_HEADS | META_NOUNS or noun.dep_ in {"csubj", "csubjpass"}:
        return False
    if (
        noun.tag_ == "NNS"
        and noun.lemma_.lower() in META_NOUNS
        and not any(c.dep_ == "det" for c in noun.children)
    ):
        return False
    return all(
        c.dep_ in {"det", "punct", "predet"} and c.lower_ not in {"one", "another"} for c in noun.children
    )


def _only_says_how(verb: Token) -> bool:
    """Whether a clause says how much: "vomiting so severe that a woman loses weight"."""
    degree = verb.head
    return (
        verb.dep_ == "ccomp" and degree.pos_ in {"ADJ", "ADV"} and any(c.lower_ == "so" for c in degree.lefts)
    )


def _parse_holds(clause: Clause) -> bool:
    """Whether nothing unexplained stands before the subject: a sign that the parse went wrong."""
    verb = clause.verb
    if _only_says_how(verb):
        return False
    if clause.relative or verb.dep_ != "ROOT" or own_subject(verb) != clause.subject:
        return True
    if any(_is_stray(c) for c in verb.children if c.i < verb.i):
        return False
    explained = {t.i for c in verb.children if c.i < verb.i and c.dep_ in _BEFORE for t in c.subtree}
    start, end = verb.sent.start, clause.subject.left_edge.i
    return all(t.i in explained or t.is_punct or t.is_space for t in verb.doc[start:end])


def _is_stray(verb: Token) -> bool:
    """Whether what the parser took for a clause of circumstance is the real main clause: nothing opens it."""
    opened = any(c.dep_ in {"mark", "aux"} or c.tag_ in {"WRB", "WDT", "WP"} for c in verb.lefts)
    return (
        verb.dep_ == "advcl"
        and verb.tag_ in {"VBZ", "VBP", "VBD"}
        and not opened
        and own_subject(verb) is not None
    )


def _adds(verb: Token) -> bool:
    """Whether a relative clause only adds to a noun that stands without it: a comma goes before it."""
    return (
        verb.left_edge.i > 0
        and verb.left_edge.nbor(-1).text in {",", "–", "—", "("}
        and verb.left_edge.lower_ in {"which", "who"}
    )


def _only_frames(clause: Clause) -> bool:
    """Whether a clause only introduces the claim in its that-clause."""
    claim = next((c for c in clause.verb.children if c.dep_ == "ccomp" and c.i > clause.verb.i), None)
    if claim is None or not any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in claim.children):
        return False
    lemma = clause.verb.lemma_.lower()
    return lemma in FRAME_VERBS | {"mean", "know", "be"}


def _open_inside(clause: Clause, wording: Wording) -> bool:
    """Whether an unresolved reference would show in the statement."""
    banned = [*separate_clauses(clause.verb), *asides(clause.verb)]
    tokens = subtree(clause.verb, without=banned)
    return any(
        t.i in wording.open or (t.i in wording.near and t.i not in wording.names)
        for t in (*tokens, *clause.subject.subtree)
    )
