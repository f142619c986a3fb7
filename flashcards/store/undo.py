"""Undo for every change, by the database itself.

Temporary triggers write down, for each row that is inserted, changed or deleted, the SQL that takes
it back. A step is all that one transaction did; undoing runs its statements in reverse, which by the
same triggers records how to redo it. So no service needs undo code of its own, and what is undone is
equal byte for byte. The technique is SQLite's own (sqlite.org/undoredo.html); the log lives in
memory and ends with the session.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Table

from flashcards.core.changes import Changes

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
        connection.exec_driver_sql("CREATE TEMP TABLE undo_log (seq INTEGER PRIMARY KEY, sql TEXT NOT NULL)")
        for table in tables:
            for statement in _triggers(table):
                connection.exec_driver_sql(statement)

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
        """Where the latest step ends that could be taken back, 0 for none; it grows with every step."""
        return self._done[-1].last if self._done else 0

    def position(self) -> int:
        """Where the log stands; a step is what was written after it."""
        return int(self._connection.exec_driver_sql("SELECT max(seq) FROM undo_log").scalar() or 0)

    def record(self, first: int, last: int, label: str, changes: Changes) -> None:
        """Make what was logged after `first` up to `last` one step; a new step forgets what was undone."""
        if last == first:
            return
        self._undone.clear()
        self._done.append(Step(label, changes, first, last))

    def trim(self) -> None:
        """Forget the oldest steps beyond what is kept, inside the caller's transaction."""
        while len(self._done) > _KEPT:
            dropped = self._done.pop(0)
            self._connection.exec_driver_sql("DELETE FROM undo_log WHERE seq <= ?", (dropped.last,))

    def reverse(self, *, redo: bool) -> Step | None:
        """Take back the latest step, or do the latest undone one again, inside the caller's transaction.

        Returns the step that leads back. Once it is committed, `turn` must be told.
        """
        steps = self._undone if redo else self._done
        if not steps:
            return None
        step = steps[-1]
        # Children may come back before their parents.
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        rows = self._connection.exec_driver_sql(
            "SELECT sql FROM undo_log WHERE seq > ? AND seq <= ? ORDER BY seq DESC", (step.first, step.last)
        ).all()
        first = self.position()
        cursor = self._connection.connection.cursor()
        for (statement,) in rows:
            cursor.execute(statement)
        cursor.close()
        return Step(step.label, step.changes, first, self.position())

    def turn(self, back: Step, *, redo: bool) -> None:
        """Note that the latest step was reversed and that `back` leads back."""
        source, target = (self._undone, self._done) if redo else (self._done, self._undone)
        source.pop()
        target.append(back)


def _triggers(table: Table) -> list[str]:
    name = table.name
    columns = [f'"{column.name}"' for column in table.columns]
    values = " || ',' || ".join(f"quote(OLD.{column})" for column in columns)
    assignments = " || ',' || ".join(f"'{column}=' || quote(OLD.{column})" for column in columns)
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    log = "INSERT INTO undo_log (sql) VALUES"
    names = ",".join(columns)
    return [
        f"CREATE TEMP TRIGGER undo_insert_{name} AFTER INSERT ON main.{name} BEGIN {log} "
        f"('DELETE FROM {name} WHERE rowid=' || NEW.rowid); END",
        f"CREATE TEMP TRIGGER undo_update_{name} AFTER UPDATE ON main.{name} WHEN {changed} BEGIN {log} "
        f"('UPDATE {name} SET ' || {assignments} || ' WHERE rowid=' || NEW.rowid); END",
        f"CREATE TEMP TRIGGER undo_delete_{name} AFTER DELETE ON main.{name} BEGIN {log} "
        f"('INSERT INTO {name} (rowid,{names}) VALUES (' || OLD.rowid || ',' || {values} || ')'); "
        "END",
    ]
