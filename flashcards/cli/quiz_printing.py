"""A quiz on paper, from the command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.session import Session
from flashcards.cli.targets import check_place
from flashcards.core.printing import Printer
from flashcards.core.progress import Report
from flashcards.core.quizzes import Quiz, QuizSpec
from flashcards.core.study_lists import Paper

#: Of the whole work making the questions takes this share.
_MAKING = 0.8


@dataclass(frozen=True, slots=True)
class PaperJob:
    """What is printed where; `key` is the file of the key, None for the last pages."""

    session: Session
    file: Path
    paper: Paper
    printer: Printer
    versions: int = 1
    key: Path | None = None


def print_papers(job: PaperJob, spec: QuizSpec) -> None:
    """Make a quiz about a deck and print its versions and their key."""
    check_job(job)
    with job.session.existing() as app, progress() as report:
        # So that a name that is wrong is told with the names that there are.
        app.decks.find(spec.title)
        quiz = app.quizzes.make(spec, lambda share, stage: report(share * _MAKING, stage))
        about = f"the deck “{spec.title}”"
        print_made(job, quiz, about, lambda share, stage: report(_MAKING + share * (1 - _MAKING), stage))
    if not job.session.as_json and len(quiz.questions) < spec.number:
        say("The deck allows no more good questions of these kinds.")


def check_job(job: PaperJob) -> None:
    """Raise `BadInput` or `CannotExport` for what cannot be printed, before any slow work."""
    from flashcards.core.quiz_papers import check_versions
    from flashcards.services.quiz_papers import check_files

    check_versions(job.versions)
    check_files(job.file, job.key)
    for each in filter(None, (job.file, job.key)):
        check_place(each, job.session.library_path)


def print_made(job: PaperJob, quiz: Quiz, about: str, report: Report) -> None:
    """Print a quiz, and tell what became of it."""
    from flashcards.services.quiz_papers import PaperOptions, print_quiz

    title = quiz.spec.title
    options = PaperOptions(job.versions, job.paper, job.key, report)
    printed = print_quiz(quiz, title, job.file, job.printer, options)
    if job.session.as_json:
        record: dict[str, Any] = {
            "title": title, "file": str(job.file), "paper": job.paper.value, "as": "quiz", "seed": quiz.spec.seed,
            "questions": printed.questions, "points": quiz.points, "versions": printed.versions, "pages": printed.pages,
        }  # fmt: skip
        if job.key is not None:
            record |= {"key": str(job.key), "key_pages": printed.key_pages}
        write_json(record)
        return
    versions = f" in {counted(printed.versions, 'version')}" if printed.versions > 1 else ""
    say(
        f"Printed a quiz of {counted(printed.questions, 'question')} ({counted(quiz.points, 'point')}){versions} "
        f"about {about} on {counted(printed.pages, 'page')} to {job.file}."
    )
    where = f"in {job.key}" if job.key is not None else "on the last pages"
    say(f"The answer key is {where}; it cites the sentences.")
