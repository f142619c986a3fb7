"""What "it", "they", "this", "these receptors" and "the drug" stand for; nothing when that is unsure."""

from spacy.tokens import Span, Token

from flashcards.analysis.antecedents import (
    agreeing_before,
    announced,
    looks_ahead,
    may_mean_earlier_object,
    may_mean_given,
    object_before,
    only_before,
    owner_after_subject,
    owner_around,
    subject_before,
    subject_inside,
)
from flashcards.analysis.clauses import own_subject
from flashcards.analysis.lexicon import DOUBT_VERBS, THEORY_NOUNS, word_set
from flashcards.analysis.memory import Memory, noun_text
from flashcards.analysis.phrases import Wording, is_plural
from flashcards.analysis.pointers import define, point

_VIEWS = frozenset({"view", "account", "reading", "hypothesis", "theory"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_POINTERS = frozenset({"this", "these", "those", "such", "that"})


#: What is done to theories.
_JUDGING = word_set("support contradict challenge reject refute confirm favour favor test dispute")
_THINKING = word_set(
    "think believe know suggest estimate suppose hypothesize establish find show argue propose assume call"
)
_WEATHER = word_set(
    "night day dark light cold warm hot winter summer spring autumn late early time raining snowing"
)
_NOBODY = frozenset({"he", "she", "him", "i", "we", "his", "her", "my", "me", "us"})
_ALONE = frozenset({"both", "others", "another", "each", "former", "latter"})


def resolve(sent: Span, wording: Wording, memory: Memory) -> None:
    """Give names to the references of a sentence; those without a sure name are marked open."""
    for token in sent:
        if token.i not in wording.names:
            _resolve(token, wording, memory)


def _resolve(token: Token, wording: Wording, memory: Memory) -> None:
    """Name one word if it is a reference."""
    low = token.lower_
    if low in {"this", "that", "their"} and _opens_view(token):
        _name_view(token, wording, memory)
    elif low in {"it", "they", "them"}:
        _personal(token, wording, memory)
    elif low in {"its", "their"}:
        _possessive(token, wording, memory)
    elif low in _NOBODY or _stands_alone(token):
        wording.open.add(token.i)
    elif low in _POINTERS:
        point(token, wording, memory)
    elif low == "the" and token.dep_ == "det":
        define(token, wording, memory)
    elif token.dep_ in {"npadvmod", "appos", "advmod"}:
        _adverb(token, wording)


def _adverb(token: Token, wording: Wording) -> None:
    """Itself and there add nothing; "they do so by ..." leans on the sentence before."""
    low, verb = token.lower_, token.head
    if low in {"itself", "themselves"} or (low == "there" and token.dep_ == "advmod" and verb.lemma_ != "be"):
        wording.names[token.i] = ""
    elif low in {"all", "both", "each"} and token.dep_ == "appos":
        wording.names[token.i] = ""  # "the clues all seem"
    elif low == "so" and verb.lemma_ == "do" and token.i == verb.i + 1:
        wording.open.add(token.i)


def _opens_view(token: Token) -> bool:
    """Whether "in this view," opens the sentence."""
    noun, start = token.head, token.sent.start
    if (
        noun.lemma_.lower() not in THEORY_NOUNS
        or token.i != start + 1
        or token.nbor(-1).lower_ not in {"in", "on"}
    ):
        return False
    joined = noun.lemma_.lower() in _VIEWS and noun.nbor(1).pos_ not in {"ADP", "VERB", "AUX"}
    return noun.i + 1 < len(token.doc) and (noun.nbor(1).text == "," or joined)


def _name_view(token: Token, wording: Wording, memory: Memory) -> None:
    """ "In this view" is "according to" the theory at hand, or to one of several."""
    noun = token.head
    wording.names[token.i - 1] = "according to"
    wording.names.update(dict.fromkeys(range(token.i, noun.i + 1), ""))
    wording.names[noun.i] = memory.theory or f"one {noun.text}"


def _stands_alone(token: Token) -> bool:
    """Whether a word such as "both" or "others" is used without its noun."""
    alone = token.lower_ in _ALONE and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
    return alone and not any(c.dep_ == "prep" for c in token.children)


def _personal(token: Token, wording: Wording, memory: Memory) -> None:
    """Name it, they or them."""
    if token.lower_ == "it" and (is_expletive(token) or _is_put(token)):
        return
    plural = token.lower_ != "it"
    if (token.lower_ == "them" and token.head.lower_ == "of") or looks_ahead(token, plural, wording):
        wording.open.add(token.i)
        return
    leads = token.dep_ in _SUBJECTS and token.lower_ != "them"
    if leads and (noun := announced(token, plural, wording)) is not None:
        wording.names.update(dict.fromkeys(range(token.sent.start, noun.right_edge.i + 1), ""))
        wording.names[token.i] = noun_text(noun, Wording(wording.common, wording.proper))
        wording.plurals[token.i] = plural
        return
    as_subject = leads or (token.dep_ == "pobj" and token.head.head.dep_ in _SUBJECTS)
    find = subject_inside if as_subject else only_before
    name = find(token, plural, wording)
    judged = token.dep_ == "nsubjpass" and token.head.lemma_ in _JUDGING and memory.theory
    if not plural and as_subject and (token.head.lemma_ in DOUBT_VERBS or judged):
        _set_theory(token, wording, memory)
        return
    given = as_subject and may_mean_given(token, plural, wording)
    if name or given or agreeing_before(token, plural, wording):
        wording.near.add(token.i)
    if not name and token.i not in wording.near:
        name = (
            subject_before(token, plural, memory)
            if as_subject
            else object_before(token, plural, memory, wording)
        )
    if name:
        wording.names[token.i] = name
        wording.plurals[token.i] = plural
    else:
        wording.open.add(token.i)


def _is_put(token: Token) -> bool:
    """Whether the word only belongs to "as she put it"."""
    return token.head.lemma_ == "put" and any(c.lower_ == "as" for c in token.head.lefts)


def _set_theory(token: Token, wording: Wording, memory: Memory) -> None:
    """It in "it holds that" is the theory at hand."""
    if memory.theory:
        wording.names[token.i] = memory.theory
        wording.plurals[token.i] = False
    else:
        wording.open.add(token.i)


def is_expletive(token: Token) -> bool:
    """Whether "it" stands for nothing, as in "it is thought that"."""
    verb = token.head
    if token.dep_ not in _SUBJECTS | {"expl"}:
        return False
    if verb.lemma_ in {"seem", "appear", "happen"}:
        return any(c.dep_ == "ccomp" for c in verb.children)
    if verb.lemma_ in {"take", "follow"}:
        if any(c.dep_ == "conj" and c.pos_ == "VERB" for c in verb.children):
            return False  # "it takes a tenth of a second to set in and comes too late"
        return not any(c.dep_ == "dobj" and c.lower_ == "place" for c in verb.children)
    clause = any(
        c.dep_ in {"ccomp", "csubj", "csubjpass", "xcomp", "advcl", "relcl"}
        and c.i > verb.i
        and (c.dep_ != "relcl" or c.left_edge.lower_ in {"that", "who"})
        and not any(m.lower_ in {"when", "because", "after", "while", "since"} for m in c.children)
        for c in verb.children
    )
    if any(c.dep_ == "auxpass" for c in verb.children):
        return clause and verb.lemma_ in _THINKING
    if verb.lemma_ != "be":
        return False
    if any(c.lower_ in _WEATHER or c.lower_ == "worth" for c in verb.children):
        return True
    return clause and any(c.dep_ in {"acomp", "attr"} for c in verb.children)


def _holds_theory(token: Token) -> bool:
    """Whether the word says whose theory "is that ..."."""
    noun = token.head
    says = noun.head.lemma_ == "be" and any(c.dep_ == "ccomp" and c.i > noun.i for c in noun.head.children)
    return noun.lemma_.lower() in THEORY_NOUNS and noun.dep_ == "nsubj" and says


def _possessive(token: Token, wording: Wording, memory: Memory) -> None:
    """Its and their stay where their owner stands before them in the clause; else the owner is named."""
    plural = token.lower_ == "their"
    if _holds_theory(token):
        # "Their favourite theory is that ...": whose it is matters less than what it says.
        wording.names.update({t.i: "" for t in token.head.lefts if t != token} | {token.i: "one"})
        return
    if may_mean_earlier_object(token, plural, wording):
        wording.near.add(token.i)
        wording.open.add(token.i)
        return
    for verb in token.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        before = subject is not None and subject.i < token.i and not subject.is_ancestor(token)
        if subject is not None and before and is_plural(subject, wording) is plural:
            return
    inside = subject_inside(token, plural, wording)
    if inside or owner_after_subject(token, plural, wording) or owner_around(token, plural, wording):
        wording.near.add(token.i)  # the whole sentence may keep "its"
    owner = inside or ("" if token.i in wording.near else subject_before(token, plural, memory))
    if owner and not owner.endswith(("alone", "self", "selves")):
        wording.names[token.i] = owner + ("’" if owner.endswith("s") else "’s")
    else:
        wording.open.add(token.i)
