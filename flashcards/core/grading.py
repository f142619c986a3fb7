"""How an answer to a question is graded.

An answer is a tuple of texts; an empty one skips the question.

| task      | what is given                                                        |
|-----------|----------------------------------------------------------------------|
| Choice    | the option                                                           |
| TrueFalse | `true` or `false`                                                    |
| Typed     | the text; of a list its items, each by itself or in one text         |
| Order     | all steps, in the order in which they were put                       |
| Match     | for each on the left, in that order, its partner; "" for none        |
| Label     | for each blank, in that order, its label; "" for none                |
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.ordering import compare_order
from flashcards.core.quizzes import Choice, Label, Match, Order, Question, TrueFalse, Typed
from flashcards.core.typed import Nearness, compare

_BETWEEN = re.compile(r"\s*(?:[;,\n]|\s(?:and|&)\s)\s*(?:and\s)?", re.IGNORECASE)

Given = tuple[str, ...]


class Outcome(StrEnum):
    """How an answer came out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Grade:
    """An answer's points of all that the question gives.

    `parts` tells for each item, step, pair or blank whether it is right; where the question is one thing, for that.
    `near` says that a slip of the fingers was let pass: the right spelling should be shown.
    """

    outcome: Outcome
    points: int
    of: int
    parts: tuple[bool, ...]
    near: bool = False


def grade(question: Question, given: Given) -> Grade:
    """Grade an answer; one that does not fit the task (an option that was not offered) is wrong."""
    parts: tuple[bool, ...]
    near = False
    match question.task:
        case Choice() | TrueFalse():
            parts = (bool(given) and _plain(given[0]) == _plain(question.right[0]),)
        case Typed(answers, items):
            parts, near = _listed(given, items) if items else _typed(given, answers)
        case Order(steps):
            return _ordered(question, given, steps)
        case Match(right=wanted):
            parts = _paired(given, wanted)
        case Label():
            parts = _paired(given, question.right)
    return _graded(question, given, parts, near=near)


def _graded(question: Question, given: Given, parts: tuple[bool, ...], *, near: bool) -> Grade:
    points = sum(parts)
    if not any(text.strip() for text in given):
        outcome = Outcome.SKIPPED
    elif all(parts):
        outcome = Outcome.RIGHT
    else:
        outcome = Outcome.PARTLY if points else Outcome.WRONG
    return Grade(outcome, points, question.points, parts, near)


def _typed(given: Given, answers: Sequence[str]) -> tuple[tuple[bool, ...], bool]:
    found = {compare(given[0], answer).nearness for answer in answers} if given else set()
    if Nearness.SAME in found:
        return (True,), False
    return (Nearness.NEAR in found,), Nearness.NEAR in found


def _listed(given: Given, items: Sequence[str]) -> tuple[tuple[bool, ...], bool]:
    """Items in any order; of what is given no more than there are items counts, so that nobody can try everything."""
    texts = [text.strip() for text in given if text.strip()]
    if len(texts) == 1 and len(items) > 1:
        texts = [text for text in _BETWEEN.split(texts[0]) if text.strip()]
    found: set[int] = set()
    near = False
    for text in texts[: len(items)]:
        known = [(at, compare(text, item).nearness) for at, item in enumerate(items) if at not in found]
        same = [at for at, nearness in known if nearness is Nearness.SAME]
        alike = [at for at, nearness in known if nearness is Nearness.NEAR]
        found.update((same or alike)[:1])
        near = near or bool(alike and not same)
    return tuple(at in found for at in range(len(items))), near


def _ordered(question: Question, given: Given, steps: tuple[str, ...]) -> Grade:
    """All points for the order, half of them where two neighbours stand the wrong way round."""
    if not given:
        return Grade(Outcome.SKIPPED, 0, question.points, (False,) * len(steps))
    if sorted(given) != sorted(steps):
        return Grade(Outcome.WRONG, 0, question.points, (False,) * len(steps))
    order = compare_order(given, steps)
    parts = tuple(steps[at] == step for at, step in enumerate(given))
    if not order.swaps:
        return Grade(Outcome.RIGHT, question.points, question.points, parts)
    if order.swaps == 1:
        return Grade(Outcome.PARTLY, question.points // 2, question.points, parts)
    return Grade(Outcome.WRONG, 0, question.points, parts)


def _paired(given: Given, wanted: Sequence[str]) -> tuple[bool, ...]:
    texts = (*given, *("" for _missing in wanted))
    return tuple(
        bool(text.strip()) and _plain(text) == _plain(right)
        for text, right in zip(texts, wanted, strict=False)
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
