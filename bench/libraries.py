"""Libraries of any size, made in bulk: most cards in review and due around today, each with some answers."""

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import insert

from bench.measure import in_child
from flashcards.app import App, open_app
from flashcards.core.changes import Changes
from flashcards.core.clock import to_milliseconds
from flashcards.core.facts import FactKind
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.store.tables import cards, decks, notes, reviews

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_LOGS_PER_CARD = 3


def make_library(path: Path, size: int, deck_count: int = 10) -> None:
    """Write a library of `size` cards: 80 % in review, the rest new. In a child, whose memory is not counted."""
    in_child("bench.libraries", path, size, deck_count)


def _fill(path: Path, size: int, deck_count: int) -> None:
    app = open_app(path, lambda: NOW, zone=UTC)
    chance, today = Random(size), app.calendar.day_of(NOW)
    with app.library.writing("Fill", Changes.EVERYTHING) as connection:
        connection.execute(
            insert(decks), [{"id": n + 1, "name": f"Deck {n}", "created_at": 0} for n in range(deck_count)]
        )
        connection.execute(insert(notes), [_note(number) for number in range(1, size + 1)])
        rows = [_card(number, chance, today, deck_count) for number in range(1, size + 1)]
        connection.execute(insert(cards), rows)
        connection.execute(insert(reviews), _logs(rows, today))
    app.close()


def open_for_study(path: Path) -> App:
    """The library as the window opens it, with undo; at every look the clock is two seconds on."""
    ticks = count()
    return open_app(path, lambda: NOW + timedelta(seconds=2 * next(ticks)), zone=UTC, undo=True)


def _note(number: int) -> dict[str, object]:
    is_cloze = number % 4 == 0
    name, effect = f"substance {number}", f"receptor {number % 997}"
    first = f"{name} blocks {{{{c1::{effect}}}}} in the brain" if is_cloze else f"What does {name} block?"
    sentence = f"In the brain, {name} blocks {effect}, which changes how nerve cells answer each other."
    fields = (
        first,
        "" if is_cloze else effect,
        sentence,
        f"Article {number // 30}",
        "",
        "Mechanism",
        "mechanism",
    )
    return {
        "id": number,
        "guid": f"guid{number}",
        "note_type_id": CLOZE.id if is_cloze else BASIC.id,
        "role": FactKind.MECHANISM,
        "fields": "\x1f".join((*fields, "", "", "", f"guid{number}")),
        "tags": "flashcards::role::mechanism flashcards::article::bench",
        "created_at": 0,
        "edited_at": to_milliseconds(NOW) - number,
    }


def _card(number: int, chance: Random, today: int, deck_count: int) -> dict[str, object]:
    in_review = chance.random() < 0.8
    interval = chance.randint(1, 60)
    due = today + chance.randint(-20, 40)
    return {
        "id": number,
        "note_id": number,
        "deck_id": chance.randint(1, deck_count),
        "position": number,
        "state": 2 if in_review else 0,
        "stability": chance.uniform(1, 100) if in_review else None,
        "difficulty": chance.uniform(1, 10) if in_review else None,
        "due_day": due if in_review else None,
        "last_at": (due - interval) * 86_400_000 if in_review else None,
        "last_day": due - interval if in_review else None,
        "interval": interval if in_review else 0,
        "reps": _LOGS_PER_CARD if in_review else 0,
    }


def _logs(rows: list[dict[str, object]], today: int) -> list[dict[str, object]]:
    """Some old answers of each card in review, so that the log is as long as in real life."""
    made: list[dict[str, object]] = []
    start = (today - 400) * 86_400_000
    for row in rows:
        if row["state"] != 2:
            continue
        made.extend(
            {
                "at": start + len(made) * 20_000 + part,
                "card_id": row["id"],
                "rating": 3,
                "kind": "learn" if part == 0 else "review",
                "state": 0 if part == 0 else 2,
                "before": "{}",
                "after": "{}",
                "day": today - 400 + part * 60,
                "elapsed_days": part * 60,
                "scheduled_days": 10,
                "duration": 4000,
                "algorithm": "FSRS-6",
                "parameters": "",
            }
            for part in range(_LOGS_PER_CARD)
        )
    return made


if __name__ == "__main__":
    _fill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print("0")
