"""Packages for the tests: by the real Anki backend, and by hand where Anki would not write them."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

#: A picture of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Student:
    """A collection of the real Anki, with FSRS on."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.col = Collection(str(folder / "collection.anki2"))
        self.col.set_config("fsrs", True)

    def add(self, deck="Biology", kind="Basic", tags=(), **fields):
        """A note; fields by name."""
        note = self.col.new_note(self.col.models.by_name(kind))
        for name, value in fields.items():
            note[name.replace("_", " ")] = value
        note.tags = list(tags)
        self.col.add_note(note, self.col.decks.id(deck))
        return note

    def add_type(self, name, fields, templates, css=".card { color: red }", kind=0):
        """A note type of one's own; templates are name, front, back."""
        models = self.col.models
        made = models.new(name)
        made["type"] = kind
        for field in fields:
            models.add_field(made, models.new_field(field))
        for title, front, back in templates:
            template = models.new_template(title)
            template["qfmt"], template["afmt"] = front, back
            models.add_template(made, template)
        made["css"] = css
        models.add(made)

    def media(self, name, data=PNG):
        """A file in the media folder."""
        self.col.media.write_data(name, data)

    def answer(self, card_id, ease):
        """Answer a card now, whatever the queue says."""
        card = self.col.get_card(card_id)
        card.start_timer()
        self.col.sched.answerCard(card, ease)

    def cards(self, query=""):
        return [self.col.get_card(each) for each in self.col.find_cards(query, order="c.id asc")]

    def export(self, path, *, progress=True, legacy=False, media=True):
        options = ExportAnkiPackageOptions(
            with_scheduling=progress, with_deck_configs=progress, with_media=media, legacy=legacy
        )
        self.col.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    def export_all(self, path, *, legacy=False):
        """A .colpkg; the collection is closed by it and opened again."""
        self.col.export_collection_package(str(path), include_media=True, legacy=legacy)
        self.col.reopen(after_full_sync=False) if self.col.db is None else None
        return path

    def bring(self, path):
        """Import with progress, as Anki's own dialog does."""
        options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        return self.col.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log

    def close(self):
        self.col.close()


def rewritten(source: Path, target: Path, change=None, *, part="collection.anki21", replace=None, without=()):
    """A copy of a package of schema 11 with its database changed by SQL, entries replaced, and others left out."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist() if name not in without}
    if change is not None:
        database = target.with_suffix(".db")
        database.write_bytes(entries[part])
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            change(connection)
        entries[part] = database.read_bytes()
        database.unlink()
    entries.update(replace or {})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target


def col_json(connection, column):
    """A JSON column of the table col."""
    return json.loads(connection.execute(f"SELECT {column} FROM col").fetchone()[0])


def set_col_json(connection, column, value):
    connection.execute(
        f"UPDATE col SET {column} = ?", (value if isinstance(value, str) else json.dumps(value),)
    )
