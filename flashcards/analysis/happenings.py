"""What happens in a thing that a sentence names: "molecular mimicry, in which the immune system confuses ..."."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from flashcards.analysis.assertions import has_seam
from flashcards.analysis.clauses import FINITE, own_subject
from flashcards.analysis.gaps import gaps_of
from flashcards.analysis.lexicon import CLASS_NOUNS, GENERIC_HEADS, META_NOUNS
from flashcards.analysis.memory import after_article, is_no_name, noun_text
from flashcards.analysis.phrases import phrase, sentence, subtree
from flashcards.analysis.place import Place
from flashcards.analysis.shown import statement_fact
from flashcards.analysis.stretches import stripped
from flashcards.core.facts import Fact

_NOUNS = frozenset({"NOUN", "PROPN"})
#: "In the mouse cortex, in which", "a deficiency of factor VIII, in which": the noun is no thing in which something happens.
_PLACES = frozenset({"in", "of", "like", "at", "on", "within"})
#: A name has at most so many words, what happens at least and at most so many.
_NAME, _LEAST, _MOST = 5, 5, 26


def happening_facts(sent: Span, place: Place) -> Iterator[Fact]:
    """What a sentence says in passing of what happens in a thing: "In molecular mimicry, the immune system ..."."""
    for word in sent:
        if word.lower_ == "which" and word.dep_ == "pobj" and word.head.lower_ == "in":
            yield from _happening(word.head, place)


def _happening(opener: Token, place: Place) -> Iterator[Fact]:
    """The fact of the clause that "in which" opens, if it can stand alone with the name of the thing."""
    verb = opener.head
    noun = _called(verb.head)
    if verb.dep_ != "relcl" or not _is_named(noun, opener) or not _tells(verb):
        return
    told = stripped([t for t in subtree(verb, without=[opener]) if not t.is_space])
    if not told or any(t.i in place.wording.open for t in (*told, *noun.lefts)) or has_seam(told):
        return
    name, clause = noun_text(noun, place.wording), phrase(told, place.wording)
    if is_no_name(name) or len(name.split()) > _NAME or not _LEAST <= len(clause.split()) <= _MOST:
        return
    gaps = list(dict.fromkeys([after_article(name), *gaps_of(told, place)]))
    yield statement_fact(sentence(f"In {name}, {clause}"), [noun, *told], gaps, place, alone=True)


def _called(noun: Token) -> Token:
    """The name that a noun is given before the clause: "an idea called molecular mimicry, in which ..."."""
    names = (
        c for c in noun.rights if c.dep_ == "acl" and c.lower_ in {"called", "termed", "named", "dubbed"}
    )
    given = next((n for name in names for n in name.rights if n.dep_ == "oprd" and n.pos_ in _NOUNS), None)
    return given or noun


def _is_named(noun: Token, opener: Token) -> bool:
    """Whether a clause after a comma adds to a thing with a name: not "a disorder in which", nor "the third view, in which"."""
    thing = noun.pos_ in _NOUNS or noun.dep_ in {"attr", "dobj", "pobj", "oprd"}
    if not thing or opener.i == 0 or opener.nbor(-1).text != ",":
        return False
    if noun.lemma_.lower() in META_NOUNS | GENERIC_HEADS or noun.head.lower_ in _PLACES:
        return False
    plain = noun.lemma_.lower() in CLASS_NOUNS
    return not plain or any(c.dep_ in {"compound", "amod"} for c in noun.lefts)


def _tells(verb: Token) -> bool:
    """Whether a verb is finite and has a subject."""
    finite = verb.tag_ in FINITE or any(c.tag_ in FINITE for c in verb.lefts)
    return finite and own_subject(verb) is not None
