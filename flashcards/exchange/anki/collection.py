"""The one row of Anki's `col` table (schema 11): note types, decks, presets and the settings that importing needs.

genanki makes what it knows of: tables, note types and decks.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import Cursor
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from flashcards.core.cards import NoteType
from flashcards.exchange.anki.presets import steady_id
from flashcards.exchange.anki.scheduling import Era

_MARK = re.compile(r"\{\{[#^]?(?:[^{}:]*:)*([^{}:]+)\}\}")
_NO_PRESET = 1
_DEFAULT, _DEFAULT_ID = "Default", 1


@dataclass(frozen=True, slots=True)
class Frame:
    """What a package holds besides notes.

    `decks` are all that cards may go to, by name, and for each the preset that goes with it (`preset_of`), or
    None; `descriptions` are words about some of them, as HTML. `note_types` are all that notes may have, by id; those
    that none has are left out.
    """

    decks: Mapping[str, Mapping[str, Any] | None]
    note_types: Mapping[int, NoteType]
    era: Era
    moment: datetime
    descriptions: Mapping[str, str] = field(default_factory=dict)
    deck_ids: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        # Anki matches decks by name and gives them ids of its own. Its first deck is in every file; a second one of that
        # name would arrive as “Default_”.
        self.deck_ids.update(
            {name: _DEFAULT_ID if name == _DEFAULT else steady_id(name) for name in self.decks}
        )


def make_tables(cursor: Cursor) -> None:
    """The tables without their indexes, which are quicker to make once the rows are there."""
    for statement in _statements("TABLE"):
        cursor.execute(statement)


def make_indexes(cursor: Cursor) -> None:
    """The indexes that Anki's tables have."""
    for statement in _statements("INDEX"):
        cursor.execute(statement)


def describe(cursor: Cursor, frame: Frame, used_types: Iterable[int]) -> None:
    """Fill the `col` table."""
    cursor.execute(APKG_COL)
    (conf, decks, presets) = cursor.execute("SELECT conf, decks, dconf FROM col").fetchone()
    # Without schedVer Anki takes the review log for one of its first scheduler, and rewrites it.
    settings = json.loads(conf) | {
        "schedVer": 2,
        "sched2021": True,
        "rollover": frame.era.rollover,
        "creationOffset": frame.era.minutes_west,
    }
    wanted = {str(preset["id"]): preset for preset in frame.decks.values() if preset}
    note_types = {str(each): _note_type(frame.note_types[each]) for each in sorted(used_types)}
    seconds = int(frame.moment.timestamp())
    cursor.execute(
        "UPDATE col SET crt=?, mod=?, scm=?, conf=?, models=?, decks=?, dconf=?",
        (
            frame.era.seconds,
            seconds * 1000,
            seconds * 1000,
            json.dumps(settings),
            json.dumps(note_types),
            json.dumps(json.loads(decks) | _decks(frame)),
            json.dumps(json.loads(presets) | wanted),
        ),
    )


def _decks(frame: Frame) -> dict[str, Any]:
    made = {}
    for name, preset in frame.decks.items():
        deck = genanki.Deck(frame.deck_ids[name], name, frame.descriptions.get(name, "")).to_json()
        made[str(deck["id"])] = deck | {"conf": preset["id"] if preset else _NO_PRESET}
    return made


def _note_type(kind: NoteType) -> dict[str, Any]:
    model = genanki.Model(
        kind.id,
        kind.name,
        fields=[{"name": each.name, "id": each.id} for each in kind.fields],
        templates=[
            {"name": each.name, "id": each.id, "qfmt": each.front, "afmt": each.back}
            for each in kind.templates
        ],
        css=kind.css,
        model_type=genanki.Model.CLOZE if kind.is_cloze else genanki.Model.FRONT_BACK,
    )
    # genanki gives up on templates that it cannot tell the needed fields of, such as other people's.
    vars(model)["_req"] = [
        [at, "any", _fields_of(each.front, kind)] for at, each in enumerate(kind.templates)
    ]
    made: dict[str, Any] = model.to_json(kind.modified, None)
    return _with_extra(made | {"mod": kind.modified}, kind.extra)


def _with_extra(made: dict[str, Any], extra: str) -> dict[str, Any]:
    """A note type with what another program keeps of it (`NoteType.extra`): fonts, LaTeX frames and the like."""
    kept = json.loads(extra) if extra else {}
    for name in ("flds", "tmpls"):
        parts = kept.pop(name, [])
        for own, part in zip(made[name], parts, strict=False):
            own.update(part)
    return made | kept


def _fields_of(template: str, kind: NoteType) -> list[int]:
    names = {match[1].strip() for match in _MARK.finditer(template)}
    return [at for at, each in enumerate(kind.fields) if each.name in names] or [0]


def _statements(kind: str) -> list[str]:
    parts = (each.strip() for each in APKG_SCHEMA.split(";"))
    return [each for each in parts if each.startswith(f"CREATE {kind}")]
