"""The commands put together, and the one place that says what went wrong."""

import os
from collections.abc import Sequence

import typer

from flashcards.cli import (
    backups,
    drafting,
    editing,
    exams,
    figures,
    finding,
    importing,
    learning,
    linting,
    listing,
    making,
    mapping,
    marking,
    places,
    planning,
    printing,
    queue,
    quiz_handing_out,
    quizzes,
    recasting,
    sharing,
    studying,
)
from flashcards.cli.output import error, note
from flashcards.cli.self_test import Paint, self_test_with, unable
from flashcards.cli.session import JsonOption, LibraryOption, NowOption, shared_options
from flashcards.core.errors import FlashcardsError
from flashcards.core.printing import Printer

STOPPED = 130


def main(arguments: Sequence[str], paint: Paint = unable, printer: Printer = printing.unable) -> int:
    """Run a command; returns its exit code: 0 done, 1 could not be done, 2 used wrongly."""
    try:
        return _run(arguments, paint, printer)
    except KeyboardInterrupt:
        note("Stopped.")
        return STOPPED
    except FlashcardsError as problem:
        error(str(problem))
    except OSError as problem:
        if _debugging():
            raise
        where = f" ({problem.filename})" if problem.filename else ""
        error(f"The system refused: {(problem.strerror or str(problem)).lower()}{where}.")
    except Exception as fault:
        if _debugging():
            raise
        error(
            f"Something went wrong inside Flashcards: {type(fault).__name__}: {fault} "
            "(set FLASHCARDS_DEBUG=1 to see where)."
        )
    return 1


def _run(arguments: Sequence[str], paint: Paint, printer: Printer) -> int:
    try:
        typer.main.get_command(_commands(paint, printer))(args=list(arguments), prog_name="flashcards")
    except SystemExit as stop:
        if stop.code == STOPPED:
            note("Stopped.")
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def _debugging() -> bool:
    return bool(os.environ.get("FLASHCARDS_DEBUG"))


def _commands(paint: Paint, printer: Printer) -> typer.Typer:
    app = typer.Typer(
        name="flashcards",
        add_completion=False,
        no_args_is_help=True,
        # Plain help and usage errors: quick, and readable in a pipe.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_flashcards)
    for each in (
        making.make, drafting.draft, drafting.explain, places.chapters, sharing.export, sharing.editions, recasting.retype,
        queue.due, studying.answer, studying.card,
        listing.articles, listing.decks, finding.notes, finding.cards, figures.stats,
        queue.why, marking.suspend, marking.unsuspend, marking.bury, marking.unbury, marking.flag, marking.forget,
        editing.replace, editing.duplicates, editing.move, editing.tag, editing.untag, editing.searches,
        marking.leeches, marking.forgive, planning.presets, planning.preset, planning.optimise, planning.reschedule,
        backups.backup, backups.restore, backups.check,
    ):  # fmt: skip
        app.command()(each)
    app.command("set-due")(marking.set_due)
    app.command("days-off")(planning.days_off)
    app.command("catch-up")(planning.catch_up)
    app.command("import")(importing.import_)
    app.command("map")(mapping.map_)
    app.command("print")(printing.print_with(printer))
    app.command()(learning.refit)
    app.command()(linting.lint)
    app.add_typer(exams.exams(), name="exam")
    quiz = quizzes.quizzes()
    quiz.command()(quiz_handing_out.export)
    quiz.command("print")(quiz_handing_out.print_with(printer))
    app.add_typer(quiz, name="quiz")
    app.command("self-test")(self_test_with(paint))
    return app


def _flashcards(
    context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False, now: NowOption = None
) -> None:
    """Turn articles into flashcards, study them, and hand them to Anki.

    Without a command the window opens. --library, --json and --now may stand before or after a command.
    """
    context.obj = shared_options(context, library, as_json, now)
