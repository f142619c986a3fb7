"""A quiz as the table that Kahoot! imports: choices of two to four options, and true or false.

Columns and limits are those of its own template (kahoot.com, "Import questions from a spreadsheet"): 120 characters
for a question, 75 for an answer, a time of one of some numbers of seconds, and the numbers of the right answers.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from flashcards.core.quizzes import Choice, Question, TrueFalse
from flashcards.exchange.quizzes import texts
from flashcards.exchange.quizzes.workbook import write_workbook
from flashcards.exchange.table import padded

LONGEST_QUESTION, LONGEST_ANSWER, MOST_ANSWERS = 120, 75, 4
_SECONDS = (5, 10, 20, 30, 60, 90, 120, 240)
_USUAL = 30
#: The template has its columns' names in the eighth row and a column for nothing before them.
_ABOVE = 7
_COLUMNS = (
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, MOST_ANSWERS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)


def unfit(question: Question) -> str:
    """Why a question cannot be in the table, in a few words; empty where it can."""
    match question.task:
        case Choice(options):
            if len(options) > MOST_ANSWERS:
                return f"has more than {MOST_ANSWERS} answers"
            if max(map(len, map(texts.line, options))) > LONGEST_ANSWER:
                return f"has an answer of more than {LONGEST_ANSWER} characters"
        case TrueFalse():
            pass
        case _:
            return "is neither a choice nor true or false"
    return f"is longer than {LONGEST_QUESTION} characters" if len(_stem(question)) > LONGEST_QUESTION else ""


def write_table(path: Path, questions: Sequence[Question], seconds: float | None) -> None:
    """Write questions that fit as CSV, for a spreadsheet to open; `seconds` is the time for each, None for the usual."""
    rows: list[list[str | int]] = [[*_COLUMNS], *(_row(each, seconds) for each in questions)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        # A cell of text that begins like a formula gets a space.
        writer.writerows([[padded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])


def write_template(path: Path, title: str, questions: Sequence[Question], seconds: float | None) -> None:
    """Write questions that fit as the workbook that Kahoot! imports; its cells are text, never formulas."""
    rows: list[list[str | int]] = [["", texts.line(title)], *([] for _row in range(_ABOVE - 1))]
    rows.append(["", *_COLUMNS])
    rows += [[number, *_row(each, seconds)] for number, each in enumerate(questions, 1)]
    write_workbook(path, "Quiz", rows)


def _row(question: Question, seconds: float | None) -> list[str | int]:
    match question.task:
        case Choice(options, right):
            answers = list(map(texts.line, options))
        case TrueFalse(is_true):
            answers, right = ["True", "False"], int(not is_true)
        case _:
            raise AssertionError(question.kind)
    wanted = _USUAL if seconds is None else seconds
    time = next((each for each in _SECONDS if each >= wanted), _SECONDS[-1])
    padding = [""] * (MOST_ANSWERS - len(answers))
    return [_stem(question), *answers, *padding, time, right + 1]


def _stem(question: Question) -> str:
    return texts.line(texts.stem(question))
