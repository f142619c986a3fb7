"""What "it", "they", "this", "these receptors" and "the drug" stand for; nothing when that is unsure."""

import re

from spacy.tokens import Span, Token

from flashcards.analysis.antecedents import pair_before
from flashcards.analysis.clauses import own_subject
from flashcards.analysis.lexicon import FRAME_VERBS, THEORY_NOUNS, word_set
from flashcards.analysis.memory import PEOPLE, Memory
from flashcards.analysis.phrases import Wording, text_of
from flashcards.analysis.pointers import define, point
from flashcards.analysis.pronouns import personal, possessive

#: Words that only tie a sentence to the one before it, though one of them points back.
_OPENERS = re.compile(
    r"(?:That said|Because of (?:this|that)|To this end|Despite this|Apart from this)(?=,)|For (?:this|that) reason\b"
    r"|At (?:this|that) (?:stage|point|time|moment)\b,?"
)
_IN_VIEW = re.compile(r"In the (?:view|eyes) of (?:these|those|such|some|other|many) \w+(?=,)")
_AS_FAR = re.compile(
    r"As far as (?:we|anyone|anybody|scientists|researchers|doctors) (?:know|knows|can tell|can see)(?=,)"
)
_VIEWS = frozenset({"view", "account", "reading", "hypothesis", "theory"})
_POINTERS = frozenset({"this", "these", "those", "such", "that"})
_ANYBODY = word_set(
    """wife husband mother father grandmother grandfather daughter son parent girl boy infant smoker runner carrier
    driver worker athlete teenager newborn sleeper swimmer"""
)
_DISPUTING = frozenset({"doubt", "disagree", "counter", "reply", "question"})
_NOBODY = frozenset({"he", "she", "him", "i", "we", "his", "her", "my", "me", "us"})
_QUOTES = frozenset('"“”')
#: What is done to those who write.
_TO_A_WRITER = frozenset(
    {"tell", "ask", "call", "contact", "surprise", "strike", "remind", "leave", "bring", "teach", "puzzle"}
)
#: What bodies do, everybody's.
_BODILY = word_set(
    """age absorb sweat perceive eat sleep breathe wake lose feel hear grow move dream digest inherit swallow drink
    make produce store burn tire shiver crave forget remember cannot tempt"""
)
_ALONE = frozenset({"both", "others", "another", "each", "former", "latter"})
_COUNTED = frozenset({"rest", "first", "second", "third"})


def resolve(sent: Span, wording: Wording, memory: Memory) -> None:
    """Give names to the references of a sentence; those without a sure name are marked open."""
    opener = _OPENERS.match(text_of(sent))
    if opener is not None:
        wording.names.update(dict.fromkeys(range(sent.start, sent.start + len(opener[0].split())), ""))
    for opens, instead in ((_AS_FAR, "as far as is known"), (_IN_VIEW, "according to one view")):
        if (found := opens.search(text_of(sent))) is not None:
            words = [t.i for t in sent if found.start() <= t.idx - sent.start_char < found.end()]
            wording.names.update(dict.fromkeys(words, "") | {words[0]: instead})
    for token in sent:
        if token.i not in wording.names:
            _resolve(token, wording, memory)


def _resolve(token: Token, wording: Wording, memory: Memory) -> None:
    """Name one word if it is a reference."""
    low = token.lower_
    if low in {"this", "that", "these", "their", "his", "her"} and _opens_view(token):
        _name_view(token, wording, memory)
    elif low in {"it", "they", "them"}:
        personal(token, wording, memory)
    elif low in {"its", "their"}:
        possessive(token, wording, memory)
    elif _is_somebody(token) or (low in _ALONE | _COUNTED and _stands_alone(token)):
        _name_alone(token, wording, memory)
    elif low in _POINTERS and not _names_today(token, wording):
        point(token, wording, memory)
    elif low == "the" and token.dep_ == "det":
        define(token, wording, memory)
    elif token.dep_ in {"npadvmod", "appos", "advmod"}:
        _adverb(token, wording)


def _names_today(token: Token, wording: Wording) -> bool:
    """Give "these days" its name, where that is when something happens."""
    today = (
        token.lower_ in {"these", "those"} and token.head.lower_ == "days" and token.head.dep_ == "npadvmod"
    )
    if today:
        wording.names.update({token.i: "today" if token.lower_ == "these" else "then", token.head.i: ""})
    return today


def _adverb(token: Token, wording: Wording) -> None:
    """Itself and there add nothing; "they do so by ..." leans on the sentence before."""
    low, verb = token.lower_, token.head
    if low in {"itself", "themselves"} or (low == "there" and token.dep_ == "advmod" and verb.lemma_ != "be"):
        wording.names[token.i] = ""
    elif low in {"all", "both", "each"} and token.dep_ == "appos":
        wording.names[token.i] = ""  # "the clues all seem"
    elif low == "so" and verb.lemma_ == "do" and token.i == verb.i + 1:
        wording.open.add(token.i)
        if verb.head != verb and verb.head.i < verb.i:
            wording.near.add(token.i)  # "bacteria decompose it and consume oxygen in doing so"


def _is_somebody(token: Token) -> bool:
    """Whether a word stands for somebody whom the sentence does not name."""
    return token.lower_ in _NOBODY and not _is_sign(token) and not _is_everybody(token)


def _is_sign(token: Token) -> bool:
    """Whether a word only looks like one for a person: "complex I", "the US"."""
    numbered = token.text == "I" and token.i > token.sent.start and token.nbor(-1).pos_ in {"NOUN", "PROPN"}
    return token.text == "US" or (numbered and token.dep_ not in {"nsubj", "nsubjpass"})


def _is_everybody(token: Token) -> bool:
    """Whether the word is nobody in particular.

    "Builds up while we are awake" means everybody, "a woman loses 5 % of her weight" any woman.
    """
    if token.lower_ in {"his", "her", "him", "he", "she"} and token.i > token.sent.start:
        owner = next((t for t in reversed(list(token.doc[token.sent.start : token.i])) if t.pos_ == "NOUN"
                      and t.lemma_.lower() in PEOPLE | _ANYBODY), None)  # fmt: skip
        return owner is not None and any(c.lower_ in {"a", "an", "any", "every", "each"} for c in owner.lefts)
    if token.lower_ == "us":
        return _is_all_of_us(token)
    if token.lower_ != "we" or token.dep_ not in {"nsubj", "nsubjpass"} or token.head.lemma_ in FRAME_VERBS:
        return False
    inner = token.head.dep_ in {"advcl", "relcl"} or (
        token.head.lemma_ in _BODILY and not _is_told_by_one(token)
    )
    return inner and token.head.tag_ != "VBD"


def _is_all_of_us(token: Token) -> bool:
    """Whether something does it to everybody: "histamine keeps us awake", "most of us carry it"."""
    verb = token.head
    if verb.lower_ == "of":
        return verb.head.lower_ in {"most", "all", "each"}
    if verb.pos_ not in {"VERB", "AUX"} or token.dep_ not in {"dobj", "dative", "nsubj"}:
        return False
    doer = own_subject(verb) or next((own_subject(v) for v in verb.ancestors if own_subject(v)), None)
    spoken = verb.lemma_ in FRAME_VERBS | _TO_A_WRITER or _is_told_by_one(token)
    return doer is not None and not spoken


def _is_told_by_one(token: Token) -> bool:
    """Whether the writer, or somebody who is quoted, speaks of himself in the sentence."""
    return any(t.lower_ in {"i", "me", "my", "mine"} or t.text in _QUOTES for t in token.sent)


def _opens_view(token: Token) -> bool:
    """Whether "in this view," or "according to this view," opens the sentence."""
    noun, start = token.head, token.sent.start
    opens = token.i == start + 1 and token.nbor(-1).lower_ in {"in", "on"}
    cites = token.i == start + 2 and token.nbor(-2).lower_ == "according"
    if noun.lemma_.lower() not in THEORY_NOUNS or not (opens or cites):
        return False
    joined = noun.lemma_.lower() in _VIEWS and noun.nbor(1).pos_ not in {"ADP", "VERB", "AUX"}
    return noun.i + 1 < len(token.doc) and (noun.nbor(1).text == "," or joined)


def _name_view(token: Token, wording: Wording, memory: Memory) -> None:
    """ "In this view" is "according to" the theory at hand, or to one of several."""
    noun = token.head
    wording.names.update(dict.fromkeys(range(token.sent.start, token.i), "") | {token.i - 1: "according to"})
    wording.names.update(dict.fromkeys(range(token.i, noun.i + 1), ""))
    somebodys = token.lower_ in {"his", "her"}
    wording.names[noun.i] = (not somebodys and memory.theory) or f"one {noun.text}"


def _stands_alone(token: Token) -> bool:
    """Whether a word such as "both" or "others" is used without its noun."""
    if token.lower_ in _COUNTED:
        after = token.nbor(1) if token.i + 1 < len(token.doc) else token
        opens = token.i == token.sent.start + 1 and token.nbor(-1).lower_ == "the"
        return opens and token.dep_ in {"nsubj", "nsubjpass"} and after.tag_ not in {"IN", "TO"}
    if token.lower_ == "another" and any(t.lower_ == "one" for t in token.doc[token.sent.start : token.i]):
        return False  # "to compare one gas with another"
    if token.lower_ == "others" and token.dep_ in {"dobj", "pobj"} and token.head.lower_ != "of":
        return False  # "cannot infect others", "speaking along with others": other people
    alone = token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and not (
        token.i and token.nbor(-1).lower_ == "one"
    )
    return alone and not any(c.dep_ == "prep" for c in token.children)


def _pair_stands_before(token: Token) -> bool:
    """Whether the subject of the main clause before "both" is two things: "X and Y must not be taken, because both ..."."""
    subject = own_subject(token.sent.root)
    return (
        subject is not None
        and subject.i < token.head.left_edge.i
        and any(c.dep_ == "conj" for c in subject.children)
    )


def _name_alone(token: Token, wording: Wording, memory: Memory) -> None:
    """Others who doubt something are some; both are the two things that the sentence before is about; else open."""
    pair = pair_before(token, memory) if token.lower_ == "both" else ""
    if token.lower_ == "both" and _pair_stands_before(token):
        wording.open.add(token.i)
        wording.near.add(token.i)
        return
    if token.lower_ == "others" and token.dep_ == "nsubj" and token.head.lemma_ in FRAME_VERBS | _DISPUTING:
        wording.names[token.i] = "some"
    elif pair:
        wording.names[token.i] = pair
        wording.plurals[token.i] = True
    else:
        wording.open.add(token.i)
