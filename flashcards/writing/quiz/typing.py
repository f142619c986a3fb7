"""Answers to be typed: only what one can be expected to type in the same words."""

import re

from flashcards.core.drafts import CardType
from flashcards.core.quizzes import GAP, Question, Typed
from flashcards.core.rendering import hidden
from flashcards.writing.abbreviations import abbreviations
from flashcards.writing.grammar import bare
from flashcards.writing.kinds import Form, kinds_of, look
from flashcards.writing.names import stems
from flashcards.writing.options import look_of
from flashcards.writing.quiz.material import Material, once_in
from flashcards.writing.quiz.plausible import is_broad, leans
from flashcards.writing.words import GENERIC, stem, words

#: More words than that are not typed the same way twice.
_MOST_WORDS, _MOST_LETTERS = 4, 45
_MOST_ITEMS = 7
_FREE = frozenset({Form.BY, Form.BECAUSE, Form.TO, Form.EVENT, Form.ACTION, Form.DEFINITION, Form.GERUND})
#: A thing that so many sentences name is one to learn.
_MENTIONED = 3
EXAMPLE = re.compile(
    r"\b(?:includ(?:ing|es?|ed)|such as|like|for example|e\.g\.|especially|among them)\b[^.]*$", re.IGNORECASE
)
_ONE_OF_MANY = re.compile(
    r"\s*(?:enough\b|(?:is|are|was|were) (?:another|one of|also|among)\b|,? (?:and|or) (?:other|more)\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*;\s*|\s*,\s*(?:and |or )?|\s+(?:and|or)\s+")
_GENERAL = frozenset(stem(word) for word in GENERIC)


def typed(material: Material) -> Question | None:
    """The card's own question, its answer typed; of a long answer a part; None where neither is short and telling."""
    items = _items(material)
    if items:
        return material.ask(Typed((material.answer,), items))
    draft = material.draft
    if _is_short(material.answer) and _form(material) not in _FREE and draft.type is not CardType.LIST:
        if draft.type is CardType.CLOZE and not is_term(
            material, material.answer, *material.stem.split(GAP, 1)
        ):
            return None
        if not leans(material.answer):
            return material.ask(Typed((material.answer, *_variants(material))))
    return _filled_in(material)


def _form(material: Material) -> Form:
    return look_of(material.answer, material.draft.question, material.fact).form


def _is_short(text: str) -> bool:
    return 0 < len(text.split()) <= _MOST_WORDS and len(text) <= _MOST_LETTERS and "→" not in text


def _items(material: Material) -> tuple[str, ...]:
    """The items of a list, all of them short."""
    draft = material.draft
    if draft.type is CardType.CLOZE:
        parts = hidden(draft.question).split("; ")
    elif draft.type is CardType.LIST or _form(material) is Form.LIST:
        parts = _JOINT.split(material.answer)
    else:
        return ()
    parts = [part.strip(" .") for part in parts if part.strip(" .")]
    if not 2 <= len(parts) <= _MOST_ITEMS or len({part.lower() for part in parts}) < len(parts):
        return ()
    return tuple(parts) if all(map(_is_short, parts)) and all(map(_tells, parts)) else ()


def _tells(text: str) -> bool:
    """Whether a phrase says something by itself: "the process" is no answer to learn."""
    return bool(stems(text) - _GENERAL)


def is_item(material: Material) -> bool:
    """Whether the answer is an item of a list, beside which others are as right."""
    return material.basis.sentence.strip(" .;,*").lower() == material.answer.lower()


def is_term(material: Material, text: str, before: str, after: str = "") -> bool:
    """Whether what stands in a gap is a thing that the article is about, and the only one that belongs there.

    A thing that is only mentioned in passing, or one of several examples, can be guessed by nobody.
    """
    if is_item(material) or is_broad(text):
        return False
    if EXAMPLE.search(before) or _ONE_OF_MANY.match(after) or not _tells(text) or leans(text):
        return False
    if re.search(r"\d", text):
        return True
    if look(text).mark or _JOINT.search(text):
        return False
    if any(not kind.startswith("head ") for kind in kinds_of(text)):
        return True
    own = stems(text)
    spans = {fact.evidence for fact in material.facts if own <= stems(fact.statement)}
    return len(spans) >= (_MENTIONED if len(own) == 1 else _MENTIONED - 1)


def _variants(material: Material) -> tuple[str, ...]:
    """The short name of what its article also calls by a long one, and the other way round."""
    answer = bare(material.answer).lower()
    found: dict[str, None] = {}
    for long, short in abbreviations(fact.statement for fact in material.facts).items():
        if answer in (long, f"{long} ({short.lower()})"):
            found[short] = None
        elif answer == short.lower():
            found[long] = None
    return tuple(found)


def _filled_in(material: Material) -> Question | None:
    """The claim of a card with a long answer as a sentence in which one thing is to be filled in."""
    fact = material.fact
    if fact is None or fact.negated or material.draft.type not in (CardType.BASIC, CardType.CLOZE):
        return None
    for phrase in (*fact.gaps, fact.object):
        text = bare(phrase).strip(" ,;.")
        at = once_in(text, fact.statement)
        if at < 0 or not _is_short(text):
            continue
        before, after = fact.statement[:at], fact.statement[at + len(text) :]
        if is_term(material, text, before, after) and not _told_by(text, before):
            found = fact.statement[at : at + len(text)]
            return material.ask(Typed((found,)), " ".join(f"{before}{GAP}{after}".split()))
    return None


def _told_by(text: str, before: str) -> bool:
    """Whether the words before a gap name it already."""
    return bool(stems(text) & stems(before)) or len(words(before)) < 2
