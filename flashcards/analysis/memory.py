"""What a reader has in mind on reaching a sentence."""

import re
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from flashcards.analysis.lexicon import FRAME_VERBS, META_NOUNS, word_set
from flashcards.analysis.naming import Naming, class_noun
from flashcards.analysis.phrases import Wording, asides, is_plural, phrase, subtree, text_of
from flashcards.analysis.repair import VERB_FORMS

#: Nouns that count others, or time: what goes on to be called "it" is neither.
_SHARES = frozenset(
    {"percent", "%", "third", "half", "quarter", "majority", "most"}
    | {"year", "month", "week", "day", "hour", "minute", "time", "century", "decade", "night"}
)
#: Nouns that stand in the way of a name as other things do, and are seldom what a pronoun means.
_MEASURES = frozenset(
    {
        "dose",
        "amount",
        "gap",
        "difference",
        "lot",
        "bit",
        "rest",
        "age",
        "average",
        "number",
        "chance",
        "odds",
        "share",
        "figure",
    }
)
_SECOND_NAME = re.compile(r",? or [\w-]+$(?<=[A-Z])")
#: Words in what was read as a noun phrase that show that it is none, or means nothing outside its sentence.
_NO_NAME = re.compile(
    r"[?.;:](?:\s|$)|\b(?:its|their|his|her|your|our|my) |\b(?:and|or|of|just)$|\b(?:it|which|who|whom)\b"
    r"|\b(?:him|her|it|them)sel(?:f|ves)\b"
    r"|^\(|^(?:no|none|more|less|fewer|little|few|a few|only|what|how|then|meanwhile|the same|a different|the wrong) "
    r"|\d+ (?:second|minute|hour|day|week|month|year)s?$",
    re.IGNORECASE,
)
#: Those whom "they" may mean where no thing is meant.
PEOPLE = frozenset(
    {
        "people",
        "patient",
        "person",
        "child",
        "adult",
        "woman",
        "man",
        "sufferer",
        "user",
        "participant",
        "mother",
        "baby",
    }
)
#: What a thing can be in a story.
_PARTS = word_set(
    """choice treatment remedy drug medicine option mainstay standard cause culprit reason answer exception example
    problem concern worry danger suspect candidate complaint"""
)
_SHORT_FORM = re.compile(r" \([\w-]+\)$")
_LONG = 45
_THEORY = re.compile(r"theory|hypothesis", re.IGNORECASE)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ARTICLES = frozenset({"the", "a", "an", "another"})
_NOUNS = frozenset({"NOUN", "PROPN"})


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
    object: bool = False
    example: bool = False
    explained: bool = False


@dataclass(slots=True)
class Memory:
    """What a reader has in mind on reaching a sentence.

    `opening` says that the sentence opens a paragraph that follows another one, where "it" is the topic again;
    `unnamed` holds the numbers (plural or not) in which the sentence before left its subject without a name.
    """

    topic: str = ""
    topic_plural: bool = False
    sentence: int = 0
    mentions: list[Mention] = field(default_factory=list)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    theory: str = ""
    opening: bool = False
    unnamed: set[bool] = field(default_factory=set)
    last_verb: Token | None = None
    last_wording: Wording | None = None

    def new_section(self) -> None:
        """Forget what was in focus: a heading came."""
        self.last_verb = None
        self.sentence += 3

    def learn(self, name: str, kind: str) -> None:
        """Remember that a name is a kind of something."""
        self.kinds.setdefault(name.lower(), set()).add(kind)

    def speaks_of_people(self) -> bool:
        """Whether people are what the sentence before is about, whom "they" may mean."""
        at = self.sentence - 1
        return any(m.sentence == at and m.subject and m.plural and m.head in PEOPLE for m in self.mentions)

    def had_subject(self) -> bool:
        """Whether the sentence before is about something that can be named: not about "you" or "we" alone."""
        return any(m.sentence == self.sentence - 1 and m.subject for m in self.mentions)

    def was_long(self) -> bool:
        """Whether the sentence before is so long that its subject is no safe guess."""
        return self.last_verb is not None and len(self.last_verb.sent) > _LONG

    def recent(self, plural: bool, back: int) -> list[Mention]:
        """The mentions of one sentence before that agree in number, leaving out studies and people."""
        at = self.sentence - back
        found = []
        for mention in reversed(self.mentions):
            if mention.sentence < at:
                break
            if mention.sentence == at and mention.plural is plural and mention.head not in META_NOUNS:
                found.append(mention)
        return found[::-1]


def remember(sent: Span, wording: Wording, memory: Memory, namings: list[Naming]) -> None:
    """Store the things that a sentence names, and its main event."""
    for naming in namings:
        memory.learn(
            phrase(subtree(naming.name, without=asides(naming.name)), wording), class_noun(naming.described)
        )
    for token in sent:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {
            "compound",
            "nmod",
            "poss",
            "npadvmod",
        }:
            _mention(token, wording, memory)
    memory.unnamed = {
        t.lower_ != "it"
        for t in sent
        if t.lower_ in {"it", "they"} and t.i in wording.open and t.dep_ in _SUBJECTS
    }
    memory.last_verb, memory.last_wording = sent.root, wording
    memory.sentence += 1


def named_theory(sent: Span, wording: Wording) -> str:
    """The theory that a sentence calls by its name ("the hygiene hypothesis"), which "it holds that" may then mean."""
    if not _THEORY.search(text_of(sent)):
        return ""
    for token in sent:
        named = any(c.dep_ == "compound" and c.i == token.i - 1 for c in token.children)
        if named and token.lemma_.lower() in {"theory", "hypothesis"} and token.tag_ == "NN":
            words = [c for c in token.children if c.dep_ in {"compound", "amod"} and c.i < token.i]
            return f"the {phrase([*words, token], wording)}"
    return ""


def _mention(token: Token, wording: Wording, memory: Memory) -> None:
    """Store one noun phrase."""
    if any(c.i in wording.open and c.dep_ == "det" for c in token.children) or _holds_view(token):
        return
    if token.lower_ in VERB_FORMS and not any(True for _ in token.lefts):
        return  # "it branches into contacts and fires day and night", "how does it help?"
    if token.i in wording.open or (token.pos_ == "PRON" and not wording.names.get(token.i)):
        return
    subject = token.dep_ in _SUBJECTS and token.head.dep_ in {"ROOT", "conj", "ccomp"}
    subject = subject or _is_brought_in(token)
    if subject and _gets_name(token):
        subject = False
    elif token.dep_ == "attr" and (called := next((c for c in token.head.lefts if c.dep_ == "nsubj"), None)):
        subject = _gets_name(called)
    matter = _matter(token)
    if subject and matter != token:
        _store(matter, True, wording, memory)
        subject = False
    _store(token, subject, wording, memory)


def _store(token: Token, subject: bool, wording: Wording, memory: Memory) -> None:
    """Store a noun phrase as a mention."""
    text = noun_text(token, wording)
    if token.lemma_.lower() in _SHARES or is_no_name(text):
        return
    if text[:1].isdigit() or token.lemma_.lower() in _MEASURES:
        text = ""  # a count of things stands in the way of a name and is none
    core = after_article(text)
    classes = set(memory.kinds.get(core.lower(), set())) | {class_noun(token)}
    if token.i in wording.classes:
        classes.add(wording.classes[token.i])
    head = token.lemma_.lower() if token.pos_ != "PRON" else core.split()[-1].lower()
    memory.mentions.append(
        Mention(
            text,
            head,
            is_plural(token, wording),
            subject,
            memory.sentence,
            frozenset(classes),
            rich=len(core.split()) > 1,
            object=token.dep_ in {"dobj", "oprd"},
            example=token.dep_ == "pobj" and token.head.lower_ == "as",
            explained=any(c.dep_ in {"appos", "relcl"} for c in token.children) and not _says_what(token),
        )
    )
    del memory.mentions[:-80]


def _gets_name(token: Token) -> bool:
    """Whether a subject is only what a thing is here, named after it: "the usual first choice is nifedipine"."""
    part = token.lemma_.lower() in _PARTS and token.left_edge.lower_ in _ARTICLES
    one = token.lower_ == "one" and any(c.lower_ == "of" for c in token.rights)
    if token.head.lemma_ != "be" or not (part or one):
        return False
    name = next((c for c in token.head.rights if c.dep_ == "attr"), None)
    return name is not None and name.tag_ in {"NN", "NNP"} and not any(c.dep_ == "det" for c in name.lefts)


def _is_brought_in(token: Token) -> bool:
    """Whether the sentence brings a thing in, of which the next one goes on: "then there is the nocebo effect"."""
    brought = token.dep_ == "attr" and token.head.dep_ == "ROOT"
    return brought and any(c.dep_ == "expl" and c.lower_ == "there" for c in token.head.lefts)


def _says_what(token: Token) -> bool:
    """Whether a noun only says what a named subject is, and so is no other thing: "antibodies are proteins that ..."."""
    return token.dep_ == "attr" and any(c.dep_ == "nsubj" and c.pos_ in _NOUNS for c in token.head.lefts)


def _holds_view(token: Token) -> bool:
    """Whether a subject thinks or says something: "a third group thinks that ...", which no "it" takes up."""
    if token.dep_ != "nsubj" or token.head.lemma_.lower() not in FRAME_VERBS:
        return False
    return any(c.dep_ == "ccomp" and c.i > token.head.i for c in token.head.children)


def is_no_name(text: str) -> bool:
    """Whether what was read as a noun phrase is none, or needs its own sentence: "cells of its own"."""
    if not text or len(text.split()) > 9 or text.count("(") != text.count(")"):
        return True
    return bool(_NO_NAME.search(text))


def _matter(token: Token) -> Token:
    """What "the function of X" is about."""
    if token.lemma_.lower() in {"function", "role", "use", "cost", "benefit", "cause", "effect", "purpose"}:
        for child in token.children:
            below = next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.lower_ == "of" and below is not None and below.pos_ in {"NOUN", "PROPN"}:
                return below
    if token.lemma_.lower() == "case":
        against = (p for c in token.children if c.lower_ in {"for", "against"} for p in c.children)
        return next((p for p in against if p.dep_ == "pobj" and p.pos_ in _NOUNS), token)
    return token


def noun_text(token: Token, wording: Wording) -> str:
    """A noun with what belongs to it: no asides, no relative clauses, no joined nouns unless plural."""
    if token.n_lefts + token.n_rights == 0:
        return phrase((token,), wording)
    without = [
        *asides(token),
        *(c for c in token.children if c.dep_ in {"relcl", "acl", "advcl"} and c.i not in wording.names),
    ]
    without += [c for c in token.children if c.dep_ == "prep" and c.lower_ != "of"]
    text = phrase(subtree(token, without=without), wording)
    text = _SECOND_NAME.sub("", text)
    for opener in ("another ", "some ", "certain ", "several ", "many ", "most ", "any ", "other ", "such "):
        text = text.removeprefix(opener)
    return text


def after_article(text: str) -> str:
    """The phrase without its article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in {"a", "an", "the"} else text


def is_topic(mention: Mention, memory: Memory) -> bool:
    """Whether a mention is the article's topic."""
    return _SHORT_FORM.sub("", after_article(mention.text)).lower() == memory.topic.lower()
