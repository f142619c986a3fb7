"""The commands that list what is in the library: articles and decks."""

from typing import Annotated

import typer

from flashcards.cli.output import one_line, say, table, write_json
from flashcards.cli.records import summary_record
from flashcards.cli.session import Session, command
from flashcards.cli.targets import LAST_ID, real_text
from flashcards.core.clock import from_milliseconds

DeckFilter = Annotated[
    str | None, typer.Option("--deck", metavar="NAME", help="Only this deck.", callback=real_text)
]


@command
def articles(
    session: Session,
    query: Annotated[
        str,
        typer.Argument(
            metavar="[QUERY]", help="Words that an article must hold.", show_default=False, callback=real_text
        ),
    ] = "",
    delete: Annotated[
        int | None,
        typer.Option(
            "--delete", metavar="ID", min=1, max=LAST_ID, help="Delete this article; its cards stay."
        ),
    ] = None,
) -> None:
    """List the articles in the library, the latest first, or those that hold every word of QUERY."""
    if delete is not None:
        _delete(session, delete)
        return
    with session.existing() as app:
        found = app.articles.all(query)
    if session.as_json:
        write_json([summary_record(each) for each in found])
        return
    if not found:
        say("No articles were found." if query.strip() else "There are no articles yet.")
        return
    rows = [
        (
            each.id,
            one_line(each.title),
            each.words,
            f"{each.covered}/{each.facts}",
            each.waiting,
            each.cards,
            "" if each.mastery is None else f"{each.mastery:.0%}",
            f"{from_milliseconds(each.added_at).astimezone():%Y-%m-%d}",
        )
        for each in found
    ]
    table("", (">Id", "Title", ">Words", ">Facts", ">Waiting", ">Cards", ">Mastered", ">Added"), rows)


def _delete(session: Session, article_id: int) -> None:
    with session.existing(write=True) as app:
        title = app.articles.get(article_id).title
        app.articles.remove(article_id)
    if session.as_json:
        write_json({"deleted": article_id, "title": title})
    else:
        say(f"Deleted “{one_line(title)}” with its drafts; its cards stay.")


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
