"""Reads what can still be read of a damaged library, row by row around the damaged pages, and adds it to a sound one."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from flashcards.store.tables import metadata

#: How often a range of rows that cannot be read is halved: a page has some tens of rows.
_DEPTH = 14
_AT_ONCE = 500
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_LAST = 2**63 - 1


def salvage(damaged: Path, into: sqlite3.Connection, scratch: Path, like: Path | None) -> dict[str, int]:
    """Add every readable row of a damaged library to another of the newest schema; returns how many by table.

    The damaged file is only read; `scratch` is a folder for copies of it. `like` is a backup of the same library,
    whose first page stands in for one that is lost: with SQLite's backups pages keep their places. A row that both
    have becomes the damaged library's. The answers come first. References may be left broken: a repair must follow.
    """
    source = _opened(damaged, scratch, like)
    if source is None:
        return {}
    found: dict[str, int] = {}
    names = [table.name for table in metadata.sorted_tables]
    with closing(source):
        for name in sorted(names, key=lambda each: each != "reviews"):
            columns = _shared(source, into, name)
            if columns:
                found[name] = _take(source, into, name, columns)
    return {name: count for name, count in found.items() if count}


def _opened(damaged: Path, scratch: Path, like: Path | None) -> sqlite3.Connection | None:
    """A connection to a copy whose schema can be read, None if nothing makes it readable."""
    copy = scratch / "damaged.db"
    for first in _first_pages(damaged, like):
        for ending in ("-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
        shutil.copyfile(damaged, copy)
        wal = damaged.with_name(f"{damaged.name}-wal")
        if first is None and wal.exists():
            shutil.copyfile(wal, copy.with_name(f"{copy.name}-wal"))
        if first is not None:
            with copy.open("r+b") as file:
                file.write(first)
        connection = sqlite3.connect(copy, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            # Else a file that is shorter than its header says is refused whole.
            connection.execute("PRAGMA writable_schema=ON")
            if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'cards'").fetchone()[0]:
                return connection
        except sqlite3.DatabaseError:
            pass
        connection.close()
    return None


def _first_pages(damaged: Path, like: Path | None) -> Iterator[bytes | None]:
    """What to put in the place of the first page, in turn: nothing, a sound header, the first page of a backup."""
    yield None
    if like is None:
        return
    with like.open("rb") as file:
        page = file.read(4096)
    if not page.startswith(_MAGIC):
        return
    size = damaged.stat().st_size // 4096
    # Changes counted and the version that counted them must agree for the size to be believed.
    header = page[:28] + size.to_bytes(4) + page[32:92] + page[24:28] + page[96:_HEADER]
    yield header
    yield header + page[_HEADER:]


def _shared(source: sqlite3.Connection, into: sqlite3.Connection, table: str) -> list[str]:
    """The columns that a table has in both."""
    with suppress(sqlite3.DatabaseError):
        theirs, ours = (
            [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]
            for connection in (source, into)
        )
        return [f'"{each}"' for each in ours if each in theirs]
    return []


def _take(source: sqlite3.Connection, into: sqlite3.Connection, table: str, columns: Sequence[str]) -> int:
    listed, places = ", ".join(columns), ", ".join("?" * len(columns))
    add = f'INSERT OR REPLACE INTO "{table}" ({listed}) VALUES ({places})'  # noqa: S608 (our own names)
    taken = 0
    for row in _rows(source, table, listed, -_LAST, _LAST):
        try:
            into.execute(add, row)
        except (sqlite3.IntegrityError, sqlite3.InterfaceError):
            continue  # what damage made of it fits no column
        taken += 1
    return taken


def _rows(
    source: sqlite3.Connection, table: str, columns: str, first: int, last: int, depth: int = _DEPTH
) -> Iterator[tuple[object, ...]]:
    """The readable rows with ids in a range: from both ends up to what is damaged, then halves of what is between."""
    low = first
    for rowid, *row in _readable(source, table, columns, (first, last), "ASC"):
        low = rowid + 1
        yield tuple(row)
    if _ends(source, table, (low, last)):
        return
    high = last
    for rowid, *row in _readable(source, table, columns, (low, last), "DESC"):
        high = rowid - 1
        yield tuple(row)
    if depth and low < high and (depth < _DEPTH or high - low < _LAST):
        middle = (low + high) // 2
        yield from _rows(source, table, columns, low, middle, depth - 1)
        yield from _rows(source, table, columns, middle + 1, high, depth - 1)


def _readable(
    source: sqlite3.Connection, table: str, columns: str, span: tuple[int, int], order: str
) -> Iterator[tuple[int, ...]]:
    """Rows in order up to the first that cannot be read."""
    query = f'SELECT rowid, {columns} FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid {order}'  # noqa: S608
    with suppress(sqlite3.DatabaseError):
        yield from source.execute(query, span)


def _ends(source: sqlite3.Connection, table: str, span: tuple[int, int]) -> bool:
    """Whether a range holds no further row, and that can be read."""
    try:
        query = f'SELECT 1 FROM "{table}" WHERE rowid BETWEEN ? AND ? LIMIT 1'  # noqa: S608
        return source.execute(query, span).fetchone() is None
    except sqlite3.DatabaseError:
        return False
