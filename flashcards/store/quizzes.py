"""Quizzes in the library and the answers given in them."""

import json
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, delete, insert, select, update

from flashcards.core.grading import grade
from flashcards.core.quiz_records import question_of, question_record, spec_of, spec_record
from flashcards.core.quiz_results import GivenAnswer, QuizRun, QuizSummary
from flashcards.core.quizzes import Quiz
from flashcards.store.tables import quiz_answers, quizzes


def add(connection: Connection, quiz: Quiz, title: str, started_at: int) -> int:
    """Keep a quiz that begins; returns its id."""
    content = {
        "spec": spec_record(quiz.spec),
        "questions": [question_record(question) for question in quiz.questions],
    }
    row = insert(quizzes).values(
        title=title,
        started_at=started_at,
        mock=int(quiz.spec.mock),
        questions=len(quiz.questions),
        content=json.dumps(content, ensure_ascii=False),
    )
    done = cast("CursorResult[Any]", connection.execute(row))
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def get(connection: Connection, quiz_id: int) -> QuizRun | None:
    """A quiz with its answers."""
    row = connection.execute(select(quizzes).where(quizzes.c.id == quiz_id)).mappings().first()
    if row is None:
        return None
    content = json.loads(row["content"])
    questions = tuple(map(question_of, content["questions"]))
    spec = replace(spec_of(content["spec"]), title=row["title"])
    answers: dict[int, GivenAnswer] = {}
    kept = select(quiz_answers).where(quiz_answers.c.quiz_id == quiz_id).order_by(quiz_answers.c.place)
    for each in connection.execute(kept).mappings():
        given, question = tuple(json.loads(each["given"])), questions[each["place"]]
        counted = question.right if each["overruled"] else given
        answers[each["place"]] = GivenAnswer(
            given, grade(question, counted), each["duration"], bool(each["overruled"])
        )
    return QuizRun(Quiz(spec, questions, quiz_id), row["started_at"], row["ended_at"], answers)


def under_way(connection: Connection) -> int | None:
    """The id of the latest quiz that is not over."""
    query = select(quizzes.c.id).where(quizzes.c.ended_at.is_(None)).order_by(quizzes.c.id.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none()


def answer(connection: Connection, quiz_id: int, place: int, given: GivenAnswer) -> None:
    """Keep an answer; one to the same question gives way."""
    key = (quiz_answers.c.quiz_id == quiz_id, quiz_answers.c.place == place)
    connection.execute(delete(quiz_answers).where(*key))
    connection.execute(
        insert(quiz_answers).values(
            quiz_id=quiz_id,
            place=place,
            given=json.dumps(list(given.given), ensure_ascii=False),
            duration=given.duration,
            overruled=int(given.overruled),
        )
    )


def end(connection: Connection, quiz_id: int, ended_at: int, points: int, most_points: int) -> None:
    """Note that a quiz is over, with its points."""
    values = {"ended_at": ended_at, "points": points, "most_points": most_points}
    connection.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(values))


def history(connection: Connection, limit: int) -> list[QuizSummary]:
    """Quizzes, the latest first; one under way has no points yet."""
    columns = [column for column in quizzes.columns if column.name != "content"]
    rows = connection.execute(select(*columns).order_by(quizzes.c.id.desc()).limit(limit)).mappings()
    return [
        QuizSummary(
            id=row["id"],
            title=row["title"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            mock=bool(row["mock"]),
            questions=row["questions"],
            points=row["points"],
            of=row["most_points"],
        )
        for row in rows
    ]


def remove(connection: Connection, quiz_id: int) -> None:
    """Delete a quiz with its answers."""
    connection.execute(delete(quizzes).where(quizzes.c.id == quiz_id))
