"""It, they, them, its and their: the name that each stands for, or none when that is unsure."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from flashcards.analysis.antecedents import (
    agreeing_before,
    announced,
    looks_ahead,
    may_mean_earlier_object,
    may_mean_given,
    means_next_subject,
    named_before,
    object_before,
    only_before,
    owner_after_subject,
    owner_around,
    subject_before,
    subject_inside,
)
from flashcards.analysis.clauses import own_subject
from flashcards.analysis.lexicon import DOUBT_VERBS, FRAME_VERBS, THEORY_NOUNS, word_set
from flashcards.analysis.memory import Memory, is_no_name, noun_text
from flashcards.analysis.phrases import Wording, is_plural
from flashcards.analysis.statements import takes_time

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What is done to theories.
_JUDGING = word_set("support contradict challenge reject refute confirm favour favor test dispute")
_THINKING = word_set(
    "think believe know suggest estimate suppose hypothesize establish find show argue propose assume call hope fear"
)
_SIDES = word_set("supporter critic advocate proponent opponent defender")
#: What is done with a thing owns nothing.
#: What things do as well as people.
_SHOWING = frozenset(
    {"show", "indicate", "reveal", "suggest", "hold", "state", "stress", "imply", "maintain"}
)
_ACTS = frozenset({"use", "intake", "exposure", "overuse"})
#: Where the parser lost the clause that "it" stands for.
_HOLDS_PLACE = re.compile(
    r"it (?:is|was|has been|had been) (?:\w+ly |then |first |soon |later |now |long )?"
    r"(?:found|shown|discovered|known|thought|believed|said|held|noticed|observed) that\b|it (?:is|was) the other way (?:a?round|about)\b",
    re.IGNORECASE,
)
_WEATHER = word_set(
    "night day morning evening afternoon dark light cold warm hot winter summer spring autumn late early time raining snowing"
)


def personal(token: Token, wording: Wording, memory: Memory) -> None:
    """Name it, they or them."""
    if token.lower_ == "it" and any(test(token) for test in (is_expletive, _is_put, _is_found, takes_time)):
        return
    if token.dep_ == "pobj" and token.head.head.lower_ == "according":
        wording.settle(token, memory.theory or "one view", False)
        return
    plural = token.lower_ != "it"
    if (token.lower_ == "them" and token.head.lower_ in {"of", "among"}) or looks_ahead(
        token, plural, wording
    ):
        wording.open.add(token.i)
        if means_next_subject(token) or named_before(token, plural, wording):
            wording.near.add(token.i)
        return
    leads = token.dep_ in _SUBJECTS and token.lower_ != "them" and not _is_acted_on(token)
    if leads and (noun := announced(token, plural, wording)) is not None:
        _take_announced(token, noun, wording)
        return
    as_subject = leads or (token.dep_ == "pobj" and token.head.head.dep_ in _SUBJECTS)
    judged = token.dep_ == "nsubjpass" and token.head.lemma_ in _JUDGING
    if _says_why(token):
        wording.open.add(token.i)
        return
    holds = token.head.lemma_ in DOUBT_VERBS and (memory.theory or token.head.lemma_ != "hold")
    if not plural and as_subject and (holds or judged):
        wording.settle(token, memory.theory, plural)
        return
    name = "" if _are_speakers(token) else _name_of(token, plural, as_subject, wording, memory)
    inside = name.removeprefix("your ").removeprefix("our ")
    wording.settle(token, "" if is_no_name(inside) else name, plural)


def _says_why(token: Token) -> bool:
    """Whether "it's also why the infection cannot be cured": what was said, not a thing."""
    verb = token.head
    words = [t.lower_ for t in token.doc[verb.i + 1 : verb.i + 3]]
    return verb.lemma_ in {"be", "'s", "’s"} and "why" in words


def _is_acted_on(token: Token) -> bool:
    """Whether a pronoun before an infinitive is what somebody needs or has: "they need it to rebuild a lipid"."""
    return any(c.tag_ == "TO" and c.i > token.i for c in token.head.lefts)


def _name_of(token: Token, plural: bool, as_subject: bool, wording: Wording, memory: Memory) -> str:
    """What a pronoun means: within its sentence, where the whole may then keep it, else in the sentence before."""
    find = subject_inside if as_subject else only_before
    name = find(token, plural, wording)
    given = as_subject and may_mean_given(token, plural, wording)
    if name or given or agreeing_before(token, plural, wording):
        wording.near.add(token.i)
        return name
    if as_subject:
        return subject_before(token, plural, memory)
    return object_before(token, plural, memory, wording)


def _take_announced(token: Token, noun: Token, wording: Wording) -> None:
    """ "As for cold baths, they make ..." is "cold baths make ..."."""
    wording.names.update(dict.fromkeys(range(token.sent.start, noun.right_edge.i + 1), ""))
    wording.settle(token, noun_text(noun, Wording(wording.common, wording.proper)), is_plural(noun, wording))


def _are_speakers(token: Token) -> bool:
    """Whether "they" find or say something: those who do are seldom things that the text is about."""
    return (
        token.dep_ == "nsubj"
        and token.lower_ == "they"
        and token.head.lemma_.lower() in FRAME_VERBS - _SHOWING
    )


def _is_put(token: Token) -> bool:
    """Whether the word only belongs to "as she put it"."""
    if token.head.lemma_ == "have" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "that":
        return True  # "the theory has it that ..."
    return token.head.lemma_ == "put" and any(c.lower_ == "as" for c in token.head.lefts)


def _is_found(token: Token) -> bool:
    """Whether the word only holds the place of what comes after: "find it easier to quit"."""
    judged, what = (token.nbor(1), token.nbor(2)) if token.i + 2 < len(token.doc) else (token, token)
    finds = token.i > token.sent.start and token.nbor(-1).lemma_ in {"find", "make", "think", "consider"}
    return finds and judged.pos_ == "ADJ" and what.lower_ in {"to", "for", "that"}


def is_expletive(token: Token) -> bool:
    """Whether "it" stands for nothing, as in "it is thought that"."""
    verb = token.head
    if _HOLDS_PLACE.match(token.doc[token.i : min(token.i + 8, len(token.doc))].text):
        return True
    if token.dep_ not in _SUBJECTS | {"expl"}:
        return False
    if verb.lemma_ in {"seem", "appear", "happen"}:
        return any(c.dep_ == "ccomp" for c in verb.children)
    if any(c.dep_ == "auxpass" for c in verb.children):
        granted = verb.lemma_ == "take" and any(c.lower_ == "granted" for c in verb.children)
        return granted or (verb.lemma_ in _THINKING and _has_clause(verb))
    if verb.lemma_ in {"take", "follow"}:
        # Not "it takes a tenth of a second to set in and comes too late", nor "it takes place".
        goes_on = any(c.dep_ == "conj" and c.pos_ == "VERB" for c in verb.children)
        return not goes_on and not any(c.dep_ == "dobj" and c.lower_ == "place" for c in verb.children)
    if verb.lemma_ != "be":
        return False
    if any(c.lower_ in _WEATHER or c.lower_ == "worth" for c in verb.children) or _is_split(verb):
        return True
    return _has_clause(verb) and any(c.dep_ in {"acomp", "attr"} for c in verb.children)


def _is_split(verb: Token) -> bool:
    """Whether a sentence is split to stress a time or a place: "it was only in 1961 that he showed ..."."""
    stressed = next((c for c in verb.rights if c.dep_ == "prep"), None)
    after = stressed.right_edge.i + 1 if stressed is not None else len(verb.doc)
    opens = [t.lower_ for t in verb.doc[after : after + 1]] + [
        t.lower_ for t in (stressed.subtree if stressed else ())
    ]
    return stressed is not None and "that" in opens


def _has_clause(verb: Token) -> bool:
    """Whether a clause that the "it" of the verb stands for comes after it."""
    return any(
        c.dep_ in {"ccomp", "csubj", "csubjpass", "xcomp", "advcl", "relcl"}
        and c.i > verb.i
        and (c.dep_ != "relcl" or c.left_edge.lower_ in {"that", "who"})
        and not any(m.lower_ in {"when", "because", "after", "while", "since"} for m in c.children)
        for c in verb.children
    )


def _holds_theory(token: Token) -> bool:
    """Whether the word says whose theory "is that ..."."""
    noun = token.head
    says = noun.head.lemma_ == "be" and any(c.dep_ == "ccomp" and c.i > noun.i for c in noun.head.children)
    return noun.lemma_.lower() in THEORY_NOUNS and noun.dep_ == "nsubj" and says


def _title(token: Token) -> Token | None:
    """The name that stands before a colon over the first clause: "Warfarin: the drug may increase its effect"."""
    first = token.sent[0]
    named = first.pos_ in {"NOUN", "PROPN"} and first.i + 1 < token.i and first.nbor(1).text == ":"
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    return (
        first
        if named and verb is not None and verb.dep_ == "ROOT" and own_subject(verb) is not None
        else None
    )


def possessive(token: Token, wording: Wording, memory: Memory) -> None:
    """Its and their stay where their owner stands before them in the clause; else the owner is named."""
    plural = token.lower_ == "their"
    if token.head.lemma_.lower() in _SIDES:
        # "Its supporters note that ...": those of the theory at hand, who need no owner.
        wording.names[token.i] = ""
        return
    if _holds_theory(token):
        # "Their favourite theory is that ...": whose it is matters less than what it says.
        wording.names.update({t.i: "" for t in token.head.lefts if t != token} | {token.i: "one"})
        return
    title = _title(token)
    if title is not None and is_plural(title, wording) is plural:
        wording.names[token.i] = _owner(title.text)
        return
    if may_mean_earlier_object(token, plural, wording):
        wording.near.add(token.i)
        wording.open.add(token.i)
        return
    if any(is_plural(subject, wording) is plural for subject in _owners_before(token)):
        return
    inside = subject_inside(token, plural, wording)
    if (
        inside
        or agreeing_before(token, plural, wording)
        or owner_after_subject(token, plural, wording)
        or owner_around(token, plural, wording)
    ):
        wording.near.add(token.i)  # the whole sentence may keep "its"
    owner = inside or ("" if token.i in wording.near else subject_before(token, plural, memory))
    if owner and not is_no_name(owner) and not owner.endswith(("alone", "self", "selves")):
        wording.names[token.i] = _owner(owner)
    else:
        wording.open.add(token.i)


def _owners_before(token: Token) -> Iterator[Token]:
    """The subjects of the clauses around "its" that stand before it and may own something."""
    for verb in token.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is None or subject.i > token.i or subject.is_ancestor(token) or subject.pos_ == "VERB":
            continue  # "blocking the receptors made its neurons fire less": not the blocking's
        if subject.lemma_.lower() not in _ACTS:
            yield subject  # "long-term use can hinder its absorption": not the use's


def _owner(name: str) -> str:
    """A name with the mark of an owner."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"
