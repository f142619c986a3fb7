"""The commands that list what is in the library: articles, decks, notes, stats."""

from typing import Annotated

import typer

from flashcards.cli.output import counted, one_line, say, say_labelled, table, write_json
from flashcards.cli.records import moment_text, note_record, question_and_answer
from flashcards.cli.session import Session, command
from flashcards.cli.targets import real_text
from flashcards.core.clock import from_milliseconds
from flashcards.core.reviews import CardState

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
                    "covered": each.covered,
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
    if session.as_json:
        write_json([note_record(*each) for each in found])
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
