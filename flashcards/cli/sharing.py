"""The command export: a deck to a file."""

from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.output import counted, say, write_json
from flashcards.cli.session import Session, command
from flashcards.cli.targets import check_target, real_text


@command
def export(
    session: Session,
    deck: Annotated[
        str, typer.Argument(metavar="DECK", help="The deck, with the decks inside it.", callback=real_text)
    ],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="Ends in .apkg (for Anki) or .json.")
    ],
) -> None:
    """Write a deck to a file, by its ending."""
    check_target(file, session.library_path)
    with session.existing() as app:
        count = app.exchange.export(deck, file)[0].notes
    if session.as_json:
        write_json({"deck": deck, "file": str(file), "notes": count})
    else:
        say(f"Exported the deck “{deck}” with {counted(count, 'note')} to {file}.")
