"""Our own deck file: a deck with its notes as JSON, for other programs, for the bundled example, and to be read back.

Note types that did not come with the program stand in the file whole (`exchange.deck_types`); a note of one names it by
its id too, for names may be those of others. A note says its deck where that is another than the file's.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashcards.core.cards import Note, NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.facts import FactKind
from flashcards.core.note_types import BUILT_IN
from flashcards.core.text import storable
from flashcards.exchange.deck_types import type_record

FORMAT = "flashcards-deck"
VERSION = 1
_OURS = frozenset(each.id for each in BUILT_IN)
#: How a JSON object begins; text with gaps begins with two braces.
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*(?:\"|\})")


@dataclass(frozen=True, slots=True)
class DeckFile:
    """What a deck file holds: its notes, beside each the name of its deck, and the note types that it brings along."""

    name: str
    notes: Sequence[Note]
    decks: Sequence[str]
    types: Mapping[int, NoteType]


def is_deck_file(path: Path) -> bool:
    """Whether a file is JSON by its ending or its first bytes."""
    with path.open("rb") as file:
        return path.suffix.lower() == ".json" or _OBJECT.match(file.read(64)) is not None


def write_deck(path: Path, name: str, notes: Sequence[tuple[Note, NoteType, str]]) -> int:
    """Write notes with their types and the names of their decks; returns how many."""
    foreign = {kind.id: kind for _note, kind, _deck in notes if kind.id not in _OURS}
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION, "deck": name}
    if foreign:
        content["types"] = [type_record(kind) for kind in foreign.values()]
    content["notes"] = [_record(note, kind, "" if deck == name else deck) for note, kind, deck in notes]
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(notes)


def read_deck(
    path: Path, types: Sequence[NoteType], now: int, type_of: Callable[[Any], NoteType] | None = None
) -> DeckFile:
    """A deck's notes, dated `now` (milliseconds); raises `CannotRead`.

    `types` are those that the file need not bring; `type_of` makes those that it does, without it none is taken.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        if content["format"] != FORMAT or content["version"] != VERSION:
            raise CannotRead(f"{path.name} is not a deck that this version of Flashcards can read.")
        made = [] if type_of is None else [type_of(each) for each in content.get("types", [])]
        brought = {each.id: each for each in made}
        known = {each.name: each for each in (*brought.values(), *reversed(types))}
        rows = [(row, _type(row, brought, known)) for row in content["notes"]]
        name = str(content["deck"])
        return DeckFile(
            name=name,
            notes=[_note(row, kind, now) for row, kind in rows],
            decks=[str(row.get("deck") or name) for row, _kind in rows],
            types={kind.id: kind for _row, kind in rows},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotRead(f"{path.name} is not a readable deck file.") from error


def _record(note: Note, kind: NoteType, deck: str) -> dict[str, Any]:
    named = zip(kind.fields, note.fields, strict=True)
    return {
        "guid": note.guid,
        "type": kind.name,
        **({} if kind.id in _OURS else {"type_id": kind.id}),
        **({"deck": deck} if deck else {}),
        "role": note.role,
        "tags": list(note.tags),
        "fields": {field.name: value for field, value in named if value},
    }


def _type(row: Mapping[str, Any], brought: Mapping[int, NoteType], known: Mapping[str, NoteType]) -> NoteType:
    return brought[row["type_id"]] if "type_id" in row else known[row["type"]]


def _note(row: Mapping[str, Any], note_type: NoteType, now: int) -> Note:
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
