"""Writes an Anki package (.apkg) without progress, for other people.

genanki makes note types, decks and ids; the file around them is ours, because genanki leaves its
temporary database behind, dates every note with the moment of export, and writes no scheduler
version, without which Anki rewrites the review log on import.
"""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from errno import EIO
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import genanki

from flashcards.core.cards import Note, NoteType

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note on its way into a package: what it is, the deck its cards go to, and the files it names."""

    note: Note
    note_type: NoteType
    deck: str
    media: Mapping[str, bytes] = field(default_factory=dict)


def write_package(path: Path, notes: Iterable[PackedNote], moment: datetime) -> int:
    """Write notes to an .apkg at `path`, which is overwritten; returns how many notes it holds.

    The same notes at the same moment give the same bytes.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database = Path(folder) / "collection.anki2"
        media: dict[str, bytes] = {}
        try:
            written = _write_collection(database, _gathering(notes, media), moment)
        except sqlite3.OperationalError as error:
            # All that is left to fail is the disk; SQLite says it in its own way.
            raise OSError(EIO, f"disk full or disk error ({error})") from error
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            _store(archive, "collection.anki2", database.read_bytes())
            _store(archive, "media", json.dumps(dict(enumerate(media))).encode())
            for number, content in enumerate(media.values()):
                _store(archive, str(number), content)
    return written


def _gathering(notes: Iterable[PackedNote], media: dict[str, bytes]) -> Iterator[PackedNote]:
    """The notes as they come; their files are put aside, each once."""
    for packed in notes:
        media |= packed.media
        yield packed


def _write_collection(database: Path, notes: Iterable[PackedNote], moment: datetime) -> int:
    kinds: dict[int, NoteType] = {}
    models: dict[int, Any] = {}
    decks: dict[str, Any] = {}
    edited: list[tuple[int, str]] = []
    for position, packed in enumerate(notes, 1):
        note, kind, deck = packed.note, packed.note_type, packed.deck
        if kind.id not in models:
            kinds[kind.id], models[kind.id] = kind, _model(kind)
        if deck not in decks:
            decks[deck] = genanki.Deck(_deck_id(deck), deck)
        decks[deck].add_note(
            genanki.Note(
                model=models[kind.id],
                fields=list(note.fields),
                tags=list(note.tags),
                guid=note.guid,
                due=position,
            )
        )
        edited.append((note.edited_at // 1000, note.guid))
    seconds = moment.timestamp()
    with closing(sqlite3.connect(database)) as connection:
        # Written once and thrown away on any error, so it needs neither journal nor sync.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        cursor = connection.cursor()
        genanki.Package(list(decks.values())).write_to_db(cursor, seconds, count(int(seconds * 1000)))
        # A note that did not change must not overwrite what a student wrote on it since.
        cursor.execute("CREATE INDEX ix_guid ON notes (guid)")
        cursor.executemany("UPDATE notes SET mod = ? WHERE guid = ?", edited)
        cursor.execute("DROP INDEX ix_guid")
        _mend_settings(cursor, kinds)
        connection.commit()
    return len(edited)


def _model(kind: NoteType) -> genanki.Model:
    return genanki.Model(
        kind.id,
        kind.name,
        fields=[{"name": field.name, "id": field.id} for field in kind.fields],
        templates=[
            {"name": each.name, "id": each.id, "qfmt": each.front, "afmt": each.back}
            for each in kind.templates
        ],
        css=kind.css,
        model_type=genanki.Model.CLOZE if kind.is_cloze else genanki.Model.FRONT_BACK,
    )


def _mend_settings(cursor: sqlite3.Cursor, kinds: dict[int, NoteType]) -> None:
    conf, stored = cursor.execute("SELECT conf, models FROM col").fetchone()
    settings = json.loads(conf) | {"schedVer": 2, "sched2021": True, "rollover": 4, "creationOffset": 0}
    note_types = json.loads(stored)
    for key, note_type in note_types.items():
        if int(key) in kinds:
            note_type["mod"] = kinds[int(key)].modified
    cursor.execute("UPDATE col SET conf = ?, models = ?", (json.dumps(settings), json.dumps(note_types)))


def _deck_id(name: str) -> int:
    """A steady id; Anki matches decks by name and gives them ids of its own."""
    return int.from_bytes(sha256(name.encode()).digest()[:5]) + (1 << 40)


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
