"""Those who say and think something in an article, and what they hold."""

import re
from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from flashcards.analysis.clauses import own_subject
from flashcards.analysis.lexicon import DOUBT_VERBS, FRAME_VERBS, word_set
from flashcards.analysis.phrases import Wording, text_of, tokens_where

_TRADE = re.compile(r"(?:ist|er|or|ian|author|head|chief|surgeon|nurse|fellow|patient)$", re.IGNORECASE)
#: What only people do.
_THINKING = frozenset({"think", "believe", "suspect", "argue", "warn", "say", "speculate", "caution"})
_HUMAN = word_set(
    """remember recall feel want hope live decide try wake lie play teach lead run train sit stand walk visit marry
    retire worry wonder smile laugh cry love enjoy sleep eat drink wear learn ask"""
)
_TEAMS = frozenset({"team", "group", "researcher", "scientist", "author"})
_REPORTING = frozenset({"report", "find", "show", "conclude", "observe", "demonstrate"})
_ARGUING = frozenset(
    {"argue", "believe", "think", "suspect", "claim", "maintain", "propose", "speculate", "reply"}
)
_SOMEBODY = frozenset({"he", "she", "i", "we"})
_SAYING = FRAME_VERBS | frozenset(
    {"say", "tell", "add", "explain", "warn", "stress", "note", "ask", "argue", "think", "believe", "admit"}
)


def speakers(docs: Iterable[Doc], common: frozenset[str]) -> frozenset[str]:
    """The names of those who say something in the text; no word that the text also writes small (`common`) is one."""
    return frozenset(
        token.text
        for doc in docs
        for token in tokens_where(doc, POS=("PROPN",), DEP=("nsubj",))
        if token.is_title
        and token.lower_ not in common
        and (token.head.lemma_.lower() in _SAYING or _acts(token))
    )


def _acts(name: Token) -> bool:
    """Whether two capital words are somebody's name, by what he does: "Danny Oyelaran remembers the whistle"."""
    first = name.nbor(-1) if name.i > name.sent.start else name
    full = first.is_title and first.dep_ == "compound" and first.head == name and name.left_edge == first
    return full and name.head.lemma_.lower() in _HUMAN


def is_person(noun: Token, wording: Wording) -> bool:
    """Whether a subject is somebody quoted, or introduced by name: "Ann Brown, an immunologist in Oslo"."""
    if noun.text in wording.people:
        return True
    if noun.pos_ == "PROPN" and any(c.dep_ == "relcl" and c.left_edge.lower_ == "who" for c in noun.children):
        return True
    named = noun.pos_ == "PROPN" and any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in noun.children)
    trade = next((c for c in noun.children if c.dep_ == "appos"), None)
    return named and trade is not None and bool(_TRADE.search(trade.lemma_))


def _reports(subject: Token) -> bool:
    """Whether those who did a study report what it found: "a team led by her reports that bacteria salvage nitrogen"."""
    return subject.lemma_.lower() in _TEAMS and subject.head.lemma_.lower() in _REPORTING


def is_somebody(noun: Token, wording: Wording) -> bool:
    """Whether a subject is a person: somebody quoted, "she", whoever speaks, or "the neurologist" who thinks."""
    if noun.lower_ in _SOMEBODY or is_person(noun, wording):
        return True
    return noun.tag_ == "NN" and noun.head.lemma_ in _THINKING and bool(_TRADE.search(noun.lemma_))


def names_somebody(noun: Token, wording: Wording) -> bool:
    """Whether a noun is a person's name: one who speaks in the text, or one with his title."""
    titled = any(c.lower_.rstrip(".") in {"dr", "professor", "prof"} for c in noun.lefts)
    who = noun.tag_ == "NNP" and any(c.dep_ == "relcl" and c.left_edge.lower_ == "who" for c in noun.rights)
    return titled or who or is_person(noun, wording)


def is_by_somebody(word: Token, wording: Wording) -> bool:
    """Whether a word opens "according to Professor Abarca"."""
    source = next((t for t in word.subtree if t.dep_ == "pobj"), None) if word.lower_ == "according" else None
    return source is not None and names_somebody(source, wording)


_INSERTED = re.compile(
    r", (?:says|said|explains|explained|adds|added) (?:Dr |Professor |Prof )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
    r"(?:, an? [^,]{3,60})?,"
    r"|, (?:he|she|they|(?:Dr |Professor |Prof )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r" (?P<verb>says?|said|explains?|explained|adds?|added|argues?|argued|suspects?|suspected|thinks?"
    r"|thought|believes?|believed|suggests?|suggested|admits?|admitted),"
)
_DOUBTED = ("arg", "suspect", "th", "believ", "suggest")


@lru_cache(maxsize=16)
def _insertion(sent: Span) -> re.Match[str] | None:
    """Where a sentence says who speaks, between commas."""
    return _INSERTED.search(text_of(sent))


@lru_cache(maxsize=16)
def inserted(sent: Span) -> frozenset[int]:
    """The words of "..., says Aoife Brennan, a neurobiologist in Cork, ..." in the middle of a sentence, by their places."""
    match = _insertion(sent)
    if match is None:
        return frozenset()
    start, end = sent.start_char + match.start(), sent.start_char + match.end()
    return frozenset(t.i for t in sent if start <= t.idx < end)


def inserts_view(sent: Span) -> bool:
    """Whether what is inserted says that somebody only thinks so: ", she suspects,"."""
    match = _insertion(sent)
    return match is not None and (match["verb"] or "").startswith(_DOUBTED)


def held(sent: Span, wording: Wording) -> tuple[list[Token], bool]:
    """What somebody says or thinks in a sentence, and whether it is only a view; no words when nobody does.

    "She suspects that the gut comes first" holds that the gut comes first, as a view.
    """
    verb, view = sent.root, False
    while verb.lemma_.lower() in FRAME_VERBS:
        subject = own_subject(verb)
        claim = next((c for c in verb.children if c.dep_ == "ccomp" and own_subject(c) is not None), None)
        theirs = subject is not None and subject.lower_ == "they" and verb.lemma_ in _ARGUING
        if (
            subject is None
            or claim is None
            or not (theirs or is_somebody(subject, wording) or _reports(subject))
        ):
            break
        if claim.left_edge.tag_ in {"WP", "WRB", "WDT"} or any(c.dep_ == "neg" for c in verb.children):
            return [], False  # "he does not think that", "she explained how"
        verb, view = claim, view or verb.lemma_.lower() in DOUBT_VERBS
    if verb == sent.root:
        return [], False
    first = verb.left_edge
    return list(sent.doc[first.i + (first.dep_ == "mark") : verb.right_edge.i + 1]), view
