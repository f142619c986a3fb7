"""Brings an older library up to date, all or nothing, after a backup."""

import os
import sqlite3
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection

from flashcards.core.errors import CannotOpenLibrary
from flashcards.store.opening import APPLICATION_ID


def back_up(source: sqlite3.Connection, path: Path, revision: str, moment: datetime) -> Path:
    """Copy the library beside itself before a migration; the copy is checked before it gets its name."""
    stamp = moment.strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}.before-upgrade-from-{revision}.{stamp}{path.suffix}")
    part = target.with_name(f"{target.name}.part")
    copy = sqlite3.connect(part)
    try:
        source.backup(copy)
        healthy = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    finally:
        copy.close()
    if not healthy:
        part.unlink()
        raise CannotOpenLibrary(
            f"The library {path.name} is damaged, so it was not upgraded; it was left as it is."
        )
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    return target


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
