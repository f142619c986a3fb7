"""The noun that says what sort of thing a phrase names, for questions with "Which"."""

from spacy.tokens import Token

from flashcards.analysis.inflect import third_person
from flashcards.analysis.lexicon import CLASS_NOUNS, NAMED_KINDS
from flashcards.analysis.naming import class_noun
from flashcards.analysis.phrases import is_plural, phrase
from flashcards.analysis.place import Place
from flashcards.core.vocabulary import says_something


def class_of(noun: Token, place: Place) -> str:
    """The noun for a question with "Which": known from the text, or the head of a longer name."""
    wording, memory = place.wording, place.memory
    if any(c.dep_ == "conj" for c in noun.children):
        return ""
    plural = is_plural(noun, wording)
    kind = wording.classes.get(noun.i, "")
    if not kind:
        name = phrase(
            [
                t
                for t in noun.subtree
                if (t.i <= noun.i and t.dep_ in {"compound", "amod", "nmod"}) or t == noun
            ],
            wording,
        )
        kinds = memory.kinds.get(name.lower(), set()) | memory.kinds.get(noun.text.lower(), set())
        kind = min(kinds & CLASS_NOUNS, default="")
    if not kind and noun.lemma_.lower() in CLASS_NOUNS and _has_own_name(noun):
        kind = noun.lemma_.lower()
    if kind not in CLASS_NOUNS:
        return ""
    return _plural(kind) if plural else kind


def _has_own_name(noun: Token) -> bool:
    """Whether words before a noun tell it from others of its kind."""
    named = any(
        c.i < noun.i
        and c.tag_ != "VBG"
        and (c.dep_ in {"compound", "nmod"} or (c.dep_ == "amod" and says_something(c.text)))
        for c in noun.children
    )
    return named and noun.lemma_.lower() in NAMED_KINDS and class_noun(noun) == noun.lemma_.lower()


def _plural(noun: str) -> str:
    """The plural of a class noun."""
    irregular = {
        "bacterium": "bacteria",
        "species": "species",
        "nucleus": "nuclei",
        "virus": "viruses",
        "cortex": "cortices",
    }
    if noun in irregular:
        return irregular[noun]
    if noun == "hypothesis":
        return "hypotheses"
    return third_person(noun)
