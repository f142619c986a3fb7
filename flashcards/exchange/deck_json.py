"""Our own deck file: a deck with its notes as JSON, for other programs and for the bundled example."""

import json
from collections.abc import Sequence
from pathlib import Path

from flashcards.core.cards import Note, NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.facts import FactKind
from flashcards.core.text import storable

FORMAT = "flashcards-deck"
VERSION = 1


def write_deck(path: Path, name: str, notes: Sequence[tuple[Note, NoteType]]) -> int:
    """Write a deck's notes; returns how many."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "deck": name,
        "notes": [
            {
                "guid": note.guid,
                "type": note_type.name,
                "role": note.role,
                "tags": list(note.tags),
                "fields": {
                    field.name: value
                    for field, value in zip(note_type.fields, note.fields, strict=True)
                    if value
                },
            }
            for note, note_type in notes
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(notes)


def read_deck(path: Path, types: Sequence[NoteType], now: int) -> tuple[str, list[Note]]:
    """The deck's name and its notes, dated `now` (milliseconds); raises `CannotRead`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT or content["version"] != VERSION:
            raise CannotRead(f"{path.name} is not a deck that this version of Flashcards can read.")
        by_name = {each.name: each for each in types}
        notes = [_note(row, by_name[row["type"]], now) for row in content["notes"]]
        return str(content["deck"]), notes
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CannotRead(f"{path.name} is not a readable deck file.") from error


def _note(row: dict[str, object], note_type: NoteType, now: int) -> Note:
    fields, tags = row["fields"], row["tags"]
    if not isinstance(fields, dict) or not isinstance(tags, list):
        raise TypeError("a note needs fields and tags")
    return Note(
        id=0,
        guid=storable(str(row["guid"])),
        note_type_id=note_type.id,
        fields=tuple(storable(str(fields.get(each.name, ""))) for each in note_type.fields),
        tags=tuple(word for tag in tags for word in storable(str(tag)).split()),
        role=FactKind(str(row["role"])),
        created_at=now,
        edited_at=now,
    )
