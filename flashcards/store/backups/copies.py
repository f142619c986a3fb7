"""Copies of a whole library by SQLite's backup API: complete and checked before they get their name."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from flashcards.core.backups import Tally
from flashcards.system.files import sync_folder

_CHUNK = 1024 * 1024
#: Pages copied in one call; between two a reader that waits for Python's lock gets its turn.
_PAGES = 2000
_COUNTS = ("articles", "decks", "notes", "cards", "reviews")


#: Gets the SHA-256 of a copy and what it holds.
Describe = Callable[[str, Tally], None]


class Damaged(Exception):
    """What was to be copied, or its copy, is no sound database."""


def _nothing(_digest: str, _tally: Tally) -> None:
    """Describe a copy nowhere."""


def copy_whole(source: sqlite3.Connection, target: Path, describe: Describe = _nothing) -> None:
    """Copy all that a connection sees to a file that must not be there yet.

    The copy is written under another name, checked page by page, flushed to the disk and described; only then it gets
    its name. `describe` gets its SHA-256 and what it holds. Raises `Damaged` and the errors of SQLite and the system;
    then nothing is left of it.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # flushed as a whole below
            source.backup(copy, pages=_PAGES)
            # A copy that is one file, also when it is read from a folder that may not be written.
            copy.execute("PRAGMA journal_mode=DELETE").fetchone()
            must_be_sound(copy)
            tally = tally_of(copy)
        digest = digest_of(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        describe(digest, tally)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def must_be_sound(connection: sqlite3.Connection) -> None:
    """Raise `Damaged` unless every page of a database is as it should be."""
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error
    if found is None or found[0] != "ok":
        raise Damaged(str(found and found[0]))


def tally_of(connection: sqlite3.Connection, schema: str = "main") -> Tally:
    """How much a library, or one attached as `schema`, holds."""
    return Tally(
        *(
            int(connection.execute(f"SELECT count(*) FROM {schema}.{table}").fetchone()[0])  # noqa: S608 (our names)
            for table in _COUNTS
        )
    )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def open_copy(path: Path) -> sqlite3.Connection:
    """A connection that reads a copy and leaves nothing beside it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
