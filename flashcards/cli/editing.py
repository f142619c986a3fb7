"""The commands that change many notes: replace, duplicates, move, tag, untag, and searches that are kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.finding import QUERY
from flashcards.cli.marking import Cards, change_cards
from flashcards.cli.output import counted, one_line, progress, say, table, write_json
from flashcards.cli.records import question_and_answer
from flashcards.cli.session import Session, command
from flashcards.cli.targets import real_text
from flashcards.core.browsing import Order, Show

if TYPE_CHECKING:
    from flashcards.app import App

_SHOWN = 50
_IN_ORDER = Order()


@command
def replace(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    find: Annotated[str, typer.Argument(metavar="FIND", help="What to look for.", callback=real_text)],
    into: Annotated[str, typer.Argument(metavar="INTO", help="What to put there.", callback=real_text)],
    query: Annotated[
        str, typer.Option("--in", metavar="QUERY", help=f"Only in these notes. {QUERY}", callback=real_text)
    ] = "",
    field: Annotated[
        str | None,
        typer.Option(
            "--field", metavar="NAME", help="Only in this field, such as Front.", callback=real_text
        ),
    ] = None,
    case: Annotated[bool, typer.Option("--case", help="Capitals must be the same.")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="FIND is a regular expression.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Change it, not just show it.")] = False,
) -> None:
    """Show what a replacement in the notes would change; with --apply, change it."""
    from flashcards.core.replacing import Replacement

    wanted = Replacement(find, into, field, case, regex)
    with session.existing(write=apply) as app, progress() as report:
        ids = app.browsing.ids(query, Show.NOTES, _IN_ORDER)
        found = app.replacing.preview(ids, wanted, report)
        if apply:
            app.replacing.replace(ids, wanted, report)
    count = len({each.note_id for each in found})
    if session.as_json:
        changes = [
            {"note": each.note_id, "field": each.field, "before": each.before, "after": each.after}
            for each in found
        ]
        write_json({"applied": apply, "notes": count, "changes": changes})
        return
    if not found:
        say(f"“{one_line(find)}” was not found.")
        return
    if not apply:
        rows = [
            (each.note_id, each.field, one_line(each.before), one_line(each.after)) for each in found[:_SHOWN]
        ]
        table("", (">Note", "Field", "Now", "Then"), rows)
        if len(found) > _SHOWN:
            say(f"... and {len(found) - _SHOWN} more.")
    verb = "changed" if apply else "would change"
    say(f"{counted(count, 'note')} {verb}{'.' if apply else '; --apply changes them.'}")


@command
def duplicates(
    session: Session,
    field: Annotated[
        str | None,
        typer.Option(
            "--field", metavar="NAME", help="In this field instead of the first.", callback=real_text
        ),
    ] = None,
) -> None:
    """List notes that hold the same words; capitals and mark-up do not count."""
    with session.existing() as app:
        groups = app.notes.duplicates(field)
        rows = []
        for number, group in enumerate(groups, 1):
            for note_id in group:
                note, kind, _cards = app.decks.note_with_cards(note_id)
                rows.append((number, note_id, *question_and_answer(note, kind)))
    if session.as_json:
        write_json(groups)
    elif not groups:
        say("No duplicates were found.")
    else:
        table("", (">Group", ">Note", "Question", "Answer"), rows)


@command
def move(
    session: Session,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="Made if it is missing.", callback=real_text)],
    cards: Cards,
) -> None:
    """Put cards into a deck."""
    change_cards(session, cards, lambda app, ids: app.notes.move(ids, deck), f"in “{one_line(deck)}”")


@command
def tag(
    session: Session,
    tags: Annotated[
        str, typer.Argument(metavar="TAGS", help="One, or several in quotes.", callback=real_text)
    ],
    cards: Cards,
) -> None:
    """Give the notes of cards tags."""
    change_cards(session, cards, lambda app, ids: app.notes.tag(_notes(app, ids), tags), "tagged")


@command
def untag(
    session: Session,
    tags: Annotated[
        str, typer.Argument(metavar="TAGS", help="One, or several in quotes.", callback=real_text)
    ],
    cards: Cards,
) -> None:
    """Take tags from the notes of cards."""
    change_cards(session, cards, lambda app, ids: app.notes.untag(_notes(app, ids), tags), "without it")


@command
def searches(
    session: Session,
    save: Annotated[
        tuple[str, str] | None,
        typer.Option("--save", metavar="NAME QUERY", help="Keep a search under a name."),
    ] = None,
    delete: Annotated[
        str | None,
        typer.Option("--delete", metavar="NAME", help="Forget a saved search.", callback=real_text),
    ] = None,
) -> None:
    """List the saved searches, keep one, or forget one."""
    with session.existing(write=save is not None or delete is not None) as app:
        if save is not None:
            app.browsing.save_search(real_text(save[0]) or "", real_text(save[1]) or "")
        if delete is not None:
            app.browsing.forget_search(delete)
        saved = app.browsing.places().saved
    if session.as_json:
        write_json(dict(saved))
    elif not saved:
        say("There are no saved searches.")
    else:
        table("", ("Name", "Query"), [(one_line(name), one_line(query)) for name, query in saved])


def _notes(app: "App", card_ids: Sequence[int]) -> list[int]:
    return app.browsing.notes_of(card_ids, Show.CARDS)
