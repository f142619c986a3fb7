"""The command retype: cards that ask in another way."""

from typing import Annotated

import typer

from flashcards.cli.finding import chosen
from flashcards.cli.marking import Cards
from flashcards.cli.output import counted, note, say, write_json
from flashcards.cli.session import Session, command


@command
def retype(
    session: Session,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="basic, reversed, list, sequence, choice or typed.")
    ],
    cards: Cards,
) -> None:
    """Let cards ask both ways, with choices, or for an answer to type; those with gaps stay."""
    from flashcards.services.note_kinds import NoteKind

    if kind not in list(NoteKind):
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(NoteKind)}.", param_hint="KIND")
    with session.existing(write=True) as app:
        done, _changes = app.kinds.change(chosen(app, cards), NoteKind(kind))
    if session.as_json:
        left = [{"note": note_id, "why": why} for note_id, why in done.left.items()]
        write_json({"kind": kind, "notes": list(done.notes), "left": left})
        return
    verb = "asks" if len(done.notes) == 1 else "ask"
    say(f"{counted(len(done.notes), 'note')} now {verb} as “{kind}”.")
    for why in sorted(set(done.left.values())):
        count = list(done.left.values()).count(why)
        note(f"{counted(count, 'note')} stayed: {why}.")
