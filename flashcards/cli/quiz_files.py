"""Quizzes and their results as JSON, and answers read from a file."""

import json
import sys
from pathlib import Path
from typing import Any

from flashcards.cli.quiz_asking import answer_of
from flashcards.core.errors import BadInput, CannotRead
from flashcards.core.grading import Given
from flashcards.core.quiz_records import Record, question_record
from flashcards.core.quiz_results import QuizResult, QuizRun, Tally
from flashcards.core.quizzes import Question

_MOST_BYTES = 4 * 1024 * 1024


def run_record(run: QuizRun) -> Record:
    """A quiz with its questions, the right answers, and what was given so far."""
    spec = run.quiz.spec
    return {
        "quiz": run.quiz.id,
        "title": spec.title,
        "seed": spec.seed,
        "mock": spec.mock,
        "minutes": spec.minutes,
        "points": run.quiz.points,
        "questions": [_question_record(run, place) for place in range(len(run.quiz.questions))],
    }


def _question_record(run: QuizRun, place: int) -> Record:
    question = run.quiz.questions[place]
    record = question_record(question) | {"right": list(question.right)}
    answer = run.answers.get(place)
    if answer is not None:
        got = answer.grade
        record["given"] = list(answer.given)
        record["grade"] = {"outcome": got.outcome.value, "points": got.points, "parts": list(got.parts)}
    return record


def result_record(found: QuizResult) -> Record:
    """How a quiz came out."""

    def tallies(some: tuple[Tally, ...]) -> list[Record]:
        return [
            {"name": each.name, "points": each.points, "of": each.of, "questions": each.questions}
            for each in some
        ]

    return {
        "result": {
            "points": found.all.points,
            "of": found.all.of,
            "outcomes": {outcome.value: number for outcome, number in found.outcomes.items()},
            "by_role": tallies(found.by_role),
            "by_topic": tallies(found.by_topic),
            "by_kind": tallies(found.by_kind),
            "missed": list(found.missed),
            "seconds": found.seconds,
        }
    }


def read_given(file: Path) -> list[Any]:
    """The answers of a file; raises `CannotRead` or `BadInput`."""
    try:
        if str(file) == "-":
            text = sys.stdin.read(_MOST_BYTES)
        elif file.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{file.name} is too large for answers to a quiz.")
        else:
            text = file.read_text(encoding="utf-8")
        found = json.loads(text)
    except OSError as problem:
        raise CannotRead(
            f"{file.name} cannot be read: {(problem.strerror or str(problem)).lower()}."
        ) from None
    except (ValueError, RecursionError):
        raise BadInput(f"{file.name} is not a JSON list of answers.") from None
    if not isinstance(found, list):
        raise BadInput(f"{file.name} is not a JSON list of answers.")
    return found


def given_of(question: Question, answer: Any, place: int) -> Given:
    """An answer of the file as an answer; raises `BadInput` naming its place, from 1, where it cannot be one."""
    if isinstance(answer, bool):
        answer = "true" if answer else "false"
    if isinstance(answer, list) and all(isinstance(each, str) for each in answer):
        return tuple(answer)
    given = answer_of(question, answer) if isinstance(answer, str) else () if answer is None else None
    if given is None:
        raise BadInput(f"Answer {place} does not fit its question.")
    return given
