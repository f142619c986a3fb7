"""One library file: its lock, its single connection and its transactions."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import RLock

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from flashcards.core.backups import Reason
from flashcards.core.changes import Changes
from flashcards.core.errors import CannotSave, LibraryBusy
from flashcards.core.note_types import BUILT_IN
from flashcards.core.packages import SCHEMA
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.store import locking, note_types, opening, words
from flashcards.store.failures import translated
from flashcards.store.idle import Idle
from flashcards.store.migrations import REVISIONS
from flashcards.store.stopping import stoppable
from flashcards.store.tables import metadata
from flashcards.store.undo import Step, UndoLog
from flashcards.store.upgrade import back_up, migrate

__all__ = ["Connection", "Library", "open_library"]

#: A change of so many rows that the state before it is kept as a backup first.
MANY = 100
#: More rows than this are taken back in bulk.
_BULK = 3000


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
        self._commits = 0
        self._idle = Idle(self._rest)
        #: Called before a change of many rows and before an import; whoever keeps backups sets it.
        self.keep: Callable[[Reason], object] | None = None
        #: Called in idle moments, in a thread of its own.
        self.when_idle: Callable[[], object] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return not self._connection.closed

    def version(self, changes: Changes) -> int:
        """A number that grows with every commit that touched one of these; for what is kept in memory."""
        return sum(self._versions[kind] for kind in _kinds(changes))

    @property
    def commits(self) -> int:
        """How many changes of any kind were committed; for what no change may outlive but those it was told of."""
        return self._commits

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
    def writing(
        self,
        label: str,
        changes: Changes,
        *,
        rows: int = 0,
        reason: Reason = Reason.CHANGE,
        joining: bool = False,
    ) -> Iterator[Connection]:
        """A transaction that commits at the end or changes nothing; `label` names it for undo.

        `rows` is about how many things it changes: before a change of many, the library as it was is kept as a
        backup, with `reason`. With `joining` it is taken back together with the change before it, if there is one: for
        what is done unasked.
        """
        if self.read_only:
            raise CannotSave("The library is open in another program, so nothing was changed.")
        with self._mutex, translated(self.path):
            if rows >= MANY and self.keep:
                self.keep(reason)
            self._begin = "BEGIN IMMEDIATE"
            with self._connection.begin():
                first = self._start_step()
                yield self._connection
                words.catch_up(self._connection)
                last = self._undo.position() if self._undo else 0
            self._count(changes)
            if self._undo:
                self._undo.record(first, last, label, changes, joining=joining)
        self._checkpoint_later()

    @contextmanager
    def beside(self, path: Path) -> Iterator[None]:
        """Another database of our own making, under the name that `core.packages` gives it, while the block lasts.

        References are not checked row by row meanwhile, which would take a tenth of the time of a large import: who
        writes checks them at the end (`importing.joining.must_refer`) and deletes nothing that others refer to.
        """
        with self._mutex, translated(path):
            driver = self._driver()
            driver.execute(f"ATTACH ? AS {SCHEMA}", (str(path),))
            try:
                with self._in_bulk():
                    yield
            finally:
                driver.execute(f"DETACH {SCHEMA}")

    def snapshot(self) -> sqlite3.Connection:
        """A connection that goes on seeing the library as it is now, whatever is written meanwhile.

        It only reads and never moves pages from the log to the file, so the one connection that writes stays the only
        one that SQLite must not mix up. The caller closes it; until then the log grows.
        """
        assert self.path is not None, "a library in memory has no second connection"
        with self._mutex, translated(self.path):
            connection = self.looking_on()
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return connection

    def looking_on(self) -> sqlite3.Connection:
        """Another connection that reads, each statement what is there by then. The caller closes it."""
        assert self.path is not None, "a library in memory has no second connection"
        with translated(self.path):
            return opening.connect(self.path, read_only=True)

    def replace_by(self, source: sqlite3.Connection) -> None:
        """Put all that another connection sees in the place of all that is here: at once or not at all.

        SQLite writes it as one transaction, so that a kill on the way leaves what was here. The steps of undo are
        forgotten. The source must have the schema of this program.
        """
        with self._mutex, translated(self.path):
            source.backup(self._driver())
            with self._connection.begin():
                self._connection.exec_driver_sql("DELETE FROM changed_words")
                note_types.add_missing(self._connection, BUILT_IN)
                if self._undo:
                    self._undo.forget()
            self._count(Changes.EVERYTHING)
        self._checkpoint_later()

    @contextmanager
    def mending(self) -> Iterator[Connection]:
        """A transaction without foreign keys, for a repair; what it leaves must keep them. Undo begins anew after it."""
        if self.read_only:
            raise CannotSave("The library is open in another program, so nothing was changed.")
        with self._mutex, translated(self.path):
            self._driver().execute("PRAGMA foreign_keys=OFF")
            try:
                self._begin = "BEGIN IMMEDIATE"
                with self._connection.begin():
                    yield self._connection
                    self._connection.exec_driver_sql("DELETE FROM changed_words")
                    if self._undo:
                        self._undo.forget()
            finally:
                self._driver().execute("PRAGMA foreign_keys=ON")
            self._count(Changes.EVERYTHING)
        self._checkpoint_later()

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

    def undo(self, report: Report = silent, cancel: Cancel | None = None) -> Step | None:
        """Take back the latest change of the session; raises `Cancelled`, and then nothing has changed."""
        return self._reverse(stepping(report, cancel), cancel, redo=False)

    def redo(self, report: Report = silent, cancel: Cancel | None = None) -> Step | None:
        """Do the latest undone change again; raises `Cancelled`, and then nothing has changed."""
        return self._reverse(stepping(report, cancel), cancel, redo=True)

    def close(self) -> None:
        """Leave a single, complete file behind and let go of the lock."""
        self._idle.close()
        with self._mutex:
            if self._connection.closed:
                return
            driver, whole = self._driver(), False
            self._connection.close()
            if not self.read_only and self.path is not None:
                try:
                    driver.execute("PRAGMA optimize")
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    whole = True
                except sqlite3.DatabaseError:
                    # The log beside the file holds everything; the next start takes it over.
                    pass
            driver.close()
            self._engine.dispose()
            if self._lock and self.path is not None:
                locking.leave(self.path, closed=whole)
                self._lock.release()

    def prepare(self, revision: str | None, moment: datetime) -> None:
        """Bring the schema up to date, after a backup of one at `revision`, and the built-in note types in."""
        with translated(self.path):
            if revision != REVISIONS[-1]:
                if revision is not None and self.path is not None:
                    back_up(self._driver(), self.path, moment)
                migrate(self._connection)
            with self._connection.begin():
                words.follow(self._connection)
                note_types.add_missing(self._connection, BUILT_IN)

    def _count(self, changes: Changes) -> None:
        self._versions.update(_kinds(changes))
        self._commits += 1

    def _start_step(self) -> int:
        if self._undo is None:
            return 0
        self._undo.trim()
        return self._undo.position()

    def _reverse(self, report: Report, cancel: Cancel | None, *, redo: bool) -> Step | None:
        if self._undo is None:
            return None
        undo = self._undo
        # Of very many rows no references are looked up: what held before holds again.
        way = self._in_bulk() if undo.size(redo=redo) > _BULK else nullcontext()
        with self._mutex, translated(self.path), way:
            self._begin = "BEGIN IMMEDIATE"
            with self._connection.begin(), stoppable(self._connection, cancel):
                back = undo.reverse(redo=redo, at=lambda share: report(share * 0.9, "going through rows"))
                words.catch_up(self._connection)
            if back:
                self._count(back.changes)
                undo.turn(back, redo=redo)
        self._checkpoint_later()
        return back

    @contextmanager
    def _in_bulk(self) -> Iterator[None]:
        """References are not looked up for each row, and what comes in at once, as safe in the log, is taken over into the
        file in an idle moment."""
        driver = self._driver()
        (pages,) = driver.execute("PRAGMA wal_autocheckpoint").fetchone()
        driver.execute("PRAGMA wal_autocheckpoint=0")
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
            driver.execute(f"PRAGMA wal_autocheckpoint={pages}")

    def _checkpoint_later(self) -> None:
        if self.path is not None:
            self._idle.wake()

    def _rest(self) -> bool:
        done = self._checkpoint()
        if done and self.when_idle:
            self.when_idle()
        return done

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


@cache
def _kinds(changes: Changes) -> tuple[Changes, ...]:
    """Taking a flag apart costs more than adding the numbers up."""
    return tuple(changes)


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
        lock, seal = locking.take(path, moment)
    except LibraryBusy:
        if write or revision != REVISIONS[-1]:
            raise
        return Library(opening.connect(path, read_only=True), path, None)
    try:
        opening.must_be_writable(path)
        if seal is None or seal != locking.seal_of(path):
            # A crash, a synchronising program, or somebody else's hand: it is not as it was left.
            opening.must_be_sound(path)
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
