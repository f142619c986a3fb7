"""Writes an Anki package (.apkg, a zip file around a database of schema 11), with or without progress.

genanki makes note types and decks; the rows and the file around them are ours, because genanki keeps no
progress, leaves its temporary database behind, dates every note with the moment of export, and writes no
scheduler version, without which Anki rewrites the review log on import.
"""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from errno import EIO
from pathlib import Path

from flashcards.core.progress import Report, silent
from flashcards.exchange.anki.collection import Frame, describe, make_indexes, make_tables
from flashcards.exchange.anki.rows import PackedNote, Rows

_CHUNK = 1 << 20
#: Text packs to a sixth at the lowest level already; the highest takes four times as long for a tenth less.
_LEVEL = 1
_STAGE = "packing"


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a package."""

    notes: int
    cards: int
    answers: int
    media: int


def write_package(
    path: Path, frame: Frame, pages: Iterable[Sequence[PackedNote]], report: Report = silent
) -> Packed:
    """Write pages of notes to an .apkg at `path`, which is overwritten.

    The same notes at the same moment give the same bytes. `report` hears of the packing, which comes after the
    pages; whatever it raises leaves half a file.
    """
    media: dict[str, bytes | Path] = {}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database = Path(folder) / "collection.anki2"
        try:
            rows = _write_database(database, frame, _gathering(pages, media))
        except sqlite3.OperationalError as error:
            # All that is left to fail is the disk; SQLite says it in its own way.
            raise OSError(EIO, f"disk full or disk error ({error})") from error
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            _store(archive, "collection.anki2", database, report)
            _store_media(archive, media, report)
    return Packed(rows.notes, rows.cards, rows.answers, len(media))


def _gathering(
    pages: Iterable[Sequence[PackedNote]], media: dict[str, bytes | Path]
) -> Iterator[Sequence[PackedNote]]:
    """The pages as they come; the files of their notes are put aside, each once."""
    for page in pages:
        for note in page:
            if note.media:
                media |= note.media
        yield page


def _write_database(database: Path, frame: Frame, pages: Iterable[Sequence[PackedNote]]) -> Rows:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        # Written once and thrown away on any error, so it needs neither journal nor sync.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-8192"):
            connection.execute(f"PRAGMA {pragma}")
        cursor = connection.cursor()
        cursor.execute("BEGIN")
        make_tables(cursor)
        rows = Rows(cursor, frame.deck_ids, frame.moment)
        for page in pages:
            rows.add(page)
        rows.finish()
        make_indexes(cursor)
        describe(cursor, frame, rows.used_types)
        cursor.execute("COMMIT")
    return rows


def _store_media(archive: zipfile.ZipFile, media: Mapping[str, bytes | Path], report: Report) -> None:
    """Files by number, and which name each number stands for."""
    numbers = {str(number): name for number, name in enumerate(sorted(media))}
    _store(archive, "media", json.dumps(numbers, ensure_ascii=False).encode(), report)
    for number, name in numbers.items():
        _store(archive, number, media[name], report)


def _store(archive: zipfile.ZipFile, name: str, content: bytes | Path, report: Report) -> None:
    """Add a file, dated as zip files without a date are."""
    if isinstance(content, bytes):
        with archive.open(name, "w") as target:
            target.write(content)
        return
    size, done = max(1, content.stat().st_size), 0
    with content.open("rb") as source, archive.open(name, "w", force_zip64=size >= 1 << 31) as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            done += len(chunk)
            report(done / size, _STAGE)
