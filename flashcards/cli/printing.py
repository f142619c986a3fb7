"""The command print: a deck as a study list on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.session import Session, command
from flashcards.cli.sharing import DeckArgument
from flashcards.cli.targets import check_place
from flashcards.core.errors import CannotExport
from flashcards.core.progress import Report
from flashcards.core.study_lists import Paper, Printer, StudyList


def print_with(printer: Printer) -> Callable[..., None]:
    """The command, with the function that writes the PDF: commands know nothing of windows."""

    @command
    def print_(
        session: Session,
        deck: DeckArgument,
        file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="Ends in .pdf.")],
        paper: Annotated[
            Paper, typer.Option("--paper", help="The size of the pages.", case_sensitive=False)
        ] = Paper.A4,
        no_map: Annotated[
            bool, typer.Option("--no-map", help="Leave out the articles' mechanism maps.")
        ] = False,
    ) -> None:
        """Write a deck as a PDF: questions, answers, sources, and the mechanism maps of its articles."""
        from flashcards.services.printing import PrintOptions, check_name

        check_name(file)
        check_place(file, session.library_path)
        with session.existing() as app, progress() as report:
            options = PrintOptions(paper, with_maps=not no_map, report=report)
            printed = app.printing.print_deck(deck, file, printer, options)
        if session.as_json:
            held = {"notes": printed.notes, "maps": printed.maps, "pages": printed.pages}
            write_json({"deck": deck, "file": str(file), "paper": paper.value, **held})
            return
        maps = f" and {counted(printed.maps, 'map')}" if printed.maps else ""
        say(
            f"Printed the deck “{deck}” with {counted(printed.notes, 'note')}{maps} "
            f"on {counted(printed.pages, 'page')} to {file}."
        )

    return print_


def unable(_path: Path, _study_list: StudyList, _paper: Paper, _report: Report) -> int:
    """Refuse: nothing here can paint."""
    raise CannotExport("Nothing here can print: Qt is missing.")
