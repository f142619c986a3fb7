"""Names given in passing: "a valley of the sea floor called a trench", "X is a type of Y"."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from flashcards.analysis.lexicon import CLASS_NOUNS, KIND_NOUNS
from flashcards.analysis.phrases import Wording, asides, is_plural, phrase, subtree


@dataclass(frozen=True, slots=True)
class Naming:
    """A name and the description that introduces it."""

    name: Token
    described: Token
    description: str


def find_namings(sent: Span, wording: Wording) -> list[Naming]:
    """The names given by "called", "known as" and the like; the wording then uses the name alone."""
    found = []
    for verb in sent:
        if not _gives_name(verb):
            continue
        name = _name(verb)
        if name is None:
            continue
        described = _described(verb) if verb.left_edge.nbor(-1).text != "," else _topmost(_before_comma(verb))
        text = phrase(_without(described, verb), wording)
        before = described.head
        if described.dep_ == "dobj" and before.tag_ == "VBG" and before.i + 1 == described.left_edge.i:
            text = f"{before.text} {text}"
        found.append(Naming(name, described, text))
        if verb.left_edge.nbor(-1).text != ",":
            _use_name(described, verb, name, wording)
    return found


def _gives_name(verb: Token) -> bool:
    """Whether a participle after a noun gives the noun its name."""
    if verb.lower_ not in {"called", "named", "termed", "known", "dubbed"}:
        return False
    if verb.dep_ == "acl":
        return True
    bare = not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "mark"} for c in verb.children)
    return (
        bare
        and verb.lower_ == "called"
        and verb.i > verb.sent.start
        and verb.nbor(-1).pos_ in {"NOUN", "PROPN"}
    )


def _noun_of(verb: Token) -> Token:
    """The noun that a naming participle follows."""
    return verb.head if verb.dep_ == "acl" else verb.nbor(-1)


def _name(verb: Token) -> Token | None:
    """The name after "called" or "known as"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in {"oprd", "attr", "dobj", "npadvmod"} and child.pos_ in {"NOUN", "PROPN", "ADJ", "X"}:
            return child
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((c for c in child.children if c.dep_ in {"pobj", "amod"}), None)
    return None


def _described(verb: Token) -> Token:
    """The noun that is named, climbing from "receptor" to "type of receptor"."""
    noun = _noun_of(verb)
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        above = noun.head.head
        if above.pos_ not in {"NOUN", "PROPN"} or not _climbs(noun, above):
            break
        noun = above
    return noun


def _before_comma(verb: Token) -> Token:
    """The noun right before the comma in "X, known as Y"."""
    at = verb.left_edge.i - 2
    if at > verb.sent.start and verb.doc[at].pos_ in {"NOUN", "PROPN"}:
        return verb.doc[at]
    return _noun_of(verb)


def _topmost(noun: Token) -> Token:
    """The head of the whole noun phrase, which is what a naming after a comma is about."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head.head
    return noun


def _climbs(noun: Token, above: Token) -> bool:
    """Whether the name belongs to the noun above: a kind of N, a region of the N, sites on N."""
    opener = next((c.lower_ for c in noun.children if c.dep_ == "det"), "")
    if noun.head.lower_ == "of":
        return above.lemma_.lower() in KIND_NOUNS or (opener == "the" and above.lemma_.lower() in CLASS_NOUNS)
    return not opener and above.tag_ == noun.tag_ == "NNS"


def _without(noun: Token, verb: Token) -> list[Token]:
    """The description without the naming and what only adds to it."""
    return subtree(noun, without=[verb, *asides(noun)])


def _use_name(described: Token, verb: Token, name: Token, wording: Wording) -> None:
    """Let the name stand for the whole description."""
    kept = {t.i for t in subtree(name, without=asides(name))}
    above = [*subtree(described, without=[t for t in asides(described) if t != verb]), verb, *verb.subtree]
    for token in above:
        if token.i not in kept and token.i <= name.i:
            wording.names[token.i] = ""
            wording.near.add(token.i)
    before = described.head
    if described.dep_ == "dobj" and before.tag_ == "VBG" and before.i + 1 == described.left_edge.i:
        wording.names[before.i] = ""
        wording.near.add(before.i)
    wording.plurals[described.i] = is_plural(name, wording)
    wording.classes[described.i] = class_noun(described)


def class_noun(noun: Token) -> str:
    """The noun that says what sort of thing a description is about: "receptor" in "a type of receptor"."""
    while noun.lemma_.lower() in KIND_NOUNS:
        below = next(
            (p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"), None
        )
        if below is None:
            break
        noun = below
    return noun.lemma_.lower()
