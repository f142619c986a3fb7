"""Where the meaning of a pronoun may stand: earlier in its sentence, or in the sentence before."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from flashcards.analysis.clauses import FINITE, own_subject
from flashcards.analysis.lexicon import META_NOUNS
from flashcards.analysis.memory import PEOPLE, Memory, Mention, is_topic, noun_text
from flashcards.analysis.phrases import Wording, is_plural

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VERBS = frozenset({"VERB", "AUX"})
_OBJECTS = frozenset({"dobj", "pobj"})
#: "Trouble begins when it slips": what begins is not what "it" means.
_HAPPENING = frozenset({"begin", "start", "arise", "occur", "happen", "come", "result"})
#: Those who study things.
_SCHOLAR = re.compile(r"(?:ologist|icist|emist|ician|onomer|grapher)$")
_REMEDIES = frozenset(
    {"drug", "medicine", "medication", "remedy", "toxin", "vaccine", "antibiotic", "treatment", "supplement"}
)
#: What is done with a drug.
_TAKING = frozenset({"receive", "take", "inject", "prescribe", "swallow", "apply", "offer"})
_INTO = frozenset({"through", "into", "in", "inside", "within", "across"})
_BESIDE = frozenset({"beside", "near", "around", "next", "inside", "outside", "below", "above", "behind"})
_PRONOUNS = frozenset({"it", "they", "them"})
#: A pair of names has at most so many words.
_PAIR = 6
#: Nouns that no pronoun takes up, except people.
_NO_NAMES = META_NOUNS - PEOPLE


def subject_inside(token: Token, plural: bool, wording: Wording) -> str:
    """The subject of an earlier clause of the same sentence that agrees in number."""
    barred = _barred(token)
    if _means_object(token, plural, wording):
        return ""
    for holder in _holders(token):
        subject = own_subject(holder) if holder.pos_ in {"VERB", "AUX"} else None
        subject = _who(subject, holder)
        if subject is None or subject.i >= token.i or is_plural(subject, wording) is not plural:
            continue
        if subject == barred or subject.is_ancestor(token) or _SCHOLAR.search(subject.lemma_.lower()):
            continue  # "limnologists classify lakes by the number of times they circulate"
        if holder.lemma_.lower() in _HAPPENING and holder.is_ancestor(token):
            continue
        if _nameable(subject, wording):
            return "" if _has_rival(token, holder, plural, wording) else noun_text(subject, wording)
    return ""


def _who(subject: Token | None, holder: Token) -> Token | None:
    """What the "which" of a clause stands for: "a detachment, which leads to blindness unless it is repaired"."""
    relative = subject is not None and holder.dep_ == "relcl" and subject.tag_ in {"WDT", "WP"}
    return holder.head if relative else subject


def _means_object(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether only what is acted on agrees with "it": "these shut the gate on the signal before it can reach the brain"."""
    verb = token.head
    if verb.dep_ != "advcl" or verb.head.i > verb.i or token.dep_ not in _SUBJECTS:
        return False
    subject = own_subject(verb.head)
    if subject is None or is_plural(subject, wording) is plural:
        return False
    between = token.doc[verb.head.i + 1 : verb.left_edge.i]
    return any(t.pos_ == "NOUN" and t.dep_ in _OBJECTS and is_plural(t, wording) is plural for t in between)


def _has_rival(token: Token, holder: Token, plural: bool, wording: Wording) -> bool:
    """Whether what is acted on may be meant as well: "where a wall stops a marsh from moving, it is drowned"."""
    if holder.dep_ != "advcl" or holder.i > token.i:
        return False
    if token.head.dep_ == "relcl":
        # "When oxygen disappears, bacteria reduce the iron, and the phosphate that it held is set free."
        later = token.doc[holder.right_edge.i + 1 : token.i]
        return any(t.dep_ == "dobj" and is_plural(t, wording) is plural and t.tag_ != "WDT" for t in later)
    return token.dep_ == "nsubjpass" and any(
        c.dep_ == "dobj" and is_plural(c, wording) is plural for c in holder.rights
    )


def announced(token: Token, plural: bool, wording: Wording) -> Token | None:
    """What the sentence says that it is about: "As for cold baths, they make a child shiver"."""
    sent = token.sent
    if len(sent) < 5 or sent[0].lower_ != "as" or sent[1].lower_ != "for":
        return None
    noun = next((c for c in sent[1].children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}), None)
    fits = noun is not None and noun.i < token.i and is_plural(noun, wording) is plural
    return noun if fits else None


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
    finite = verb.tag_ in {"VBZ", "VBP", "VBD"} or any(c.tag_ in FINITE for c in verb.children)
    if token.dep_ in _SUBJECTS and token.head == verb and finite and token.lower_ != "them":
        return None
    while own_subject(verb) in (None, token) and verb.dep_ not in {"ROOT", "relcl", "acl"}:
        verb = verb.head
    return own_subject(verb)


def _nameable(token: Token, wording: Wording) -> bool:
    """Whether a subject can serve as a name."""
    if token.i in wording.open or any(c.i in wording.open and c.dep_ == "det" for c in token.lefts):
        return False
    if token.lemma_.lower() in META_NOUNS or token.tag_ in {"WDT", "WP"}:
        return False
    return token.pos_ in {"NOUN", "PROPN"} or bool(wording.names.get(token.i))


def subject_before(token: Token, plural: bool, memory: Memory) -> str:
    """The subject that the text goes on about: that of the sentence before, or the topic if it was there."""
    leads = token.dep_ in _SUBJECTS
    if leads and memory.opening and memory.topic and memory.topic_plural is plural:
        return memory.topic
    if plural in memory.unnamed or (plural and memory.speaks_of_people()) or memory.was_long():
        return ""
    found = memory.recent(plural, 1)
    subjects = _things(m for m in found if m.subject)
    if len({m.text for m in subjects}) > 1:
        return memory.topic if any(_same_topic(m, plural, memory) for m in subjects) else ""
    if subjects:
        explained = any(m.explained and m.text != subjects[0].text for m in found)
        if explained and not _same_topic(subjects[0], plural, memory):
            return ""
        rivals = {m.text for m in found if m.object} - {subjects[0].text}
        return "" if token.dep_ == "nsubjpass" and rivals else subjects[0].text
    # "You will be prescribed folic acid, on a different day from methotrexate. It makes sickness less likely."
    acted_on = leads and not memory.had_subject()
    others = any((m.explained or (acted_on and m.object)) and not is_topic(m, memory) for m in found)
    if (
        not others
        and memory.topic
        and memory.topic_plural is plural
        and any(is_topic(m, memory) for m in found)
    ):
        return memory.topic
    if not found and any(m.subject and _same_topic(m, plural, memory) for m in memory.recent(plural, 2)):
        return memory.topic
    return found[0].text if len({m.text for m in found}) == 1 else ""


def _things(subjects: Iterable[Mention]) -> list[Mention]:
    """Subjects without what is only said of one of them: "adenosine" and "adenosine attaching to receptors"."""
    found = list(subjects)
    return [m for m in found if not any(m.text.startswith(f"{other.text} ") for other in found)]


def _same_topic(mention: Mention, plural: bool, memory: Memory) -> bool:
    """Whether a mention is the topic, in the number that is asked for."""
    return bool(memory.topic) and memory.topic_plural is plural and is_topic(mention, memory)


def only_before(token: Token, plural: bool, wording: Wording) -> str:
    """The one thing of that number that the sentence names before, outside the pronoun's own clause."""
    earlier = _earlier(token, plural, wording)
    heads = {_head_of(t, wording) for t in earlier}
    if len(heads) != 1 or heads & _PRONOUNS:
        return ""
    # Not "carbidopa, which keeps it from being converted".
    return "" if _owns_relative(earlier[-1], token) else noun_text(earlier[-1], wording)


def _is_drug(memory: Memory) -> bool:
    """Whether the text is about something that is taken."""
    return any(m.subject and is_topic(m, memory) and m.classes & _REMEDIES for m in memory.mentions) or bool(
        memory.kinds.get(memory.topic.lower(), set()) & _REMEDIES
    )


def _head_of(token: Token, wording: Wording) -> str:
    """The head of what a noun or a named pronoun stands for; the pronoun itself where it has no name."""
    named = wording.names.get(token.i, "").split()
    return named[-1].lower() if named else token.lemma_.lower() if token.pos_ != "PRON" else token.lower_


def _owns_relative(noun: Token, token: Token) -> bool:
    """Whether the clause of an object pronoun says what a noun does."""
    return any(v.dep_ == "relcl" and v.head == noun for v in token.ancestors) and any(
        t.tag_ == "WDT" and t.dep_ in _SUBJECTS for t in token.doc[noun.i : token.i]
    )


def _earlier(token: Token, plural: bool, wording: Wording) -> list[Token]:
    """The things of that number before a pronoun, with those that another pronoun stands for."""
    own = _own_words(token, _barred(token))
    return [
        t
        for t in token.sent
        if t.i < token.i and t.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and t.head != token.head and t.i not in own
        and is_plural(t, wording) is plural and not t.is_ancestor(token)
        and (_nameable(t, wording) if t.pos_ in {"NOUN", "PROPN"} else t.lower_ in _PRONOUNS)
    ]  # fmt: skip


def object_before(token: Token, plural: bool, memory: Memory, wording: Wording) -> str:
    """What the sentence before speaks of, for an object pronoun: not the subject of its own clause."""
    if memory.was_long():
        return ""
    subject = _barred(token)
    own = noun_text(subject, wording) if subject is not None else ""
    found = [
        m
        for m in memory.recent(plural, 1)
        if m.text != own and (subject is None or m.head != subject.lemma_.lower())
    ]
    subjects = [m for m in found if m.subject and not is_topic(m, memory)]
    if subjects and any(m.object and m.text != subjects[0].text for m in found):
        return ""  # the one that acted, or the one that was acted on
    if token.head.lemma_ in _TAKING and memory.topic and memory.topic_plural is plural and _is_drug(memory):
        return memory.topic
    if token.head.lower_ in _INTO and len({m.text for m in found}) > 1:
        return ""  # "the loss begins in the brain. The drug does not spread through it": through a place
    about_topic = any(m.subject and is_topic(m, memory) for m in found)
    if not about_topic and any(m.explained and not (m.subject or is_topic(m, memory)) for m in found):
        return ""  # "it is set off by tissue factor, a protein on the cells outside"
    topical = [m for m in found if m.subject or is_topic(m, memory)] or found
    return topical[0].text if len({m.text for m in topical}) == 1 else ""


def agreeing_before(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a noun of the same number stands earlier in the sentence, in another clause."""
    if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT":
        return any(_tells_of(clause, plural, wording) for clause in token.head.lefts)
    barred = _barred(token)
    own = _own_words(token, barred)
    for verb in token.head.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is None or subject.lemma_.lower() in _NO_NAMES or _is_part_of(token, subject):
            continue
        if subject == barred:
            continue
        if subject.i < token.i and is_plural(subject, wording) is plural:
            return True
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.lemma_.lower() not in _NO_NAMES and t.head != token.head and t.i not in own
        and is_plural(t, wording) is plural and not _is_part_of(token, t)
        for t in token.doc[token.sent.start : token.i]
    )  # fmt: skip


def _tells_of(clause: Token, plural: bool, wording: Wording) -> bool:
    """Whether a clause before a colon or semicolon has a subject of that number: "such persons have X: they carry ..."."""
    if clause.dep_ not in {"ccomp", "parataxis"}:
        return False
    subject = own_subject(clause)
    return subject is not None and subject.pos_ in {"NOUN", "PROPN"} and is_plural(subject, wording) is plural


def _own_words(token: Token, barred: Token | None) -> set[int]:
    """The words that a pronoun's own clause opens with, which it does not take up: its subject, and "by boosting X"."""
    named = barred is not None and barred.pos_ in {"NOUN", "PROPN"}
    own = {t.i for t in barred.subtree} if barred is not None and named else set()
    if barred is not None and token.dep_ not in _SUBJECTS:
        # "Patients who did not know when the drug was flowing needed more of it", "cells beside the vessel secrete
        # sugars into it".
        apart = (
            c for c in barred.children if c.dep_ == "relcl" or (c.dep_ == "prep" and c.lower_ in _BESIDE)
        )
        own -= {t.i for c in apart for t in c.subtree}
    own |= {
        t.i for c in token.head.lefts if c.dep_ == "csubj" for t in c.subtree
    }  # "lying in hospital speeds it up"
    for child in token.head.lefts if token.dep_ in _SUBJECTS else ():
        if child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children):
            own |= {t.i for t in child.subtree}
    return own


def _is_part_of(token: Token, noun: Token) -> bool:
    """Whether a pronoun stands in the noun's own phrase: "95 percent of it"."""
    for above in token.ancestors:
        if above == noun or above.pos_ in _VERBS:
            return above == noun
    return False


def may_mean_given(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether the clause before the pronoun's own names a thing at hand: "as they pour into the joint, it swells"."""
    clauses = (c for c in token.head.children if c.dep_ == "advcl" and c.right_edge.i < token.i)
    return any(
        t.pos_ == "NOUN" and t.dep_ in _OBJECTS and is_plural(t, wording) is plural
        and any(c.lower_ == "the" for c in t.children)
        for clause in clauses for t in clause.subtree
    )  # fmt: skip


def looks_ahead(token: Token, plural: bool, wording: Wording) -> bool:
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


def named_before(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether the sentence names a thing of that number before the clause of a pronoun, or before "most of them"."""
    if not plural and token.dep_ in _SUBJECTS:
        return False
    part = token.head if token.head.lower_ in {"of", "among"} else token
    whole = part.head if part.head.i < part.i and part != token else part
    start = whole.left_edge.i if part != token else token.head.left_edge.i
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound" and is_plural(t, wording) is plural
        and t.lemma_.lower() not in _NO_NAMES
        for t in token.doc[token.sent.start : min(start, token.i)]
    )  # fmt: skip


def means_next_subject(token: Token) -> bool:
    """Whether "because it holds on to dyes, the bacterium is called acid-fast": a thing at hand, named after it."""
    subject = own_subject(token.head.head)
    reason = any(c.lower_ in {"because", "since", "although", "though"} for c in token.head.lefts)
    return subject is not None and reason and any(c.lower_ in {"the", "this"} for c in subject.lefts)


def pair_before(token: Token, memory: Memory) -> str:
    """The two things that the sentence before is about: "Gabapentin and pregabalin attach to ... Both may cause ..."."""
    if token.dep_ not in _SUBJECTS or any(c.dep_ == "prep" for c in token.children) or memory.opening:
        return ""
    found = [m.text for m in memory.recent(True, 1) if m.subject]
    pair = found[0] if len(found) == 1 else ""
    return pair if pair.count(" and ") == 1 and "," not in pair and len(pair.split()) <= _PAIR else ""


def owner_after_subject(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a noun of that number stands between the sentence's subject and the word: "the lining, as its cells"."""
    subject = own_subject(token.sent.root)
    if subject is None or subject.i > token.i:
        return False
    nouns = token.doc[subject.right_edge.i + 1 : token.i]
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"dobj", "pobj", "attr"} and is_plural(t, wording) is plural
        for t in nouns
    )


def owner_around(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether the noun phrase that holds the word names its owner first: "people in their seventies"."""
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.i < token.head.i and is_plural(t, wording) is plural
        for t in token.ancestors
        if t != token.head
    )


def may_mean_earlier_object(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a verb joined to another has the word, and that other's object agrees with it.

    "The drug slows the breakdown of caffeine and raises its level": the level of which?
    """
    verb = next((t for t in token.ancestors if t.pos_ in _VERBS), None)
    if verb is None or verb.dep_ != "conj" or own_subject(verb) is not None:
        return False
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.dep_ in _OBJECTS and is_plural(t, wording) is plural
        for t in token.doc[verb.head.i + 1 : verb.i]
    )
