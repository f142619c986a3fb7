"""The commands quiz print and quiz export: a quiz that was made, on paper and for other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.output import progress
from flashcards.cli.quiz_exporting import check_file, hand_over
from flashcards.cli.quiz_printing import PaperJob, check_job, print_made
from flashcards.cli.session import Session, command
from flashcards.cli.targets import LAST_ID
from flashcards.core.printing import Printer
from flashcards.core.study_lists import Paper

_Id = Annotated[int, typer.Argument(metavar="ID", help="The quiz.", min=1, max=LAST_ID)]


@command
def export(
    session: Session,
    quiz_id: _Id,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="Ends in .xml (Moodle), .gift, .zip (QTI 2.1), .xlsx or .csv (Kahoot).",
        ),
    ],
) -> None:
    """Write a quiz that was made for another program, by the file's ending."""
    check_file(session, file)
    with session.existing() as app:
        quiz = app.quizzes.get(quiz_id).quiz
        hand_over(session, quiz, f"“{quiz.spec.title}”", file)


def print_with(printer: Printer) -> Callable[..., None]:
    """The command that prints, with the function that writes the PDF."""

    @command
    def print_(
        session: Session,
        quiz_id: _Id,
        file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="Ends in .pdf.")],
        paper: Annotated[
            Paper, typer.Option("--paper", help="The size of the pages.", case_sensitive=False)
        ] = Paper.A4,
        versions: Annotated[
            int, typer.Option("--versions", metavar="N", help="Versions A, B, ... mixed anew.")
        ] = 1,
        key: Annotated[
            Path | None,
            typer.Option("--key", metavar="FILE", readable=False, help="The answer key in a PDF of its own."),
        ] = None,
    ) -> None:
        """Print a quiz that was made, with its answer key."""
        job = PaperJob(session, file, paper, printer, versions, key)
        check_job(job)
        with session.existing() as app, progress() as report:
            quiz = app.quizzes.get(quiz_id).quiz
            print_made(job, quiz, f"“{quiz.spec.title}”", report)

    return print_
