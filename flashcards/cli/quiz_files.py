"""A quiz of a deck as a file for other programs, from the command line."""

from pathlib import Path

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.session import Session
from flashcards.cli.targets import check_place
from flashcards.core.exports import GAME_FORMATS, QUIZ_FORMATS
from flashcards.core.quizzes import QuestionKind, QuizSpec


def is_quiz(file: Path, *, asked: bool) -> bool:
    """Whether a file is to hold a quiz: one was asked for, or its ending stands for nothing else."""
    return asked or (file.suffix.lower() in QUIZ_FORMATS and file.suffix.lower() != ".csv")


def fitting_kinds(file: Path) -> list[QuestionKind] | None:
    """The kinds to ask for where nobody said which: those that the format can hold."""
    if file.suffix.lower() in GAME_FORMATS:
        return [QuestionKind.CHOICE, QuestionKind.TRUE_FALSE]
    return None


def export_questions(session: Session, spec: QuizSpec, file: Path) -> None:
    """Make the quiz and write it, by the file's ending."""
    from flashcards.services.quiz_files import check_ending, export_quiz

    check_ending(file)
    check_place(file, session.library_path)
    with session.existing() as app, progress() as report:
        app.decks.find(spec.title)
        quiz = app.quizzes.make(spec, report)
        done = export_quiz(quiz, spec.title, file)
    name = QUIZ_FORMATS[file.suffix.lower()]
    if session.as_json:
        left = [{"question": number, "reason": reason} for number, reason in done.left_out.items()]
        held = {"questions": done.questions, "points": quiz.points, "seed": spec.seed, "left_out": left}
        write_json({"deck": spec.title, "file": str(file), "format": name, **held})
        return
    say(
        f"Exported a quiz of {counted(done.questions, 'question')} about the deck “{spec.title}” to {file} ({name})."
    )
    if done.told:
        say(done.told)
    if len(quiz.questions) < spec.number:
        say("The deck allows no more good questions of these kinds.")
