"""Definitions that are not clauses: appositions, names given by "called", brackets."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from flashcards.analysis.lexicon import CLASS_NOUNS, GENERIC_HEADS, KIND_NOUNS, META_NOUNS, word_set
from flashcards.analysis.naming import Naming, class_noun
from flashcards.analysis.phrases import asides, is_plural, phrase, sentence, small, subtree, text_of
from flashcards.analysis.place import Place
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.vocabulary import says_something

#: Appositions with these heads sum up the clause before them, not the noun.
_OF_CLAUSES = word_set(
    """finding fact change result process move event idea claim reason trend pattern sign step effect
    practice"""
)


_CALLS_THIS = re.compile(
    r"\b(?:call|term|name|dub)\w* (?:this|these|it)\b|\brefer to (?:this|it) as\b", re.IGNORECASE
)
#: What was read as a name and holds a verb: "the retina contain melanopsin".
_TELLS = re.compile(r" (?:contains?|produces?|releases?|possess(?:es)?|makes?|causes?|become|becomes) ")
_CALLING = frozenset({"call", "term", "name", "dub"})
#: How no description of what something is begins.
_UNFIT = re.compile(
    r"(?:the |a )?so-called|(?:notably|especially|mainly|chiefly|particularly|including)\b"
    r"|(?:whose|which|that|its|their|this|these)\b",
    re.IGNORECASE,
)
_NOUNS = frozenset({"NOUN", "PROPN"})
#: With so many words, the article counted, a name that ends in a general noun tells: "the autonomic nervous system".
_TELLING = 4


def definition_facts(sent: Span, namings: list[Naming], place: Place) -> Iterator[Fact]:
    """What the sentence says in passing about what something is."""
    for naming in namings:
        name = phrase(subtree(naming.name, without=asides(naming.name)), place.wording)
        yield from _fact(
            name,
            naming.description,
            is_plural(naming.name, place.wording),
            place,
            class_noun(naming.described),
        )
    yield from _called_this(sent, place)
    yield from _after_colon(sent, place)
    for token in sent:
        if token.pos_ in _NOUNS and (token.dep_ == "appos" or _is_loose(token)):
            yield from _apposition(token, place)


def item_definition(doc: Doc, place: Place) -> Iterator[Fact]:
    """A list item that says what something is: "Rhinophyma, a swollen nose caused by ...", "Telangiectasia: tiny vessels that ..."."""
    words = [t for t in doc if not t.is_space]
    at = next((i for i, t in enumerate(words[:6]) if t.text in {":", ",", "–", "—"}), 0)
    meaning = [t for t in words[at + 1 :] if not (t == words[-1] and t.is_punct)]
    name = words[:at]
    if not name or len(meaning) < 3 or any(t.pos_ not in _NOUNS | {"ADJ"} and not t.is_punct for t in name):
        return
    inside = {t.i for t in meaning}
    head = next((t for t in meaning if t.head.i not in inside or t.dep_ == "ROOT"), meaning[0])
    some = meaning[0].lower_ in {"a", "an"}
    if head.pos_ not in _NOUNS or not (some or (words[at].text != "," and is_plural(head, place.wording))):
        return
    told = any(c.i > head.i and c.dep_ in {"relcl", "acl", "prep"} for c in head.children)
    if told and not any(t.i in place.wording.open for t in meaning):
        yield from _fact(
            phrase(name, place.wording),
            small(phrase(meaning, place.wording)),
            is_plural(name[-1], place.wording) or is_plural(head, place.wording),
            place,
            class_noun(head),
        )


def _is_loose(token: Token) -> bool:
    """Whether the parser hung an apposition on the verb: "this can lead to osteoporosis, a condition in which ..."."""
    if token.dep_ not in {"dobj", "npadvmod", "attr"} or token.left_edge.lower_ not in {"a", "an", "the"}:
        return False
    first = token.left_edge
    told = any(c.dep_ in {"relcl", "acl"} and c.i > token.i for c in token.subtree)
    after_comma = first.i > token.head.i + 1 and first.nbor(-1).text == "," and first.nbor(-2).pos_ in _NOUNS
    return told and after_comma


def _called_this(sent: Span, place: Place) -> Iterator[Fact]:
    """ "Doctors call this tolerance, a reduced response to a substance after repeated use": the name and its meaning."""
    if not _CALLS_THIS.search(text_of(sent)):
        return
    words = list(sent)
    for at in range(len(words) - 4):
        start = _name_starts(words, at)
        comma = next(
            (i for i in range(start + 1, min(start + 5, len(words) - 3)) if words[i].text == ","), None
        )
        if not start or comma is None or words[comma + 1].lower_ not in {"a", "an", "the"}:
            continue
        name, meaning = words[start:comma], words[comma + 1 :]
        if name[-1].pos_ in _NOUNS and not any(t.i in place.wording.open for t in meaning):
            said = phrase([t for t in meaning if not (t == words[-1] and t.is_punct)], place.wording)
            yield from _fact(
                phrase(name, place.wording),
                said,
                is_plural(name[-1], place.wording),
                place,
                class_noun(name[-1]),
            )


def _after_colon(sent: Span, place: Place) -> Iterator[Fact]:
    """ "They are haptens: things too small for ...": a name and, after a colon, what it means."""
    colon = next((t for t in sent[2:-3] if t.text == ":"), None)
    if colon is None:
        return
    name = colon.nbor(-1)
    named = name.dep_ in {"attr", "oprd"} or (name.dep_ == "pobj" and name.head.lower_ == "as")
    if name.pos_ not in _NOUNS or not named or any(t.text == ":" for t in sent[colon.i + 1 - sent.start :]):
        return
    end = next((t.i for t in sent if t.i > colon.i and t.text in {";", ","}), sent.end - 1)
    meaning = list(sent.doc[colon.i + 1 : end])
    head = next((t for t in meaning if t.pos_ in _NOUNS and t.head not in meaning[: meaning.index(t)]), None)
    told = [t for t in name.subtree if t.i <= name.i and t.dep_ != "punct"]
    if (
        head is None
        or _begins_otherwise(meaning[0], head)
        or any(t.i in place.wording.open for t in meaning + told)
    ):
        return
    if is_plural(head, place.wording) is not is_plural(name, place.wording):
        return
    yield from _fact(
        phrase(told, place.wording),
        phrase(meaning, place.wording),
        is_plural(name, place.wording),
        place,
        class_noun(head),
    )


def _begins_otherwise(first: Token, head: Token) -> bool:
    """Whether what comes after a colon is no description: it begins with neither an article nor a plural noun."""
    plain = head.tag_ == "NNS" and first.pos_ in {"NOUN", "ADJ"}
    described = any(c.i > head.i and c.dep_ in {"relcl", "acl", "prep", "amod"} for c in head.children)
    return not described or not (first.lower_ in {"a", "an", "the"} or plain)


def _name_starts(words: list[Token], at: int) -> int:
    """Where the name begins if a word opens "call this X" or "refer to this as X", else 0."""
    word, after = words[at], words[at + 1].lower_
    if word.lemma_.lower() in _CALLING and after in {"this", "these", "it"}:
        return at + 2
    refers = word.lemma_ == "refer" and after == "to" and words[at + 3].lower_ == "as"
    return at + 4 if refers and words[at + 2].lower_ in {"this", "these", "it"} else 0


def _apposition(token: Token, place: Place) -> Iterator[Fact]:
    """ "X, a Y that ..." or, the other way about, "a Y, the X"."""
    if token.left_edge.i < 2 or token.left_edge.nbor(-1).text not in {",", "–", "—", "("}:
        return
    name = _name_before(token, place)
    if not name or any(t.i in place.wording.open for t in (*token.subtree, *name)):
        return
    sums_up = token.lemma_.lower() in _OF_CLAUSES and not _says_what_happens(token)
    listed = _is_one_of_several(token, token.right_edge.i + 1) or any(
        c.dep_ == "cc" and c.i > token.i for c in token.children
    )
    if not (sums_up or listed):
        yield from _explained(name, token, place)


def _explained(name: list[Token], token: Token, place: Place) -> Iterator[Fact]:
    """A name and the apposition behind it as a definition, whichever of the two is the name."""
    head = name[-1]
    about = phrase(name, place.wording)
    if name[0].i and name[0].nbor(-1).tag_ == "PRP$":
        about = f"the {about}"
    extra = phrase(subtree(token, without=_late_asides(token)), place.wording)
    opener = extra.split(" ", 1)[0].lower()
    if opener == "the" and not any(c.i > token.i for c in token.children) and not _is_some(about):
        return  # "a region of the hypothalamus, the ventrolateral nucleus": another name, of what is not sure
    if opener in {"a", "an", "the", "one"} or (token.tag_ == "NNS" and len(extra.split()) > 2):
        if _is_some(about) and len(extra.split()) <= 4 and opener == "the":
            about, extra, head = extra, about, token
        place.told.add(token.i)
        yield from _fact(about, extra, is_plural(head, place.wording), place, class_noun(token))
    elif _is_some(about) and len(extra.split()) <= 3:
        yield from _fact(extra, about, is_plural(token, place.wording), place, class_noun(head))


def _is_some(text: str) -> bool:
    """Whether a phrase brings something in: "a Y"."""
    return text.split(" ", 1)[0].lower() in {"a", "an"}


def _is_one_of_several(token: Token, end: int) -> bool:
    """Whether the list goes on after an apposition: "bleeding, a low pressure, and a cataract"."""
    doc = token.doc
    if end + 2 >= token.sent.end or doc[end].text != "," or doc[end + 1].lower_ not in {"and", "or"}:
        return False
    after = doc[end + 2]
    goes_on = any(t.dep_ in {"nsubj", "nsubjpass"} for t in (after, after.head)) and after.pos_ != "VERB"
    return not goes_on and after.pos_ not in {"VERB", "AUX", "ADV"}


def _says_what_happens(token: Token) -> bool:
    """Whether "a process in which ..." follows: that is what a name means, not a remark on the clause."""
    return any(
        c.dep_ == "relcl" and (c.left_edge.lower_ == "whereby" or c.left_edge.lower_ in {"in", "by"})
        for c in token.children
    )


def _name_before(token: Token, place: Place) -> list[Token]:
    """The words right before an apposition that it explains: an unbroken name of the same number."""
    at = token.left_edge.i - 2
    doc = token.doc
    if doc[at].text == ")":
        while at > token.sent.start and doc[at].text != "(":
            at -= 1
        at -= 1
    last = doc[at]
    agrees = (
        is_plural(last, place.wording) is is_plural(token, place.wording)
        or token.lemma_.lower() in KIND_NOUNS
    )
    if last.pos_ not in {"NOUN", "PROPN"} or not agrees:
        return []
    first = last
    while first.i > token.sent.start and _joins(first.nbor(-1)):
        first = first.nbor(-1)
    top = _named_of(last) if first == last else last
    first = top.left_edge if top != last else first
    name = [t for t in doc[first.i : token.left_edge.i - 1] if t.text != "," and not _is_called(t)]
    if any(t.tag_ in {"NNS", "NNPS"} for t in name if t.i < last.i):
        return []
    return name if all(t.i > at or t == top or top in t.ancestors for t in name) else []


def _named_of(word: Token) -> Token:
    """The noun of a name that ends in a proper name: "the organ of Corti"; else the word."""
    if word.pos_ != "PROPN" or word.i < word.sent.start + 2 or word.nbor(-1).lower_ != "of":
        return word
    return word.nbor(-2) if word.nbor(-2).pos_ == "NOUN" else word


def _is_called(word: Token) -> bool:
    """Whether "this" is what gets the name, not part of it: "doctors call this tolerance"."""
    return (
        word.lower_ in {"this", "these"}
        and word.i > 0
        and word.nbor(-1).lemma_.lower() in {"call", "term", "name"}
    )


def _joins(word: Token) -> bool:
    """Whether a word belongs to the name after it."""
    if word.lower_ in {"a", "an", "the"} or word.text in {"-", "–"} or word.tag_ in {"POS", "HYPH"}:
        return True
    return word.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or (
        word.tag_ in {"VBN", "VBG", "VB"} and word.dep_ in {"amod", "compound"}
    )


def _late_asides(token: Token) -> list[Token]:
    """Asides inside an apposition other than the relative clause that completes it."""
    return [
        a
        for a in asides(token)
        if a.head != token or a.dep_ != "relcl" or a.left_edge.text in {"which", "who"}
    ] + [c for c in token.children if c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"}]


def _fact(name: str, description: str, plural: bool, place: Place, kind: str) -> Iterator[Fact]:
    """A definition, if name and description are fit for one."""
    name = re.sub(r"^(?:another|all|some|certain|mainly|especially)\s+", "", name)
    description = re.sub(r"^another\b", "a", description)
    words = name.split()
    last = re.sub(r"\W", "", words[-1].lower()) if words else ""
    if (
        not 1 <= len(words) <= 6
        or not 3 <= len(description.split()) <= 25
        or last in META_NOUNS
        or (last in GENERIC_HEADS and len(words) < _TELLING)
    ):
        return
    if (
        _UNFIT.match(description)
        or re.match(r"(?:its?|their|this|these|such|those)\b", name, re.IGNORECASE)
        or not any(c.isalpha() for c in name)
        or not any(says_something(w) and w.lower() not in CLASS_NOUNS for w in words)
        or "," in name
        or _TELLS.search(name)
        or re.search(r" or an? ", description)
        or name.endswith(("'s", "’s"))
        or (len(words) > 1 and all(word.istitle() for word in words))
    ):
        return
    place.memory.learn(re.sub(r"^(?:the|an?)\s+", "", name), kind)
    verb = "are" if plural else "is"
    yield Fact(
        kind=FactKind.DEFINITION, subject=name, relation=verb, object=description, evidence=place.evidence,
        section=place.section, form=FactForm.DEFINITION, statement=sentence(f"{name} {verb} {description}"),
        auxiliary=verb, plural=plural, topic=place.memory.topic,
    )  # fmt: skip
