"""A quiz to files of other programs, by the file's ending."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flashcards.core.errors import CannotExport
from flashcards.core.exports import GAME_FORMATS, QUIZ_FORMATS
from flashcards.core.quizzes import Quiz
from flashcards.core.wording import counted
from flashcards.exchange.atomic import replacing
from flashcards.services.quiz_papers import maps_of


@dataclass(frozen=True, slots=True)
class ExportedQuiz:
    """How many questions a file holds, and why the others are not in it, by their numbers."""

    questions: int
    left_out: Mapping[int, str]

    @property
    def told(self) -> str:
        """What was left out, as one sentence; empty where nothing was."""
        reasons: dict[str, list[int]] = {}
        for number, reason in self.left_out.items():
            reasons.setdefault(reason, []).append(number)
        if not reasons:
            return ""
        parts = (
            f"{_numbers(numbers)} ({reason if len(numbers) == 1 else _plural(reason)})"
            for reason, numbers in reasons.items()
        )
        return f"Left out {counted(len(self.left_out), 'question')}: {'; '.join(parts)}."


def check_ending(path: Path) -> None:
    """Raise `CannotExport` for a file whose ending says no format of quizzes."""
    if path.suffix.lower() not in QUIZ_FORMATS:
        raise CannotExport(f"{path.name} does not end in one of {', '.join(QUIZ_FORMATS)}.")


def export_quiz(quiz: Quiz, title: str, path: Path) -> ExportedQuiz:
    """Write a quiz to a file, whole or not at all; the same quiz gives the same bytes. Raises `CannotExport`."""
    check_ending(path)
    ending = path.suffix.lower()
    if ending in GAME_FORMATS:
        return _export_table(quiz, title, path)
    if not quiz.questions:
        raise CannotExport("The quiz has no questions to export.")
    with replacing(path) as part:
        if ending == ".xml":
            from flashcards.exchange.quizzes.moodle_xml import write_moodle_xml

            write_moodle_xml(part, title, quiz.questions, maps_of(quiz))
        elif ending == ".gift":
            from flashcards.exchange.quizzes.gift import write_gift

            write_gift(part, title, quiz.questions)
        else:
            from flashcards.exchange.quizzes.qti import write_qti

            write_qti(part, title, quiz, maps_of(quiz))
    return ExportedQuiz(len(quiz.questions), {})


def _export_table(quiz: Quiz, title: str, path: Path) -> ExportedQuiz:
    """What a table for a game holds: choices, and true or false, that are short enough."""
    from flashcards.exchange.quizzes.kahoot import unfit, write_table, write_template

    left = {number: reason for number, each in enumerate(quiz.questions, 1) if (reason := unfit(each))}
    fitting = [each for number, each in enumerate(quiz.questions, 1) if number not in left]
    if not fitting:
        raise CannotExport("No question of the quiz fits: the table takes short choices, and true or false.")
    seconds = quiz.spec.minutes * 60 / len(quiz.questions) if quiz.spec.minutes is not None else None
    with replacing(path) as part:
        if path.suffix.lower() == ".csv":
            write_table(part, fitting, seconds)
        else:
            write_template(part, title, fitting, seconds)
    return ExportedQuiz(len(fitting), left)


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _plural(reason: str) -> str:
    """A reason of one question as that of several."""
    verb, _space, rest = reason.partition(" ")
    return f"{ {'is': 'are', 'has': 'have'}.get(verb, verb) } {rest}"
