"""The command lint: what is weak about a card that somebody wrote."""

from typing import Annotated

import typer

from flashcards.cli.output import say, say_labelled, write_json
from flashcards.cli.session import Session, command
from flashcards.core.drafts import CardType
from flashcards.core.rendering import hidden


@command
def lint(
    session: Session,
    question: Annotated[
        str,
        typer.Argument(metavar="QUESTION", help="The question, or a text with gaps such as {{c1::this}}."),
    ],
    answer: Annotated[
        str, typer.Argument(metavar="[ANSWER]", help="The answer; a text with gaps has none.")
    ] = "",
) -> None:
    """Say what is weak about a card that you wrote, by the rules that the program's own cards must pass."""
    kind = CardType.CLOZE if hidden(question) else CardType.BASIC
    with session.nothing() as app:
        app.shaping.sides((kind, question, answer))  # a side that is missing is an error
        found = app.shaping.findings((kind, question, answer))
    if session.as_json:
        rows = [
            {"rule": each.rule, "sentence": each.sentence, "fixed": list(each.fixed) if each.fixed else None}
            for each in found
        ]
        write_json({"type": kind.value, "findings": rows})
        return
    for each in found:
        say_labelled("Weak", each.sentence)
        if each.fixed:
            say_labelled("Better", " / ".join(side for side in each.fixed if side))
    if not found:
        say("Nothing to mend.")
