"""The commands that list what is in the library: articles, decks, notes, stats."""

from typing import Annotated

import typer

from flashcards.cli.output import counted, one_line, say, say_labelled, table, write_json
from flashcards.cli.records import note_record, question_and_answer, summary_record
from flashcards.cli.session import Session, command
from flashcards.cli.targets import LAST_ID, real_text
from flashcards.core.clock import from_milliseconds
from flashcards.core.reviews import CardState

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


@command
def notes(
    session: Session,
    query: Annotated[
        str,
        typer.Argument(
            metavar="[QUERY]", help="Words that a note must hold.", show_default=False, callback=real_text
        ),
    ] = "",
    deck: DeckFilter = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most to show.")] = 1000,
) -> None:
    """List notes, or those that hold every word of QUERY."""
    with session.existing() as app:
        found = [app.decks.note_with_cards(note.id) for note in app.decks.notes(query, deck, limit)]
        origins = app.origins.of_notes([note.id for note, _kind, _cards in found])
    if session.as_json:
        write_json([note_record(*each, origins.get(each[0].id)) for each in found])
        return
    if not found:
        say("No notes were found.")
        return
    rows = [
        (note.id, " ".join(str(card.id) for card in cards), note.role.value, *question_and_answer(note, kind))
        for note, kind, cards in found
    ]
    table("", (">Note", ">Card", "Role", "Question", "Answer"), rows)


@command
def stats(session: Session) -> None:
    """Show figures about the library and recent study."""
    with session.existing() as app:
        found = app.statistics.summary()
    if session.as_json:
        write_json(
            {
                "articles": found.articles,
                "notes": found.notes,
                "cards": {state.name.lower(): found.states.get(state, 0) for state in CardState},
                "answers": found.answers,
                "answered_today": found.answered_today,
                "minutes_today": round(found.minutes_today, 2),
                "streak": found.streak,
                "retention": found.retention,
                "retention_of": found.retention_of,
                "forecast": list(found.forecast),
            }
        )
        return
    states = ", ".join(f"{found.states.get(state, 0)} {state.name.lower()}" for state in CardState)
    retention = "no reviews yet"
    if found.retention is not None:
        retention = f"{found.retention:.0%} of {counted(found.retention_of, 'answer')} in the last 30 days"
    for label, text in (
        ("Articles", str(found.articles)),
        ("Notes", str(found.notes)),
        ("Cards", f"{sum(found.states.values())} ({states})"),
        ("Answers", str(found.answers)),
        ("Today", f"{counted(found.answered_today, 'answer')} in {found.minutes_today:.0f} min"),
        ("Streak", counted(found.streak, "day")),
        ("Recalled", retention),
        ("Due", ", ".join(str(each) for each in found.forecast) + " (today and the days after)"),
    ):
        say_labelled(label, text)
