"""The command refit: rank new drafts by what the user kept and rejected."""

from typing import Annotated

import typer

from flashcards.cli.output import say, write_json
from flashcards.cli.session import Session, command


@command
def refit(
    session: Session,
    reset: Annotated[
        bool, typer.Option("--reset", help="Go back to the ranking that came with the program.")
    ] = False,
) -> None:
    """Learn from your decisions: rank the drafts of new articles by what you kept and rejected."""
    if reset:
        with session.existing(write=True) as app:
            app.learning.reset()
        if session.as_json:
            write_json({"reset": True})
        else:
            say("Drafts are ranked again as the program came.")
        return
    with session.existing(write=True) as app:
        done, _changes = app.learning.refit()
    if session.as_json:
        write_json({"kept": done.kept, "rejected": done.rejected, "before": done.before, "after": done.after})
    else:
        say(
            f"Learned from {done.kept} kept and {done.rejected} rejected drafts: a kept one now ranks above a "
            f"rejected one in {done.after:.0%} of pairs, before in {done.before:.0%}."
        )
