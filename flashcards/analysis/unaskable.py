"""Nouns that no card should ask for: they name nobody and nothing, or the parser misread them."""

from spacy.tokens import Token

from flashcards.analysis.lexicon import META_NOUNS, word_set
from flashcards.analysis.place import Place
from flashcards.analysis.repair import VERB_FORMS

_NOBODY = word_set(
    """people person patient doctor user reader adult child man woman specialist kind thing turn"""
)
_SOME_PEOPLE = word_set("""many some most others several few all""")


def unaskable(token: Token, weak: bool, place: Place) -> bool:
    """Whether nobody could or would want to recall a noun; `weak` says that it means little by itself."""
    if "(" in place.text and _is_in_brackets(token):
        return True
    return _names_no_matter(token, weak, place) or _is_half_a_phrase(token, weak) or _is_misparsed(token)


def _names_no_matter(token: Token, weak: bool, place: Place) -> bool:
    """Whether a noun is a word for the text, or for people, or weak and alone."""
    if any(t.text in place.wording.people for t in (token, *token.children)):
        return True
    if token.lemma_.lower() in META_NOUNS or (token.lemma_.lower() in _NOBODY and not list(token.children)):
        return True
    return weak and not any(c.lower_ == "of" or c.dep_ in {"compound", "amod"} for c in token.children)


def _is_half_a_phrase(token: Token, weak: bool) -> bool:
    """Whether the better gap is another word, or the noun is cut out of a fixed phrase."""
    if weak and any(_only_describes(p) for c in token.children if c.lower_ == "of" for p in c.children):
        return True
    if any(c.lower_ == "much" and c.i and c.nbor(-1).lower_ == "as" for c in token.children):
        return True  # "as much relief as"
    return _is_share(token) or _only_describes(token)


def _is_in_brackets(token: Token) -> bool:
    """Whether a bracket opens shortly before the word and has not closed yet."""
    before = token.doc[max(0, token.i - 8) : token.i].text
    return before.rfind("(") > before.rfind(")")


def _is_misparsed(token: Token) -> bool:
    """Whether the words taken for the noun's own hold a verb."""
    if any(
        t.tag_ in {"NNS", "IN", "VBZ", "VBP"}
        for t in token.subtree
        if t.i < token.i and t.dep_ not in {"case", "quantmod"}
    ):
        return True
    if any(c.tag_ == "VBN" and c.i and c.nbor(-1).lower_ in _SOME_PEOPLE for c in token.children):
        return True  # "many reported relief"
    if any(t.lower_ in VERB_FORMS and token.left_edge.i + 1 < t.i < token.i for t in token.children):
        return True  # "who take a dummy pill report side effects"
    counted = any(c.dep_ == "nummod" and c.i == token.i - 1 for c in token.children)
    return counted and token.lower_ in VERB_FORMS  # "when the three coincide"


def was_just_named(token: Token, place: Place) -> bool:
    """Whether "the wave" only takes up a wave of the sentence before: nobody would recall it from this one."""
    alone = [c.lower_ for c in token.children if c.dep_ not in {"punct", "relcl"}] == ["the"]
    lately = place.memory.sentence - 2
    return alone and any(
        m.head == token.lemma_.lower() and m.sentence >= lately for m in place.memory.mentions[-30:]
    )


def _is_share(token: Token) -> bool:
    """Whether a counted noun is the first half of a share: "one sufferer in four"."""
    after = token.nbor(1) if token.i + 2 < len(token.doc) else token
    return after.lower_ in {"in", "of"} and after.nbor(1).like_num and any(c.like_num for c in token.children)


def _only_describes(token: Token) -> bool:
    """Whether the thing has a name that would be the better gap.

    "Another neurotransmitter called glutamate"; "the nucleus, the compartment where our DNA is kept".
    """
    if token.dep_ == "appos" and token.left_edge.i and token.left_edge.nbor(-1).text in {",", "–", "—"}:
        opens = token.left_edge.lower_ in {"a", "an", "the"} or token.tag_ == "NNS"
        return opens and any(
            c.i > token.i and (c.dep_ in {"relcl", "acl"} or c.lower_ == "of") for c in token.children
        )
    return any(
        c.dep_ == "acl" and c.lower_ in {"called", "named", "termed", "dubbed"} for c in token.children
    )
