"""A quiz as a file for other programs, from the command line."""

from pathlib import Path

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.session import Session
from flashcards.cli.targets import check_place
from flashcards.core.exports import GAME_FORMATS, QUIZ_FORMATS
from flashcards.core.quizzes import QuestionKind, Quiz, QuizSpec


def is_quiz(file: Path, *, asked: bool) -> bool:
    """Whether a file is to hold a quiz: one was asked for, or its ending stands for nothing else."""
    return asked or (file.suffix.lower() in QUIZ_FORMATS and file.suffix.lower() != ".csv")


def fitting_kinds(file: Path) -> str:
    """The kinds to ask for where nobody said which: those that the format can hold."""
    return f"{QuestionKind.CHOICE},{QuestionKind.TRUE_FALSE}" if file.suffix.lower() in GAME_FORMATS else ""


def export_questions(session: Session, spec: QuizSpec, file: Path) -> None:
    """Make the quiz and write it, by the file's ending."""
    check_file(session, file)
    with session.existing() as app, progress() as report:
        # So that a name that is wrong is told with the names that there are.
        app.decks.find(spec.title)
        quiz = app.quizzes.make(spec, report)
        hand_over(session, quiz, f"the deck “{spec.title}”", file)
    if not session.as_json and len(quiz.questions) < spec.number:
        say("The deck allows no more good questions of these kinds.")


def check_file(session: Session, file: Path) -> None:
    """Raise `CannotExport` for a file that no quiz can be written to."""
    from flashcards.services.quiz_files import check_ending

    check_ending(file)
    check_place(file, session.library_path)


def hand_over(session: Session, quiz: Quiz, about: str, file: Path) -> None:
    """Write a quiz, and tell what became of it."""
    from flashcards.services.quiz_files import export_quiz

    title = quiz.spec.title
    done = export_quiz(quiz, title, file)
    name = QUIZ_FORMATS[file.suffix.lower()]
    if session.as_json:
        left = [{"question": number, "reason": reason} for number, reason in done.left_out.items()]
        held = {"questions": done.questions, "points": quiz.points, "seed": quiz.spec.seed, "left_out": left}
        write_json({"title": title, "file": str(file), "format": name, **held})
        return
    say(f"Exported a quiz of {counted(done.questions, 'question')} about {about} to {file} ({name}).")
    if done.told:
        say(done.told)
