"""What an article is about."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from flashcards.analysis.lexicon import GENERIC_HEADS, META_NOUNS
from flashcards.analysis.phrases import tokens_where

_NAMING = ("NOUN", "PROPN", "ADJ")
_TWICE, _SETTLED = 2, 5
#: A term has at most so many words, and the text uses its noun so often.
_TERM, _OFTEN = 3, 2
#: A menu's word that runs into the title: "NutritionIntermittent fasting".
_GLUED = re.compile(r"^[A-Z][a-z]{2,}(?=[A-Z][a-z]{2})")
#: "May buy time after a bite" is not about time.
_TIMES = frozenset({"time", "year", "day", "week", "month", "hour"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_topic(heads: Sequence[Doc], bodies: Sequence[Doc], common: frozenset[str]) -> tuple[str, bool]:
    """The noun of the title and headings that the text keeps making its subject, and whether it is plural.

    `common` are the words that the text also writes in lower case.
    """
    uses = _uses(bodies)
    if (term := _titled(heads[0], bodies, common) or _short_form(heads[0], uses)) is not None:
        return term
    scores: Counter[str] = Counter()
    for rank, doc in enumerate(heads):
        for token in doc:
            key = token.lemma_.lower()
            noun = token.pos_ in {"NOUN", "PROPN"} or (token.is_alpha and not token.is_stop and key in uses)
            if noun and key not in META_NOUNS | _TIMES and len(key) > 2:
                score = 2 * _subjects(uses.get(key, ())) + len(uses.get(key, ()))
                scores[key] = max(scores[key], score * _weight(doc, rank))
    if not scores:
        return "", False
    best, score = max(scores.items(), key=lambda item: (item[1], item[0]))
    alone = _weight(heads[0], 0) > _TWICE and any(t.lemma_.lower() == best for t in heads[0])
    if score < 6 or _subjects(uses[best]) < (1 if alone else 2):
        return "", False
    best, whole = _in_title(best, heads[0], bodies)
    name = _spelling(uses[best], common) if best in uses else best
    text = f"{whole} {name}" if whole else _longer(_owned(name, uses.get(best, ())), bodies)
    if text.lower() == name.lower() and best in GENERIC_HEADS:
        return "", False  # "drugs": it stands for this or that one, so it cannot stand for all
    return text, _is_plural_form(name, best)


def _titled(title: Doc, bodies: Sequence[Doc], common: frozenset[str]) -> tuple[str, bool] | None:
    """The term that a title consists of or announces, if the text goes on with it: "Cold sores: why they come back"."""
    stop = next((t.i for t in title if t.text in {":", "–", "—"}), len(title))
    words = [t for t in title[:stop] if not (t.pos_ == "DET" and t.i == 0)]
    if not 1 <= len(words) <= _TERM or not all(t.is_alpha and not t.is_stop for t in words):
        return None
    last = words[-1].lemma_.lower()
    if last in META_NOUNS | GENERIC_HEADS:
        return None
    before = [_GLUED.sub("", t.text).lower() if t.i == 0 else t.lower_ for t in words[:-1]]
    uses = [t for doc in bodies for t in tokens_where(doc, POS=_NAMING) if t.lemma_.lower() == last]
    found = [t for t in uses if _opens_with(t, before)]
    if len(uses) < _OFTEN or not found or (not before and not _subjects(found)):
        return None
    name = " ".join([*before, _spelling(uses, common)])
    return name, _is_plural_form(name.split()[-1], last)


def _short_form(title: Doc, uses: dict[str, list[Token]]) -> tuple[str, bool] | None:
    """The short form that a title gives to what it is about, if the text goes on with it: "Proton pump inhibitors (PPIs)"."""
    for name in re.findall(r"\(([A-Z][A-Za-z0-9-]*[A-Z]s?)\)", title.text):
        single = name.removesuffix("s").lower()
        found = [t for key in {single, name.lower()} for t in uses.get(key, ())]
        if len(found) >= _SETTLED and _subjects(found):
            return str(name), name.endswith("s")
    return None


def _opens_with(noun: Token, before: Sequence[str]) -> bool:
    """Whether the words before a noun are these."""
    start = noun.i - len(before)
    return start >= 0 and [t.lower_ for t in noun.doc[start : noun.i]] == list(before)


def _is_plural_form(name: str, lemma: str) -> bool:
    """Whether a noun is written as a plural: "cells", "SSRIs"."""
    plural = name.lower() != lemma and name.lower().rstrip("s") != name.lower()
    return plural or bool(re.fullmatch(r"[A-Z]{2,}s", name))


def _weight(head: Doc, rank: int) -> int:
    """How much a heading's nouns count: those of the title twice, and a title of one word settles it."""
    if rank:
        return 1
    return _TWICE if sum(t.is_alpha for t in head) > 1 else _SETTLED


def _in_title(best: str, title: Doc, bodies: Sequence[Doc]) -> tuple[str, str]:
    """The head and the modifier of the title's own term that holds a noun and that the text uses too, else the noun."""
    for word, noun in itertools.pairwise(title):
        nouns = noun.pos_ in {"NOUN", "PROPN"} and noun.is_alpha
        named = word.pos_ in {"NOUN", "PROPN", "ADJ"} and nouns and word.is_alpha
        pair = (word.lower_, noun.lower_.rstrip("s"))
        if not named or best not in pair or pair[1] in GENERIC_HEADS | META_NOUNS:
            continue
        uses = [
            first.nbor(1).lemma_.lower()
            for doc in bodies
            for first in tokens_where(doc, LOWER=pair[:1])
            if first.i + 1 < len(doc) and first.nbor(1).lower_.rstrip("s") == pair[1]
        ]
        if len(uses) >= 2:
            return uses[0], pair[0]
    return best, ""


def _uses(bodies: Iterable[Doc]) -> dict[str, list[Token]]:
    """Every noun with the places where the text uses it."""
    uses: dict[str, list[Token]] = {}
    for doc in bodies:
        for token in tokens_where(doc, POS=_NAMING):
            uses.setdefault(token.lemma_.lower(), []).append(token)
    return uses


def _subjects(uses: Iterable[Token]) -> int:
    """How often a noun is a subject."""
    return sum(token.dep_ in _SUBJECTS for token in uses)


def _spelling(uses: Iterable[Token], common: frozenset[str]) -> str:
    """The form in which the text writes a noun most, as a subject above all."""
    forms: Counter[str] = Counter()
    for token in uses:
        text = token.lower_ if token.lower_ in common else token.text
        forms[text] += 2 if token.dep_ in _SUBJECTS else 1
    return forms.most_common(1)[0][0]


def _owned(name: str, uses: Sequence[Token]) -> str:
    """A name that the text always writes as an owner, with nothing owned: "Raynaud's"."""
    ends = [t.nbor(1).text if t.i + 1 < len(t.doc) else "" for t in uses]
    marks = [end for end in ends if end in {"'s", "’s"}]
    return f"{name}{marks[0]}" if name[:1].isupper() and len(marks) > len(ends) / 2 else name


def _longer(name: str, bodies: Sequence[Doc]) -> str:
    """The topic with the adjective or noun that nearly always goes before it ("intermittent fasting")."""
    before: Counter[str] = Counter()
    total = 0
    for doc in bodies:
        for token in tokens_where(doc, LOWER=(name.lower(),)):
            total += 1
            if token.i > 1 and token.nbor(-1).text == "-":
                before[token.nbor(-2).lower_ + "-"] += 1
            elif token.i and _modifies(token.nbor(-1), token):
                before[token.nbor(-1).lower_] += 1
    if before:
        word, count = before.most_common(1)[0]
        if count >= 3 and count >= total * 0.3 and re.fullmatch(r"[a-z-]+", word):
            return f"{word}{name}" if word.endswith("-") else f"{word} {name}"
    return name


def _modifies(word: Token, noun: Token) -> bool:
    """Whether the word before a noun belongs to its name."""
    if word.tag_ == "VBG":  # "hearing aids", which the parser takes for aids that somebody hears
        return word.lower_ not in {"using", "taking", "including"}
    return word.dep_ in {"amod", "compound"} and word.head == noun
