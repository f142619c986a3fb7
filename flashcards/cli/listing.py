"""The commands that list what is in the library: articles and decks."""

from typing import Annotated

import typer

from flashcards.cli.output import one_line, say, table, write_json
from flashcards.cli.records import moment_text
from flashcards.cli.session import Session, command
from flashcards.cli.targets import real_text
from flashcards.core.clock import from_milliseconds

DeckFilter = Annotated[
    str | None, typer.Option("--deck", metavar="NAME", help="Only this deck.", callback=real_text)
]


@command
def articles(session: Session) -> None:
    """List the articles in the library, the latest first."""
    with session.existing() as app:
        found = app.articles.all()
    if session.as_json:
        write_json(
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "source": each.source.name,
                    "words": each.words,
                    "added": moment_text(each.added_at),
                    "facts": each.facts,
                    "waiting": each.waiting,
                    "accepted": each.accepted,
                    "rejected": each.rejected,
                }
                for each in found
            ]
        )
        return
    if not found:
        say("There are no articles yet.")
        return
    rows = [
        (
            each.id,
            one_line(each.title),
            each.words,
            each.accepted,
            each.waiting,
            each.rejected,
            f"{from_milliseconds(each.added_at).astimezone():%Y-%m-%d}",
        )
        for each in found
    ]
    table("", (">Id", "Title", ">Words", ">Accepted", ">Waiting", ">Rejected", ">Added"), rows)


@command
def decks(session: Session) -> None:
    """List the decks with what is to study in them today."""
    with session.existing() as app:
        found = app.decks.all()
    if session.as_json:
        write_json(
            [
                {
                    "id": each.id,
                    "name": each.name,
                    "cards": each.cards,
                    "new": each.new,
                    "learning": each.learning,
                    "review": each.review,
                    "due": each.due,
                }
                for each in found
            ]
        )
        return
    if not found:
        say("There are no decks yet.")
        return
    rows = [(one_line(each.name), each.cards, each.new, each.learning, each.review) for each in found]
    table("", ("Deck", ">Cards", ">New", ">Learning", ">Review"), rows)
