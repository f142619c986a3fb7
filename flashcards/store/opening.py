"""What is checked before a library file is touched, and how its connection is set up."""

import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

from flashcards.core.errors import (
    CannotOpenLibrary,
    LibraryDamaged,
    LibraryMissing,
    LibraryTooNew,
    NotALibrary,
)
from flashcards.store.backups.folder import BackupFolder
from flashcards.store.failures import explain
from flashcards.store.folding import teach
from flashcards.store.migrations import APPLICATION_ID, REVISIONS

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
#: Larger libraries are looked through while they are in use: at the start it would take too long.
_LARGEST_LOOKED_AT = 256 * 1024 * 1024

_PRAGMAS = (
    "journal_mode=WAL",
    # With WAL and FULL, an answer that was acknowledged survives a power cut.
    "synchronous=FULL",
    # In pages: an answer adds some ten, and the library takes them over in idle moments (`store/idle`), for a student
    # would wait for it. Only what writes 16 MB at once pays for that itself, as it always takes a while.
    "wal_autocheckpoint=4000",
    "foreign_keys=ON",
    "busy_timeout=5000",
    # Names in the schema may not call functions: a doctored file runs nothing.
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    # In KiB: with SQLite's own 2 MB, figures over a long log read every page anew.
    "cache_size=-32768",
)


def inspect(path: Path) -> str | None:
    """The schema revision of an existing library, None for a file that is missing or empty.

    Raises `NotALibrary` for anything else, `LibraryDamaged` for one whose end is missing, `LibraryTooNew` for one
    that a newer version wrote, `LibraryMissing` where only its backups are left. Reads only.
    """
    try:
        if path.is_dir():
            raise CannotOpenLibrary(f"{path} is a folder, not a library file.")
        if not path.exists() or path.stat().st_size == 0:
            _must_be_new(path)
            return None
        header = _header(path)
        if _waiting(path, "-journal") and header[:16] in (_MAGIC, bytes(16)):
            _roll_back(path)
            header = _header(path)
            if not header:
                return None  # the very first write was broken off
    except OSError as error:
        raise CannotOpenLibrary(f"The library {path.name} cannot be read ({_reason(error)}).") from None
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise _not_ours(path)
    if not _waiting(path, "-wal") and path.stat().st_size < _promised_size(header):
        # SQLite itself reads a last page that is cut short as if it ended in zeros.
        raise LibraryDamaged(f"The library {path.name} is damaged: its end is missing. It was left as it is.")
    # Before SQLite opens it: the files it leaves beside a read-only library would be read-only for good.
    must_be_writable(path)
    return _revision(path)


def must_be_sound(path: Path) -> None:
    """Raise `LibraryDamaged` unless SQLite finds every page in order. Reads only, and as long as the file is large."""
    if not path.exists() or path.stat().st_size > _LARGEST_LOOKED_AT:
        return
    damaged = LibraryDamaged(f"The library {path.name} is damaged; it was left as it is.")
    try:
        with closing(_only_reading(path)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise explain(error, path) or damaged from None
    if found != "ok":
        raise damaged


def must_be_writable(path: Path) -> None:
    """Say so now, rather than at the first answer, when the file is read-only."""
    if path.exists() and not os.access(path, os.W_OK):
        raise CannotOpenLibrary(f"The library {path.name} is read-only, so it cannot be used for study.")


def connect(path: Path | None, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with every setting that the promises to the user rest on."""
    target = ":memory:" if path is None else f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    # No isolation level: BEGIN is said by us, else a failed migration stays half applied.
    connection = sqlite3.connect(
        target, uri=path is not None, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    for pragma in _PRAGMAS[1:] if read_only else _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    teach(connection)
    if sys.platform == "darwin":
        # A plain fsync does not reach the disk there.
        connection.execute("PRAGMA fullfsync=1")
        connection.execute("PRAGMA checkpoint_fullfsync=1")
    return connection


def _promised_size(header: bytes) -> int:
    """The size in bytes that a database's header states; 0 if it states none."""
    page = int.from_bytes(header[16:18])
    counted = header[24:28] == header[92:96]
    return (65536 if page == 1 else page) * int.from_bytes(header[28:32]) if counted else 0


def _must_be_new(path: Path) -> None:
    """A library that is gone is not silently begun anew while there are backups of it."""
    if BackupFolder(path).all():
        raise LibraryMissing(
            f"The library {path.name} is missing or empty, but there are backups of it; to begin a new one, move the "
            f"folder {BackupFolder(path).path.name} away."
        )


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER)


def _roll_back(path: Path) -> None:
    """Let SQLite take back what a power cut broke off; if it cannot, the next look says why."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _waiting(path: Path, *endings: str) -> bool:
    """Whether SQLite left something beside a library that it has to look at first."""
    return any(path.with_name(f"{path.name}{ending}").exists() for ending in endings)


def _only_reading(path: Path) -> sqlite3.Connection:
    # Where no log waits to be read, SQLite is told to make none: it would stay beside a refused library.
    mode = "mode=ro" if _waiting(path, "-wal") else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    connection.execute("PRAGMA cell_size_check=ON")
    return connection


def _revision(path: Path) -> str | None:
    connection = _only_reading(path)
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return None  # made, but not filled yet: a start that was cut short
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if ours else None
    except sqlite3.DatabaseError as error:
        raise explain(error, path) or _not_ours(path) from None
    finally:
        connection.close()
    if row is None:
        raise _not_ours(path)
    revision = str(row[0])
    if revision not in REVISIONS:
        raise LibraryTooNew(
            f"The library {path.name} was written by a newer version of Flashcards; update the program to "
            "open it."
        )
    return revision


def _not_ours(path: Path) -> NotALibrary:
    return NotALibrary(f"{path.name} is not a Flashcards library; it was left as it is.")


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
