"""What "it", "they", "this", "these receptors" and "the drug" stand for; nothing when that is unsure."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from flashcards.analysis.clauses import own_subject
from flashcards.analysis.lexicon import DOUBT_VERBS, META_NOUNS, THEORY_NOUNS, word_set
from flashcards.analysis.memory import PEOPLE, Memory, Mention, is_topic, noun_text
from flashcards.analysis.phrases import Wording, is_plural
from flashcards.analysis.pointers import define, point

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: "Trouble begins when it slips": what begins is not what "it" means.
_HAPPENING = frozenset({"begin", "start", "arise", "occur", "happen", "come", "result"})
_VERBS = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_POINTERS = frozenset({"this", "these", "those", "such", "that"})


#: What is done to theories.
_JUDGING = word_set("support contradict challenge reject refute confirm favour favor test dispute")
#: Nouns that no pronoun takes up, except people.
_NO_NAMES = META_NOUNS - PEOPLE
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
    return noun.i + 1 < len(token.doc) and noun.nbor(1).text == ","


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
    if token.lower_ == "it" and is_expletive(token):
        return
    plural = token.lower_ != "it"
    if (token.lower_ == "them" and token.head.lower_ == "of") or _looks_ahead(token, plural, wording):
        wording.open.add(token.i)
        return
    leads = token.dep_ in _SUBJECTS and token.lower_ != "them"
    as_subject = leads or (token.dep_ == "pobj" and token.head.head.dep_ in _SUBJECTS)
    find = _inside if as_subject else _only_before
    name = find(token, plural, wording)
    judged = token.dep_ == "nsubjpass" and token.head.lemma_ in _JUDGING and memory.theory
    if not plural and as_subject and (token.head.lemma_ in DOUBT_VERBS or judged):
        _set_theory(token, wording, memory)
        return
    given = as_subject and _may_mean_given(token, plural, wording)
    if name or given or _agreeing_before(token, plural, wording):
        wording.near.add(token.i)
    if not name and token.i not in wording.near:
        name = (
            _subject_before(token, plural, memory)
            if as_subject
            else _object_before(token, plural, memory, wording)
        )
    if name:
        wording.names[token.i] = name
        wording.plurals[token.i] = plural
    else:
        wording.open.add(token.i)


def _may_mean_given(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether the clause before the pronoun's own names a thing at hand: "as they pour into the joint, it swells"."""
    clauses = (c for c in token.head.children if c.dep_ == "advcl" and c.right_edge.i < token.i)
    return any(
        t.pos_ == "NOUN" and t.dep_ in {"dobj", "pobj"} and is_plural(t, wording) is plural
        and any(c.lower_ == "the" for c in t.children)
        for clause in clauses for t in clause.subtree
    )  # fmt: skip


def _looks_ahead(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a pronoun in an opening clause may mean the subject that comes after it: "Though it is old, X ..."."""
    verb = token.head
    if verb.dep_ != "advcl" or token.dep_ not in _SUBJECTS or verb.i > verb.head.i:
        return False
    subject = own_subject(verb.head)
    return (
        subject is not None
        and subject.i > verb.i
        and subject.pos_ in {"NOUN", "PROPN"}
        and is_plural(subject, wording) is plural
    )


def _set_theory(token: Token, wording: Wording, memory: Memory) -> None:
    """It in "it holds that" is the theory at hand."""
    if memory.theory:
        wording.names[token.i] = memory.theory
        wording.plurals[token.i] = False
    else:
        wording.open.add(token.i)


def _agreeing_before(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a noun of the same number stands earlier in the sentence, in another clause."""
    if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT":
        return False
    for verb in token.head.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is None or subject.lemma_.lower() in _NO_NAMES:
            continue
        if subject.i < token.i and is_plural(subject, wording) is plural:
            return True
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.lemma_.lower() not in _NO_NAMES and t.head != token.head and is_plural(t, wording) is plural
        for t in token.doc[token.sent.start : token.i]
    )  # fmt: skip


def is_expletive(token: Token) -> bool:
    """Whether "it" stands for nothing, as in "it is thought that"."""
    verb = token.head
    if token.dep_ not in _SUBJECTS | {"expl"}:
        return False
    if verb.lemma_ in {"seem", "appear", "happen"}:
        return any(c.dep_ == "ccomp" for c in verb.children)
    if verb.lemma_ in {"take", "follow"}:
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


def _inside(token: Token, plural: bool, wording: Wording) -> str:
    """The subject of an earlier clause of the same sentence that agrees in number."""
    barred = _barred(token)
    for holder in _holders(token):
        subject = own_subject(holder) if holder.pos_ in {"VERB", "AUX"} else None
        if subject is not None and holder.dep_ == "relcl" and subject.tag_ in {"WDT", "WP"}:
            subject = holder.head  # "a detachment, which leads to blindness unless it is repaired"
        if subject is None or subject.i >= token.i or is_plural(subject, wording) is not plural:
            continue
        if subject == barred or holder.lemma_.lower() in _HAPPENING or subject.is_ancestor(token):
            continue
        if _nameable(subject, wording):
            return noun_text(subject, wording)
    return ""


def _holders(token: Token) -> Iterator[Token]:
    """The verbs whose subjects a pronoun may mean, the nearest first."""
    verb = token.head
    while verb.dep_ != "ROOT":
        above = verb.head
        yield above
        yield from (c for c in above.children if c.dep_ == "advcl" and c.i < verb.i)
        verb = above
    yield from (c for c in verb.children if c.dep_ in {"advcl", "ccomp", "parataxis"} and c.i < token.i)


def _barred(token: Token) -> Token | None:
    """The subject that a pronoun cannot mean, as it would then be "itself": that of its own clause."""
    verb = token.head
    while verb.pos_ not in _VERBS and verb.dep_ != "ROOT":
        verb = verb.head
    finite = verb.tag_ in {"VBZ", "VBP", "VBD"} or any(c.tag_ in _FINITE for c in verb.children)
    if token.dep_ in _SUBJECTS and token.head == verb and finite and token.lower_ != "them":
        return None
    while own_subject(verb) in (None, token) and verb.dep_ not in {"ROOT", "relcl", "acl"}:
        verb = verb.head
    return own_subject(verb)


def _nameable(token: Token, wording: Wording) -> bool:
    """Whether a subject can serve as a name."""
    if token.i in wording.open or token.lemma_.lower() in META_NOUNS or token.tag_ in {"WDT", "WP"}:
        return False
    return token.pos_ in {"NOUN", "PROPN"} or bool(wording.names.get(token.i))


def _subject_before(token: Token, plural: bool, memory: Memory) -> str:
    """The subject that the text goes on about: that of the sentence before, or the topic if it was there."""
    leads = token.dep_ in _SUBJECTS
    if leads and memory.opening and memory.topic and memory.topic_plural is plural:
        return memory.topic
    if plural in memory.unnamed or (plural and memory.speaks_of_people()) or memory.was_long():
        return ""
    found = memory.recent(plural, 1)
    subjects = [m for m in found if m.subject]
    if len({m.text for m in subjects}) > 1:
        return memory.topic if any(_same_topic(m, plural, memory) for m in subjects) else ""
    if subjects:
        explained = any(m.explained and m.text != subjects[0].text for m in found)
        if explained and not _same_topic(subjects[0], plural, memory):
            return ""
        rivals = {m.text for m in found if m.object} - {subjects[0].text}
        return "" if token.dep_ == "nsubjpass" and rivals else subjects[0].text
    explained = any(m.explained and not is_topic(m, memory) for m in found)
    if (
        not explained
        and memory.topic
        and memory.topic_plural is plural
        and any(is_topic(m, memory) for m in found)
    ):
        return memory.topic
    return found[0].text if len({m.text for m in found}) == 1 else ""


def _same_topic(mention: Mention, plural: bool, memory: Memory) -> bool:
    """Whether a mention is the topic, in the number that is asked for."""
    return bool(memory.topic) and memory.topic_plural is plural and is_topic(mention, memory)


def _only_before(token: Token, plural: bool, wording: Wording) -> str:
    """The one thing of that number that the sentence names before, outside the pronoun's own clause."""
    earlier = _earlier(token, plural, wording)
    return noun_text(earlier[-1], wording) if len({t.lemma_ for t in earlier}) == 1 else ""


def _earlier(token: Token, plural: bool, wording: Wording) -> list[Token]:
    barred = _barred(token)
    return [
        t
        for t in token.sent
        if t.i < token.i and t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
        and is_plural(t, wording) is plural and t.head != token.head and t != barred and _nameable(t, wording)
    ]  # fmt: skip


def _object_before(token: Token, plural: bool, memory: Memory, wording: Wording) -> str:
    """What the sentence before speaks of, for an object pronoun: not the subject of its own clause."""
    if memory.was_long():
        return ""
    subject = _barred(token)
    own = noun_text(subject, wording) if subject is not None else ""
    found = [m for m in memory.recent(plural, 1) if m.text != own]
    subjects = [m for m in found if m.subject and not is_topic(m, memory)]
    if subjects and any(m.object and m.text != subjects[0].text for m in found):
        return ""  # the one that acted, or the one that was acted on
    topical = [m for m in found if m.subject or is_topic(m, memory)] or found
    return topical[0].text if len({m.text for m in topical}) == 1 else ""


def _owner_after_subject(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a noun of that number stands between the sentence's subject and the word: "the lining, as its cells"."""
    subject = own_subject(token.sent.root)
    if subject is None or subject.i > token.i:
        return False
    nouns = token.doc[subject.right_edge.i + 1 : token.i]
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"dobj", "pobj", "attr"} and is_plural(t, wording) is plural
        for t in nouns
    )


def _holds_theory(token: Token) -> bool:
    """Whether the word says whose theory "is that ..."."""
    noun = token.head
    says = noun.head.lemma_ == "be" and any(c.dep_ == "ccomp" and c.i > noun.i for c in noun.head.children)
    return noun.lemma_.lower() in THEORY_NOUNS and noun.dep_ == "nsubj" and says


def _owner_around(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether the noun phrase that holds the word names its owner first: "people in their seventies"."""
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.i < token.head.i and is_plural(t, wording) is plural
        for t in token.ancestors
        if t != token.head
    )


def _may_mean_earlier_object(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a verb joined to another has the word, and that other's object agrees with it.

    "The drug slows the breakdown of caffeine and raises its level": the level of which?
    """
    verb = next((t for t in token.ancestors if t.pos_ in _VERBS), None)
    if verb is None or verb.dep_ != "conj" or own_subject(verb) is not None:
        return False
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"dobj", "pobj"} and is_plural(t, wording) is plural
        for t in token.doc[verb.head.i + 1 : verb.i]
    )


def _possessive(token: Token, wording: Wording, memory: Memory) -> None:
    """Its and their stay where their owner stands before them in the clause; else the owner is named."""
    plural = token.lower_ == "their"
    if _holds_theory(token):
        # "Their favourite theory is that ...": whose it is matters less than what it says.
        wording.names.update({t.i: "" for t in token.head.lefts if t != token} | {token.i: "one"})
        return
    if _may_mean_earlier_object(token, plural, wording):
        wording.near.add(token.i)
        wording.open.add(token.i)
        return
    for verb in token.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        before = subject is not None and subject.i < token.i and not subject.is_ancestor(token)
        if subject is not None and before and is_plural(subject, wording) is plural:
            return
    inside = _inside(token, plural, wording)
    if inside or _owner_after_subject(token, plural, wording) or _owner_around(token, plural, wording):
        wording.near.add(token.i)  # the whole sentence may keep "its"
    owner = inside or ("" if token.i in wording.near else _subject_before(token, plural, memory))
    if owner and not owner.endswith(("alone", "self", "selves")):
        wording.names[token.i] = owner + ("’" if owner.endswith("s") else "’s")
    else:
        wording.open.add(token.i)
