"""A quiz in the terminal: questions as they are read there, and answers as they are typed."""

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.cli.output import clean, counted, note, say
from flashcards.core.grading import Given, Grade, Outcome
from flashcards.core.quiz_results import QuizRun
from flashcards.core.quizzes import FALSE, TRUE, Choice, Label, Match, Order, Question, TrueFalse, Typed

if TYPE_CHECKING:
    from flashcards.app import App

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEAVE = "q"


def ask_all(app: "App", run: QuizRun) -> QuizRun:
    """Ask what has no answer yet, until all have one, the time is up, or the student leaves (q, Ctrl+D)."""
    while (place := run.next) is not None and run.seconds_left != 0:
        question = run.quiz.questions[place]
        _show(question, place, run)
        started = time.monotonic()
        typed = _read(question)
        if typed is None:
            note("Left; `quiz resume` goes on with it.")
            return app.quizzes.get(run.quiz.id)
        duration = round((time.monotonic() - started) * 1000)
        got, _changes = app.quizzes.answer(run.quiz.id, place, typed, duration)
        if not run.quiz.spec.mock:
            _tell(question, got)
        run = app.quizzes.get(run.quiz.id)
    if run.next is not None:
        note("The time is up.")
    return run


def answer_of(question: Question, text: str) -> Given | None:
    """What was typed as an answer: letters or numbers stand for what is on offer; None where it cannot be one."""
    text = text.strip()
    match question.task:
        case _ if not text:
            return ()
        case Choice(options):
            place = _place(text, len(options))
            return (text if place is None else options[place],)
        case TrueFalse():
            known = {"t": TRUE, "true": TRUE, "f": FALSE, "false": FALSE}
            return (known[text.lower()],) if text.lower() in known else None
        case Typed():
            return (text,)
        case Order(shown=shown):
            return _places(text, shown, len(shown))
        case Match(left=left, shown=shown):
            return _places(text, shown, len(left))
        case Label(blanks=blanks, shown=shown):
            return _places(text, shown, len(blanks))


def lines_of(question: Question) -> list[str]:
    """A question as lines: its stem and what is on offer."""
    match question.task:
        case Choice(options):
            return [question.stem, *_listed(options)]
        case TrueFalse():
            return [question.stem, "  t  true", "  f  false"]
        case Typed(items=items):
            return [question.stem, *([f"  ({len(items)} things, with commas between them)"] if items else [])]
        case Order(shown=shown):
            return [question.stem, *_listed(shown), "  (in order, as in b a c)"]
        case Match(left=left, shown=shown):
            things = [f"  {number}  {text}" for number, text in enumerate(left, 1)]
            return [question.stem, *things, *_listed(shown), "  (one letter for each number, as in b a c)"]
        case Label(blanks=blanks, shown=shown) as task:
            numbers = {place: str(number) for number, place in enumerate(blanks, 1)}
            names = [f"[{numbers[at]}]" if at in numbers else text for at, text in enumerate(task.concepts)]
            arrows = [f"  {names[each.source]} —{each.words}→ {names[each.target]}" for each in task.effects]
            return [question.stem, *arrows, *_listed(shown), "  (one letter for each box, as in b a)"]


def told(question: Question) -> str:
    """The right answer in one line."""
    match question.task:
        case TrueFalse(is_true, correct):
            return "true" if is_true else f"false: {correct}"
        case Match(left=left, right=right):
            return "; ".join(f"{one} = {other}" for one, other in zip(left, right, strict=True))
        case Order(steps):
            return " → ".join(steps)
    return "; ".join(question.right)


def _show(question: Question, place: int, run: QuizRun) -> None:
    left = run.seconds_left
    clock = "" if left is None else f" · {int(left) // 60}:{int(left) % 60:02} left"
    say()
    say(f"{place + 1}/{len(run.quiz.questions)} · {question.role.value}{clock}", "dim")
    for line in lines_of(question):
        say(line)


def _read(question: Question) -> Given | None:
    """An answer from standard input; None where the student leaves."""
    while True:
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        # A terminal that is not set to UTF-8 may hand on broken characters.
        text = clean(line.rstrip("\n"))
        if not line or (text.strip().lower() == LEAVE and not isinstance(question.task, Typed)):
            return None
        given = answer_of(question, text)
        if given is not None:
            return given
        note("That cannot be an answer here; press Enter to skip, or type q to leave.")


def _tell(question: Question, got: Grade) -> None:
    words = {
        Outcome.RIGHT: "Right." if not got.near else "Right, but mind the spelling.",
        Outcome.PARTLY: f"Partly right: {got.points} of {counted(got.of, 'point')}.",
        Outcome.WRONG: "Not right.",
        Outcome.SKIPPED: "Skipped.",
    }
    say(words[got.outcome], "green" if got.outcome is Outcome.RIGHT else "red")
    if got.outcome is not Outcome.RIGHT or got.near:
        say(f"  The answer: {told(question)}")
    for basis in dict.fromkeys(question.basis):
        place = " · ".join(part for part in (basis.title, basis.place) if part)
        say(f"  “{basis.sentence}” {place}" if basis.sentence else f"  {place}", "dim")


def _listed(texts: Sequence[str]) -> list[str]:
    return [f"  {letter}  {text}" for letter, text in zip(_LETTERS, texts, strict=False)]


def _place(text: str, of: int) -> int | None:
    """The place that a letter or a number stands for."""
    if len(text) == 1 and text.lower() in _LETTERS[:of]:
        return _LETTERS.index(text.lower())
    return int(text) - 1 if text in [str(number) for number in range(1, of + 1)] else None


def _places(text: str, shown: Sequence[str], wanted: int) -> Given | None:
    """Several letters, with or without spaces between them; a dash stands for none."""
    signs = text.replace(",", " ").split()
    signs = list(signs[0]) if len(signs) == 1 else signs
    found = [-1 if sign == "-" else _place(sign, len(shown)) for sign in signs]
    if len(found) != wanted or None in found:
        return None
    return tuple("" if place is None or place < 0 else shown[place] for place in found)
