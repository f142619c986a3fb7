"""This, these, such and the: what a pointing word and its noun stand for."""

import re

from spacy.tokens import Token

from flashcards.analysis.clauses import FINITE
from flashcards.analysis.events import event
from flashcards.analysis.lexicon import (
    CLASS_NOUNS,
    FRAME_VERBS,
    GENERIC_HEADS,
    META_NOUNS,
    STAND_INS,
    THEORY_NOUNS,
    word_set,
)
from flashcards.analysis.memory import Memory, after_article, noun_text
from flashcards.analysis.phrases import Wording, is_plural

#: Class nouns that more often point back to what happened than to a thing.
_EVENTS = frozenset(
    {"process", "effect", "mechanism", "test", "method", "reaction", "cycle", "state", "stage"}
)
_ABSTRACT = re.compile(
    r"(?:ance|ence|ity|ness|osis|itis|emia|aemia|oma|algia|pathy|disease|disorder|syndrome|infections?|loss|pain"
    r"|deficiency|pollution|failure|stones?|cancer|ache|aches|migraines?|memory|sleep|stress|asthma|gout|acne"
    r"|eczema|measles|allerg(?:y|ies)|glaucoma|placebo|ing)$",
    re.IGNORECASE,
)
#: What a text can call a drug or a treatment.
_MATTER = re.compile(
    r"(?:drug|medicine|medication|treatment|therapy|remedy|substance|compound|agent|molecule|chemical|supplement|toxin"
    r"|hormone|protein|acid|salt|metal|mineral|vitamin|inhibitor|blocker|agonist|antagonist|depressant|an[a]?esthetic"
    r"|stimulant|sedative|steroid|antibiotic|vaccine|gas|element|type|class|group|kind|family|placebo|stabili[sz]er"
    r"|histamine|amine|ant)$"
)
#: How the names of drugs, hormones and elements end.
_DRUG_NAME = re.compile(r"\b\w{3,}(?:in|ine|one|ol|ide|ium|il|ate|am|ib|ab|ics|an|en|yl)s?$", re.IGNORECASE)
_QUOTES = frozenset('"“”')
#: What "the drug" may be called.
_REMEDIES = frozenset({"drug", "medicine", "compound", "substance"})
#: What only things do, so that "this" is no event: "... release noradrenaline. This attaches to receptors".
_DONE_BY_THINGS = word_set("attach bind dock latch lock diffuse circulate contain dissolve stick")
#: Quoted words that are no sentence are at most so many.
_QUOTED = 5
#: A name that is said again has at most so many words.
_SHORT_NAME = 4
#: What no drug or treatment is.
_BODY = word_set(
    """receptor cell neuron nerve vessel organ muscle gland gene channel tissue brain liver kidney heart"""
)
_SORTS = frozenset({"sort", "kind", "type"})
#: What living things may be called when they come up again.
_LIVING = frozenset(
    {"organism", "creature", "animal", "plant", "microbe", "bacterium", "cell", "insect", "fungus"}
)
_SAME = {"area": "region", "region": "area", "zone": "region", "drug": "medicine", "medicine": "drug"}


def is_matter(topic: str, memory: Memory) -> bool:
    """Whether a topic can be a drug or a treatment: by what the text says it is, else by its word."""
    kinds = memory.kinds.get(topic.lower(), set())
    if kinds:
        return any(_MATTER.search(kind) for kind in kinds)
    named = (
        any(c.isupper() for c in topic[1:]) or _DRUG_NAME.search(topic) or _MATTER.search(topic.rstrip("s"))
    )
    return bool(named) and topic.lower().rstrip("s") not in _BODY and not _ABSTRACT.search(topic)


def point(token: Token, wording: Wording, memory: Memory) -> None:
    """Name this, these, those, such and that."""
    if _is_quoted(token):
        return
    if _gets_name(token) or _is_done(token):
        wording.open.add(token.i)
    elif _opens_report(token):
        wording.names[token.i] = ""
        wording.near.add(token.i)
    elif not _points_nowhere(token):
        _point_back(token, wording, memory)


def _is_quoted(token: Token) -> bool:
    """Whether the word opens a few quoted words: the forecast "this hurts"."""
    return (
        token.i > 0
        and token.nbor(-1).text in _QUOTES
        and any(t.text in _QUOTES for t in token.doc[token.i + 1 : token.i + _QUOTED])
    )


def _point_back(token: Token, wording: Wording, memory: Memory) -> None:
    """Name a word that does point at something before it."""
    noun = token.head
    if token.dep_ == "det" and token.lower_ == "that" and token.i > token.sent.start + 3:
        # "... should not receive that vaccine again" points back within its sentence.
        wording.open.add(token.i)
        wording.near.add(token.i)
        wording.inside[token.i] = "the"
    elif token.dep_ in {"det", "predet", "amod"} and noun.pos_ in {"NOUN", "PROPN"}:
        _pointed_noun(token, noun, wording, memory)
    elif token.lower_ == "this" and (name := last_named(token, memory)):
        wording.settle(token, name, False)
    elif token.lower_ == "this" and token.dep_ in {"nsubj", "nsubjpass"}:
        _pointed_event(token, wording, memory)
    elif token.lower_ == "these" and _is_shared(token):
        wording.settle(token, _plural_at_end(memory), True)
    elif token.lower_ == "these" and token.dep_ in {"nsubj", "nsubjpass"}:
        _pointed_plural(token, wording, memory)
    elif not _explains_itself(token):
        wording.open.add(token.i)


def _is_done(token: Token) -> bool:
    """Whether the word is what is done: "how it does this has kept laboratories busy"."""
    return token.lower_ in {"this", "that"} and token.i > 0 and token.nbor(-1).lemma_ == "do"


def last_named(token: Token, memory: Memory) -> str:
    """What the sentence before ends with: "... the proton pump. This is an enzyme that ..." says what that is."""
    verb = token.head
    says = next((c for c in verb.children if c.dep_ == "attr"), None)
    if token.dep_ != "nsubj" or verb.lemma_ != "be" or verb.dep_ != "ROOT" or says is None or memory.opening:
        return ""
    kind = says.pos_ == "NOUN" and says.tag_ == "NN" and says.left_edge.lower_ in {"a", "an"}
    if not kind or says.lemma_.lower() in META_NOUNS:
        return ""
    name = _last_noun(memory)
    return name if name.partition(" ")[0].lower() in {"the", "a", "an"} or name[:1].isupper() else ""


def _last_noun(memory: Memory) -> str:
    """The single thing with which the sentence before ends."""
    if memory.last_verb is None or memory.last_wording is None or memory.opening:
        return ""
    wording = memory.last_wording
    last = next((t for t in reversed(list(memory.last_verb.sent)) if not t.is_punct), None)
    if last is None or last.tag_ not in {"NN", "NNP"} or last.i in wording.open:
        return ""
    return noun_text(last, wording)


def _plural_at_end(memory: Memory) -> str:
    """The things with which the sentence before ends, as those of whom some are spoken of: "many of the algae"."""
    wording, verb = memory.last_wording, memory.last_verb
    last = next((t for t in reversed(list(verb.sent)) if not t.is_punct), None) if verb is not None else None
    if (
        last is None
        or wording is None
        or memory.opening
        or last.i in wording.open
        or not is_plural(last, wording)
    ):
        return ""
    name = noun_text(last, wording) if last.pos_ in {"NOUN", "PROPN"} else ""
    return f"the {after_article(name)}" if 1 <= len(name.split()) <= _SHORT_NAME else ""


def _opens_report(token: Token) -> bool:
    """Whether "that" opens what somebody says, though the parser took it for a pronoun."""
    if token.lower_ != "that" or token.dep_ == "mark" or token.i == token.sent.start:
        return False
    before = token.nbor(-1)
    if token.dep_ == "det" and token.head.tag_ == "NNS":
        return True  # "the danger is that contents run into the lungs"
    return before.pos_ in {"VERB", "AUX"} and before.lemma_ in FRAME_VERBS | {"be"}


def _gets_name(token: Token) -> bool:
    """Whether the word is what gets a name ("doctors call that hyperthermia"), not the name's article."""
    return token.i > 0 and token.nbor(-1).lemma_.lower() in {"call", "term", "name", "dub"}


def _points_nowhere(token: Token) -> bool:
    """Whether the word joins clauses, or opens an example: "that" as a conjunction, "such as"."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ == "that" and token.head.lemma_ in {"day", "night"} and token.i > token.sent.start + 3:
        return True  # "must leave the field and must not return that day"
    return (
        token.dep_ in {"mark", "advmod"}
        or token.tag_ in {"WDT", "IN"}
        or (token.lower_ == "such" and after == "as")
    )


def _explains_itself(token: Token) -> bool:
    """Whether the words behind it say what is meant: "those who smoke", "that of the liver"."""
    if token.lower_ == "those":
        after = token.nbor(1) if token.i + 1 < len(token.doc) else token
        return after.tag_ in {"VBN", "VBD"} or any(c.dep_ in {"relcl", "prep", "acl"} for c in token.children)
    return token.lower_ == "that" and (
        token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}
        or any(c.lower_ == "of" for c in token.children)
    )


def _is_shared(token: Token) -> bool:
    """Whether a subject is some of them: "many of these float"."""
    of, share = token.head, token.head.head
    if share.lower_ not in {"many", "some", "most", "several", "few", "all", "both"}:
        return False
    return (
        token.dep_ == "pobj"
        and of.lower_ == "of"
        and share.dep_ in {"nsubj", "nsubjpass"}
        and share.i == of.i - 1
    )


def _pointed_plural(token: Token, wording: Wording, memory: Memory) -> None:
    """These + verb: the plural thing just before; within one sentence the whole may say "they"."""
    if token.head.tag_ == "VBZ" or _is_sign(token):
        wording.open.add(token.i)  # "these pumps burn glucose", in which "pumps" was read as a verb
        return
    wording.settle(token, _last_plural(token, wording, memory), True)
    if any(is_plural(t, wording) for t in token.sent if t.i < token.i and t.pos_ in {"NOUN", "PROPN"}):
        wording.near.add(token.i)
        wording.inside[token.i] = "they"


def _is_sign(token: Token) -> bool:
    """Whether "these may be signs of liver failure": all that somebody may notice, not the thing named last."""
    verb = token.head
    shown = next((c for c in verb.rights if c.dep_ == "attr"), None)
    return (
        verb.lemma_ == "be"
        and shown is not None
        and shown.lemma_.lower() in {"sign", "symptom", "side", "effect"}
    )


def _last_plural(token: Token, wording: Wording, memory: Memory) -> str:
    """The plural noun just before: in this sentence, else the last one of the sentence before."""
    inside = [
        t for t in token.sent
        if t.i < token.i and t.pos_ in {"NOUN", "PROPN"} and is_plural(t, wording)
        and t.dep_ in {"dobj", "pobj", "nsubj", "conj", "attr"}
        and not any(a.dep_ in {"appos", "relcl"} for a in (t, *t.ancestors))
        and t.left_edge.nbor(-1 if t.left_edge.i else 0).text != ","
    ]  # fmt: skip
    if inside:
        nearest = [
            t
            for t in token.sent
            if t.i < token.i and t.pos_ in {"NOUN", "PROPN"} and t.tag_ in {"NNS", "NNPS"}
        ]
        return noun_text(inside[-1], wording) if nearest[-1:] in ([], [inside[-1]]) else ""
    found = memory.recent(True, 1)
    return found[0].text if len({m.text for m in found}) == 1 else ""


def _pointed_event(token: Token, wording: Wording, memory: Memory) -> None:
    """This + verb: what the clause before says, as a noun phrase."""
    verb = token.head
    after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    says = verb.lemma_.lower() in FRAME_VERBS | {"mean", "explain"} or after in {
        "why",
        "because",
        "how",
        "where",
    }
    if says or (verb.lemma_ == "be" and any(c.dep_ == "acomp" for c in verb.children)):
        wording.open.add(token.i)
        return
    before: Token | None = None
    if verb.lemma_.lower() in _DONE_BY_THINGS:
        name = _last_noun(memory)
    elif verb.dep_ in {"conj", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i < token.i:
        before = verb.head
        name = event(before, wording, memory.topic)
        joint = token.nbor(-1)
        if name and joint.lower_ == "and":
            # The whole sentence reads better with "..., which slows the heart".
            wording.near.update((token.i, joint.i))
            wording.inside.update({joint.i: "", token.i: "which"})
    elif memory.last_verb is not None and memory.last_wording is not None and not memory.opening:
        name = event(memory.last_verb, memory.last_wording, memory.topic)
    else:
        name = ""
    wording.settle(token, name, False)


def _pointed_noun(token: Token, noun: Token, wording: Wording, memory: Memory) -> None:
    """This + noun: the last thing named with that noun or known to be of that kind."""
    if _is_idle(token, noun, wording):
        return
    name = memory.theory if noun.lemma_.lower() in THEORY_NOUNS else named_kind(noun, wording, memory)
    name = name or _only_plural(token, noun, memory)
    if (named := _named_behind(token, noun)) is not None:
        for t in token.doc[token.i : named.left_edge.i]:
            wording.names[t.i] = ""
        wording.names[named.right_edge.i + 1] = ""
        return
    if not name and _is_repeated(token, noun, memory):
        wording.names[token.i] = "the"
        return
    if name:
        _replace(token, noun, name, wording)
        if any(t.lemma_ == noun.lemma_ for t in noun.doc[noun.sent.start : token.i]):
            # The noun itself stands before: the whole sentence may say "these synapses" again.
            wording.near.update(range(token.i, noun.i + 1))
        return
    wording.open.add(token.i)
    plural = is_plural(noun, wording)
    before = noun.doc[noun.sent.start : max(noun.sent.start, token.i - 2)]
    near = any(
        t.pos_ in {"NOUN", "PROPN"} and (is_plural(t, wording) is plural or _in_pair(t)) for t in before
    )
    if (near and noun.lemma_.lower() in STAND_INS) or _sums_up(token, noun):
        wording.near.add(token.i)
        wording.inside[token.i] = "the"


def _is_idle(token: Token, noun: Token, wording: Wording) -> bool:
    """Leave out a pointing word without which the sentence says the same."""
    if token.lower_ == "such" and any(c.dep_ in {"amod", "compound"} and c != token for c in noun.lefts):
        wording.names[token.i] = ""  # "such hidden hearing loss" is not any hearing loss
        return True
    sort = noun.lemma_.lower() in _SORTS and token.i > token.sent.start and token.nbor(-1).lower_ == "of"
    if sort:
        wording.names.update(dict.fromkeys(range(token.i - 1, noun.i + 1), ""))  # "bombardment of this sort"
    return sort


def _only_plural(token: Token, noun: Token, memory: Memory) -> str:
    """The one plural thing that the sentence before is about: "Methanogens see to it. These organisms, ..."."""
    if token.lower_ != "these" or noun.lemma_.lower() not in _LIVING or not token.is_sent_start:
        return ""
    found = memory.recent(True, 1)
    return found[0].text if len({m.text for m in found}) == 1 and found[0].subject else ""


def _sums_up(token: Token, noun: Token) -> bool:
    """Whether "these arousals" are what the clause before in the same sentence told, not a thing of an earlier one."""
    if token.lower_ not in {"this", "these"} or noun.lemma_.lower() in CLASS_NOUNS | STAND_INS | META_NOUNS:
        return False
    opens = token.i > token.sent.start + 4 and token.nbor(-1).lower_ in {
        "and",
        "so",
        "but",
        ";",
        "because",
        "that",
    }
    told = any(t.tag_ in FINITE for t in token.doc[token.sent.start : token.i])
    return opens and told and noun.dep_ in {"nsubj", "nsubjpass"}


def _named_behind(token: Token, noun: Token) -> Token | None:
    """The name that stands between commas behind a subject: "this process, denitrification, returns nitrogen"."""
    if token.i != token.sent.start or noun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    names = (
        c for c in noun.rights if c.dep_ == "appos" and c.i == c.right_edge.i and c.left_edge.i == noun.i + 2
    )
    name = next((c for c in names if c.left_edge.lower_ not in {"a", "an", "the"}), None)
    return name if name is not None and name.nbor(1).text == "," and name.nbor(2).i < token.sent.end else None


def _is_repeated(token: Token, noun: Token, memory: Memory) -> bool:
    """Whether "this phosphate" is the phosphate of the sentence before: a noun that says by itself what is meant."""
    kind = noun.lemma_.lower()
    if kind in CLASS_NOUNS | GENERIC_HEADS | META_NOUNS | STAND_INS | _EVENTS or token.lower_ not in {
        "this",
        "these",
    }:
        return False
    at = memory.sentence - 1
    return any(m.head == kind and m.sentence == at for m in memory.mentions)


def _in_pair(noun: Token) -> bool:
    """Whether two nouns joined by "or" may together be a plural: "insulin or sulfonylureas ... these drugs"."""
    return noun.dep_ == "conj" or any(c.dep_ == "conj" for c in noun.children)


def _replace(token: Token, noun: Token, name: str, wording: Wording) -> None:
    """Write the name instead of the words from the determiner to the noun."""
    if token.i and token.nbor(-1).lower_ == "of" and name.split(maxsplit=1)[0] not in {"the", "a", "an"}:
        name = f"the {name}"
    for t in token.doc[token.i : noun.i + 1]:
        wording.names[t.i] = ""
    wording.names[noun.i] = name
    wording.plurals[noun.i] = is_plural(noun, wording)


def named_kind(noun: Token, wording: Wording, memory: Memory) -> str:
    """The most recent thing that a noun with "this" or "these" can mean; empty when two compete."""
    kind = noun.lemma_.lower()
    kinds = {kind, _SAME.get(kind, kind)}
    plural = is_plural(noun, wording)
    here = [
        t for t in noun.sent
        if t.i < noun.left_edge.i and t.lemma_.lower() == kind and t.pos_ in {"NOUN", "PROPN"}
        and is_plural(t, wording) is plural
    ]  # fmt: skip
    if here:
        return noun_text(here[-1], wording)
    for back in range(1, 5):
        found = [
            m for m in memory.recent(plural, back) if (back < 3 and m.classes & kinds) or m.head in kinds
        ]
        rich = [m for m in found if m.rich or m.head not in kinds]
        if rich:
            examples = [m for m in rich if m.example] or rich
            return examples[0].text if len({m.text for m in examples}) == 1 else ""
    if (
        kind in STAND_INS
        and memory.topic
        and memory.topic_plural is plural
        and is_matter(memory.topic, memory)
    ):
        return memory.topic
    first = noun.i - noun.sent.start <= 2
    found = [m for m in memory.recent(plural, 1) if m.head not in GENERIC_HEADS]
    if first and kind in CLASS_NOUNS - _EVENTS and len({m.text for m in found}) == 1:
        # "These drugs" are not the receptors that were named last.
        other = kind in STAND_INS and found[0].head in _BODY
        return "" if other else found[0].text
    return ""


def define(token: Token, wording: Wording, memory: Memory) -> None:
    """The drug, the enzyme: a bare noun that means something named before."""
    noun = token.head
    if not _is_bare(token, noun):
        return
    kind = noun.lemma_.lower()
    plural = is_plural(noun, wording)
    for back in range(1, 4):
        found = [m for m in memory.recent(plural, back) if kind in m.classes and m.head != kind]
        if found:
            here = {t.lower_ for t in noun.sent}
            found = [m for m in found if here.isdisjoint(m.text.lower().split())]
        if len({m.text for m in found}) == 1:
            _replace(token, noun, found[0].text, wording)
            return
    if kind in _REMEDIES:
        found = [
            m
            for m in memory.recent(plural, 1)
            if m.head not in STAND_INS and any(_MATTER.search(each) for each in m.classes)
        ]
        if len({m.text for m in found}) == 1 and not _is_named_in(found[0].text, noun):
            _replace(token, noun, found[0].text, wording)
            return
    topic = memory.topic
    fits = bool(topic) and kind in STAND_INS and kind not in topic.lower() and is_matter(topic, memory)
    agrees = memory.topic_plural is plural or (not plural and noun.dep_ not in {"nsubj", "nsubjpass"})
    if fits and agrees and topic.lower() not in {t.lower_ for t in noun.sent}:
        _replace(token, noun, topic, wording)
        wording.plurals[noun.i] = plural


def _is_named_in(text: str, noun: Token) -> bool:
    """Whether a noun's sentence says a name itself."""
    return not {t.lower_ for t in noun.sent}.isdisjoint(text.lower().split()[-1:])


def _is_bare(token: Token, noun: Token) -> bool:
    """Whether a noun has nothing but its article."""
    if noun.i != token.i + 1 or noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ == "compound":
        return False
    return not any(c.i > noun.i and c.dep_ in {"prep", "relcl", "acl", "appos"} for c in noun.children)
