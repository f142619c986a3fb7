"""Undo for every change, by the database itself.

Temporary triggers write down, for each row that is inserted, changed or deleted, which statement takes it
back and the old values for it. A step is all that one transaction did; undoing runs its statements in
reverse, which by the same triggers records how to redo it. So no service needs undo code of its own, and
what is undone is equal byte for byte. The technique is that of sqlite.org/undoredo.html, with values beside
the statements instead of in them: one that is prepared for each row would take ten times as long. The log
lives in memory and ends with the session.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from flashcards.core.changes import Changes
from flashcards.store.prepared import plain
from flashcards.store.reversing import Inverse, inverses, take_back

_KEPT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable transaction: what to call it, what it touched, and its part of the log."""

    label: str
    changes: Changes
    first: int
    last: int


class UndoLog:
    """Records steps on one connection and takes them back, the latest first."""

    def __init__(self, connection: Connection, tables: list[Table]) -> None:
        self._connection = connection
        self._done: list[Step] = []
        self._undone: list[Step] = []
        # The statements that take changes back, by number.
        self._inverses: list[Inverse] = []
        values = ", ".join(f"v{place}" for place in range(max(len(table.columns) for table in tables) + 1))
        # Without types, so that every value stays as it is.
        connection.exec_driver_sql(
            f"CREATE TEMP TABLE undo_log (seq INTEGER PRIMARY KEY, statement, {values})"
        )
        for table in tables:
            for event, back in inverses(table.name, [column.name for column in table.columns]):
                self._inverses.append(back)
                connection.exec_driver_sql(_trigger(table, event, len(self._inverses) - 1, back.values))

    @property
    def undo_label(self) -> str:
        """What the next undo takes back; empty when there is nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What the next redo does again; empty when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    @property
    def mark(self) -> int:
        """Where the latest step begins that could be taken back, 0 for none; it grows with every step, and stays where
        something joins that step."""
        return self._done[-1].first + 1 if self._done else 0

    def size(self, *, redo: bool) -> int:
        """How many rows the next undo, or redo, changes."""
        steps = self._undone if redo else self._done
        return steps[-1].last - steps[-1].first if steps else 0

    def position(self) -> int:
        """Where the log stands; a step is what was written after it."""
        return int(plain(self._connection, "SELECT max(seq) FROM undo_log") or 0)

    def record(self, first: int, last: int, label: str, changes: Changes, *, joining: bool = False) -> None:
        """Make what was logged after `first` up to `last` one step; a new step forgets what was undone.

        With `joining` it becomes part of the step before, if there is one: what is done unasked lies in nobody's way.
        """
        if last == first:
            return
        self._undone.clear()
        step = Step(label, changes, first, last)
        if joining and self._done:
            before = self._done.pop()
            step = Step(before.label, before.changes | changes, before.first, last)
        self._done.append(step)

    def trim(self) -> None:
        """Forget the oldest steps beyond what is kept, inside the caller's transaction."""
        while len(self._done) > _KEPT:
            dropped = self._done.pop(0)
            self._connection.exec_driver_sql("DELETE FROM undo_log WHERE seq <= ?", (dropped.last,))

    def forget(self) -> None:
        """Forget every step, inside the caller's transaction: the rows that they changed are others now."""
        self._done.clear()
        self._undone.clear()
        self._connection.exec_driver_sql("DELETE FROM undo_log")

    def reverse(self, *, redo: bool, at: Callable[[float], None] = lambda _share: None) -> Step | None:
        """Take back the latest step, or do the latest undone one again, inside the caller's transaction.

        `at` is told the share that is done, and may raise to stop. Returns the step that leads back. Once it is
        committed, `turn` must be told.
        """
        steps = self._undone if redo else self._done
        if not steps:
            return None
        step = steps[-1]
        # Children may come back before their parents.
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        first = self.position()
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        cursor = driver.cursor()
        try:
            take_back(cursor, self._inverses, step.first, step.last, at)
        finally:
            cursor.close()
        return Step(step.label, step.changes, first, self.position())

    def turn(self, back: Step, *, redo: bool) -> None:
        """Note that the latest step was reversed and that `back` leads back."""
        source, target = (self._undone, self._done) if redo else (self._done, self._undone)
        source.pop()
        target.append(back)


def _trigger(table: Table, event: str, number: int, values: Sequence[str]) -> str:
    """Logs the number of a statement with its values whenever a row changes."""
    columns = [f'"{column.name}"' for column in table.columns]
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    when = f"WHEN {changed}" if event == "UPDATE" else ""
    places = ",".join(f"v{place}" for place in range(len(values)))
    return (
        f"CREATE TEMP TRIGGER undo_{event.lower()}_{table.name} AFTER {event} ON main.{table.name} {when} BEGIN "
        f"INSERT INTO undo_log (statement,{places}) VALUES ({number},{','.join(values)}); END"
    )
