"""A deck file on its way into the library: its notes into the staging file; runs in the worker process."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashcards.core.cards import NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.packages import Omissions, Package, PackedDeck
from flashcards.core.rendering import ordinals
from flashcards.exchange.deck_json import DeckFile, read_deck
from flashcards.exchange.staging import new_card, staged

Report = Callable[[float, str], None]

_LARGEST = 50 * 1024 * 1024
_MOST_ORDINALS = 500
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Types:
    """Note types that there are, and what makes those of a file."""

    known: Sequence[NoteType]
    made: Callable[[Any], NoteType]


def read_deck_apart(path: Path, folder: Path, types: Types, now: int, report: Report) -> Package:
    """Stage the notes of a deck file; raises `CannotRead` with one sentence. `now` is milliseconds.

    It has no dates: what it says counts as said now. Its cards are those that Anki would make of its notes.
    """
    if path.stat().st_size > _LARGEST:
        raise CannotRead(
            f"{path.name} is larger than {_LARGEST // 1024 // 1024} MB, too large for a deck file."
        )
    report(0.1, "reading")
    found = read_deck(path, types.known, now, types.made)
    if not found.notes:
        raise CannotRead(f"{path.name} holds no notes that could be imported.")
    report(0.4, "reading notes")
    numbers = {name: number for number, name in enumerate(dict.fromkeys(found.decks), 1)}
    omissions = Omissions()
    with staged(folder) as staging:
        count = staging.add("notes", _notes(found, omissions))
        cards = staging.add("cards", _cards(found, numbers))
        for fields in staging.without_cards():
            omissions.add("note has no card", fields)
    return Package(
        name=path.name,
        kind="deck file",
        note_types=tuple(found.types.values()),
        decks=tuple(PackedDeck(number, name) for name, number in numbers.items()),
        skipped=omissions.all(),
        notes=count,
        cards=cards,
        dated=False,
    )


def _notes(found: DeckFile, omissions: Omissions) -> Iterator[tuple[Any, ...]]:
    seen: set[str] = set()
    for number, note in enumerate(found.notes, 1):
        if note.guid in seen:
            omissions.add("note is there twice", note.fields[0])
            continue
        seen.add(note.guid)
        fields, tags = _SEPARATOR.join(note.fields), " ".join(note.tags)
        times = (note.created_at, note.edited_at)
        yield number, note.guid or None, note.note_type_id, fields, tags, note.role, *times


def _cards(found: DeckFile, numbers: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    number = 0
    for place, (note, deck) in enumerate(zip(found.notes, found.decks, strict=True), 1):
        for ordinal in ordinals(found.types[note.note_type_id], note.fields):
            if ordinal < _MOST_ORDINALS:
                number += 1
                yield new_card(number, place, numbers[deck], ordinal)
