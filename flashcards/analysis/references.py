"""What "it", "they", "this", "these receptors" and "the drug" stand for; nothing when that is unsure."""

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from flashcards.analysis.clauses import own_subject
from flashcards.analysis.events import event
from flashcards.analysis.lexicon import DOUBT_VERBS, FRAME_VERBS, META_NOUNS, STAND_INS, THEORY_NOUNS
from flashcards.analysis.naming import Naming, class_noun
from flashcards.analysis.phrases import Wording, asides, is_plural, phrase, subtree

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SAME = {"area": "region", "region": "area", "zone": "region", "drug": "medicine", "medicine": "drug"}
_POINTERS = frozenset({"this", "these", "those", "such", "that"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that the text has named."""

    text: str
    head: str
    plural: bool
    subject: bool
    sentence: int
    classes: frozenset[str]
    rich: bool


@dataclass(slots=True)
class Memory:
    """What a reader has in mind on reaching a sentence."""

    topic: str = ""
    topic_plural: bool = False
    sentence: int = 0
    mentions: list[Mention] = field(default_factory=list)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    theory: str = ""
    last_verb: Token | None = None
    last_wording: Wording | None = None

    def new_section(self) -> None:
        """Forget what was in focus: a heading came."""
        self.last_verb = None
        self.sentence += 3

    def learn(self, name: str, kind: str) -> None:
        """Remember that a name is a kind of something."""
        self.kinds.setdefault(name.lower(), set()).add(kind)

    def recent(self, plural: bool, back: int) -> list[Mention]:
        """The mentions of one sentence before that agree in number, leaving out studies and people."""
        at = self.sentence - back
        return [m for m in self.mentions if m.sentence == at and m.plural is plural and m.head not in META_NOUNS]


def resolve(sent: Span, wording: Wording, memory: Memory) -> None:
    """Give names to the references of a sentence; those without a sure name are marked open."""
    for token in sent:
        low = token.lower_
        if token.i in wording.names:
            continue
        if low in {"it", "they", "them"}:
            _personal(token, wording, memory)
        elif low in {"its", "their"}:
            _possessive(token, wording, memory)
        elif low in {"he", "she", "him", "i", "we", "his", "her", "my", "me"}:
            wording.open.add(token.i)
        elif low in _POINTERS:
            _pointer(token, wording, memory)
        elif low == "the" and token.dep_ == "det":
            _definite(token, wording, memory)
        elif low in {"both", "others", "another", "each", "former", "latter"} and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            if not any(c.dep_ == "prep" for c in token.children):
                wording.open.add(token.i)
        elif low == "there" and token.dep_ == "advmod":
            wording.names[token.i] = ""


def remember(sent: Span, wording: Wording, memory: Memory, namings: list[Naming]) -> None:
    """Store the things that a sentence names, and its main event."""
    for naming in namings:
        memory.learn(phrase(subtree(naming.name, without=asides(naming.name)), wording), class_noun(naming.described))
    for token in sent:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod", "poss", "npadvmod"}:
            _mention(token, wording, memory)
    memory.last_verb, memory.last_wording = sent.root, wording
    memory.sentence += 1


def _mention(token: Token, wording: Wording, memory: Memory) -> None:
    """Store one noun phrase."""
    if token.i in wording.open or (token.pos_ == "PRON" and not wording.names.get(token.i)):
        return
    subject = token.dep_ in _SUBJECTS and token.head.dep_ in {"ROOT", "conj", "ccomp"}
    matter = _matter(token)
    if subject and matter != token:
        _store(matter, True, wording, memory)
        subject = False
    _store(token, subject, wording, memory)


def _store(token: Token, subject: bool, wording: Wording, memory: Memory) -> None:
    """Store a noun phrase as a mention."""
    text = noun_text(token, wording)
    if not text or len(text.split()) > 9 or "?" in text or text.count("(") != text.count(")"):
        return
    core = _after_article(text)
    classes = set(memory.kinds.get(core.lower(), set())) | {class_noun(token)}
    if token.i in wording.classes:
        classes.add(wording.classes[token.i])
    head = token.lemma_.lower() if token.pos_ != "PRON" else core.split()[-1].lower()
    memory.mentions.append(
        Mention(text, head, is_plural(token, wording), subject, memory.sentence, frozenset(classes), len(core.split()) > 1)
    )
    del memory.mentions[:-120]


def _matter(token: Token) -> Token:
    """What "the function of X" is about."""
    if token.lemma_.lower() in {"function", "role", "use", "cost", "benefit", "cause", "effect", "half", "most", "part", "purpose", "risk", "level"}:
        for child in token.children:
            below = next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.lower_ == "of" and below is not None and below.pos_ in {"NOUN", "PROPN"}:
                return below
    return token


def noun_text(token: Token, wording: Wording) -> str:
    """A noun with what belongs to it: no asides, no relative clauses, no joined nouns unless plural."""
    without = [*asides(token), *(c for c in token.children if c.dep_ in {"relcl", "acl", "advcl"} and c.i not in wording.names)]
    without += [c for c in token.children if c.dep_ == "prep" and c.lower_ not in {"of"}]
    text = phrase(subtree(token, without=without), wording)
    for opener in ("another ", "some ", "certain ", "several ", "many ", "most ", "any ", "other ", "such "):
        text = text.removeprefix(opener)
    return text


def _after_article(text: str) -> str:
    """The phrase without its article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in {"a", "an", "the"} else text


def _personal(token: Token, wording: Wording, memory: Memory) -> None:
    """Name it, they or them."""
    if token.lower_ == "it" and is_expletive(token):
        return
    plural = token.lower_ != "it"
    as_subject = token.dep_ in _SUBJECTS or (token.dep_ == "pobj" and token.head.head.dep_ in _SUBJECTS)
    name = _inside(token, plural, wording, as_subject)
    if not plural and as_subject and memory.theory and token.head.lemma_ in DOUBT_VERBS:
        name = memory.theory
    if name or _agreeing_before(token, plural, wording):
        wording.near.add(token.i)
    if not name and token.i not in wording.near:
        name = _subject_before(plural, memory) if as_subject else _object_before(token, plural, wording, memory)
    if name:
        wording.names[token.i] = name
        wording.plurals[token.i] = plural
    else:
        wording.open.add(token.i)


def _agreeing_before(token: Token, plural: bool, wording: Wording) -> bool:
    """Whether a noun of the same number stands earlier in the sentence, in another clause."""
    if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT":
        return False
    for verb in token.head.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is not None and subject.i < token.i and is_plural(subject, wording) is plural:
            return True
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.head != token.head and is_plural(t, wording) is plural
        for t in token.doc[token.sent.start : token.i]
    )  # fmt: skip


def is_expletive(token: Token) -> bool:
    """Whether "it" stands for nothing, as in "it is thought that"."""
    verb = token.head
    if verb.lemma_ in {"seem", "appear", "take", "follow", "happen"}:
        return True
    clause = any(c.dep_ in {"ccomp", "csubj", "csubjpass", "xcomp", "advcl", "relcl"} and c.i > verb.i for c in verb.children)
    if any(c.dep_ == "auxpass" for c in verb.children):
        return clause and verb.lemma_ in {"think", "believe", "know", "suggest", "estimate", "suppose", "hypothesize", "establish", "find", "show", "argue", "propose", "assume", "call"}
    if verb.lemma_ != "be":
        return False
    return clause and any(c.dep_ in {"acomp", "attr"} for c in verb.children)


def _inside(token: Token, plural: bool, wording: Wording, as_subject: bool) -> str:
    """The subject of an earlier clause of the same sentence, or the only noun that agrees."""
    verb = token.head
    while verb.dep_ not in {"ROOT"}:
        above = verb.head
        for holder in (above, *(c for c in above.children if c.dep_ == "advcl" and c.i < verb.i)):
            subject = own_subject(holder) if holder.pos_ in {"VERB", "AUX"} else None
            if subject is not None and subject.i < token.i and is_plural(subject, wording) is plural and _nameable(subject, wording):
                if as_subject or token.head != holder:
                    return noun_text(subject, wording)
        verb = above
    if as_subject:
        for clause in verb.children:
            if clause.dep_ == "advcl" and clause.i < token.i:
                subject = own_subject(clause)
                if subject is not None and is_plural(subject, wording) is plural and _nameable(subject, wording):
                    return noun_text(subject, wording)
    return ""


def _nameable(token: Token, wording: Wording) -> bool:
    """Whether a subject can serve as a name."""
    if token.i in wording.open or token.lemma_.lower() in META_NOUNS or token.tag_ in {"WDT", "WP"}:
        return False
    return token.pos_ in {"NOUN", "PROPN"} or bool(wording.names.get(token.i))


def _subject_before(plural: bool, memory: Memory) -> str:
    """The subject that the text goes on about."""
    for back in (1, 2):
        found = memory.recent(plural, back)
        subjects = [m for m in found if m.subject]
        if subjects:
            return subjects[0].text
        if back == 1 and memory.topic and memory.topic_plural is plural and any(_is_topic(m, memory) for m in found):
            return memory.topic
        if found:
            return found[0].text if back == 1 and len({m.text for m in found}) == 1 else ""
    if memory.topic and memory.topic_plural is plural and not memory.recent(plural, 1):
        return memory.topic
    return ""


def _is_topic(mention: Mention, memory: Memory) -> bool:
    """Whether a mention is the article's topic."""
    return _after_article(mention.text).lower() == memory.topic.lower()


def _object_before(token: Token, plural: bool, wording: Wording, memory: Memory) -> str:
    """What an object pronoun refers to: not the subject of its own clause."""
    subject = own_subject(token.head)
    own = noun_text(subject, wording) if subject is not None else ""
    earlier = [
        t
        for t in token.sent
        if t.i < token.i and t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
        and is_plural(t, wording) is plural and t.head != token.head and _nameable(t, wording)
    ]  # fmt: skip
    if earlier:
        return noun_text(earlier[-1], wording) if len({t.lemma_ for t in earlier}) == 1 else ""
    found = [m for m in memory.recent(plural, 1) if m.text != own]
    topical = [m for m in found if m.subject or _is_topic(m, memory)] or found
    return topical[0].text if len({m.text for m in topical}) == 1 else ""


def _possessive(token: Token, wording: Wording, memory: Memory) -> None:
    """Its and their stay where their owner stands before them in the clause; else the owner is named."""
    plural = token.lower_ == "their"
    for verb in token.ancestors:
        subject = own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is not None and subject.right_edge.i < token.i and is_plural(subject, wording) is plural:
            return
    owner = _inside(token, plural, wording, True) or _subject_before(plural, memory)
    if owner:
        wording.names[token.i] = owner + ("’" if owner.endswith("s") else "’s")
    else:
        wording.open.add(token.i)


def _pointer(token: Token, wording: Wording, memory: Memory) -> None:
    """Name this, these, those, such and that."""
    noun = token.head
    if token.lower_ == "that" and token.i > token.sent.start and token.nbor(-1).pos_ in {"VERB", "AUX"} and token.nbor(-1).lemma_ in FRAME_VERBS | {"be"}:
        wording.names[token.i] = ""
        wording.near.add(token.i)
        return
    if token.dep_ in {"mark", "advmod"} or token.tag_ in {"WDT", "IN"} or token.lower_ == "such" and token.nbor(1 if token.i + 1 < len(token.doc) else 0).lower_ == "as":
        return
    if token.dep_ in {"det", "predet", "amod"} and noun.pos_ in {"NOUN", "PROPN"}:
        _pointed_noun(token, noun, wording, memory)
    elif token.lower_ == "this" and token.dep_ in {"nsubj", "nsubjpass"}:
        _pointed_event(token, wording, memory)
    elif token.lower_ == "these" and token.dep_ in {"nsubj", "nsubjpass"}:
        name = _last_plural(token, wording, memory)
        _set(token, name, True, wording)
    elif token.lower_ == "those" and any(c.dep_ in {"relcl", "prep", "acl"} for c in token.children):
        return
    elif token.lower_ == "that" and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return
    else:
        wording.open.add(token.i)


def _set(token: Token, name: str, plural: bool, wording: Wording) -> None:
    """Use a name, or leave the reference open."""
    if name:
        wording.names[token.i] = name
        wording.plurals[token.i] = plural
    else:
        wording.open.add(token.i)


def _last_plural(token: Token, wording: Wording, memory: Memory) -> str:
    """The plural noun just before: in this sentence, else the last one of the sentence before."""
    inside = [
        t for t in token.sent
        if t.i < token.i and t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"dobj", "pobj", "nsubj", "conj", "attr"} and is_plural(t, wording)
        and not any(a.dep_ in {"appos", "relcl"} for a in (t, *t.ancestors))
    ]  # fmt: skip
    if inside:
        return noun_text(inside[-1], wording)
    found = memory.recent(True, 1)
    return found[0].text if len({m.text for m in found}) == 1 else ""


def _pointed_event(token: Token, wording: Wording, memory: Memory) -> None:
    """This + verb: what the clause before says, as a noun phrase."""
    verb = token.head
    before: Token | None = None
    if verb.dep_ in {"conj", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i < token.i:
        before = verb.head
        name = event(before, wording, memory.topic)
    elif memory.last_verb is not None and memory.last_wording is not None:
        name = event(memory.last_verb, memory.last_wording, memory.topic)
    else:
        name = ""
    _set(token, name, False, wording)


def _pointed_noun(token: Token, noun: Token, wording: Wording, memory: Memory) -> None:
    """This + noun: the last thing named with that noun or known to be of that kind."""
    name = memory.theory if noun.lemma_.lower() in THEORY_NOUNS else named_kind(noun, wording, memory)
    if not name:
        wording.open.add(token.i)
        return
    _replace(token, noun, name, wording)


def _replace(token: Token, noun: Token, name: str, wording: Wording) -> None:
    """Write the name instead of the words from the determiner to the noun."""
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
        if t.i < noun.left_edge.i and t.lemma_.lower() == kind and t.pos_ in {"NOUN", "PROPN"} and is_plural(t, wording) is plural
    ]  # fmt: skip
    if here:
        return noun_text(here[-1], wording)
    for back in range(1, 5):
        found = [m for m in memory.recent(plural, back) if (back < 3 and m.classes & kinds) or m.head in kinds]
        rich = [m for m in found if m.rich or m.head not in kinds]
        if rich:
            texts = {m.text for m in rich}
            return rich[-1].text if len(texts) == 1 or rich[-1].head == kind else ""
    if kind in STAND_INS and memory.topic and (memory.topic_plural is plural):
        return memory.topic
    return ""


def _definite(token: Token, wording: Wording, memory: Memory) -> None:
    """The drug, the enzyme: a bare noun that means something named before."""
    noun = token.head
    if noun.i != token.i + 1 or noun.pos_ not in {"NOUN", "PROPN"} or any(c.i > noun.i and c.dep_ in {"prep", "relcl", "acl", "appos"} for c in noun.children):
        return
    if noun.dep_ == "compound":
        return
    kind = noun.lemma_.lower()
    plural = is_plural(noun, wording)
    here = {t.lower_ for t in noun.sent}
    for back in range(1, 4):
        found = [
            m for m in memory.recent(plural, back)
            if kind in m.classes and m.head != kind and not {w.lower() for w in m.text.split()} & here
        ]  # fmt: skip
        if len({m.text for m in found}) == 1:
            _replace(token, noun, found[0].text, wording)
            return
    if kind in STAND_INS and memory.topic and memory.topic.lower() not in here and kind not in memory.topic.lower():
        if memory.topic_plural is plural or not plural:
            _replace(token, noun, memory.topic, wording)
            wording.plurals[noun.i] = plural
