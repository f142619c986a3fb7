"""The staging file: rows that passed the reader, in tables of our own (`core.packages`)."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flashcards.core.packages import STAGING, TABLES

#: What the database beside it is called in SQL.
THEIRS = "theirs"

_WIDTHS = {"notes": 8, "cards": 19, "reviews": 8, "placements": 4, "quarters": 1}


class Staging:
    """Writes rows; one with a key that is taken is left out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def add(self, table: str, rows: Iterable[Sequence[Any]]) -> int:
        """Write rows of a table in the order of its columns; returns how many are in."""
        marks = ",".join("?" * _WIDTHS[table])
        # The tables' names are our own.
        self.connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    def without_cards(self) -> list[str]:
        """The fields of every note that has no card: there is nothing to study in it."""
        query = "SELECT fields FROM notes WHERE id NOT IN (SELECT note FROM cards)"
        return [row[0] for row in self.connection.execute(query)]


def new_card(number: int, note: int, deck: int, ordinal: int) -> tuple[Any, ...]:
    """A row of `cards` that nobody has studied, in the line by its number."""
    nothing: tuple[int | None, ...] = (0,) * 5 + (None,) * 5 + (0,) * 4
    return number, note, deck, ordinal, number, *nothing


@contextmanager
def staged(folder: Path, beside: Path | None = None) -> Iterator[Staging]:
    """A new staging file in a folder, complete when the block ends; another database stands `beside` it, to be read."""
    connection = sqlite3.connect((folder / STAGING).absolute().as_uri(), uri=True, isolation_level=None)
    try:
        if beside is not None:
            connection.execute(
                f"ATTACH ? AS {THEIRS}", (f"{beside.absolute().as_uri()}?mode=ro&immutable=1",)
            )
        # Written once and thrown away on any error, so it needs neither journal nor sync.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-32768"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(table)
        yield Staging(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
