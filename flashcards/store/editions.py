"""Editions of decks in the library, and notes that were deleted since."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select

from flashcards.core.editions import ChangeKind, Edition, NoteLine
from flashcards.store.tables import editions, notes, removed_notes

_PAGE = 5000


def add(connection: Connection, edition: Edition, deck_id: int | None, lines: Iterable[NoteLine]) -> None:
    """Keep what an edition holds; its `id` is not looked at."""
    packed = zlib.compress(json.dumps(list(lines), separators=(",", ":")).encode(), 1)
    connection.execute(
        insert(editions).values(
            deck_id=deck_id,
            name=edition.deck,
            number=edition.number,
            made_at=edition.made_at,
            with_progress=int(edition.with_progress),
            notes=edition.notes,
            counts=json.dumps({kind.value: count for kind, count in edition.counts.items()}),
            content=packed,
        )
    )


def of_deck(
    connection: Connection, deck_id: int | None, name: str, *, with_progress: bool = False
) -> list[Edition]:
    """The editions of a deck, the first one first; of a name that is no deck itself, by that name."""
    columns = [column for column in editions.columns if column.name != "content"]
    query = _of(select(*columns), deck_id, name, with_progress).order_by(editions.c.number)
    return [
        Edition(
            id=row["id"],
            deck=row["name"],
            number=row["number"],
            made_at=row["made_at"],
            with_progress=bool(row["with_progress"]),
            notes=row["notes"],
            counts={ChangeKind(kind): count for kind, count in json.loads(row["counts"]).items()},
        )
        for row in connection.execute(query).mappings()
    ]


def lines_of(connection: Connection, edition_id: int) -> dict[str, NoteLine]:
    """What an edition holds, by guid."""
    packed = connection.execute(select(editions.c.content).where(editions.c.id == edition_id)).scalar_one()
    return {row[0]: tuple(row) for row in json.loads(zlib.decompress(packed))}


def handed_out(connection: Connection) -> set[str]:
    """The guids of all notes that an edition held."""
    packed = connection.execute(select(editions.c.content)).scalars()
    return {row[0] for each in packed for row in json.loads(zlib.decompress(each))}


def keep_removed(connection: Connection, which: ColumnElement[bool]) -> None:
    """Before notes are deleted: keep what they held, once anything was handed out."""
    if connection.execute(select(editions.c.id).limit(1)).first() is None:
        return
    kept = select(notes.c.guid, notes.c.note_type_id, notes.c.fields, notes.c.tags, notes.c.created_at)
    guids = select(notes.c.guid).where(which)
    # Not "insert or replace": its deleting would escape the triggers that undo rests on.
    connection.execute(delete(removed_notes).where(removed_notes.c.guid.in_(guids)))
    names = ["guid", "note_type_id", "fields", "tags", "created_at"]
    connection.execute(insert(removed_notes).from_select(names, kept.where(which)))


def removed(connection: Connection, guids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What deleted notes held, by guid, where it was kept."""
    found: dict[str, Mapping[str, Any]] = {}
    for at in range(0, len(guids), _PAGE):
        query = select(removed_notes).where(removed_notes.c.guid.in_(guids[at : at + _PAGE]))
        found |= {row["guid"]: dict(row) for row in connection.execute(query).mappings()}
    return found


def words_of(connection: Connection, guids: Sequence[str]) -> dict[str, str]:
    """The fields of notes, there or deleted, by guid."""
    found = {guid: str(row["fields"]) for guid, row in removed(connection, guids).items()}
    for at in range(0, len(guids), _PAGE):
        query = select(notes.c.guid, notes.c.fields).where(notes.c.guid.in_(guids[at : at + _PAGE]))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _of(query: Select[Any], deck_id: int | None, name: str, with_progress: bool) -> Select[Any]:
    named = editions.c.deck_id.is_(None) & (editions.c.name == name)
    deck = named if deck_id is None else editions.c.deck_id == deck_id
    return query.where(deck, editions.c.with_progress == int(with_progress))
