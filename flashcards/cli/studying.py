"""The commands of study: card and answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.answers import check_cards, read_answers, typed_answer
from flashcards.cli.output import counted, say, say_labelled, table, write_json
from flashcards.cli.records import (
    Record,
    field,
    log_record,
    memory_record,
    moment_text,
    note_record,
    question_and_answer,
)
from flashcards.cli.session import Session, command
from flashcards.core.clock import from_milliseconds
from flashcards.core.intervals import short_interval
from flashcards.core.rendering import to_text
from flashcards.core.reviews import CardState, Memory, ReviewLog

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import Answer

_LAST_ID = 2**63 - 1
_ANSWER_MARK = '<hr id="answer">'


@command
def card(
    session: Session,
    card_id: Annotated[int, typer.Argument(metavar="ID", help="The card.", min=1, max=_LAST_ID)],
) -> None:
    """Show a card with its memory and answers."""
    with session.existing() as app:
        shown = app.study.show(card_id)
        logs = app.study.log(card_id)
        note, kind, cards = app.decks.note_with_cards(shown.note.id)
        origin = app.origins.of_note(note.id)
        deck = next(each.name for each in app.decks.all() if each.id == shown.card.deck_id)
        older = app.notes.older(note.id)
        calendar = app.calendar
    front = to_text(shown.sides.front)
    back = to_text(shown.sides.back.partition(_ANSWER_MARK)[2] or shown.sides.back)
    memory = memory_record(shown.card.memory, calendar) | {"retrievability": shown.retrievability}
    if session.as_json:
        write_json(
            {
                "card": card_id,
                "deck": deck,
                "suspended": shown.card.suspended,
                "front": front,
                "back": back,
                "note": note_record(note, kind, cards, origin),
                "memory": memory,
                "next": {rating.name.lower(): seconds for rating, seconds in shown.seconds.items()},
                "log": [log_record(log, calendar) for log in logs],
                "older": [
                    {"until": moment_text(each.at), "fields": [to_text(field) for field in each.fields]}
                    for each in older
                ],
            }
        )
        return
    question, answer = question_and_answer(note, kind)
    say(f"Card {card_id} in the deck “{deck}”, {note.role.value}", "bold")
    say_labelled("Question", question)
    say_labelled("Answer", answer)
    say_labelled("Source", field(note, kind, "Source sentence"))
    say_labelled("From", field(note, kind, "Source title"))
    _say_memory(shown.card.memory, memory)
    intervals = ", ".join(f"{r.name.lower()} {short_interval(s)}" for r, s in shown.seconds.items())
    say_labelled("Next", intervals)
    _say_log(logs)
    for each in older:
        say_labelled("Until", f"{_local(each.at)}: {to_text(each.fields[0])}")


@command
def answer(
    session: Session,
    card_id: Annotated[
        int | None, typer.Argument(metavar="ID", help="The card.", min=1, max=_LAST_ID, show_default=False)
    ] = None,
    rating: Annotated[str | None, typer.Argument(metavar="RATING", help="again, hard, good or easy.")] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", help="How long it took.", show_default=False)
    ] = 0.0,
    cram: Annotated[
        bool, typer.Option("--cram", help="Only log it; memory and schedule stay as they are.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            readable=False,
            help="JSON lines: card, rating, at, seconds (- is stdin).",
        ),
    ] = None,
) -> None:
    """Answer one card, or many from a file: all of them or none."""
    if (file is None) == (card_id is None) or (file is None) == (rating is None):
        raise typer.BadParameter("give a card's ID and a rating, or a file with --from.")
    if cram and file is not None:
        raise typer.BadParameter("a file cannot be crammed.", param_hint="--cram")
    if file is not None:
        answers = read_answers(file)
    else:
        assert card_id is not None
        assert rating is not None
        answers = [typed_answer(card_id, rating, seconds)]
    with session.existing(write=True) as app:
        if file is not None:
            check_cards(answers, app.study.show, file)
        logs = _filed(app, answers, cram=cram)
        calendar = app.calendar
    if session.as_json:
        records = [log_record(log, calendar) for log in logs]
        write_json(records if file is not None else records[0])
    elif file is not None:
        say(f"{counted(len(logs), 'answer')} saved.")
    elif cram:
        say(f"Card {logs[0].card_id}: {logs[0].rating.name.lower()}; its schedule stays as it is.")
    else:
        say(f"Card {logs[0].card_id}: {logs[0].rating.name.lower()}; it comes back in {_wait(logs[0])}.")


def _filed(app: "App", answers: "list[Answer]", *, cram: bool) -> list[ReviewLog]:
    if not cram:
        return app.study.answer_all(answers)[0]
    return [app.study.cram(each.card_id, each.rating, each.duration)[0] for each in answers]


def _wait(log: ReviewLog) -> str:
    """How long until the card comes back."""
    days = log.scheduled_days
    return short_interval(days * 86400 if days > 0 else -days)


def _say_memory(known: Memory, memory: Record) -> None:
    if known.state is CardState.NEW:
        say_labelled("Memory", "new, never answered")
        return
    recall = memory["retrievability"]
    parts = [
        memory["state"],
        f"due {_local(known.due_at) if known.due_at else memory['due']}",
        f"stability {memory['stability']:.1f} d",
        f"difficulty {memory['difficulty']:.1f}",
        f"recall {recall:.0%}" if recall is not None else "",
        counted(memory["reps"], "answer"),
        counted(memory["lapses"], "lapse"),
    ]
    say_labelled("Memory", ", ".join(part for part in parts if part))


def _local(milliseconds: int) -> str:
    return f"{from_milliseconds(milliseconds).astimezone():%Y-%m-%d %H:%M}"


def _say_log(logs: list[ReviewLog]) -> None:
    if not logs:
        return
    rows = [
        (
            _local(log.at),
            log.kind.value,
            log.rating.name.lower(),
            f"{log.duration / 1000:.1f} s",
            _wait(log),
        )
        for log in logs
    ]
    table("", ("When", "Kind", "Rating", ">Took", ">Then"), rows)
