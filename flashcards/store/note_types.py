"""Note types in the library."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from flashcards.core.cards import NoteField, NoteType, Template
from flashcards.store.prepared import Prepared, Row
from flashcards.store.tables import note_types

_ONE = Prepared(select(note_types).where(note_types.c.id == bindparam("wanted")))


def add_missing(connection: Connection, wanted: Iterable[NoteType]) -> None:
    """Put in note types that are not there yet, and newer versions of those that are."""
    known = {
        row.id: row.modified for row in connection.execute(select(note_types.c.id, note_types.c.modified))
    }
    for each in wanted:
        if known.get(each.id, -1) < each.modified:
            save(connection, each)


def save(connection: Connection, note_type: NoteType) -> None:
    """Write a note type in place of the one with its id."""
    row = {
        "id": note_type.id,
        "name": note_type.name,
        "fields": json.dumps([[field.id, field.name] for field in note_type.fields]),
        "templates": json.dumps([[t.id, t.name, t.front, t.back] for t in note_type.templates]),
        "css": note_type.css,
        "is_cloze": int(note_type.is_cloze),
        "modified": note_type.modified,
        "extra": note_type.extra,
    }
    connection.execute(insert(note_types).values(row).on_conflict_do_update(["id"], set_=row))


def get(connection: Connection, note_type_id: int) -> NoteType:
    """The note type with that id, which a note has."""
    (row,) = _ONE.tuples(connection, wanted=note_type_id)
    return _read(row)


def by_id(connection: Connection) -> dict[int, NoteType]:
    """All note types of the library."""
    return {row["id"]: _note_type(row) for row in connection.execute(select(note_types)).mappings()}


@lru_cache(maxsize=64)
def _read(row: tuple[Any, ...]) -> NoteType:
    """A row by its values: every card asks for its note type, and the same values are the same note type."""
    return _note_type(dict(zip(note_types.c.keys(), row, strict=True)))


def _note_type(row: Row) -> NoteType:
    return NoteType(
        id=row["id"],
        name=row["name"],
        fields=tuple(NoteField(*field) for field in json.loads(row["fields"])),
        templates=tuple(Template(*template) for template in json.loads(row["templates"])),
        css=row["css"],
        is_cloze=bool(row["is_cloze"]),
        modified=row["modified"],
        extra=row["extra"],
    )
