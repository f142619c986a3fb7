"""Where the notes of the library came from."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from flashcards.core.origins import Origin
from flashcards.store.tables import origins


def add(connection: Connection, note_id: int, origin: Origin) -> None:
    """Keep where a note came from; it goes with the note."""
    detail = json.dumps(asdict(origin), ensure_ascii=False)
    connection.execute(insert(origins).values(note_id=note_id, detail=detail))


def of_notes(connection: Connection, note_ids: Sequence[int]) -> dict[int, Origin]:
    """The origins of those notes that have one, by the note's id."""
    query = select(origins).where(origins.c.note_id.in_(note_ids))
    return {
        row["note_id"]: Origin(**json.loads(row["detail"])) for row in connection.execute(query).mappings()
    }
