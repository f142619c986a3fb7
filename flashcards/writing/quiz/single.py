"""All questions that one card allows."""

import re
from collections.abc import Collection
from random import Random

from flashcards.core.drafts import CardType
from flashcards.core.ordering import mixed, steps_of
from flashcards.core.quizzes import GAP, Choice, Order, Question, QuestionKind
from flashcards.core.typed import Nearness, compare
from flashcards.writing.kinds import Form
from flashcards.writing.options import look_of
from flashcards.writing.quiz.material import Material
from flashcards.writing.quiz.plausible import is_broad, leans
from flashcards.writing.quiz.statements import true_or_false
from flashcards.writing.quiz.typing import EXAMPLE, is_item, typed

_LONGEST_STEM = 400
_NEGATED = re.compile(
    r"\b(?:not?|never|nor|neither|none|without|cannot|hardly|rarely|scarcely|another|one of|also|too|other than)\b|n[’']t\b",
    re.IGNORECASE,
)


def questions_of(
    material: Material, kinds: Collection[QuestionKind], lot: Random
) -> dict[QuestionKind, Question]:
    """The questions of the wished kinds that can be asked about a card, by kind; none that would be a bad one."""
    found: dict[QuestionKind, Question | None] = {}
    true, seed = lot.random() < 0.5, str(lot.random())
    if not material.stem.strip() or len(material.stem) > _LONGEST_STEM or not material.answer:
        return {}
    steps = steps_of(material.draft.answer) if material.draft.type is CardType.SEQUENCE else ()
    if steps and QuestionKind.ORDER in kinds and len(set(steps)) == len(steps):
        found[QuestionKind.ORDER] = material.ask(Order(steps, mixed(steps, seed)))
    if not steps and {QuestionKind.CHOICE, QuestionKind.TRUE_FALSE} & set(kinds):
        wrong = material.wrong() if _has_one_answer(material) else ()
        if QuestionKind.CHOICE in kinds:
            found[QuestionKind.CHOICE] = _choice(material, wrong, lot)
        if QuestionKind.TRUE_FALSE in kinds:
            found[QuestionKind.TRUE_FALSE] = true_or_false(
                material, tuple(sorted(wrong, key=lambda _each: lot.random())), is_true=true
            )
    if not steps and QuestionKind.TYPED in kinds:
        found[QuestionKind.TYPED] = typed(material)
    return {kind: question for kind, question in found.items() if question is not None}


def _has_one_answer(material: Material) -> bool:
    """Whether nothing else can be as right: examples have others beside them, what one thing does not do others do
    not do either, and a whole class holds what else is offered."""
    return not (
        EXAMPLE.search(material.stem.split(GAP, 1)[0])
        or _NEGATED.search(material.stem)
        or is_broad(material.answer)
        or (
            look_of(material.answer, material.draft.question, None).form is Form.NOUN
            and leans(material.answer)
        )
        or is_item(material)
    )


def _choice(material: Material, wrong: tuple[str, ...], lot: Random) -> Question | None:
    """Four options, or none where one of the wrong ones would pass for the right one."""
    right = material.answer
    if len(wrong) < 3 or any(compare(each, right).nearness is not Nearness.DIFFERENT for each in wrong):
        return None
    options = [right, *wrong]
    lot.shuffle(options)
    return material.ask(Choice(tuple(options), options.index(right)))
