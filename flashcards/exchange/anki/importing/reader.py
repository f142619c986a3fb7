"""A package from its zip to the staging file; runs in the worker process."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

from flashcards.core.cards import NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.packages import Omissions, Package, PackedDeck, PackedPreset
from flashcards.exchange.anki.importing import limits, schema11, schema18
from flashcards.exchange.anki.importing.archive import Archive
from flashcards.exchange.anki.importing.beside import beside
from flashcards.exchange.anki.importing.collection import Collection, opened
from flashcards.exchange.anki.importing.columns import CARDS, NOTES, REVLOG
from flashcards.exchange.anki.importing.media import unpack_media
from flashcards.exchange.anki.importing.notes import notes_of
from flashcards.exchange.anki.importing.numbers import Numbers
from flashcards.exchange.anki.importing.presets import preset_of
from flashcards.exchange.anki.importing.protobuf import Message
from flashcards.exchange.anki.importing.small import Small, whole
from flashcards.exchange.anki.importing.types import note_type_of
from flashcards.exchange.staging import staged

Report = Callable[[float, str], None]

#: The database of each layout by the version that `meta` states.
_PARTS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_LATEST = 3


def read_package(path: Path, name: str, folder: Path, now: int, report: Report) -> Package:
    """Unpack and stage a package into `folder`; raises `CannotRead` with one sentence. `now` is milliseconds."""
    archive = Archive(path, name)
    layout = _layout(archive)
    packed = layout == _LATEST
    omissions = Omissions()
    report(0.02, "unpacking")
    database = folder / "collection.db"
    archive.unpack(
        _PARTS[layout],
        database,
        limits.COLLECTION,
        packed=packed,
        beat=lambda: report(0.05, "unpacking"),
    )
    media = unpack_media(
        archive, folder, packed=packed, omissions=omissions, beat=lambda: report(0.1, "unpacking media")
    )
    progress = _Progress(report)
    with opened(database, name, progress.beat) as collection:
        try:
            found = _stage(collection, database, now, omissions, progress)
        except (TypeError, OverflowError, sqlite3.IntegrityError):
            # Text where a number belongs, or a number that no collection can hold.
            raise collection.unreadable() from None
        except sqlite3.OperationalError as error:
            raise OSError(ENOSPC, str(error)) from error
    database.unlink()
    return replace(
        found,
        kind=_PARTS[layout].removeprefix("collection."),
        whole=name.lower().endswith(".colpkg"),
        media=media,
    )


class _Progress:
    """Where the reading is; a beat says it again, so that the parent knows that work gets on."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._last = (0.2, "reading")

    def at(self, share: float, stage: str) -> None:
        """Begin a stage."""
        self._last = (share, stage)
        self._report(share, stage)

    def beat(self) -> None:
        """Say it again."""
        self._report(*self._last)


def _layout(archive: Archive) -> int:
    """Which layout a package has, as Anki tells them apart (rslib/src/import_export/package/meta.rs)."""
    if "meta" in archive:
        try:
            layout = Message(archive.read("meta", limits.META)).number(1)
        except ValueError:
            raise archive.damaged() from None
        if layout > _LATEST:
            raise CannotRead(
                f"{archive.name} was written by a newer version of Anki than is known here; "
                "export it again with “Support older Anki versions” ticked."
            )
    else:
        layout = next((number for number in (3, 2) if _PARTS[number] in archive), 1)
    if layout not in _PARTS or _PARTS[layout] not in archive:
        raise CannotRead(f"{archive.name} holds no Anki collection.")
    return layout


def _stage(
    collection: Collection, database: Path, now: int, omissions: Omissions, progress: _Progress
) -> Package:
    small = _small(collection)
    for table, columns in (("notes", NOTES), ("cards", CARDS), ("revlog", REVLOG)):
        collection.require(table, columns)
    if len(small.types) > limits.TYPES or len(small.decks) > limits.DECKS:
        raise CannotRead(
            f"{collection.name} holds more note types or decks than anybody has; it was not read."
        )
    types: dict[int, NoteType] = {}
    for type_id, values in small.types.items():
        made = note_type_of(type_id, values, omissions)
        if made is not None:
            types[type_id] = made
    with staged(database.parent, beside=database) as staging:
        numbers = Numbers(staging.connection, now, omissions)
        progress.at(0.25, "reading answers")
        with beside(staging.connection, database, collection.name, progress.beat):
            reviews = numbers.pass_log(three_buttons=small.scheduler < 2)
        progress.at(0.5, "reading notes")
        notes = staging.add("notes", notes_of(collection, types, now, omissions))
        progress.at(0.75, "reading cards")
        ordinals = {
            key: limits.ORDINALS if kind.is_cloze else len(kind.templates) for key, kind in types.items()
        }
        with beside(staging.connection, database, collection.name, progress.beat):
            cards = numbers.pass_cards(ordinals, {key: kind.name for key, kind in types.items()})
        for fields in staging.without_cards():
            omissions.add("note has no card", fields)
    return Package(
        name=collection.name,
        kind="",
        day_zero=small.created if 0 <= small.created < 2**33 else 0,
        minutes_west=small.minutes_west if small.minutes_west in range(-900, 901) else None,
        note_types=tuple(types.values()),
        decks=_decks(small),
        presets=_presets(small),
        skipped=omissions.all(),
        notes=notes,
        cards=cards,
        reviews=reviews,
    )


def _small(collection: Collection) -> Small:
    """The small tables by the schema that the collection states."""
    collection.require("col", schema11.COLUMNS)
    row = next(collection.rows("col", ("ver",)), (None,))
    version = whole(row[0], -1)
    if version == 11:
        return schema11.read(collection)
    if version == 18:
        return schema18.read(collection)
    raise CannotRead(
        f"{collection.name} was written by a version of Anki that is not known here; "
        "export it again with “Support older Anki versions” ticked."
    )


def _decks(small: Small) -> tuple[PackedDeck, ...]:
    names = {key: preset.name for key, preset in _named(small).items()}
    return tuple(
        PackedDeck(deck_id, deck.name, names.get(deck.preset, ""), deck.description)
        for deck_id, deck in small.decks.items()
        if not deck.filtered
    )


def _presets(small: Small) -> tuple[PackedPreset, ...]:
    used = {deck.preset for deck in small.decks.values()}
    return tuple(preset for key, preset in _named(small).items() if key in used)


def _named(small: Small) -> dict[int, PackedPreset]:
    made = {key: preset_of(values) for key, values in small.presets.items()}
    return {key: preset for key, preset in made.items() if preset.name}
