"""The command print: a deck on paper, as a study list, as cards to cut or as a quiz."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from flashcards.cli.output import counted, progress, say, write_json
from flashcards.cli.quiz_printing import PaperJob, print_papers
from flashcards.cli.quiz_values import (
    KindsOption,
    MinutesOption,
    NumberOption,
    RolesOption,
    SeedOption,
    spec_of,
)
from flashcards.cli.session import Session, command
from flashcards.cli.sharing import DeckArgument
from flashcards.cli.targets import check_place, refuse
from flashcards.core.card_sheets import Cutting, Flip, Layout
from flashcards.core.errors import CannotExport
from flashcards.core.printing import Printable, Printer
from flashcards.core.progress import Report
from flashcards.core.quizzes import checked
from flashcards.core.study_lists import Paper


class PrintAs(StrEnum):
    """What becomes of a deck on paper."""

    LIST = "list"
    CARDS = "cards"
    QUIZ = "quiz"


_NAMES = {PrintAs.LIST: "a study list", PrintAs.CARDS: "cards to cut", PrintAs.QUIZ: "a quiz"}


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
            PrintAs,
            typer.Option(
                "--as", help="A study list, cards to cut, or a quiz with its key.", case_sensitive=False
            ),
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
        number: NumberOption = None,
        seed: SeedOption = None,
        kinds: KindsOption = "",
        roles: RolesOption = None,
        minutes: MinutesOption = None,
        mock: Annotated[bool, typer.Option("--mock", help="Quiz: call it a mock exam.")] = False,
        versions: Annotated[
            int | None, typer.Option("--versions", metavar="N", help="Quiz: versions A, B, ... mixed anew.")
        ] = None,
        key: Annotated[
            Path | None,
            typer.Option(
                "--key", metavar="FILE", readable=False, help="Quiz: the answer key in a PDF of its own."
            ),
        ] = None,
    ) -> None:
        """Write a deck as a PDF: a study list with its sources and mechanism maps, cards to cut, or a quiz."""
        from flashcards.services.printing import check_name

        for_cards = {
            "--layout": layout, "--per-page": per_page, "--flip": flip, "--shift": shift, "--test-page": test_page
        }  # fmt: skip
        for_quiz = {
            "--number": number, "--seed": seed, "--kinds": kinds, "--role": roles, "--minutes": minutes, "--mock": mock,
            "--versions": versions, "--key": key,
        }  # fmt: skip
        _check(as_, {PrintAs.LIST: {"--no-map": no_map}, PrintAs.CARDS: for_cards, PrintAs.QUIZ: for_quiz})
        cutting = Cutting(
            layout or Layout.FOLD,
            per_page,
            flip or Flip.LONG_EDGE,
            _shift(shift),
            test_page,
        )
        if cutting.layout is Layout.FOLD:
            duplex = {name: for_cards[name] for name in ("--flip", "--shift", "--test-page")}
            refuse(duplex, "both faces of the paper: --layout duplex")
        check_name(file)
        check_place(file, session.library_path)
        job = _Job(session, deck, file, paper, printer)
        if as_ is PrintAs.QUIZ:
            spec = checked(replace(spec_of(deck, number, seed, kinds, roles), minutes=minutes, mock=mock))
            many = 1 if versions is None else versions
            print_papers(PaperJob(session, file, paper, printer, many, key), spec)
        elif as_ is PrintAs.LIST:
            _print_list(job, with_maps=not no_map)
        else:
            _print_cards(job, cutting)

    return print_


def unable(_path: Path, _printable: Printable, _paper: Paper, _report: Report) -> int:
    """Refuse: nothing here can paint."""
    raise CannotExport("Nothing here can print: Qt is missing.")


def _check(as_: PrintAs, options: Mapping[PrintAs, Mapping[str, object]]) -> None:
    """A usage error for an option of something else than what is printed."""
    for each, given in options.items():
        if each is not as_:
            refuse(given, f"{_NAMES[each]}: --as {each.value}")


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
