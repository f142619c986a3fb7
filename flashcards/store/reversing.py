"""Takes the rows of an undo step back, in large statements where many alike follow each other.

The log (`undo`) is walked from its end in stretches; where it holds a long run of rows that were inserted into one table,
or deleted from it, one statement takes all of them back. Changes of rows are taken back one by one: a row may have
changed twice.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

#: Rows of the log in a stretch, after each of which it is said how far the work is.
_STRETCH = 20_000
#: Shorter runs are taken back row by row.
_RUN = 50


@dataclass(frozen=True, slots=True)
class Inverse:
    """A statement that takes the change of a row back, what of the row before and after it is filled in (`values`), and
    the same for all rows of the log between two places, where there is one."""

    sql: str
    values: Sequence[str]
    many: str = ""


def inverses(name: str, columns: Sequence[str]) -> list[tuple[str, Inverse]]:
    """For each event of a table what takes it back."""
    named = [f'"{column}"' for column in columns]
    old = [f"OLD.{column}" for column in named]
    settings = ",".join(f"{column}=?" for column in named)
    marks = ",".join("?" * (1 + len(named)))
    places = ",".join(f"v{place}" for place in range(1 + len(named)))
    between = "FROM undo_log WHERE seq BETWEEN ? AND ?"
    into = f"INSERT INTO main.{name} (rowid,{','.join(named)})"
    return [
        (
            "INSERT",
            Inverse(
                f"DELETE FROM main.{name} WHERE rowid=?",  # noqa: S608 (names of our own tables)
                ["NEW.rowid"],
                f"DELETE FROM main.{name} WHERE rowid IN (SELECT v0 {between})",  # noqa: S608
            ),
        ),
        (
            "UPDATE",
            Inverse(f"UPDATE main.{name} SET {settings} WHERE rowid=?", [*old, "NEW.rowid"]),  # noqa: S608
        ),
        (
            "DELETE",
            Inverse(
                f"{into} VALUES ({marks})",
                ["OLD.rowid", *old],
                f"{into} SELECT {places} {between} ORDER BY seq DESC",
            ),
        ),
    ]


def take_back(
    cursor: sqlite3.Cursor, known: Sequence[Inverse], first: int, last: int, at: Callable[[float], None]
) -> None:
    """Take back what the log holds after `first` up to `last`, the latest first; `at` is told the share that is done."""
    end = last
    while end > first:
        begin = max(first, end - _STRETCH)
        rows = cursor.execute(
            "SELECT seq, statement FROM undo_log WHERE seq > ? AND seq <= ? ORDER BY seq DESC", (begin, end)
        ).fetchall()
        for number, run in groupby(rows, itemgetter(1)):
            places = [row[0] for row in run]
            _take_run(cursor, known[number], places[-1], places[0], len(places))
        end = begin
        at((last - end) / (last - first))


def _take_run(cursor: sqlite3.Cursor, inverse: Inverse, first: int, last: int, count: int) -> None:
    if inverse.many and count >= _RUN:
        cursor.execute(inverse.many, (first, last))
        return
    places = ",".join(f"v{place}" for place in range(len(inverse.values)))
    found = cursor.execute(
        f"SELECT {places} FROM undo_log WHERE seq BETWEEN ? AND ? ORDER BY seq DESC",  # noqa: S608 (our own words)
        (first, last),
    )
    cursor.executemany(inverse.sql, found.fetchall())
