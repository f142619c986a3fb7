"""A quiz of a deck on paper, from the command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.session import Session
from flashcards.cli.targets import check_place
from flashcards.core.printing import Printer
from flashcards.core.quizzes import QuizSpec
from flashcards.core.study_lists import Paper

#: Of the whole work making the questions takes this share.
_MAKING = 0.8


@dataclass(frozen=True, slots=True)
class PaperJob:
    """What is printed where; `key` is the file of the key, None for the last pages."""

    session: Session
    spec: QuizSpec
    file: Path
    paper: Paper
    printer: Printer
    versions: int = 1
    key: Path | None = None


def print_papers(job: PaperJob) -> None:
    """Make the quiz and print its versions and their key."""
    from flashcards.core.quiz_papers import check_versions
    from flashcards.services.quiz_papers import PaperOptions, print_quiz

    check_versions(job.versions)
    if job.key is not None:
        check_place(job.key, job.session.library_path)
    with job.session.existing() as app, progress() as report:
        # So that a name that is wrong is told with the names that there are.
        app.decks.find(job.spec.title)
        quiz = app.quizzes.make(job.spec, lambda share, stage: report(share * _MAKING, stage))
        options = PaperOptions(
            job.versions,
            job.paper,
            job.key,
            lambda share, stage: report(_MAKING + share * (1 - _MAKING), stage),
        )
        printed = print_quiz(quiz, job.spec.title, job.file, job.printer, options)
    if job.session.as_json:
        record: dict[str, Any] = {
            "deck": job.spec.title, "file": str(job.file), "paper": job.paper.value, "as": "quiz", "seed": job.spec.seed,
            "questions": printed.questions, "points": quiz.points, "versions": printed.versions, "pages": printed.pages,
        }  # fmt: skip
        if job.key is not None:
            record |= {"key": str(job.key), "key_pages": printed.key_pages}
        write_json(record)
        return
    versions = f" in {counted(printed.versions, 'version')}" if printed.versions > 1 else ""
    say(
        f"Printed a quiz of {counted(printed.questions, 'question')} ({counted(quiz.points, 'point')}){versions} "
        f"about the deck “{job.spec.title}” on {counted(printed.pages, 'page')} to {job.file}."
    )
    if printed.questions < job.spec.number:
        say("The deck allows no more good questions of these kinds.")
    where = f"in {job.key}" if job.key is not None else "on the last pages"
    say(f"The answer key is {where}; it cites the sentences.")
