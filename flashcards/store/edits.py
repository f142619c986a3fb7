"""What the fields of notes were before they were edited."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from flashcards.store.tables import edits

_SEPARATOR = "\x1f"
_KEEP = (
    "INSERT INTO edits (note_id, at, fields) SELECT id, :at, fields FROM notes "
    "WHERE id = :note_id AND fields != :fields"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """The fields that a note had until `at`, in milliseconds."""

    id: int
    note_id: int
    at: int
    fields: tuple[str, ...]


def keep(connection: Connection, rows: Sequence[tuple[int, Sequence[str]]], at: int) -> None:
    """Remember the fields that notes have now; `rows` are notes with the fields that take their place."""
    values = [{"note_id": note_id, "fields": _SEPARATOR.join(fields), "at": at} for note_id, fields in rows]
    connection.exec_driver_sql(_KEEP, values)


def of_note(connection: Connection, note_id: int) -> list[Edit]:
    """The older fields of a note, the latest first."""
    query = select(edits).where(edits.c.note_id == note_id).order_by(edits.c.at.desc(), edits.c.id.desc())
    return [_edit(row.id, row.note_id, row.at, row.fields) for row in connection.execute(query)]


def get(connection: Connection, edit_id: int) -> Edit | None:
    """One of them."""
    row = connection.execute(select(edits).where(edits.c.id == edit_id)).first()
    return None if row is None else _edit(row.id, row.note_id, row.at, row.fields)


def _edit(edit_id: int, note_id: int, at: int, fields: str) -> Edit:
    return Edit(edit_id, note_id, at, tuple(fields.split(_SEPARATOR)))
