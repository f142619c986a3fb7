"""The commands of quizzes: quiz ask, make, grade, resume, result, list, today and remove."""

from pathlib import Path
from secrets import randbelow
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.exam_values import covered
from flashcards.cli.output import counted, one_line, progress, say, table, write_json
from flashcards.cli.quiz_asking import ask_all, lines_of, told
from flashcards.cli.quiz_files import given_of, read_given, result_record, run_record
from flashcards.cli.quiz_values import KindsOption, kinds_of
from flashcards.cli.records import moment_text
from flashcards.cli.session import Session, command
from flashcards.cli.targets import LAST_ID, real_text
from flashcards.core.clock import from_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.quiz_results import QuizRun, Tally, result_of, trend
from flashcards.core.quizzes import MOST_QUESTIONS, QuizSpec

if TYPE_CHECKING:
    from flashcards.app import App

_SEEDS = 2**31

Decks = Annotated[
    list[str] | None,
    typer.Option("--deck", metavar="NAME", help="A deck with those inside it; may be given again."),
]
Articles = Annotated[
    list[int] | None,
    typer.Option("--article", metavar="ID", min=1, help="The cards of an article; may be given again."),
]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="A tag; may be given again.")]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", help="Only cards with this role; may be given again."),
]
Exam = Annotated[
    str | None, typer.Option("--exam", metavar="NAME", help="What an exam covers.", callback=real_text)
]
Query = Annotated[
    str,
    typer.Option("--query", metavar="QUERY", help="Only cards that this search finds.", callback=real_text),
]
Number = Annotated[
    int, typer.Option("--number", "-n", metavar="N", min=1, max=MOST_QUESTIONS, help="How many questions.")
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", min=0, max=LAST_ID, help="The same number gives the same quiz."),
]
Minutes = Annotated[
    float | None,
    typer.Option("--minutes", metavar="N", help="The time for all questions; no limit if not given."),
]
Mock = Annotated[bool, typer.Option("--mock", help="A mock exam: nothing is told before the end.")]
Id = Annotated[int, typer.Argument(metavar="ID", help="The quiz.", min=1, max=LAST_ID)]


@command
def ask(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    deck: Decks = None,
    article: Articles = None,
    tag: Tags = None,
    role: Roles = None,
    exam: Exam = None,
    query: Query = "",
    number: Number = 10,
    seed: Seed = None,
    kinds: KindsOption = "",
    minutes: Minutes = None,
    mock: Mock = False,
) -> None:
    """Ask a quiz here; it is kept, and no schedule changes. q leaves it, `quiz resume` goes on."""
    _no_json(session)
    spec = QuizSpec(
        covered(deck, article, tag, role), query, None, number, _seed(seed), kinds_of(kinds), minutes, mock
    )
    with session.existing(write=True) as app:
        run = _made(app, spec, exam)
        _ask(session, app, run)


@command
def make(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    deck: Decks = None,
    article: Articles = None,
    tag: Tags = None,
    role: Roles = None,
    exam: Exam = None,
    query: Query = "",
    number: Number = 10,
    seed: Seed = None,
    kinds: KindsOption = "",
    minutes: Minutes = None,
    mock: Mock = False,
) -> None:
    """Make a quiz and show its questions without asking them; `quiz grade` takes the answers.

    With --json every question comes with its right answer and its source.
    """
    spec = QuizSpec(
        covered(deck, article, tag, role), query, None, number, _seed(seed), kinds_of(kinds), minutes, mock
    )
    with session.existing(write=True) as app:
        run = _made(app, spec, exam)
    if session.as_json:
        write_json(run_record(run))
        return
    say(f"Quiz {run.quiz.id}: {one_line(run.quiz.spec.title)}", "bold")
    for place, question in enumerate(run.quiz.questions, 1):
        first, *more = lines_of(question)
        say(f"\n{place}. {first}")
        for line in more:
            say(line)


@command
def grade(
    session: Session,
    quiz_id: Id,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help='A JSON list of answers in the order of the questions, "" to skip; - is standard input.',
        ),
    ],
) -> None:
    """Grade answers from a file, and end the quiz.

    An answer is a text as it would be typed (a letter, true, words) or a list of texts.
    """
    answers = read_given(file)
    with session.existing(write=True) as app:
        run = app.quizzes.get(quiz_id)
        questions = run.quiz.questions
        if len(answers) > len(questions):
            raise BadInput(
                f"{len(answers)} answers are too many: the quiz has {counted(len(questions), 'question')}."
            )
        given = [
            given_of(question, answer, place)
            for place, (question, answer) in enumerate(zip(questions, answers, strict=False), 1)
        ]
        for place, each in enumerate(given):
            app.quizzes.answer(quiz_id, place, each)
        app.quizzes.finish(quiz_id)
        _tell(session, app.quizzes.get(quiz_id))


@command
def resume(session: Session) -> None:
    """Go on with the quiz that was left."""
    _no_json(session)
    with session.existing(write=True) as app:
        run = app.quizzes.current()
        if run is None:
            raise NotFound("No quiz was left.")
        _ask(session, app, run)


@command
def result(session: Session, quiz_id: Id) -> None:
    """Show how a quiz came out, by role and topic, and what to repeat."""
    with session.existing() as app:
        _tell(session, app.quizzes.get(quiz_id))


@command
def list_(session: Session) -> None:
    """List the quizzes, the latest first."""
    with session.existing() as app:
        found = app.quizzes.history()
    change = trend(found)
    if session.as_json:
        rows = [
            {
                "quiz": each.id,
                "title": each.title,
                "started": moment_text(each.started_at),
                "ended": moment_text(each.ended_at),
                "mock": each.mock,
                "questions": each.questions,
                "points": each.points,
                "of": each.of,
            }
            for each in found
        ]
        write_json({"quizzes": rows, "trend": change})
        return
    if not found:
        say("There are no quizzes yet.")
        return
    rows_ = [
        (
            each.id,
            one_line(each.title),
            "mock exam" if each.mock else "quiz",
            f"{from_milliseconds(each.started_at).astimezone():%Y-%m-%d %H:%M}",
            "not over" if each.ended_at is None else f"{each.points} of {each.of}",
            "" if each.ended_at is None else f"{each.share:.0%}",
        )
        for each in found
    ]
    table("", (">Quiz", "About", "Kind", "When", ">Points", ">Share"), rows_)
    if change:
        say(f"{abs(change):.0%} {'better' if change > 0 else 'worse'} than before.")


@command
def today(session: Session, quiz_id: Id) -> None:
    """Let the cards that a quiz missed come today; their memories stay."""
    with session.existing(write=True) as app:
        missed = app.quizzes.result(quiz_id).missed
        if not missed:
            raise NotFound("This quiz missed no card.")
        added, _changes = app.quizzes.add_to_today(missed)
    if session.as_json:
        write_json({"cards": list(missed), "added": added})
    else:
        say(f"{counted(added, 'card')} will come today.")


@command
def remove(session: Session, quiz_id: Id) -> None:
    """Delete a quiz with its answers."""
    with session.existing(write=True) as app:
        app.quizzes.remove(quiz_id)
    if session.as_json:
        write_json({"removed": quiz_id})
    else:
        say(f"Quiz {quiz_id} is deleted.")


def quizzes() -> typer.Typer:
    """The commands together."""
    app = typer.Typer(
        help="Quizzes and mock exams.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )
    for each in (ask, make, grade, resume, result, today, remove):
        app.command()(each)
    app.command("list")(list_)
    return app


def _no_json(session: Session) -> None:
    if session.as_json:
        raise typer.BadParameter(
            "questions are asked in words; use `quiz make` and `quiz grade`.", param_hint="--json"
        )


def _seed(seed: int | None) -> int:
    return randbelow(_SEEDS) if seed is None else seed


def _made(app: "App", spec: QuizSpec, exam: str | None) -> QuizRun:
    """A quiz that was made and begun; with an exam its cards, and of the rest of the options what limits them."""
    from dataclasses import replace

    if exam is not None:
        found = app.exams.get(exam)
        spec = replace(spec, covers=found.covers, title=found.name)
    with progress() as report:
        run, _changes = app.quizzes.start(spec, report)
    return run


def _ask(session: Session, app: "App", run: QuizRun) -> None:
    run = ask_all(app, run)
    if run.next is None or run.seconds_left == 0:
        app.quizzes.finish(run.quiz.id)
        say()
        _tell(session, app.quizzes.get(run.quiz.id))


def _tell(session: Session, run: QuizRun) -> None:
    found = result_of(run)
    if session.as_json:
        write_json(run_record(run) | result_record(found))
        return
    say(f"{found.all.points} of {counted(found.all.of, 'point')}, {found.all.share:.0%}.", "bold")
    for name, tallies in (("Role", found.by_role), ("Topic", found.by_topic)):
        table("", (name, ">Points", ">Share"), [_row(each) for each in tallies])
    if run.quiz.spec.mock and run.ended_at is not None:
        for place, question in enumerate(run.quiz.questions):
            answer = run.answers.get(place)
            sign = "✓" if answer and answer.grade.points == answer.grade.of else "✕"
            say(f"{sign} {place + 1}. {one_line(question.stem)}  {one_line(told(question))}")
    if found.missed:
        cards = counted(len(found.missed), "card")
        say(f"To repeat: {cards}. `quiz today {run.quiz.id}` lets them come today.")


def _row(tally: Tally) -> tuple[str, str, str]:
    return one_line(tally.name) or "without an article", f"{tally.points} of {tally.of}", f"{tally.share:.0%}"
