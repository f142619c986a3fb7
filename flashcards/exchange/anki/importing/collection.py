"""Opens a stranger's database for reading and nothing else.

It is a copy of ours, opened immutable; the schema is not trusted, nothing may be attached, an authorizer lets only
SELECT through, and only from tables that are what they seem: a view, a trigger, a generated column or a virtual
table in the place of one is refused, for reading those would run what the stranger wrote.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flashcards.core.errors import CannotRead
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.archive import Beat

_MAGIC = b"SQLite format 3\x00"
_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "query_only=ON",
    "recursive_triggers=OFF",
    "mmap_size=0",
)
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})
_FUNCTIONS = frozenset({"count", "typeof", "length"})
_OPERATIONS = 50_000
_SECONDS = 8.0
_BATCH = 1000


class Collection:
    """An opened database: its tables are read by the names of their columns."""

    def __init__(self, connection: sqlite3.Connection, name: str, beat: Beat) -> None:
        self._connection = connection
        self.name = name
        self._beat = beat
        self._moved = time.monotonic()
        connection.set_progress_handler(self._tired, _OPERATIONS)
        self.tables = self._census()
        connection.set_authorizer(_authorize)

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Every row of a table in the order in which it is stored; raises `CannotRead` where it is damaged."""
        names = ", ".join(f'"{column}"' for column in columns)
        self._moved = time.monotonic()
        try:
            # The names are ours, and stand for plain tables.
            found = self._connection.execute(f'SELECT {names} FROM main."{table}"')  # noqa: S608
            while rows := found.fetchmany(_BATCH):
                self._moved = time.monotonic()
                yield from rows
        except (sqlite3.Error, OverflowError) as error:
            raise self.unreadable() from error

    def count(self, table: str) -> int:
        """How many rows a table has."""
        try:
            return int(self._connection.execute(f'SELECT count(*) FROM main."{table}"').fetchone()[0])  # noqa: S608
        except sqlite3.Error as error:
            raise self.unreadable() from error

    def has(self, table: str, columns: Sequence[str]) -> bool:
        """Whether there is a plain table with these columns."""
        return set(columns) <= self.tables.get(table, frozenset())

    def require(self, table: str, columns: Sequence[str]) -> None:
        """Raise `CannotRead` for a table that is missing or lacks a column."""
        if not self.has(table, columns):
            raise CannotRead(
                f"{self.name} lacks what every Anki collection has ({table}), so it was not read."
            )

    def unreadable(self) -> CannotRead:
        """The error for a damaged database."""
        return CannotRead(f"{self.name} holds a damaged collection, so it was not read.")

    def _census(self) -> dict[str, frozenset[str]]:
        """The columns of every plain table; raises `CannotRead` where the schema holds what a collection does not."""
        found: dict[str, frozenset[str]] = {}
        try:
            listed = self._connection.execute("SELECT type, name, sql FROM main.sqlite_master").fetchall()
            for kind, name, sql in listed:
                if kind in ("view", "trigger") or (kind == "table" and _strange(sql)):
                    raise CannotRead(
                        f"{self.name} holds a {kind} that no Anki collection has, so it was not read."
                    )
                if kind == "table" and isinstance(name, str) and '"' not in name:
                    info = self._connection.execute(f'PRAGMA main.table_xinfo("{name}")').fetchall()
                    if any(column[6] for column in info):
                        raise CannotRead(
                            f"{self.name} holds computed columns, which no Anki collection has; it was not read."
                        )
                    found[name] = frozenset(column[1] for column in info)
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise self.unreadable() from error
        return found

    def _tired(self) -> int:
        """Stop a statement that gives no row for too long."""
        self._beat()
        return int(time.monotonic() - self._moved > _SECONDS)


@contextmanager
def opened(path: Path, name: str, beat: Beat) -> Iterator[Collection]:
    """A stranger's database; its copy at `path` is ours and is patched to need no log beside it."""
    _patch(path, name)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        for limit, most in (
            (sqlite3.SQLITE_LIMIT_LENGTH, limits.VALUE),
            (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
            (sqlite3.SQLITE_LIMIT_VDBE_OP, 100_000),
        ):
            connection.setlimit(limit, most)
        connection.text_factory = _text
        connection.create_collation("unicase", _unicase)
        with suppress(sqlite3.DatabaseError):  # what is wrong with it shows when it is read
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        yield Collection(connection, name, beat)
    finally:
        connection.close()


def _patch(path: Path, name: str) -> None:
    """Say in the header that there is no write-ahead log: a file that waits for one cannot be opened read-only."""
    with path.open("rb+") as file:
        if file.read(16) != _MAGIC:
            raise CannotRead(f"{name} holds no Anki collection.")
        file.seek(18)
        file.write(b"\x01\x01")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _unicase(one: str, other: str) -> int:
    """The order of names that schema 18 asks for; only that it is one matters here."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _strange(sql: object) -> bool:
    """Whether a table is anything but a plain one."""
    return not isinstance(sql, str) or not sql.lstrip().upper().startswith("CREATE TABLE")


def _authorize(
    action: int, _one: str | None, two: str | None, _database: str | None, source: str | None
) -> int:
    allowed = action in _ALLOWED and source is None
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = allowed and (two or "").lower() in _FUNCTIONS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
