"""Things to match: what defines what, and which answer belongs to which question; every partner fits one thing only."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from flashcards.core.drafts import CardType
from flashcards.core.facts import FactForm
from flashcards.core.quizzes import GAP, Match, Question
from flashcards.core.typed import Nearness, compare
from flashcards.writing.grammar import bare, capital, small
from flashcards.writing.kinds import Form
from flashcards.writing.names import overlap, same_thing, stems
from flashcards.writing.options import look_of
from flashcards.writing.quiz.material import Material
from flashcards.writing.quiz.plausible import spelled
from flashcards.writing.quiz.typing import is_term
from flashcards.writing.truths import Truths

FEWEST_PAIRS, MOST_PAIRS = 3, 5
_DEFINED = "Match each term with what it is."
_FILLED = "Match each sentence with what belongs in its gap."
_ANSWERED = "Match each question with its answer."
#: Answers with more in common could stand for each other.
_ALIKE = 0.3
_LONGEST = 90
#: Each pair is compared with all others.
_MOST_LOOKED_AT = 14

Pair = tuple[Material, str, str]


def matches(materials: Sequence[Material], lot: Random) -> Iterator[Question]:
    """Questions that put pairs of several cards apart: definitions first, then answers and gaps of one article; all
    partners of a question look alike, so that none is told by its form."""
    yield from _questions(_DEFINED, [pair for each in materials if (pair := _defined(each))], lot)
    for stem, paired in ((_ANSWERED, _answered), (_FILLED, _filled)):
        groups: dict[tuple[object, ...], list[Pair]] = {}
        for each in materials:
            if pair := paired(each):
                groups.setdefault((each.draft.article_id, *_look(pair)), []).append(pair)
        for group in groups.values():
            yield from _questions(stem, group[:_MOST_LOOKED_AT], lot)


def _look(pair: Pair) -> tuple[object, ...]:
    """What must be the same of all partners: number, article, and the word that asks."""
    material, left, right = pair
    found = look_of(right, "", None)
    asks = left.split(" ", 1)[0].lower() if material.draft.type is CardType.BASIC else ""
    return found.plural, found.article, bool(re.search(r"\d", right)), asks


def _questions(stem: str, pairs: Sequence[Pair], lot: Random) -> Iterator[Question]:
    left = list(pairs)
    while len(chosen := _apart(left)) >= FEWEST_PAIRS:
        left = [pair for pair in left if pair not in chosen]
        partners = [right for _material, _left, right in chosen]
        shown = list(partners)
        while shown == partners:
            lot.shuffle(shown)
        yield Question(
            stem,
            Match(tuple(first for _material, first, _right in chosen), tuple(partners), tuple(shown)),
            tuple(material.basis for material, _left, _right in chosen),
        )


def _apart(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs of which no partner may be true of another one's question."""
    kept: list[Pair] = []
    for pair in pairs:
        if all(_told_apart(pair, other) for other in kept):
            kept.append(pair)
        if len(kept) == MOST_PAIRS:
            break
    return kept


def _told_apart(one: Pair, other: Pair) -> bool:
    first, left, right = one
    second, other_left, other_right = other
    if (first.draft.article_id, first.draft.evidence) == (second.draft.article_id, second.draft.evidence):
        return False
    if same_thing(left, other_left) or same_thing(right, other_right):
        return False
    if compare(right, other_right).nearness is not Nearness.DIFFERENT:
        return False
    if overlap(stems(right), stems(other_right)) > _ALIKE or overlap(stems(left), stems(other_left)) > _ALIKE:
        return False
    return not (_may_hold(first, other_right) or _may_hold(second, right))


def _may_hold(material: Material, text: str) -> bool:
    cards = [each for each in material.others if each.article_id == material.draft.article_id]
    return Truths(material.draft, material.facts, cards).may_hold(text)


def _defined(material: Material) -> Pair | None:
    """A term and what it is."""
    fact = material.fact
    if fact is None or fact.form is not FactForm.DEFINITION or material.draft.type is not CardType.BASIC:
        return None
    term, meaning = capital(bare(fact.subject)), material.answer
    if not material.draft.question.startswith("What ") or len(meaning) > 2 * _LONGEST or fact.hedge:
        return None
    # What holds the words of the term gives itself away.
    return None if stems(term) & stems(meaning) else (material, term, meaning)


def _answered(material: Material) -> Pair | None:
    """A question with a short answer that is the name of a thing."""
    draft = material.draft
    if (
        draft.type is not CardType.BASIC
        or len(draft.question) > 2 * _LONGEST
        or len(material.answer) > _LONGEST
    ):
        return None
    form = look_of(material.answer, draft.question, material.fact).form
    return (material, draft.question, material.answer) if form is Form.NOUN else None


def _filled(material: Material) -> Pair | None:
    """A sentence with a gap, and the thing that was taken out of it."""
    draft = material.draft
    if (
        draft.type is not CardType.CLOZE
        or len(material.stem) > 2 * _LONGEST
        or len(material.answer) > _LONGEST
    ):
        return None
    if not is_term(material, material.answer, *material.stem.split(GAP, 1)):
        return None
    form = look_of(material.answer, "", material.fact).form
    if form is not Form.NOUN:
        return None
    # A capital would tell which answers begin a sentence.
    plain = small(material.answer)
    known = material.stem.startswith(GAP) and spelled(plain) <= material.vocabulary
    return material, material.stem, plain if known else material.answer
