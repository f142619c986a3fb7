"""SQLite's errors as sentences for people."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from flashcards.core.errors import (
    CannotOpenLibrary,
    CannotSave,
    FlashcardsError,
    LibraryBusy,
    LibraryDamaged,
    NotALibrary,
)

_SMALL_DISK = 8 * 1024 * 1024

_IN_USE = "The library {name} is in use by another program; close it and try again."
_READ_ONLY = "The library {name} is read-only here, so nothing was changed."
_FULL = "The disk is full, so nothing was changed; free some space and try again."
_WRITE_FAILED = "The library {name} could not be written (disk error or disk full), so nothing was changed."
_NO_FOLDER = "The library {name} cannot be opened: its folder cannot be written."
_DAMAGED = "The library {name} is damaged; it was left as it is."
_FOREIGN = "{name} is not a Flashcards library; it was left as it is."

#: How SQLite's name of an error begins, and what to say.
_SENTENCES: tuple[tuple[str, type[FlashcardsError], str], ...] = (
    ("SQLITE_BUSY", LibraryBusy, _IN_USE),
    ("SQLITE_LOCKED", LibraryBusy, _IN_USE),
    ("SQLITE_READONLY", CannotSave, _READ_ONLY),
    ("SQLITE_PERM", CannotSave, _READ_ONLY),
    ("SQLITE_FULL", CannotSave, _FULL),
    ("SQLITE_IOERR", CannotSave, _WRITE_FAILED),
    ("SQLITE_CANTOPEN", CannotOpenLibrary, _NO_FOLDER),
    ("SQLITE_CORRUPT", LibraryDamaged, _DAMAGED),
    ("SQLITE_NOTADB", NotALibrary, _FOREIGN),
)


@contextmanager
def translated(path: Path | None) -> Iterator[None]:
    """Turn an error of the database into one of `core.errors`; a fault of our own SQL stays as it is."""
    try:
        yield
    except DatabaseError as error:
        known = explain(error.orig, path)
        if known is None:
            raise
        raise known from error
    except sqlite3.DatabaseError as error:
        known = explain(error, path)
        if known is None:
            raise
        raise known from error


def explain(error: BaseException | None, path: Path | None) -> FlashcardsError | None:
    """The error to show for one of SQLite's, or None if it is a fault of the program."""
    code = str(getattr(error, "sqlite_errorname", ""))
    if code.startswith("SQLITE_IOERR") and _disk_is_full(path):
        code = "SQLITE_FULL"
    for start, kind, sentence in _SENTENCES:
        if code.startswith(start):
            return kind(sentence.format(name=path.name if path else "in memory"))
    return None


def _disk_is_full(path: Path | None) -> bool:
    # SQLite says "disk I/O error" for a write that did not fit, so the free space tells.
    if path is None:
        return False
    return shutil.disk_usage(path.parent).free < _SMALL_DISK
