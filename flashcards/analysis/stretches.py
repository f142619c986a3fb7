"""Unbroken stretches of a sentence that could be sentences."""

import itertools

from spacy.tokens import Span, Token

from flashcards.analysis.claims import is_bare_generality
from flashcards.analysis.clauses import FINITE, own_subject
from flashcards.analysis.lexicon import FRAME_VERBS
from flashcards.analysis.place import Place

LONGEST = 34


ROOMY = 24


_LATE = frozenset({"relcl", "appos", "advcl", "acl", "prep", "conj"})
BAD_SUBJECTS = frozenset({"i", "we", "you", "he", "she"})


_OPENERS = frozenset({"and", "but", "yet", "so", "whereas", "although", "though", "while"})


_HANGING = frozenset(
    {
        "although",
        "though",
        "while",
        "whereas",
        "because",
        "if",
        "when",
        "since",
        "unless",
        "once",
        "after",
        "before",
        "as",
    }
)
_INNER = frozenset({"then", "therefore", "also", "thus", "however", "hence", "instead"})


#: "Instead of" and "also called" belong together.
_BOUND = frozenset({"of", "called", "known", "termed", "named"})


def said(root: Token) -> list[Token]:
    """What is said, when the sentence ends in "... she said"."""
    if root.lemma_.lower() not in FRAME_VERBS or any(c.dep_ == "dobj" for c in root.children):
        return []
    claim = next(
        (c for c in root.children if c.dep_ == "ccomp" and c.i < root.i and own_subject(c) is not None), None
    )
    if claim is None or root.i < claim.right_edge.i:
        return []
    if is_bare_generality(claim) or finite([*claim.subtree]) is None:
        return []
    return list(claim.doc[claim.left_edge.i : claim.right_edge.i + 1])


def announced(sent: Span) -> list[Token]:
    """What a sentence announces first: "What makes resistance spread is that genes move", "Note that genes move"."""
    if sent[0].lower_ in {"note", "remember"} and sent[1].lower_ == "that":
        return list(sent[2:])
    root = sent.root
    if root.lemma_ != "be" or sent[0].lower_ != "what" or not any(c.dep_ == "csubj" for c in root.lefts):
        return []
    claim = next((c for c in root.rights if c.dep_ == "ccomp" and own_subject(c) is not None), None)
    if claim is None or claim.left_edge.lower_ != "that":
        return []
    return list(sent.doc[claim.left_edge.i + 1 : claim.right_edge.i + 1])


def reports(verb: Token) -> bool:
    """Whether a verb only says who holds the claim in its that-clause: "some researchers believe that ..."."""
    return verb.lemma_.lower() in FRAME_VERBS and any(
        c.dep_ == "ccomp" and c.i > verb.i and c.left_edge.tag_ not in {"WP", "WRB", "WDT"}
        for c in verb.children
    )


def segments(sent: Span) -> list[list[Token]]:
    """The clauses of a sentence that could be sentences, each an unbroken stretch."""
    starts = [sent.start]
    for t in sent:
        if t.text in {";", ":"} and t.i + 1 < sent.end:
            starts.append(t.i + 1)
        elif _gives_why(t):
            starts += [t.i - 2, t.i + 1]
        elif _opens_clause(t) or (_sets_against(t) and t.left_edge.i > sent.start + 3):
            starts.append(t.left_edge.i)
    borders = [*sorted(set(starts)), sent.end]
    doc = sent.doc
    return [stripped([doc[i] for i in range(a, b)]) for a, b in itertools.pairwise(borders) if b - a > 3]


def _gives_why(word: Token) -> bool:
    """Whether "which is why" or "this is why" stands before a claim."""
    if word.lower_ != "why" or word.i < word.sent.start + 2:
        return False
    said = word.nbor(-1).lower_ in {"is", "was", "'s", "’s"}
    return said and word.nbor(-2).lower_ in {"which", "this", "that", "it"}


def _opens_clause(verb: Token) -> bool:
    """Whether a verb joined to the main verb has a subject of its own."""
    joined = verb.dep_ == "conj" and verb.pos_ in {"VERB", "AUX"} and verb.head.pos_ in {"VERB", "AUX"}
    if not joined or own_subject(verb) is None:
        return False
    return not any(a.dep_ in {"relcl", "advcl", "acl", "pcomp"} for a in (verb.head, *verb.head.ancestors))


def _sets_against(verb: Token) -> bool:
    """Whether a later clause begins with "whereas", "although" or "so"."""
    words = {"whereas", "although", "though", "so"}
    inner = verb.head.dep_ in {
        "relcl",
        "acl",
    }  # "drying, which removes water so that nothing decays, gave us ..."
    return (
        verb.dep_ == "advcl" and not inner and any(c.lower_ in words and c.i < verb.i for c in verb.children)
    )


def stripped(tokens: list[Token]) -> list[Token]:
    """A stretch without the conjunctions and commas at its borders."""
    while tokens and (
        tokens[0].is_punct
        or tokens[0].dep_ == "cc"
        or (tokens[0].lower_ == "that" and tokens[0].dep_ == "mark")
        or (tokens[0].lower_ in _OPENERS and not tokens[0].is_sent_start)
    ):
        tokens = tokens[1 + (tokens[0].lower_ == "so" and tokens[1:2] != [] and tokens[1].lower_ == "that") :]
    while tokens and ((tokens[-1].is_punct and tokens[-1].text not in ")%") or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


def hangs(tokens: list[Token]) -> bool:
    """Whether a relative clause was cut off before its verb: "... of players whose levels of DHT"."""
    last = next((t.i for t in reversed(tokens) if t.tag_ in FINITE or t.tag_ == "VB"), -1)
    return any(t.tag_ in {"WP$", "WDT"} and t.dep_ != "mark" and t.i > last for t in tokens)


def finite(tokens: list[Token]) -> Token | None:
    """The main verb of a stretch, if the stretch has its subject too."""
    inside = {t.i for t in tokens}
    late = tokens[0].pos_ == "ADV" and tokens[0].lower_ not in _HANGING and len(tokens) > 1
    hangs = tokens[late].lower_ in _HANGING
    for t in tokens:
        if hangs and t.dep_ == "advcl" and t.head.i not in inside:
            continue  # only "Although X does Y", without what it is set against
        if t.dep_ == "advcl" and t.head.i in inside and t.head.pos_ not in {"VERB", "AUX"}:
            continue  # a remark inside a phrase: "a stop, as it turned out, to division"
        if t.pos_ in {"VERB", "AUX"} and (t.dep_ in {"ROOT", "conj", "ccomp", "advcl", "parataxis"}):
            subject = own_subject(t)
            if (
                subject is not None
                and subject.i in inside
                and (reports(t) or not is_bare_generality(subject))
                and subject.lower_ not in BAD_SUBJECTS
            ):
                return t
    return None


def trimmed(tokens: list[Token], place: Place) -> list[Token]:
    """A stretch without small connecting words, and without its last asides if it is long."""
    ends = {t.i for t, after in itertools.pairwise(tokens) if after.lower_ in _BOUND}
    ends |= {
        t.i for t in tokens if t.lower_ == "then" and t.i > 1 and t.nbor(-2).lower_ == "now"
    }  # "now and then"
    drop = {
        t.i
        for t in tokens
        if t.lower_ in _INNER
        and t.dep_ == "advmod"
        and not list(t.children)
        and t.i not in ends
        and not _joins_clauses(t)
    }
    kept = [t for t in tokens if t.i not in drop]
    for _ in range(3):
        fits = len(kept) <= LONGEST and not any(t.i in place.wording.open for t in kept)
        edges = [
            t.left_edge.i
            for t in kept
            if _is_late(t, kept) and (not fits or (t.i in place.told and len(kept) > ROOMY))
        ]
        if not edges:
            break
        kept = stripped([t for t in kept if t.i < max(edges)])
    return kept


def _joins_clauses(word: Token) -> bool:
    """Whether "hence" stands for "and": "it is absent from conifers, hence it cannot account for the rise"."""
    if word.i == word.sent.start or word.i + 1 >= word.sent.end:
        return False
    return (
        word.nbor(-1).text == ","
        and word.nbor(1).text != ","
        and word.lower_ in {"hence", "thus", "therefore"}
    )


def _is_late(token: Token, kept: list[Token]) -> bool:
    """Whether a branch after a comma runs to the end of the stretch, so that it can be cut off cleanly."""
    if token.dep_ not in _LATE:
        return False
    edge = token.left_edge
    if edge.i <= kept[0].i + 4 or edge.i > kept[-1].i or token.right_edge.i < kept[-1].i - 1:
        return False
    return edge.nbor(-1).text in {",", "–", "—", ":"}
