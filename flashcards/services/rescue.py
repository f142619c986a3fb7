"""A library that cannot be opened: its backups, putting one in its place, and saving what is still readable."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flashcards.core.backups import Backup
from flashcards.core.clock import Clock
from flashcards.core.errors import CannotRestore, CannotSave
from flashcards.core.progress import Report, silent
from flashcards.store import locking
from flashcards.store.backups.folder import BackupFolder
from flashcards.store.backups.salvage import salvage
from flashcards.store.library import open_library
from flashcards.system import files

#: How the folders begin that a rescue works in.
PREFIX = ".flashcards-rescue-"


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a rescue did: where the damaged file is now, from which backup it began, and what was read from the file.

    `kept_aside` is None where there was no file, `backup` None where there was no sound one; `answers` and `notes`
    are how many could be read of the damaged file.
    """

    kept_aside: Path | None
    backup: Backup | None
    answers: int = 0
    notes: int = 0


class RescueService:
    """Works on the files of a library that is not open. `mend` opens a library and repairs what a salvage left loose."""

    def __init__(self, path: Path, clock: Clock, mend: Callable[[Path], object]) -> None:
        self._path = path
        self._clock = clock
        self._mend = mend
        self._folder = BackupFolder(path)

    def all(self) -> list[Backup]:
        """Every backup, the newest first."""
        return self._folder.all()

    def get(self, name: str) -> Backup:
        """A backup by its name, or the one called "latest"; raises `NotFound`."""
        return self._folder.get(name)

    def latest(self) -> Backup | None:
        """The newest backup that is as it was made, every page of it; None if there is none."""
        return self._folder.newest_sound()

    def restore(self, backup: Backup) -> Rescued:
        """Put a backup in the place of the library, whose file is kept aside.

        Raises `CannotRestore`, `CannotSave`, `LibraryBusy`; then everything is as it was.
        """
        return self._replaced(lambda ready, _scratch: self._copy(backup, ready), backup)

    def salvage(self, report: Report = silent) -> Rescued:
        """Begin with the newest sound backup, add what can still be read of the library, and put that in its place.

        What was deleted since that backup comes back. Raises `CannotRestore` if neither gives anything.
        """
        backup = self.latest()
        found: dict[str, int] = {}

        def make(ready: Path, scratch: Path) -> None:
            if backup is not None:
                self._copy(backup, ready)
            report(0.1, "reading what is left")
            open_library(ready, self._clock()).close()
            with closing(sqlite3.connect(ready, isolation_level=None)) as into:
                into.execute("BEGIN")
                like = None if backup is None else self._folder.file(backup)
                found.update(salvage(self._path, into, scratch, like))
                into.execute("COMMIT")
            if not found and backup is None:
                raise CannotRestore(
                    f"Nothing could be read of {self._path.name}, and there is no backup; it was left as it is."
                )
            report(0.7, "checking what was saved")
            self._mend(ready)

        done = self._replaced(make, backup)
        return Rescued(done.kept_aside, backup, found.get("reviews", 0), found.get("notes", 0))

    def _copy(self, backup: Backup, ready: Path) -> None:
        shutil.copyfile(self._folder.verified(backup), ready)

    def _replaced(self, make: Callable[[Path, Path], None], backup: Backup | None) -> Rescued:
        """Let `make` write a library in a folder of its own, then put it in the place of the damaged one."""
        lock, _seal = locking.take(self._path, self._clock())
        try:
            with TemporaryDirectory(dir=self._path.parent, prefix=PREFIX) as folder:
                scratch = Path(folder)
                ready = scratch / "library.db"
                make(ready, scratch)
                with ready.open("rb+") as file:
                    os.fsync(file.fileno())
                aside = self._put_aside()
                ready.replace(self._path)
            files.sync_folder(self._path.parent)
        except (OSError, sqlite3.OperationalError) as error:
            why = getattr(error, "strerror", None) or "the disk is full or cannot be written"
            raise CannotSave(f"The library was not replaced: {str(why).lower()}.") from error
        finally:
            locking.leave(self._path, closed=False)
            lock.release()
        return Rescued(aside, backup)

    def _put_aside(self) -> Path | None:
        """Give the damaged file, and its log, another name; its own stays until the new one takes it over.

        The log goes first: beside another file SQLite would take it for that one's.
        """
        if not self._path.exists():
            return None
        stamp = self._clock().strftime("%Y%m%d-%H%M%S")
        aside, number = self._path.with_name(f"{self._path.stem}.damaged-{stamp}{self._path.suffix}"), 1
        while aside.exists():
            number += 1
            aside = self._path.with_name(f"{self._path.stem}.damaged-{stamp}-{number}{self._path.suffix}")
        files.copy_aside(self._path, aside)
        with suppress(FileNotFoundError):
            self._path.with_name(f"{self._path.name}-wal").replace(aside.with_name(f"{aside.name}-wal"))
        self._path.with_name(f"{self._path.name}-shm").unlink(missing_ok=True)
        return aside
