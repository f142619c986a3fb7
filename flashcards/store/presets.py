"""Presets of decks in the library."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from flashcards.store.tables import deck_presets, presets


def all_presets(connection: Connection) -> dict[str, Mapping[str, Any]]:
    """The options of every preset, by name."""
    query = select(presets.c.name, presets.c.options).order_by(presets.c.name.collate("NOCASE"))
    return {name: json.loads(options) for name, options in connection.execute(query)}


def by_deck(connection: Connection) -> dict[int, str]:
    """The name of the preset of every deck that has one of its own."""
    query = select(deck_presets.c.deck_id, presets.c.name).join(presets)
    return {row[0]: row[1] for row in connection.execute(query)}


def save(connection: Connection, name: str, options: Mapping[str, Any]) -> None:
    """Write a preset, which is made if it is missing."""
    text = json.dumps(options, sort_keys=True)
    changed = connection.execute(update(presets).where(presets.c.name == name).values(options=text))
    if not changed.rowcount:
        connection.execute(insert(presets).values(name=name, options=text))


def remove(connection: Connection, name: str) -> None:
    """Delete a preset; its decks have none of their own any more."""
    connection.execute(delete(presets).where(presets.c.name == name))


def assign(connection: Connection, deck_id: int, name: str | None) -> None:
    """Give a deck a preset, or with None take its own away."""
    if name is None:
        connection.execute(delete(deck_presets).where(deck_presets.c.deck_id == deck_id))
        return
    preset_id = select(presets.c.id).where(presets.c.name == name).scalar_subquery()
    row = upsert(deck_presets).values(deck_id=deck_id, preset_id=preset_id)
    connection.execute(row.on_conflict_do_update(["deck_id"], set_={"preset_id": preset_id}))
