"""One library file: its lock, its single connection and its transactions."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from flashcards.core.changes import Changes
from flashcards.core.errors import CannotSave, LibraryBusy
from flashcards.core.note_types import BUILT_IN
from flashcards.core.packages import SCHEMA
from flashcards.store import note_types, opening, words
from flashcards.store.failures import translated
from flashcards.store.idle import Idle
from flashcards.store.migrations import REVISIONS
from flashcards.store.tables import metadata
from flashcards.store.undo import Step, UndoLog
from flashcards.store.upgrade import back_up, migrate

__all__ = ["Connection", "Library", "open_library"]


class Library:
    """An open library. Any thread may use it; transactions wait for each other.

    One process, one connection: with a second one, SQLite before 3.51.3 can lose a commit when the
    log is reset.
    """

    def __init__(self, driver: sqlite3.Connection, path: Path | None, lock: FileLock | None) -> None:
        self.path = path
        self.read_only = lock is None and path is not None
        self._lock = lock
        self._mutex = RLock()
        self._begin = "BEGIN"
        self._engine: Engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
        event.listen(self._engine, "begin", self._say_begin)
        self._connection: Connection = self._engine.connect()
        self._undo: UndoLog | None = None
        self._versions: Counter[Changes] = Counter()
        self._idle = Idle(self._checkpoint)

    def version(self, changes: Changes) -> int:
        """A number that grows with every commit that touched one of these; for what is kept in memory."""
        return sum(self._versions[kind] for kind in changes)

    def is_free(self, within: float) -> bool:
        """Whether a transaction could begin within so many seconds; another thread may be first nevertheless."""
        free = self._mutex.acquire(timeout=within)
        if free:
            self._mutex.release()
        return free

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the library throughout."""
        with self._mutex, translated(self.path):
            self._begin = "BEGIN"
            with self._connection.begin():
                yield self._connection

    @contextmanager
    def writing(self, label: str, changes: Changes, *, joining: bool = False) -> Iterator[Connection]:
        """A transaction that commits at the end or changes nothing; `label` names it for undo.

        With `joining` it is taken back together with the change before it, if there is one: for what is done unasked.
        """
        if self.read_only:
            raise CannotSave("The library is open in another program, so nothing was changed.")
        with self._mutex, translated(self.path):
            self._begin = "BEGIN IMMEDIATE"
            with self._connection.begin():
                first = self._start_step()
                yield self._connection
                words.catch_up(self._connection)
                last = self._undo.position() if self._undo else 0
            self._versions.update(changes)
            if self._undo:
                self._undo.record(first, last, label, changes, joining=joining)
        self._checkpoint_later()

    @contextmanager
    def beside(self, path: Path) -> Iterator[None]:
        """Another database of our own making, under the name that `core.packages` gives it, while the block lasts."""
        with self._mutex, translated(path):
            driver = self._driver()
            driver.execute(f"ATTACH ? AS {SCHEMA}", (str(path),))
            # What comes in at once is as safe in the log; an idle moment takes it over into the file.
            (pages,) = driver.execute("PRAGMA wal_autocheckpoint").fetchone()
            driver.execute("PRAGMA wal_autocheckpoint=0")
            try:
                yield
            finally:
                driver.execute(f"PRAGMA wal_autocheckpoint={pages}")
                driver.execute(f"DETACH {SCHEMA}")

    def record_undo(self) -> None:
        """From now on remember how to take every change back."""
        with self._mutex, self._connection.begin():
            self._undo = UndoLog(self._connection, metadata.sorted_tables)

    @property
    def undo_label(self) -> str:
        """What the next undo takes back; empty when there is nothing."""
        return self._undo.undo_label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What the next redo does again; empty when there is nothing."""
        return self._undo.redo_label if self._undo else ""

    @property
    def undo_mark(self) -> int:
        """A number that grows with every change that can be taken back, and falls when it is."""
        return self._undo.mark if self._undo else 0

    def undo_size(self, *, redo: bool) -> int:
        """How many rows the next undo, or redo, changes."""
        return self._undo.size(redo=redo) if self._undo else 0

    def undo(self) -> Step | None:
        """Take back the latest change of the session."""
        return self._reverse(redo=False)

    def redo(self) -> Step | None:
        """Do the latest undone change again."""
        return self._reverse(redo=True)

    def close(self) -> None:
        """Leave a single, complete file behind and let go of the lock."""
        self._idle.close()
        with self._mutex:
            driver = self._driver()
            self._connection.close()
            if not self.read_only and self.path is not None:
                try:
                    driver.execute("PRAGMA optimize")
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                except sqlite3.DatabaseError:
                    # The log beside the file holds everything; the next start takes it over.
                    pass
            driver.close()
            self._engine.dispose()
            if self._lock:
                self._lock.release()

    def prepare(self, revision: str | None, moment: datetime) -> None:
        """Bring the schema up to date, after a backup of one at `revision`, and the built-in note types in."""
        with translated(self.path):
            if revision != REVISIONS[-1]:
                if revision is not None and self.path is not None:
                    back_up(self._driver(), self.path, revision, moment)
                migrate(self._connection)
            with self._connection.begin():
                words.follow(self._connection)
                note_types.add_missing(self._connection, BUILT_IN)

    def _start_step(self) -> int:
        if self._undo is None:
            return 0
        self._undo.trim()
        return self._undo.position()

    def _reverse(self, *, redo: bool) -> Step | None:
        if self._undo is None:
            return None
        with self._mutex, translated(self.path):
            self._begin = "BEGIN IMMEDIATE"
            with self._connection.begin():
                back = self._undo.reverse(redo=redo)
                words.catch_up(self._connection)
            if back:
                self._versions.update(back.changes)
                self._undo.turn(back, redo=redo)
        self._checkpoint_later()
        return back

    def _checkpoint_later(self) -> None:
        if self.path is not None:
            self._idle.wake()

    def _checkpoint(self) -> bool:
        """Move what the log holds into the file; it is as safe in one as in the other. False if somebody is at work."""
        if not self._mutex.acquire(blocking=False):
            return False
        try:
            self._driver().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.DatabaseError:
            # A full disk: the log keeps everything, and the next change asks again.
            pass
        finally:
            self._mutex.release()
        return True

    def _driver(self) -> sqlite3.Connection:
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def _say_begin(self, connection: Connection) -> None:
        # The driver's own call: every transaction begins here.
        connection.connection.cursor().execute(self._begin)


def open_library(path: Path | None, moment: datetime, *, write: bool = True) -> Library:
    """Open a library, making it if it is missing; None keeps it in memory.

    With `write` false an existing library that another process holds is opened for reading. Raises
    `CannotOpenLibrary` and its kin with the file left as it was. `moment` names a backup.
    """
    if path is None:
        library = Library(opening.connect(None), None, None)
        library.prepare(None, moment)
        return library
    revision = opening.inspect(path)
    try:
        lock = opening.take_lock(path)
    except LibraryBusy:
        if write or revision != REVISIONS[-1]:
            raise
        return Library(opening.connect(path, read_only=True), path, None)
    try:
        opening.must_be_writable(path)
        with translated(path):
            library = Library(opening.connect(path), path, lock)
    except BaseException:
        lock.release()
        raise
    try:
        library.prepare(opening.inspect(path), moment)
    except BaseException:
        library.close()
        raise
    return library
