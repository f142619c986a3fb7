"""The commands that find: notes and cards that fit a query."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.listing import DeckFilter
from flashcards.cli.output import one_line, say, table, write_json
from flashcards.cli.records import Record, memory_record, note_record, question_and_answer
from flashcards.cli.session import Session, command
from flashcards.cli.targets import real_text
from flashcards.core.cards import Card
from flashcards.core.errors import BadInput, NotFound

if TYPE_CHECKING:
    from flashcards.app import App

#: What every command that finds says of its query.
QUERY = "Words and conditions, such as: brain -is:suspended deck:Biology prop:r<0.8"
_LAST_ID = 2**63 - 1
_MOST_CARDS = 1_000_000

Query = Annotated[str, typer.Argument(metavar="[QUERY]", help=QUERY, show_default=False, callback=real_text)]
Limit = Annotated[int, typer.Option("--limit", min=1, help="The most to show.")]


@command
def notes(session: Session, query: Query = "", deck: DeckFilter = None, limit: Limit = 1000) -> None:
    """List notes, or those with a card that fits QUERY."""
    with session.existing() as app:
        if deck is not None:
            app.decks.find(deck)
        found = [app.decks.note_with_cards(note.id) for note in app.search.notes(query, limit, deck=deck)]
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
def cards(session: Session, query: Query = "", deck: DeckFilter = None, limit: Limit = 1000) -> None:
    """List cards, or those that fit QUERY."""
    with session.existing() as app:
        if deck is not None:
            app.decks.find(deck)
        rows = card_rows(app, app.search.cards(query, limit, deck=deck))
    if session.as_json:
        write_json(rows)
    elif not rows:
        say("No cards were found.")
    else:
        show_cards(rows)


def card_rows(app: "App", found: Sequence[Card]) -> list[Record]:
    """Cards as records, with their questions and memories."""
    names = {each.id: each.name for each in app.decks.all()}
    rows: list[Record] = []
    for card in found:
        note, kind, _cards = app.decks.note_with_cards(card.note_id)
        memory = memory_record(card.memory, app.calendar)
        rows.append(
            {
                "card": card.id,
                "note": note.id,
                "deck": names[card.deck_id],
                "state": memory["state"],
                "due": memory["due"],
                "role": note.role.value,
                "question": question_and_answer(note, kind)[0],
                "suspended": card.suspended,
                "buried": card.buried_until > app.calendar.day_of(app.clock()),
                "flag": card.flag,
                "leech": card.leech,
                "memory": memory,
            }
        )
    return rows


def show_cards(rows: Sequence[Record]) -> None:
    """Cards as a table for people."""
    cells = []
    for row in rows:
        marks = [name for name in ("suspended", "buried", "leech") if row[name]]
        if row["flag"]:
            marks.append(f"flag {row['flag']}")
        state = ", ".join([row["state"], *marks])
        cells.append((row["card"], state, row["due"] or "", one_line(row["deck"]), one_line(row["question"])))
    table("", (">Card", "State", "Due", "Deck", "Question"), cells)


def chosen(app: "App", what: Sequence[str]) -> list[int]:
    """The cards that were named by their ids, or that fit a query; raises `NotFound` where there are none."""
    if not what:
        raise BadInput("Say which cards: their ids, or a query.")
    if all(each.isascii() and each.isdigit() and 0 < int(each) <= _LAST_ID for each in what):
        return [int(each) for each in what]
    found = [card.id for card in app.search.cards(" ".join(what), _MOST_CARDS)]
    if not found:
        raise NotFound(f"No card fits “{one_line(' '.join(what))}”.")
    return found
