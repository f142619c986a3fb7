"""Statements of ours over a stranger's database that stands beside the staging file.

The same rules as in `collection` hold: it is the copy that passed the census there, attached immutable; the schema is not
trusted, and an authorizer lets nothing through but SELECT, functions that are named here, and INSERT into our own tables.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.core.errors import CannotRead
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.archive import Beat

_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_FUNCTIONS = frozenset(
    (
        *(
            "coalesce",
            "count",
            "json_extract",
            "json_valid",
            "length",
            "max",
            "min",
            "nullif",
            "sum",
            "typeof",
        ),
        # Ours, of `numbers`.
        *("last_answer", "ordinals", "previous"),
    )
)
_OPERATIONS = 50_000
#: What one statement may take: some seconds, and one more for so many bytes of the database.
_SECONDS = 8.0
_BYTES_PER_SECOND = 5 * limits.MEGABYTE


@contextmanager
def beside(connection: sqlite3.Connection, database: Path, name: str, beat: Beat) -> Iterator[None]:
    """Guard the connection while the block lasts; raises `CannotRead` where the database is damaged or takes too long."""
    allowed = _SECONDS + database.stat().st_size / _BYTES_PER_SECOND
    begun = time.monotonic()

    def tired() -> int:
        beat()
        return int(time.monotonic() - begun > allowed)

    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "recursive_triggers=OFF", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    for limit, most in ((sqlite3.SQLITE_LIMIT_LENGTH, limits.VALUE), (sqlite3.SQLITE_LIMIT_VDBE_OP, 100_000)):
        connection.setlimit(limit, most)
    connection.set_progress_handler(tired, _OPERATIONS)
    connection.set_authorizer(_authorize)
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        if _is_ours(error):
            raise
        raise CannotRead(f"{name} holds a damaged collection, so it was not read.") from error
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)


def _is_ours(error: sqlite3.DatabaseError) -> bool:
    """Whether it was the staging file that failed: there was no room to write it."""
    return error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_CANTOPEN") or error.sqlite_errorname.startswith(
        "SQLITE_IOERR_WRITE"
    )


def _authorize(
    action: int, _one: str | None, two: str | None, database: str | None, source: str | None
) -> int:
    if source is not None:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_INSERT:
        allowed = database == "main"
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (two or "").lower() in _FUNCTIONS
    else:
        allowed = action in _READS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
