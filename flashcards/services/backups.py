"""Backups of the library: made by themselves, by hand and before large changes; compared and put back."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from flashcards.core.backups import HOURLY, Backup, Difference, Reason
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, from_milliseconds
from flashcards.core.errors import (
    BadInput,
    CannotOpenLibrary,
    CannotRestore,
    CannotSave,
    FlashcardsError,
    LibraryDamaged,
)
from flashcards.services.incoming import PREFIX as IMPORTING
from flashcards.services.rescue import PREFIX as RESCUING
from flashcards.store import notes as notes_table
from flashcards.store.backups import comparing, copies
from flashcards.store.backups.copies import Damaged
from flashcards.store.backups.folder import RESTORING, BackupFolder
from flashcards.store.library import Library, open_library
from flashcards.system import scratch

_LOG = logging.getLogger(__name__)


class BackupService:
    """Keeps backups beside the library. A copy is made in a thread of its own and holds nobody up.

    What a backup holds is decided at once: the copy reads a snapshot, whatever is written meanwhile.
    """

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        self._folder = None if library.path is None else BackupFolder(library.path)
        self._lane: ThreadPoolExecutor | None = None
        self._lock = Lock()
        self._under_way: list[Future[Backup]] = []
        self._kept_at = 0
        #: Called with an error, in another thread, when a backup that nobody waits for could not be made.
        self.failed: Callable[[FlashcardsError], object] | None = None
        if self._folder is not None and not library.read_only:
            self._sweep()
            library.keep = self.keep
            library.when_idle = self.keep_if_due

    @property
    def folder(self) -> Path | None:
        """Where backups lie; None for a library in memory."""
        return None if self._folder is None else self._folder.path

    def all(self) -> list[Backup]:
        """Every backup, the newest first."""
        return [] if self._folder is None else self._folder.all()

    def get(self, name: str) -> Backup:
        """A backup by its name, or the one called "latest"; raises `NotFound`."""
        return self._there().get(name)

    def keep(self, reason: Reason) -> "Future[Backup] | None":
        """Keep the library as it is at this moment; returns at once, the copy is made beside.

        None where nothing has changed since the last backup of this session, or nothing can be kept.
        """
        if self._folder is None or self._library.read_only:
            return None
        version = self._library.version(Changes.EVERYTHING)
        with self._lock:
            if version and version == self._kept_at:
                return None
            self._kept_at = version
            if self._lane is None:
                self._lane = ThreadPoolExecutor(1, thread_name_prefix="flashcards-backup")
            try:
                made = self._lane.submit(self._make, self._library.snapshot(), reason)
            except (sqlite3.Error, FlashcardsError) as error:
                self._tell(error)
                return None
            self._under_way = [each for each in self._under_way if not each.done()] + [made]
            return made

    def keep_if_due(self) -> "Future[Backup] | None":
        """Keep the library if something changed and the last backup is an hour old; a fault is told, not raised."""
        if self._folder is None or not self._library.version(Changes.EVERYTHING):
            return None
        try:
            age = self._clock() - self._last_kept()
        except (FlashcardsError, OSError) as error:
            self._tell(error)
            return None
        # A clock that was set back must not put off backups for years.
        return self.keep(Reason.AUTOMATIC) if age >= HOURLY or age < -HOURLY else None

    def make(self) -> Backup:
        """Make a backup now and wait for it; raises `CannotSave`, and `LibraryDamaged` if the library is not sound."""
        folder = self._there()
        made = self._copied(folder, self._library.looking_on(), Reason.MANUAL)
        folder.thin(self._clock())
        return made

    def write_to(self, path: Path) -> None:
        """Write a copy of the library to a file of one's own; raises `CannotSave` and `LibraryDamaged`."""
        self._there()
        if path.exists():
            raise CannotSave(f"{path.name} is there already; name another file.")
        try:
            with closing(self._library.looking_on()) as source:
                copies.copy_whole(source, path)
        except (OSError, sqlite3.OperationalError) as error:
            why = getattr(error, "strerror", None) or "the disk is full or cannot be written"
            raise CannotSave(f"{path.name} could not be written: {why.lower()}.") from error
        except Damaged:
            raise self._damaged() from None

    def difference(self, backup: Backup) -> Difference:
        """What restoring a backup would change; raises `CannotRestore`. Slow for large ones: for the background lane."""
        path = self._there().verified(backup)
        try:
            with closing(self._library.looking_on()) as connection:
                return comparing.difference(connection, path)
        except sqlite3.DatabaseError as error:
            raise CannotRestore(f"The backup {backup.name} could not be compared: {error}.") from error

    def restore(self, backup: Backup) -> tuple[Backup, Changes]:
        """Put a backup in the place of the library, at once or not at all; what was here is kept as a backup first.

        Returns that one: restoring it is the way back, for the steps of undo are forgotten. Raises `CannotRestore`,
        `CannotSave`. Slow for large ones: for the background lane.
        """
        folder = self._there()
        if self._library.read_only:
            raise CannotSave("The library is open in another program, so nothing was changed.")
        path = folder.verified(backup)
        try:
            with TemporaryDirectory(dir=folder.path, prefix=RESTORING) as made:
                ready = Path(made) / "library.db"
                shutil.copyfile(path, ready)
                # Brings one of an earlier version of the program up to date, away from everything.
                open_library(ready, self._clock()).close()
                before = self._copied(folder, self._library.snapshot(), Reason.RESTORE)
                with closing(copies.open_copy(ready)) as source:
                    self._library.replace_by(source)
        except (OSError, CannotOpenLibrary) as error:
            why = (getattr(error, "strerror", None) or str(error)).lower().rstrip(".")
            raise CannotRestore(
                f"The backup could not be put back, so nothing was changed: {why}."
            ) from error
        return before, Changes.EVERYTHING

    def wait(self) -> None:
        """Wait until no copy is under way."""
        for each in list(self._under_way):
            with suppress(Exception):
                each.result()

    def close(self) -> None:
        """Make the backup that is due, wait for it, and stop."""
        if not self._library.is_open:
            return
        self.keep_if_due()
        if self._lane is not None:
            self._lane.shutdown(wait=True)

    def _sweep(self) -> None:
        """Take away what killed programs left beside the library; whoever holds it may."""
        folder = self._there()
        with suppress(OSError):
            folder.sweep()
            for left in folder.path.parent.glob(f"{RESCUING}*"):
                shutil.rmtree(left, ignore_errors=True)
            scratch.sweep(folder.path.parent, IMPORTING)

    def _last_kept(self) -> datetime:
        """When the last backup was made, or if there is none the first note."""
        for newest in self.all():
            return newest.made_at
        with self._library.reading() as connection:
            first = notes_table.first_made(connection)
        return self._clock() if first is None else from_milliseconds(first)

    def _make(self, source: sqlite3.Connection, reason: Reason) -> Backup:
        folder = self._there()
        try:
            made = self._copied(folder, source, reason)
            folder.thin(self._clock())
        except FlashcardsError as error:
            self._kept_at = 0
            self._tell(error)
            raise
        return made

    def _copied(self, folder: BackupFolder, source: sqlite3.Connection, reason: Reason) -> Backup:
        with closing(source):
            try:
                return folder.add(source, reason, self._clock())
            except Damaged:
                raise self._damaged() from None

    def _damaged(self) -> LibraryDamaged:
        name = self._library.path.name if self._library.path else ""
        return LibraryDamaged(
            f"The library {name} is damaged, so no backup was made of it; older ones are kept."
        )

    def _tell(self, error: Exception) -> None:
        _LOG.warning("no backup was made", exc_info=error)
        if self.failed and isinstance(error, FlashcardsError):
            self.failed(error)

    def _there(self) -> BackupFolder:
        if self._folder is None:
            raise BadInput("A library in memory has no backups.")
        return self._folder
