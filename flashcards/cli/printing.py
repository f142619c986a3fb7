"""The command print: a deck on paper, as a study list or as cards to cut."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.session import Session, command
from flashcards.cli.sharing import DeckArgument
from flashcards.cli.targets import check_place
from flashcards.core.card_sheets import Cutting, Flip, Layout
from flashcards.core.errors import CannotExport
from flashcards.core.printing import Printable, Printer
from flashcards.core.progress import Report
from flashcards.core.study_lists import Paper


class PrintAs(StrEnum):
    """What becomes of a deck on paper."""

    LIST = "list"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is printed where."""

    session: Session
    deck: str
    file: Path
    paper: Paper
    printer: Printer


def print_with(printer: Printer) -> Callable[..., None]:
    """The command, with the function that writes the PDF: commands know nothing of windows."""

    @command
    def print_(  # noqa: PLR0913, PLR0917 (each is an option)
        session: Session,
        deck: DeckArgument,
        file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="Ends in .pdf.")],
        as_: Annotated[
            PrintAs, typer.Option("--as", help="A study list, or cards to cut.", case_sensitive=False)
        ] = PrintAs.LIST,
        paper: Annotated[
            Paper, typer.Option("--paper", help="The size of the pages.", case_sensitive=False)
        ] = Paper.A4,
        no_map: Annotated[
            bool, typer.Option("--no-map", help="List: leave out the articles' mechanism maps.")
        ] = False,
        layout: Annotated[
            Layout | None,
            typer.Option(
                "--layout",
                help="Cards: fold (both sides on one face, to fold over and glue; the default) or duplex "
                "(backs on the page behind).",
                case_sensitive=False,
            ),
        ] = None,
        per_page: Annotated[
            int | None,
            typer.Option("--per-page", metavar="N", help="Cards: how many on a page; fold 4, duplex 8."),
        ] = None,
        flip: Annotated[
            Flip | None,
            typer.Option(
                "--flip",
                help="Duplex: the edge over which the printer turns the paper; long-edge is the default.",
                case_sensitive=False,
            ),
        ] = None,
        shift: Annotated[
            str | None,
            typer.Option(
                "--shift", metavar="X,Y", help="Duplex: move the backs right and down, in millimetres."
            ),
        ] = None,
        test_page: Annotated[
            bool,
            typer.Option(
                "--test-page", help="Duplex: only a sheet that shows whether backs and fronts meet."
            ),
        ] = False,
    ) -> None:
        """Write a deck as a PDF: a study list with its sources and mechanism maps, or cards to cut."""
        from flashcards.services.printing import check_name

        for_cards = {
            "--layout": layout, "--per-page": per_page, "--flip": flip, "--shift": shift, "--test-page": test_page
        }  # fmt: skip
        _refuse(for_cards, as_ is PrintAs.LIST, "cards to cut: --as cards")
        _refuse({"--no-map": no_map}, as_ is not PrintAs.LIST, "a study list: --as list")
        cutting = Cutting(
            layout or Layout.FOLD,
            per_page,
            flip or Flip.LONG_EDGE,
            _shift(shift),
            test_page,
        )
        duplex = {name: for_cards[name] for name in ("--flip", "--shift", "--test-page")}
        _refuse(duplex, cutting.layout is Layout.FOLD, "both faces of the paper: --layout duplex")
        check_name(file)
        check_place(file, session.library_path)
        job = _Job(session, deck, file, paper, printer)
        if as_ is PrintAs.LIST:
            _print_list(job, with_maps=not no_map)
        else:
            _print_cards(job, cutting)

    return print_


def unable(_path: Path, _printable: Printable, _paper: Paper, _report: Report) -> int:
    """Refuse: nothing here can paint."""
    raise CannotExport("Nothing here can print: Qt is missing.")


def _refuse(options: Mapping[str, Any], refused: bool, only_for: str) -> None:
    """A usage error for an option that was given and means nothing here."""
    given = [name for name, value in options.items() if value not in (None, False)]
    if refused and given:
        raise typer.BadParameter(f"only for {only_for}.", param_hint=given[0])


def _shift(typed: str | None) -> tuple[float, float]:
    """Two numbers of millimetres."""
    if typed is None:
        return (0.0, 0.0)
    try:
        right, down = map(float, typed.split(","))
    except ValueError:
        raise typer.BadParameter(
            f"{typed!r} is not two numbers of millimetres, such as 1.5,-0.5.", param_hint="--shift"
        ) from None
    return right, down


def _print_list(job: _Job, *, with_maps: bool) -> None:
    from flashcards.services.printing import PrintOptions

    with job.session.existing() as app, progress() as report:
        options = PrintOptions(job.paper, with_maps=with_maps, report=report)
        printed = app.printing.print_deck(job.deck, job.file, job.printer, options)
    if job.session.as_json:
        write_json(_record(job, notes=printed.notes, maps=printed.maps, pages=printed.pages))
        return
    maps = f" and {counted(printed.maps, 'map')}" if printed.maps else ""
    say(
        f"Printed the deck “{job.deck}” with {counted(printed.notes, 'note')}{maps} "
        f"on {counted(printed.pages, 'page')} to {job.file}."
    )


def _print_cards(job: _Job, cutting: Cutting) -> None:
    from flashcards.services.card_sheets import SheetOptions

    with job.session.existing() as app, progress() as report:
        options = SheetOptions(cutting, job.paper, report)
        printed = app.card_sheets.print_cards(job.deck, job.file, job.printer, options)
    if job.session.as_json:
        how: dict[str, Any] = {
            "as": PrintAs.CARDS.value,
            "layout": cutting.layout.value,
            "per_page": cutting.count,
        }
        if cutting.layout is Layout.DUPLEX:
            how |= {"flip": cutting.flip.value, "shift": list(cutting.shift), "test_page": cutting.only_test}
        write_json(_record(job, **how, cards=printed.cards, pages=printed.pages))
        return
    if cutting.only_test:
        say(f"Wrote the test page to {job.file}. Print it on both sides, at actual size (100 %).")
        return
    say(
        f"Printed the deck “{job.deck}” with {counted(printed.cards, 'card')} "
        f"on {counted(printed.pages, 'page')} to {job.file}."
    )
    if cutting.layout is Layout.FOLD:
        say("Print it at actual size (100 %) on one side, fold it over the middle, glue, and cut.")
    else:
        say(f"Print it at actual size (100 %) on both sides, turned over the {_edge(cutting)} edge, and cut.")


def _edge(cutting: Cutting) -> str:
    return cutting.flip.value.removesuffix("-edge")


def _record(job: _Job, **held: Any) -> dict[str, Any]:
    return {"deck": job.deck, "file": str(job.file), "paper": job.paper.value, **held}
