"""Brings an older library up to date, all or nothing, after a backup."""

import sqlite3
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection

from flashcards.core.backups import Backup, Reason
from flashcards.core.errors import CannotOpenLibrary, CannotSave, LibraryDamaged
from flashcards.store.backups.copies import Damaged
from flashcards.store.backups.folder import BackupFolder
from flashcards.store.migrations import APPLICATION_ID


def back_up(source: sqlite3.Connection, path: Path, moment: datetime) -> Backup:
    """Keep the library as it is before a migration; raises `CannotOpenLibrary` if that cannot be done."""
    try:
        return BackupFolder(path).add(source, Reason.UPGRADE, moment)
    except Damaged:
        raise LibraryDamaged(
            f"The library {path.name} is damaged, so it was not upgraded; it was left as it is."
        ) from None
    except CannotSave as error:
        raise CannotOpenLibrary(f"The library {path.name} was not upgraded: {error}") from error


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the missing migrations in one transaction.

    Foreign keys are off meanwhile: Alembic rebuilds a table by dropping the old one, and with keys
    on SQLite would delete its children. They are checked before the commit.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("flashcards.store") / "migrations"))
    config.attributes["connection"] = connection
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            command.upgrade(config, to)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("the migration left broken references")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
