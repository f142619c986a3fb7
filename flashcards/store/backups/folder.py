"""The folder of backups beside a library: each a copy of the whole, with a description that can prove it."""

import json
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from flashcards.core.backups import Backup, Reason, Tally, superfluous
from flashcards.core.errors import CannotRestore, CannotSave, NotFound
from flashcards.store.backups import copies
from flashcards.store.backups.copies import Damaged
from flashcards.store.migrations import APPLICATION_ID
from flashcards.system import files

_NAME = re.compile(r"(\d{8}-\d{6})(?:-\d+)?\.([a-z-]+)\.db")
#: How the folders begin in which a restore prepares.
RESTORING = ".restoring-"
_STAMP = "%Y%m%d-%H%M%S"


class BackupFolder:
    """Backups of one library. Names begin with the moment in UTC and tell the reason, so that a file manager can too."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_suffix(".backups")

    def all(self) -> list[Backup]:
        """Every backup, the newest first; files of other names are not ours."""
        if not self.path.is_dir():
            return []
        found = [self._read(each) for each in self.path.glob("*.db")]
        return sorted(
            (each for each in found if each), key=lambda each: (each.made_at, each.name), reverse=True
        )

    def get(self, name: str) -> Backup:
        """A backup by its name, with or without its ending; "latest" is the newest. Raises `NotFound`."""
        there = self.all()
        if name == "latest" and there:
            return there[0]
        for each in there:
            if name in (each.name, each.name.removesuffix(".db")):
                return each
        raise NotFound(f"There is no backup “{name}”." if there else "There are no backups yet.")

    def file(self, backup: Backup) -> Path:
        """Where a backup lies."""
        return self.path / backup.name

    def add(self, source: sqlite3.Connection, reason: Reason, moment: datetime) -> Backup:
        """Copy what a connection sees; raises `CannotSave` with one sentence, and then nothing is left.

        `Damaged` is raised as it is: then it is the library that is not sound.
        """
        try:
            self.path.mkdir(exist_ok=True)
            target = self._free(reason, moment)
            copies.copy_whole(source, target, partial(self._describe, target.name))
        except (OSError, sqlite3.OperationalError) as error:
            why = getattr(error, "strerror", None) or "the disk is full or cannot be written"
            raise CannotSave(f"No backup could be made in {self.path.name}: {str(why).lower()}.") from error
        return self.get(target.name)

    def thin(self, now: datetime) -> list[Backup]:
        """Take away what is superfluous (`core.backups`); returns it."""
        gone = superfluous(self.all(), now)
        for each in gone:
            with suppress(OSError):
                self.file(each).unlink(missing_ok=True)
                self._description(each.name).unlink(missing_ok=True)
        return gone

    def verified(self, backup: Backup) -> Path:
        """The file of a backup that is as it was made, every page of it; raises `CannotRestore`."""
        path = self.file(backup)
        try:
            if backup.digest and copies.digest_of(path) != backup.digest:
                raise CannotRestore(f"The backup {backup.name} is not as it was made, so it was not used.")
            with closing(copies.open_copy(path)) as connection:
                copies.must_be_sound(connection)
                if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    raise CannotRestore(f"{backup.name} is not a Flashcards library, so it was not used.")
        except (OSError, Damaged, sqlite3.DatabaseError) as error:
            raise CannotRestore(f"The backup {backup.name} is damaged, so it was not used.") from error
        return path

    def newest_sound(self) -> Backup | None:
        """The newest backup that is as it was made, None if there is none."""
        for each in self.all():
            with suppress(CannotRestore):
                self.verified(each)
                return each
        return None

    def _free(self, reason: Reason, moment: datetime) -> Path:
        """A name that is not taken: two of one second and reason are numbered."""
        stamp = moment.astimezone(UTC).strftime(_STAMP)
        target, number = self.path / f"{stamp}.{reason}.db", 1
        while target.exists():
            number += 1
            target = self.path / f"{stamp}-{number}.{reason}.db"
        return target

    def _describe(self, name: str, digest: str, tally: Tally) -> None:
        content = {"sha256": digest, "holds": asdict(tally)}
        files.write_whole(self._description(name), json.dumps(content).encode())

    def _description(self, name: str) -> Path:
        return self.path / f"{name}.json"

    def _read(self, path: Path) -> Backup | None:
        match = _NAME.fullmatch(path.name)
        if match is None or match[2] not in set(Reason):
            return None
        try:
            made_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
            size = path.stat().st_size
        except (ValueError, OSError):
            return None
        digest, tally = "", None
        with suppress(OSError, ValueError, TypeError, KeyError):
            said = json.loads(self._description(path.name).read_text("utf-8"))
            digest, tally = str(said["sha256"]), Tally(**said["holds"])
        return Backup(path.name, made_at, Reason(match[2]), size, digest, tally)

    def sweep(self) -> None:
        """Take away what a killed program left half written, and descriptions of backups that are gone.

        For whoever holds the library's lock, before it makes backups.
        """
        for part in self.path.glob("*.part*"):
            part.unlink(missing_ok=True)
        for folder in self.path.glob(f"{RESTORING}*"):
            shutil.rmtree(folder, ignore_errors=True)
        for description in self.path.glob("*.db.json"):
            if not description.with_suffix("").exists():
                description.unlink(missing_ok=True)
