"""What is checked before a library file is touched, and how its connection is set up."""

import os
import sqlite3
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from flashcards.core.errors import CannotOpenLibrary, LibraryBusy, LibraryTooNew
from flashcards.store.failures import explain
from flashcards.store.folding import teach
from flashcards.store.migrations import REVISIONS

#: "FlCd": marks the file as ours in SQLite's header.
APPLICATION_ID = 0x466C4364

_HEADER = 100

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


def take_lock(path: Path) -> FileLock:
    """Hold the library for this process; the lock goes with the process, however it ends."""
    _make_folder(path.parent)
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(
            f"The library {path.name} is open in another window or command; close it and try again."
        ) from None
    except OSError as error:
        raise CannotOpenLibrary(
            f"The library {path.name} cannot be changed: its folder cannot be written ({_reason(error)})."
        ) from None
    return lock


def inspect(path: Path) -> str | None:
    """The schema revision of an existing library, None for a file that is missing or empty.

    Raises `CannotOpenLibrary` for anything that is not a library, `LibraryTooNew` for one that a
    newer version wrote. Reads only.
    """
    try:
        if path.is_dir():
            raise CannotOpenLibrary(f"{path} is a folder, not a library file.")
        if not path.exists() or path.stat().st_size == 0:
            return None
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise CannotOpenLibrary(f"The library {path.name} cannot be read ({_reason(error)}).") from None
    if not header.startswith(b"SQLite format 3\x00") or len(header) < _HEADER:
        raise _not_ours(path)
    waiting = path.with_name(f"{path.name}-wal").exists()
    if not waiting and path.stat().st_size < _promised_size(header):
        # SQLite itself reads a last page that is cut short as if it ended in zeros.
        raise CannotOpenLibrary(
            f"The library {path.name} is damaged: its end is missing. It was left as it is."
        )
    # Before SQLite opens it: the files it leaves beside a read-only library would be read-only for good.
    must_be_writable(path)
    return _revision(path, waiting=waiting)


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


def _revision(path: Path, *, waiting: bool) -> str | None:
    # Where no log waits to be read, SQLite is told to make none: it would stay beside a refused library.
    mode = "mode=ro" if waiting else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
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


def _not_ours(path: Path) -> CannotOpenLibrary:
    return CannotOpenLibrary(f"{path.name} is not a Flashcards library; it was left as it is.")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpenLibrary(f"The folder {folder} cannot be made ({_reason(error)}).") from None


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
