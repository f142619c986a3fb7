"""Quizzes as JSON values, written and read again: for the library, for scripts, and for other programs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.core.maps import Polarity
from flashcards.core.quizzes import (
    Basis,
    Choice,
    Effect,
    Label,
    Match,
    Order,
    Question,
    QuestionKind,
    QuizSpec,
    Task,
    TrueFalse,
    Typed,
)

Record = dict[str, Any]


def spec_record(spec: QuizSpec) -> Record:
    """A specification as JSON values."""
    return asdict(spec)


def spec_of(record: Mapping[str, Any]) -> QuizSpec:
    """The specification that was written."""
    covers = record["covers"]
    return QuizSpec(
        covers=Coverage(
            tuple(covers["decks"]),
            tuple(covers["articles"]),
            tuple(covers["tags"]),
            tuple(FactKind(each) for each in covers["roles"]),
            lost=covers["lost"],
        ),
        query=record["query"],
        card_ids=None if record["card_ids"] is None else tuple(record["card_ids"]),
        number=record["number"],
        seed=record["seed"],
        kinds=tuple(QuestionKind(each) for each in record["kinds"]),
        minutes=record["minutes"],
        mock=record["mock"],
        title=record["title"],
    )


def question_record(question: Question) -> Record:
    """A question as JSON values: its kind, stem, points, what its task holds, and the cards behind it."""
    return {
        "kind": question.kind.value,
        "stem": question.stem,
        "points": question.points,
        "task": asdict(question.task),
        "basis": [asdict(each) for each in question.basis],
    }


def question_of(record: Mapping[str, Any]) -> Question:
    """The question that was written."""
    basis = tuple(Basis(**{**each, "role": FactKind(each["role"])}) for each in record["basis"])
    return Question(record["stem"], _task(QuestionKind(record["kind"]), record["task"]), basis)


def _task(kind: QuestionKind, task: Mapping[str, Any]) -> Task:
    texts: Record = {name: tuple(value) if isinstance(value, list) else value for name, value in task.items()}
    match kind:
        case QuestionKind.CHOICE:
            return Choice(**texts)
        case QuestionKind.TRUE_FALSE:
            return TrueFalse(**texts)
        case QuestionKind.TYPED:
            return Typed(**texts)
        case QuestionKind.ORDER:
            return Order(**texts)
        case QuestionKind.MATCH:
            return Match(**texts)
        case QuestionKind.LABEL:
            return Label(**{**texts, "effects": tuple(map(_effect, task["effects"]))})


def _effect(record: Mapping[str, Any]) -> Effect:
    polarity = record["polarity"]
    return Effect(**{**record, "polarity": None if polarity is None else Polarity(polarity)})
